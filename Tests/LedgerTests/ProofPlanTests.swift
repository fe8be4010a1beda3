// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Ledger

@Suite("proof plans over stored levels 0, 8 and 16")
struct ProofPlanTests {
    private static let tree = NaiveTree(leafCount: 65_793)
    private static let stored = StoredHashes(leaves: tree.leaves)

    private static let sizes = [
        1, 2, 254, 255, 256, 257, 258, 511, 512, 513, 65_279, 65_280, 65_281, 65_535, 65_536,
        65_537, 65_791, 65_792, 65_793,
    ]

    private static func indices(_ size: Int) -> [Int] {
        [0, 1, 127, 128, 255, 256, 257, size / 2, 65_279, 65_280, 65_535, 65_536, size - 1]
            .filter { $0 < size }
    }

    @Test("inclusion from stored hashes is the naive proof", arguments: sizes)
    func inclusion(_ size: Int) throws {
        let root = Self.tree.root(size)
        for index in Set(Self.indices(size)) {
            let proof = try InclusionProof(
                index: UInt64(index), treeSize: UInt64(size), stored: { Self.stored($0) })
            #expect(proof.hashes == Self.tree.inclusion(index, size))
            try proof.verify(leaf: Self.tree.leaves[index], root: root)
        }
    }

    @Test("consistency from stored hashes is the naive proof", arguments: sizes)
    func consistency(_ second: Int) throws {
        for first in Self.sizes where first <= second {
            let proof = try ConsistencyProof(
                firstSize: UInt64(first), secondSize: UInt64(second), stored: { Self.stored($0) })
            #expect(proof.hashes == Self.tree.consistency(first, second))
            try proof.verify(
                firstRoot: Self.tree.root(first), secondRoot: Self.tree.root(second))
        }
    }

    @Test("the root of any earlier size comes from stored hashes", arguments: sizes + [0])
    func root(_ size: Int) throws {
        #expect(
            try TreeHash.root(treeSize: UInt64(size), stored: { Self.stored($0) })
                == Self.tree.root(size))
    }

    @Test("a plan asks for stored levels only, each place once, inside the tree, and few")
    func plannedPlaces() throws {
        for size in Self.sizes {
            for index in Self.indices(size) {
                let plan = try ProofPlan.inclusion(index: UInt64(index), treeSize: UInt64(size))
                let places = plan.storedSubtrees
                #expect(places == Set(places).sorted())
                #expect(places.allSatisfy { [0, 8, 16].contains($0.level) })
                #expect(
                    places.allSatisfy {
                        ($0.index + 1) << UInt64($0.level) <= UInt64(size)
                    })
                // A tile of 256 and a right edge of 255 per level at most.
                #expect(places.count <= 3 * 511)
            }
        }
    }

    @Test("the first leaf of 65,537 needs its tile, the tile above and the last leaf")
    func exactPlan() throws {
        let plan = try ProofPlan.inclusion(index: 0, treeSize: 65_537)
        let expected =
            (1...255).map { Subtree(level: 0, index: $0) }
            + [Subtree(level: 0, index: 65_536)]
            + (1...255).map { Subtree(level: 8, index: $0) }
        #expect(plan.storedSubtrees == expected)
        #expect(plan.components.count == 17)
    }

    @Test("a plan for a ledger of 2^32 entries stays small and never asks above level 24")
    func largePlan() throws {
        let plan = try ProofPlan.inclusion(index: 3_000_000_000, treeSize: (1 << 32) - 1)
        #expect(plan.storedSubtrees.count <= 4 * 511)
        #expect(plan.storedSubtrees.allSatisfy { $0.level <= 24 && $0.isStored })
    }

    @Test("a hash that is not stored is named, not guessed")
    func missing() {
        #expect(throws: LedgerError.hashMissing(level: 8, index: 0)) {
            try InclusionProof(index: 256, treeSize: 257, stored: { _ in nil })
        }
    }
}
