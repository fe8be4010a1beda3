// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Foundation
import Service

/// `probity verify`
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read the whole ledger again and compare all that is derived from it.",
        discussion: """
            Every entry is hashed and every party folded again; histories, standings and stored \
            hashes must be the same, byte for byte. What is not is named, and the exit code is 1.

            A ledger that was rewritten from end to end agrees with itself. Keep a checkpoint \
            (`probity ledger checkpoint`) somewhere else, and give it with --checkpoint: then the \
            ledger must be one that continues it.
            """)

    @Option(help: ArgumentHelp("A signed checkpoint kept from earlier.", valueName: "file"))
    var checkpoint: String?
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let checkpoint = try checkpoint.map { try TextFile.read($0) }
        let report = try await Session.run(data) { registry in
            let bar = ProgressBar(unit: "items")
            bar.begin("Hashing the entries", "Folding the parties")
            defer { bar.end() }
            return try await registry.verify(checkpoint: checkpoint) { done, total in
                bar.update(done: done, of: total)
            }
        }
        switch output.format {
        case .table: Self.lines(report).forEach { Console.write($0) }
        case .json: Console.write(report.json)
        case .csv:
            Listing(
                columns: ["place", "detail"], rows: report.findings.map { [$0.place, $0.detail] },
                json: []
            ).write(as: .csv)
        }
        if !report.isSound { throw Failure.answeredNo }
    }

    private static func lines(_ report: VerifyReport) -> [String] {
        var lines = [
            "Read \(report.entries.grouped) entries, folded \(report.parties.grouped) parties, "
                + "compared \(report.historyRows.grouped) history rows and "
                + "\(report.standings.grouped) standings."
        ]
        lines += report.findings.map { "  \($0)" }
        if report.findingCount > report.findings.count {
            let more = report.findingCount - report.findings.count
            lines.append("  … and \(more.grouped) more")
        }
        let continues = report.checkpointSize.map {
            " The ledger continues the checkpoint of \($0.grouped) entries."
        }
        lines.append(
            report.isSound
                ? "Everything agrees.\(continues ?? "")"
                : "FAILED: \(report.findingCount.grouped) things do not agree.")
        return lines
    }
}

extension VerifyReport {
    /// The report for programs.
    fileprivate var json: JSONValue {
        .object(present: [
            ("sound", .bool(isSound)), ("entries", .integer(entries)),
            ("parties", .integer(parties)), ("historyRows", .integer(historyRows)),
            ("standings", .integer(standings)),
            ("checkpointSize", checkpointSize.map { .integer(Int64(clamping: $0)) }),
            ("findingCount", .integer(Int64(findingCount))),
            (
                "findings",
                .array(
                    findings.map {
                        ["place": .string($0.place), "detail": .string($0.detail)]
                    })
            ),
        ])
    }
}
