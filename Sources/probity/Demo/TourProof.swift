// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Ledger
import Service

/// The proof of an entry, written to a file, read back and verified.
struct TourProof: Sendable {
    let registry: Registry
    /// Where to put the files; nil for the working folder.
    let folder: String?

    /// Writes the proof and the entry beside it, and verifies what was written.
    ///
    /// - Throws: `Failure`, `Refusal`, or `LedgerError` when the proof does not hold.
    func write(_ number: EntryNumber) async throws {
        let place = folder.map { "\($0)/demo" } ?? FileManager.default.currentDirectoryPath
        try? FileManager.default.createDirectory(
            atPath: place, withIntermediateDirectories: true)
        let (proofFile, entryFile) = ("\(place)/entry-\(number).proof", "\(place)/entry-\(number)")
        let entry = try await registry.showEntry(number, by: .local)
        try TextFile.write(entry.bytes, to: entryFile)
        try TextFile.write(Array("\(try await registry.prove(number))".utf8), to: proofFile)

        let key = registry.keyring.signing.verifierKey
        let proof = try TlogProof(parsing: TextFile.read(proofFile))
        let checkpoint = try proof.verify(entryBytes: TextFile.bytes(of: entryFile), with: key)
        Console.write(
            "Entry \(number.value.grouped) (\(entry.entry.body.kind)) stands in the signed ledger "
                + "of \(checkpoint.treeSize.grouped) entries: "
                + "\(proof.inclusion.hashes.count) hashes lead from it to the root.")
        Console.write()
        for line in "\(proof)".split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            Console.write("  \(line)")
        }
        Console.write()
        Console.write("It verifies. Check it again, offline:")
        Console.write()
        Console.write("  probity ledger verify-proof \(proofFile) \(entryFile) \\")
        Console.write("    --key '\(key)'")
    }
}
