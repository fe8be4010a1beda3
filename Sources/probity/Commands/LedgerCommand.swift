// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `probity ledger`
struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Signed checkpoints and proofs of the ledger.",
        discussion: """
            Files are those of the C2SP: tlog-checkpoint, tlog-proof and signed-note, so that \
            other programs can check them too.
            """,
        subcommands: [LedgerCheckpoint.self, LedgerProve.self, LedgerVerifyProof.self])
}
