// SPDX-License-Identifier: Apache-2.0

/// The proof that a later tree begins with all of an earlier one, unaltered,
/// RFC 6962 §2.1.2.
public struct ConsistencyProof: Hashable, Sendable {
    /// The number of leaves of the earlier tree, at least 1.
    public let firstSize: UInt64

    /// The number of leaves of the later tree.
    public let secondSize: UInt64

    /// The hashes in the order of RFC 6962.
    public let hashes: [TreeHash]

    /// Takes a proof as it came; nothing is checked before `verify`.
    public init(firstSize: UInt64, secondSize: UInt64, hashes: [TreeHash]) {
        self.firstSize = firstSize
        self.secondSize = secondSize
        self.hashes = hashes
    }

    /// Makes the proof from stored hashes.
    ///
    /// `stored`: answers for the stored subtrees of
    /// `ProofPlan.consistency(firstSize:secondSize:)`.
    /// - Throws: `LedgerError.sizesOutOfOrder` or `.hashMissing`.
    public init(
        firstSize: UInt64, secondSize: UInt64, stored: (Subtree) -> TreeHash?
    ) throws(LedgerError) {
        let plan = try ProofPlan.consistency(firstSize: firstSize, secondSize: secondSize)
        self.init(
            firstSize: firstSize, secondSize: secondSize, hashes: try plan.hashes(from: stored))
    }

    /// Checks that the tree with `secondRoot` begins with the tree with
    /// `firstRoot`.
    ///
    /// - Throws: `LedgerError.sizesOutOfOrder` (an empty first tree proves
    ///   nothing and is refused), `.proofLength`, or `.rootMismatch`.
    public func verify(
        firstRoot: TreeHash, secondRoot: TreeHash
    ) throws(LedgerError) {
        guard 1 <= firstSize, firstSize <= secondSize else {
            throw .sizesOutOfOrder(firstSize: firstSize, secondSize: secondSize)
        }
        if firstSize == secondSize {
            guard hashes.isEmpty else { throw .proofLength(expected: 0, found: hashes.count) }
            guard firstRoot == secondRoot else { throw .rootMismatch }
            return
        }
        // The proof starts at the largest complete subtree that ends the
        // first tree, and climbs from there as from a leaf.
        let startLevel = firstSize.trailingZeroBitCount
        let start = (firstSize - 1) >> UInt64(startLevel)
        let path = RightEdgePath(index: start, lastIndex: (secondSize - 1) >> UInt64(startLevel))
        let startIsFirstTree = firstSize.nonzeroBitCount == 1
        let expected =
            path.levelCount + path.leftSiblingCountAbove + (startIsFirstTree ? 0 : 1)
        guard hashes.count == expected else {
            throw .proofLength(expected: expected, found: hashes.count)
        }
        let seed = startIsFirstTree ? firstRoot : hashes[0]
        let siblings = startIsFirstTree ? hashes[...] : hashes.dropFirst()
        let reached = climb(from: seed, at: start, siblings: siblings, path: path)
        guard reached.first == firstRoot, reached.second == secondRoot else {
            throw .rootMismatch
        }
    }

    /// Climbs to both roots at once: left siblings belong to both trees,
    /// right siblings to the second alone.
    private func climb(
        from seed: TreeHash, at start: UInt64, siblings: ArraySlice<TreeHash>, path: RightEdgePath
    ) -> (first: TreeHash, second: TreeHash) {
        var first = seed
        var second = seed
        for (level, sibling) in siblings.enumerated() {
            let isRightChild = level >= path.levelCount || start >> UInt64(level) & 1 == 1
            if isRightChild {
                first = .node(sibling, first)
                second = .node(sibling, second)
            } else {
                second = .node(second, sibling)
            }
        }
        return (first, second)
    }
}
