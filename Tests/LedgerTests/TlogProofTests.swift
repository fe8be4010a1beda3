// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Ledger

@Suite("proof files")
struct TlogProofTests {
    private func key() throws -> NoteVerifierKey {
        try NoteVerifierKey(parsing: ThreeEntries.vkey)
    }

    @Test("the file is the very text that the format prescribes, and verifies")
    func prints() throws {
        let stored = StoredHashes(leaves: ThreeEntries.leaves)
        let proof = try TlogProof(
            inclusion: InclusionProof(index: 2, treeSize: 3, stored: { stored($0) }),
            checkpoint: ThreeEntries.head().sign(with: ThreeEntries.signingKey()))
        #expect(proof.description == ThreeEntries.proofOfThird)
        #expect(
            try proof.verify(entryBytes: NaiveTree.entry(2), with: key()) == ThreeEntries.head())
    }

    @Test("files of every shape come back as they were, with and without extra")
    func roundTrip() throws {
        let tree = NaiveTree(leafCount: 70)
        let stored = StoredHashes(leaves: tree.leaves)
        for size in [1, 2, 3, 64, 70] {
            let head = try Checkpoint(
                origin: ThreeEntries.origin, treeSize: UInt64(size), root: tree.root(size))
            for index in 0..<size {
                let proof = try TlogProof(
                    inclusion: InclusionProof(
                        index: UInt64(index), treeSize: UInt64(size), stored: { stored($0) }),
                    checkpoint: head.sign(with: ThreeEntries.signingKey()),
                    extra: index.isMultiple(of: 2) ? [UInt8(index), 0xFF] : nil)
                let read = try TlogProof(parsing: proof.description)
                #expect(read == proof)
                #expect(read.description == proof.description)
                #expect(try read.verify(entryBytes: NaiveTree.entry(index), with: key()) == head)
            }
        }
    }

    @Test("another entry's bytes are refused")
    func otherEntry() throws {
        let proof = try TlogProof(parsing: ThreeEntries.proofOfThird)
        for bytes in [NaiveTree.entry(1), [], NaiveTree.entry(2) + [0]] {
            #expect(throws: LedgerError.rootMismatch) {
                try proof.verify(entryBytes: bytes, with: key())
            }
        }
    }

    @Test("turning over any bit of the file, or cutting it anywhere, refuses it")
    func tampered() throws {
        let key = try key()
        let bytes = Array(ThreeEntries.proofOfThird.utf8)
        let entry = NaiveTree.entry(2)
        for place in bytes.indices {
            for bit in 0..<8 {
                var altered = bytes
                altered[place] ^= 1 << UInt8(bit)
                #expect(throws: LedgerError.self, "byte \(place), bit \(bit)") {
                    try TlogProof(parsing: altered).verify(entryBytes: entry, with: key)
                }
            }
            #expect(throws: LedgerError.self) {
                try TlogProof(parsing: bytes.prefix(place)).verify(entryBytes: entry, with: key)
            }
        }
    }

    @Test(
        "a malformed file is refused at the line that is wrong",
        arguments: [
            ("c2sp.org/tlog-proof@v2\nindex 2\n\n", 1), ("", 1),
            ("c2sp.org/tlog-proof@v1\r\nindex 2\n\n", 1),
            ("c2sp.org/tlog-proof@v1\nextra\nindex 2\n\n", 2),
            ("c2sp.org/tlog-proof@v1\nextra \nindex 2\n\n", 2),
            ("c2sp.org/tlog-proof@v1\nextra AB==\nindex 2\n\n", 2),
            ("c2sp.org/tlog-proof@v1\nindex 2\nextra AAAA\n\n", 3),
            ("c2sp.org/tlog-proof@v1\nextra AAAA\nextra AAAA\nindex 2\n\n", 3),
            ("c2sp.org/tlog-proof@v1\nindex 02\n\n", 2),
            ("c2sp.org/tlog-proof@v1\nindex -2\n\n", 2),
            ("c2sp.org/tlog-proof@v1\nindex  2\n\n", 2),
            ("c2sp.org/tlog-proof@v1\n\nindex 2\n\n", 2),
            ("c2sp.org/tlog-proof@v1\nindex 2\nAAAA\n\n", 3),
            ("c2sp.org/tlog-proof@v1\nindex 2\n", 3),
        ])
    func malformed(_ start: String, _ line: Int) {
        let text = start.hasSuffix("\n\n") ? start + ThreeEntries.checkpoint : start
        #expect(throws: LedgerError.proofFileMalformed(line: line)) {
            try TlogProof(parsing: text)
        }
    }

    @Test("65 hashes are more than any tree has")
    func tooManyHashes() {
        let hashes = String(repeating: TreeHash.emptyTree.base64 + "\n", count: 65)
        let text = "c2sp.org/tlog-proof@v1\nindex 2\n\(hashes)\n\(ThreeEntries.checkpoint)"
        #expect(throws: LedgerError.proofFileMalformed(line: 67)) { try TlogProof(parsing: text) }
    }

    @Test("an index outside the checkpoint's tree is refused, as is a proof of another size")
    func sizes() throws {
        let text = ThreeEntries.proofOfThird.replacing("index 2", with: "index 3")
        #expect(throws: LedgerError.indexOutsideTree(index: 3, treeSize: 3)) {
            try TlogProof(parsing: text)
        }
        let signed = try SignedCheckpoint(parsing: ThreeEntries.checkpoint)
        #expect(throws: LedgerError.indexOutsideTree(index: 0, treeSize: 3)) {
            try TlogProof(
                inclusion: InclusionProof(index: 0, treeSize: 4, hashes: []), checkpoint: signed)
        }
    }
}
