// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Ledger

/// The proof vectors of transparency-dev/merkle, which lie beside the
/// repository. They are not part of it: a clone without them reports these
/// tests as skipped, by name.
private enum Vectors {
    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().appending(path: "../../../shared/data/merkle")

    static var arePresent: Bool { FileManager.default.fileExists(atPath: folder.path) }

    static let whyNot: Comment = "../shared/data/merkle is not here"

    static func files(_ kind: String) throws -> [String] {
        guard arePresent else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasPrefix(kind) && $0.hasSuffix(".json") }.sorted()
    }

    static func read<Vector: Decodable>(_ file: String) throws -> Vector {
        let data = try Data(contentsOf: folder.appending(path: file))
        return try JSONDecoder().decode(Vector.self, from: data)
    }

    static func hashes(_ proof: [String]?) throws -> [TreeHash] {
        try (proof ?? []).map { try TreeHash(base64: $0) }
    }

    /// Some vectors have a few words for a root, where only sameness
    /// matters: such roots stand here as the hash of those words.
    static func root(_ text: String) throws -> TreeHash {
        let bytes = try Base64.decode(text.utf8)
        let words = String(decoding: bytes, as: UTF8.self)
        return words.hasPrefix("don't care") ? .leaf(bytes) : try TreeHash(bytes: bytes)
    }
}

@Suite("proof vectors of transparency-dev/merkle")
struct VectorTests {
    private struct Inclusion: Decodable {
        let leafIdx: UInt64
        let treeSize: UInt64
        let root: String
        let leafHash: String
        let proof: [String]?
        let wantErr: Bool

        func verify() throws {
            let proof = try InclusionProof(
                index: leafIdx, treeSize: treeSize, hashes: Vectors.hashes(self.proof))
            try proof.verify(
                leaf: TreeHash(base64: leafHash), root: TreeHash(base64: root))
        }
    }

    private struct Consistency: Decodable {
        let size1: UInt64
        let size2: UInt64
        let root1: String
        let root2: String
        let proof: [String]?
        let wantErr: Bool

        func verify() throws {
            let proof = try ConsistencyProof(
                firstSize: size1, secondSize: size2, hashes: Vectors.hashes(self.proof))
            try proof.verify(
                firstRoot: Vectors.root(root1), secondRoot: Vectors.root(root2))
        }
    }

    @Test(
        "inclusion: the good is accepted and the bad refused",
        .enabled(if: Vectors.arePresent, Vectors.whyNot),
        arguments: try Vectors.files("inclusion_"))
    func inclusion(_ file: String) throws {
        let vector: Inclusion = try Vectors.read(file)
        if vector.wantErr {
            #expect(throws: LedgerError.self) { try vector.verify() }
        } else {
            try vector.verify()
        }
    }

    @Test(
        "consistency: the good is accepted and the bad refused",
        .enabled(if: Vectors.arePresent, Vectors.whyNot),
        arguments: try Vectors.files("consistency_"))
    func consistency(_ file: String) throws {
        let vector: Consistency = try Vectors.read(file)
        if vector.wantErr {
            #expect(throws: LedgerError.self) { try vector.verify() }
        } else {
            try vector.verify()
        }
    }

    @Test(
        "the folder has 65 inclusion and 66 consistency vectors, 6 and 3 of them good",
        .enabled(if: Vectors.arePresent, Vectors.whyNot))
    func counts() throws {
        let inclusions = try Vectors.files("inclusion_")
        let consistencies = try Vectors.files("consistency_")
        #expect(inclusions.count == 65)
        #expect(consistencies.count == 66)
        #expect(try inclusions.count { try !(Vectors.read($0) as Inclusion).wantErr } == 6)
        #expect(try consistencies.count { try !(Vectors.read($0) as Consistency).wantErr } == 3)
    }
}
