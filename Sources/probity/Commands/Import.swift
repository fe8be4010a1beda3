// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Intake
import Service

/// `probity import`
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Import editions of a foreign register.",
        discussion: """
            Each edition is compared with the one before; what differs becomes entries: granted, \
            rating changed, services changed, left, returned. Give several files in the order of \
            their dates. Files may be compressed (.gz).

            An import that was broken off goes on where it stopped when it is started again, and \
            an edition that is imported already writes nothing. An edition that was cut off is \
            refused as a whole (exit code 2).
            """)

    @Argument(help: ArgumentHelp("Editions, oldest first.", valueName: "file"))
    var files: [String]
    @Option(
        help: ArgumentHelp(
            "The day of the edition. (default: as the file's name begins)", valueName: "day"),
        transform: Reading.day)
    var date: CivilDate?
    @Option(
        help: ArgumentHelp(
            "The regime whose register it is. (default: the only one that has one)",
            valueName: "code"),
        transform: Reading.regime)
    var regime: RegimeCode?
    @Option(
        help: ArgumentHelp(
            "Write what became of each row to this file, as comma-separated values.",
            valueName: "file"))
    var report: String?
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if date != nil, files.count > 1 {
            throw ValidationError("--date is for one file; \(files.count) are given.")
        }
    }

    func run() async throws {
        for file in files { try EditionImporter.demandReadable(file) }
        let reports: [ImportReport]
        do {
            reports = try await importAll()
        } catch is CancellationError {
            throw Failure(
                code: .interrupted, text: "Stopped. The same command goes on where it stopped.")
        }
        switch output.format {
        case .table: break
        case .json: Console.write(.array(reports.map(\.json)))
        case .csv: ImportReport.listing(reports).write(as: .csv)
        }
    }

    private func importAll() async throws -> [ImportReport] {
        let (files, date, regime, format) = (files, date, regime, output.format)
        let rowFile = try report.map { try RowReportFile(path: $0) }
        return try await Session.run(data, .anyOrNew) { registry in
            let importer = try EditionImporter(registry: registry, regime: regime)
            var reports: [ImportReport] = []
            for file in files {
                let outcome = try await importer.run(file, date: date)
                try rowFile?.add(outcome.report)
                reports.append(outcome.report)
                guard format == .table else { continue }
                ImportText(outcome.report, elapsed: outcome.elapsed)
                    .lines(isListed: rowFile == nil).forEach { Console.write($0) }
            }
            return reports
        }
    }
}
