// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Ledger

/// `probity ledger verify-proof`
struct LedgerVerifyProof: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-proof",
        abstract: "Check a proof offline: no database, no network, only the key.",
        discussion: "Exit code 1 when the proof does not hold.")

    @Argument(help: ArgumentHelp("The proof, as `ledger prove` writes it.", valueName: "proof"))
    var proof: String
    @Argument(help: ArgumentHelp("The exact bytes of the entry.", valueName: "entry"))
    var entry: String
    @Option(
        help: ArgumentHelp(
            "The key of the ledger (vkey), as `ledger checkpoint --key` writes it.",
            valueName: "vkey"))
    var key: String

    func run() throws {
        let verifierKey: NoteVerifierKey
        do {
            verifierKey = try NoteVerifierKey(parsing: key)
        } catch {
            throw Failure.input("--key is no verifier key (name+hash+base64): \(error)")
        }
        let bytes = try TextFile.bytes(of: entry)
        let text = try TextFile.read(proof)
        do {
            let proof = try TlogProof(parsing: text)
            let checkpoint = try proof.verify(entryBytes: bytes, with: verifierKey)
            Console.write(
                "OK: entry \((proof.inclusion.index + 1).grouped) stands in the ledger "
                    + "\(checkpoint.origin), whose head of \(checkpoint.treeSize.grouped) entries "
                    + "is signed.")
        } catch {
            Console.write("FAILED: \(error)")
            throw Failure.answeredNo
        }
    }
}
