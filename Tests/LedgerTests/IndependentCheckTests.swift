// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Ledger

/// Runs `Tests/independent/check_proof.py`, which shares no code with ours.
private enum IndependentCheck {
    static let program = URL(filePath: #filePath)
        .deletingLastPathComponent().appending(path: "../independent/check_proof.py")

    /// Whether there is a Python with the package `cryptography`.
    static let isPossible = (try? run(["-c", "import cryptography"]).status) == 0

    static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    static func check(
        proof: String, entry: [UInt8], vkey: String
    ) throws -> (status: Int32, output: String) {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "probity-proof-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let proofFile = folder.appending(path: "entry.tlog-proof")
        let entryFile = folder.appending(path: "entry")
        try Data(proof.utf8).write(to: proofFile)
        try Data(entry).write(to: entryFile)
        return try run([program.path, proofFile.path, entryFile.path, vkey])
    }
}

// Without Python and its package these tests are reported as skipped.
@Suite(
    "the independent check of a proof file",
    .enabled(if: IndependentCheck.isPossible, "python3 with cryptography is not here"))
struct IndependentCheckTests {
    private func proof(index: Int, size: Int, extra: [UInt8]? = nil) throws -> String {
        let tree = NaiveTree(leafCount: size)
        let stored = StoredHashes(leaves: tree.leaves)
        let head = try Checkpoint(
            origin: ThreeEntries.origin, treeSize: UInt64(size), root: stored.range.root)
        return try TlogProof(
            inclusion: InclusionProof(
                index: UInt64(index), treeSize: UInt64(size), stored: { stored($0) }),
            checkpoint: head.sign(with: ThreeEntries.signingKey()), extra: extra
        ).description
    }

    @Test(
        "it accepts our proofs",
        arguments: [(0, 1), (0, 2), (1, 2), (2, 3), (6, 7), (41, 70), (69, 70), (256, 257)])
    func accepts(_ index: Int, _ size: Int) throws {
        let answer = try IndependentCheck.check(
            proof: proof(index: index, size: size, extra: [1, 2, 3]),
            entry: NaiveTree.entry(index), vkey: ThreeEntries.vkey)
        #expect(answer.output == "OK: entry \(index + 1) of \(size) in \(ThreeEntries.origin)\n")
        #expect(answer.status == 0)
    }

    @Test("it refuses what was altered and says what failed")
    func refuses() throws {
        let good = try proof(index: 41, size: 70)
        let lines = good.components(separatedBy: "\n")
        let entry = NaiveTree.entry(41)
        let mark = try #require(lines.first { $0.hasPrefix("—") }).suffix(80)
        let cases: [(proof: String, entry: [UInt8], vkey: String, failure: String)] = [
            (good, NaiveTree.entry(40), ThreeEntries.vkey, "not under the signed root"),
            (good.replacing("index 41", with: "index 40"), entry, ThreeEntries.vkey, "signed root"),
            (good.replacing("index 41", with: "index 70"), entry, ThreeEntries.vkey, "outside"),
            (good.replacing("\n70\n", with: "\n71\n"), entry, ThreeEntries.vkey, "signature"),
            (good.replacing(lines[2] + "\n", with: ""), entry, ThreeEntries.vkey, "too short"),
            (
                good.replacing(lines[2], with: lines[3]), entry, ThreeEntries.vkey,
                "not under the signed root"
            ),
            (
                good.replacing(mark, with: "A" + mark.dropFirst()), entry, ThreeEntries.vkey,
                "signature is wrong"
            ),
            (good, entry, ThreeEntries.vkey.replacing("6cddbbdb", with: "6cddbbdc"), "key's hash"),
            (String(good.prefix(good.count / 2)), entry, ThreeEntries.vkey, "FAILED"),
        ]
        for item in cases {
            let answer = try IndependentCheck.check(
                proof: item.proof, entry: item.entry, vkey: item.vkey)
            #expect(answer.status == 1)
            #expect(answer.output.hasPrefix("FAILED: "))
            #expect(answer.output.contains(item.failure))
        }
    }
}
