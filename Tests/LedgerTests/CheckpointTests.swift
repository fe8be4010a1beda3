// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Ledger

/// A ledger of three entries whose key, checkpoint and proof were made by
/// other means (Python, `cryptography`), so that ours must agree with them.
enum ThreeEntries {
    static let origin = "probity.example/test"
    static let seed = (0..<32).map { UInt8($0) }
    static let vkey =
        "probity.example/test+6cddbbdb+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
    static let checkpoint = """
        probity.example/test
        3
        lPvQ3YNvUDAWkubQ6t5yjuGexSv/8WBu2AfIV11aqhk=

        — probity.example/test \
        bN272y2Pyn+x40B9UvrqcYNMjPGqbTSKZJpBfPFxkVWOiBAZLOv0sZ3zwbQgifmz7MAaVTuVrpp6LEWYExY1rBeNpww=

        """
    static let proofOfThird = """
        c2sp.org/tlog-proof@v1
        index 2
        WkdmL9ijF9lgSaP59HxV3GfKZgUbqjaD27GbL+CaB7A=

        \(checkpoint)
        """
    static let leaves = NaiveTree(leafCount: 3).leaves

    static func signingKey() throws -> NoteSigningKey {
        try NoteSigningKey(name: origin, seed: seed)
    }

    static func head() throws -> Checkpoint {
        try Checkpoint(
            origin: origin, treeSize: 3, root: StoredHashes(leaves: leaves).range.root)
    }
}

@Suite("checkpoints")
struct CheckpointTests {
    @Test("signing gives the very bytes that another implementation gives")
    func signs() throws {
        let key = try ThreeEntries.signingKey()
        #expect(key.verifierKey.description == ThreeEntries.vkey)
        let signed = try ThreeEntries.head().sign(with: key)
        #expect(signed.description == ThreeEntries.checkpoint)
    }

    @Test("a checkpoint comes back as it was signed")
    func roundTrip() throws {
        let key = try NoteVerifierKey(parsing: ThreeEntries.vkey)
        let signed = try SignedCheckpoint(parsing: ThreeEntries.checkpoint)
        #expect(signed.description == ThreeEntries.checkpoint)
        #expect(try signed.verify(with: key) == ThreeEntries.head())
        let empty = try Checkpoint(origin: ThreeEntries.origin, treeSize: 0, root: .emptyTree)
            .sign(with: ThreeEntries.signingKey())
        #expect(try SignedCheckpoint(parsing: empty.description) == empty)
        #expect(try empty.verify(with: key).treeSize == 0)
    }

    @Test("turning over any bit of a signed checkpoint refuses it")
    func tampered() throws {
        let key = try NoteVerifierKey(parsing: ThreeEntries.vkey)
        let bytes = Array(ThreeEntries.checkpoint.utf8)
        for place in bytes.indices {
            for bit in 0..<8 {
                var altered = bytes
                altered[place] ^= 1 << UInt8(bit)
                #expect(throws: LedgerError.self, "byte \(place), bit \(bit)") {
                    try SignedCheckpoint(parsing: altered).verify(with: key)
                }
            }
        }
        for count in bytes.indices {
            #expect(throws: LedgerError.self) {
                try SignedCheckpoint(parsing: bytes.prefix(count)).verify(with: key)
            }
        }
    }

    @Test("only a key with the origin's name signs or verifies")
    func otherKeys() throws {
        let other = try NoteSigningKey(name: "probity.example/other", seed: ThreeEntries.seed)
        #expect(throws: LedgerError.originMismatch) { try ThreeEntries.head().sign(with: other) }
        let signed = try SignedCheckpoint(parsing: ThreeEntries.checkpoint)
        #expect(throws: LedgerError.originMismatch) { try signed.verify(with: other.verifierKey) }
        let stranger = try NoteSigningKey(
            name: ThreeEntries.origin, seed: [UInt8](repeating: 9, count: 32))
        #expect(throws: LedgerError.signatureMissing) {
            try signed.verify(with: stranger.verifierKey)
        }
    }

    @Test(
        "a text that is no checkpoint is refused, with the reason",
        arguments: [
            ("o\n3", LedgerError.CheckpointFault.lineCount), ("o\n3\nROOT\nextension", .lineCount),
            ("o\n3\nROOT\n", .lineCount), ("\n3\nROOT", .origin), ("o o\n3\nROOT", .origin),
            ("o+o\n3\nROOT", .origin), ("ö\n3\nROOT", .origin), ("o\n03\nROOT", .treeSize),
            ("o\n+3\nROOT", .treeSize), ("o\n-3\nROOT", .treeSize), ("o\n\nROOT", .treeSize),
            ("o\n3 \nROOT", .treeSize), ("o\n00\nROOT", .treeSize), ("o\n0x3\nROOT", .treeSize),
            ("o\n18446744073709551616\nROOT", .treeSize), ("o\n３\nROOT", .treeSize),
            ("o\n3\nAAAA", .root), ("o\n3\nROOT=", .root), ("o\n3\n", .root),
        ])
    func malformed(_ text: String, _ fault: LedgerError.CheckpointFault) {
        let root = TreeHash.emptyTree.base64
        let note = text.replacing("ROOT", with: root) + "\n\n— o AAAAAQID\n"
        #expect(throws: LedgerError.checkpointMalformed(fault)) {
            try SignedCheckpoint(parsing: note)
        }
    }

    @Test("the greatest size is read exactly")
    func greatestSize() throws {
        let text = "o\n18446744073709551615\n\(TreeHash.emptyTree.base64)\n\n— o AAAAAQID\n"
        #expect(try SignedCheckpoint(parsing: text).unverified.treeSize == .max)
    }
}
