// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Ledger
import Service

/// `probity ledger checkpoint`
struct LedgerCheckpoint: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Write the signed head of the ledger; keep it elsewhere for `verify`.")

    @Flag(help: "Write the key that checks it (vkey) instead.")
    var key = false
    @Option(
        name: .customLong("output"),
        help: ArgumentHelp("Write to this file. (default: standard output)", valueName: "file"))
    var file: String?
    @OptionGroup var data: DataOptions

    func run() async throws {
        let key = key
        let text = try await Session.run(data) { registry in
            if key { return "\(registry.keyring.signing.verifierKey)\n" }
            return "\(try await registry.checkpoint())"
        }
        if let file {
            try TextFile.write(Array(text.utf8), to: file)
        } else {
            Console.write(bytes: Array(text.utf8))
        }
    }
}
