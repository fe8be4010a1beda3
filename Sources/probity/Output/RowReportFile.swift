// SPDX-License-Identifier: Apache-2.0

import Foundation
import Intake
import Service

/// A file with one line for each row of the editions imported: date, line, outcome, sentence.
struct RowReportFile: Sendable {
    private let path: String

    /// Begins the file anew.
    ///
    /// - Throws: `Failure` when it cannot be written.
    init(path: String) throws {
        self.path = path
        let header = CommaSeparated.line(["edition", "line", "outcome", "detail"]) + "\n"
        guard FileManager.default.createFile(atPath: path, contents: Data(header.utf8)) else {
            throw Failure.input("the report file \(path) cannot be written.")
        }
    }

    /// Adds the rows of an edition.
    ///
    /// - Throws: `Failure` when the file cannot be written.
    func add(_ report: ImportReport) throws {
        var text = ""
        for row in report.rows {
            let cells = [
                "\(report.date)", String(row.line), row.outcome.name, row.description,
            ]
            text += CommaSeparated.line(cells) + "\n"
        }
        do {
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try file.seekToEnd()
            try file.write(contentsOf: Data(text.utf8))
            try file.close()
        } catch {
            throw Failure.unreachable("the report file \(path) cannot be written.")
        }
    }
}

extension RowReport.Outcome {
    /// The outcome as one word.
    fileprivate var name: String {
        switch self {
        case .accepted: "accepted"
        case .repaired: "repaired"
        case .duplicate: "duplicate"
        case .doubtful: "doubtful"
        case .refused: "refused"
        }
    }
}
