// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Ledger
import Service

/// `probity ledger prove`
struct LedgerProve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Write the proof that an entry stands in the ledger, to be checked offline.",
        discussion: """
              probity ledger prove 4711 --output 4711.proof --entry 4711.entry
              probity ledger checkpoint --key > key
              probity ledger verify-proof 4711.proof 4711.entry --key "$(cat key)"
            """)

    @Argument(
        help: ArgumentHelp("The number of the entry.", valueName: "number"),
        transform: Reading.entry)
    var number: EntryNumber
    @Option(
        name: .customLong("output"),
        help: ArgumentHelp(
            "Write the proof to this file. (default: standard output)", valueName: "file"))
    var file: String?
    @Option(
        help: ArgumentHelp(
            "Also write the exact bytes of the entry to this file; the proof is of them.",
            valueName: "file"))
    var entry: String?
    @OptionGroup var data: DataOptions

    func run() async throws {
        let number = number
        let (proof, bytes) = try await Session.run(data) { registry in
            // The entry first: the proof's checkpoint is then not older than it.
            let bytes = try await registry.showEntry(number, by: .local).bytes
            return (try await registry.prove(number), bytes)
        }
        if let entry { try TextFile.write(bytes, to: entry) }
        let text = Array("\(proof)".utf8)
        if let file { try TextFile.write(text, to: file) } else { Console.write(bytes: text) }
    }
}
