// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Ledger

@Suite("inclusion and consistency proofs")
struct ProofTests {
    private static let tree = NaiveTree(leafCount: 300)
    private static let stored = StoredHashes(leaves: tree.leaves)

    @Test("every inclusion proof of every size to 300 verifies")
    func everyInclusion() throws {
        let tree = Self.tree
        for size in 1...300 {
            let root = tree.root(size)
            for index in 0..<size {
                let proof = InclusionProof(
                    index: UInt64(index), treeSize: UInt64(size),
                    hashes: tree.inclusion(index, size))
                try proof.verify(leaf: tree.leaves[index], root: root)
            }
        }
    }

    @Test("every consistency proof of every two sizes to 300 verifies")
    func everyConsistency() throws {
        let tree = Self.tree
        let roots = (0...300).map { tree.root($0) }
        for second in 1...300 {
            for first in 1...second {
                let proof = ConsistencyProof(
                    firstSize: UInt64(first), secondSize: UInt64(second),
                    hashes: tree.consistency(first, second))
                try proof.verify(firstRoot: roots[first], secondRoot: roots[second])
            }
        }
    }

    // Hashing from the leaves up is slow in debug builds, so beyond 64 and
    // away from the edge of the first stored subtree this takes every 23rd.
    @Test("the proofs made from stored hashes are those, for all shapes to 300")
    func madeFromStored() throws {
        let tree = Self.tree
        for size in 1...300 {
            let isEdge = size <= 64 || [255, 256, 257].contains(size)
            for place in stride(from: isEdge ? 0 : size % 23, to: size, by: isEdge ? 1 : 23) {
                let inclusion = try InclusionProof(
                    index: UInt64(place), treeSize: UInt64(size), stored: { Self.stored($0) })
                #expect(inclusion.hashes == tree.inclusion(place, size))
                let consistency = try ConsistencyProof(
                    firstSize: UInt64(place + 1), secondSize: UInt64(size),
                    stored: { Self.stored($0) })
                #expect(consistency.hashes == tree.consistency(place + 1, size))
            }
        }
    }

    @Test("turning over any bit of proof, leaf or root fails the inclusion", arguments: [2, 7, 21])
    func tamperedInclusion(_ size: Int) throws {
        let tree = Self.tree
        let root = tree.root(size)
        for index in 0..<size {
            let proof = try InclusionProof(
                index: UInt64(index), treeSize: UInt64(size), stored: { Self.stored($0) })
            for bit in 0..<256 {
                #expect(throws: LedgerError.rootMismatch) {
                    try proof.verify(leaf: tree.leaves[index].flipping(bit: bit), root: root)
                }
                #expect(throws: LedgerError.rootMismatch) {
                    try proof.verify(leaf: tree.leaves[index], root: root.flipping(bit: bit))
                }
                for place in proof.hashes.indices {
                    var hashes = proof.hashes
                    hashes[place] = try hashes[place].flipping(bit: bit)
                    let altered = InclusionProof(
                        index: proof.index, treeSize: proof.treeSize, hashes: hashes)
                    #expect(throws: LedgerError.rootMismatch) {
                        try altered.verify(leaf: tree.leaves[index], root: root)
                    }
                }
            }
        }
    }

    @Test("a flipped bit of any hash fails the consistency", arguments: [(1, 2), (3, 7), (6, 21)])
    func tamperedConsistency(_ first: Int, _ second: Int) throws {
        let (firstRoot, secondRoot) = (Self.tree.root(first), Self.tree.root(second))
        let proof = try ConsistencyProof(
            firstSize: UInt64(first), secondSize: UInt64(second), stored: { Self.stored($0) })
        for bit in 0..<256 {
            #expect(throws: LedgerError.rootMismatch) {
                try proof.verify(firstRoot: firstRoot.flipping(bit: bit), secondRoot: secondRoot)
            }
            #expect(throws: LedgerError.rootMismatch) {
                try proof.verify(firstRoot: firstRoot, secondRoot: secondRoot.flipping(bit: bit))
            }
            for place in proof.hashes.indices {
                var hashes = proof.hashes
                hashes[place] = try hashes[place].flipping(bit: bit)
                let altered = ConsistencyProof(
                    firstSize: proof.firstSize, secondSize: proof.secondSize, hashes: hashes)
                #expect(throws: LedgerError.rootMismatch) {
                    try altered.verify(firstRoot: firstRoot, secondRoot: secondRoot)
                }
            }
        }
    }

    @Test("a proof for one index or size is refused for every other, to 40 leaves")
    func otherPlaces() throws {
        let tree = Self.tree
        for size in 1...40 {
            let proof = try InclusionProof(
                index: UInt64(size / 2), treeSize: UInt64(size), stored: { Self.stored($0) })
            for other in 0...41 where other != size / 2 {
                let moved = InclusionProof(
                    index: UInt64(other), treeSize: UInt64(size), hashes: proof.hashes)
                #expect(throws: LedgerError.self) {
                    try moved.verify(leaf: tree.leaves[size / 2], root: tree.root(size))
                }
            }
        }
    }

    @Test("one hash more or fewer is refused by number, before any hashing")
    func proofLengths() throws {
        let proof = try InclusionProof(index: 2, treeSize: 7, stored: { Self.stored($0) })
        for hashes in [Array(proof.hashes.dropLast()), proof.hashes + [.emptyTree]] {
            let altered = InclusionProof(index: 2, treeSize: 7, hashes: hashes)
            #expect(throws: LedgerError.proofLength(expected: 3, found: hashes.count)) {
                try altered.verify(leaf: Self.tree.leaves[2], root: Self.tree.root(7))
            }
        }
    }

    @Test("impossible sizes are refused when asking and when verifying")
    func impossibleSizes() {
        let root = TreeHash.emptyTree
        for (index, size) in [(0, 0), (1, 1), (UInt64.max, 1), (.max, .max)] as [(UInt64, UInt64)] {
            let expected = LedgerError.indexOutsideTree(index: index, treeSize: size)
            #expect(throws: expected) { try ProofPlan.inclusion(index: index, treeSize: size) }
            #expect(throws: expected) {
                try InclusionProof(index: index, treeSize: size, hashes: [])
                    .verify(leaf: root, root: root)
            }
        }
        for (first, second) in [(0, 0), (0, 1), (2, 1), (.max, 1)] as [(UInt64, UInt64)] {
            let expected = LedgerError.sizesOutOfOrder(firstSize: first, secondSize: second)
            #expect(throws: expected) {
                try ProofPlan.consistency(firstSize: first, secondSize: second)
            }
            #expect(throws: expected) {
                try ConsistencyProof(firstSize: first, secondSize: second, hashes: [])
                    .verify(firstRoot: root, secondRoot: root)
            }
        }
    }

    @Test("the largest sizes are refused without a trap")
    func largestSizes() {
        let last = InclusionProof(index: .max - 1, treeSize: .max, hashes: [])
        #expect(throws: LedgerError.proofLength(expected: 63, found: 0)) {
            try last.verify(leaf: .emptyTree, root: .emptyTree)
        }
        let first = InclusionProof(index: 0, treeSize: .max, hashes: [])
        #expect(throws: LedgerError.proofLength(expected: 64, found: 0)) {
            try first.verify(leaf: .emptyTree, root: .emptyTree)
        }
        let grown = ConsistencyProof(firstSize: .max - 1, secondSize: .max, hashes: [])
        #expect(throws: LedgerError.proofLength(expected: 64, found: 0)) {
            try grown.verify(firstRoot: .emptyTree, secondRoot: .emptyTree)
        }
    }
}
