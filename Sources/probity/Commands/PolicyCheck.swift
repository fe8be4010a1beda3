// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Compliance
import Domain
import Policy

/// `probity policy check`
struct PolicyCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Read packs, report every fault at once, and put their golden cases to them.",
        discussion: """
            Needs no database. A fault is written as file:line:column with how to mend it; a \
            golden case that does not hold, with what was expected and what came out. Exit code 1 \
            when anything is wrong.
            """)

    @Argument(help: ArgumentHelp("Folders of packs.", valueName: "folder"))
    var folders: [String]
    @OptionGroup var output: OutputOptions

    /// What came of one pack.
    private struct Outcome {
        let folder: String
        /// Nil when the pack cannot be read.
        let policy: Policy?
        let faults: [PolicyFault]
        let failedCases: [GoldenCaseRun]

        var isSound: Bool { faults.isEmpty && failedCases.isEmpty }
    }

    func run() throws {
        let outcomes = try folders.map { try Self.check($0) }
        switch output.format {
        case .table: outcomes.flatMap(Self.lines).forEach { Console.write($0) }
        case .json: Console.write(.array(outcomes.map(Self.json)))
        case .csv:
            Listing(
                columns: ["folder", "place", "problem"], rows: outcomes.flatMap(Self.rows), json: []
            ).write(as: .csv)
        }
        if !outcomes.allSatisfy(\.isSound) { throw Failure.answeredNo }
    }

    private static func check(_ folder: String) throws -> Outcome {
        let pack = try PackFolder.read(folder)
        do {
            let policy = try PolicyLoader.load(pack)
            let failed = policy.cases.map { GoldenCaseRun($0, policy: policy) }
                .filter { !$0.holds }
            return Outcome(folder: folder, policy: policy, faults: [], failedCases: failed)
        } catch {
            return Outcome(folder: folder, policy: nil, faults: error.faults, failedCases: [])
        }
    }

    private static func lines(_ outcome: Outcome) -> [String] {
        let folder = outcome.folder
        var lines = outcome.faults.map { "\(folder)/\($0)" }
        for run in outcome.failedCases {
            lines.append("\(folder)/\(run.goldenCase.file): \(run.goldenCase.name)")
            lines += run.differences.map { "    \($0)" }
        }
        if let policy = outcome.policy, outcome.isSound {
            let reference = policy.reference
            lines.append(
                "\(folder): \(reference.code)@\(reference.version) is sound; "
                    + "\(policy.cases.count) golden cases hold. sha256 \(reference.sha256)")
        } else {
            let count = outcome.faults.count + outcome.failedCases.count
            lines.append("\(folder): \(count) \(count == 1 ? "problem" : "problems")")
        }
        return lines
    }

    private static func rows(_ outcome: Outcome) -> [[String]] {
        outcome.faults.map {
            [outcome.folder, "\($0.file):\($0.line):\($0.column)", "\($0.message) \($0.cure)"]
        }
            + outcome.failedCases.map {
                [outcome.folder, $0.goldenCase.file, $0.differences.joined(separator: " ")]
            }
    }

    private static func json(_ outcome: Outcome) -> JSONValue {
        .object(present: [
            ("folder", .string(outcome.folder)), ("sound", .bool(outcome.isSound)),
            ("policy", outcome.policy?.reference.json),
            ("cases", outcome.policy.map { .integer(Int64($0.cases.count)) }),
            (
                "faults",
                .array(
                    outcome.faults.map {
                        [
                            "file": .string($0.file), "line": .integer(Int64($0.line)),
                            "column": .integer(Int64($0.column)), "message": .string($0.message),
                            "cure": .string($0.cure),
                        ]
                    })
            ),
            (
                "failedCases",
                .array(
                    outcome.failedCases.map {
                        [
                            "file": .string($0.goldenCase.file),
                            "differences": .array($0.differences.map { .string($0) }),
                        ]
                    })
            ),
        ])
    }
}
