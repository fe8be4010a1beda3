// SPDX-License-Identifier: Apache-2.0

/// The proof that one leaf is in the tree of a checkpoint, RFC 6962 §2.1.1.
public struct InclusionProof: Hashable, Sendable {
    /// The leaf's index, from 0.
    public let index: UInt64

    /// The number of leaves of the tree.
    public let treeSize: UInt64

    /// The sibling hashes, from the leaf up to the root's child.
    public let hashes: [TreeHash]

    /// Takes a proof as it came; nothing is checked before `verify`.
    public init(index: UInt64, treeSize: UInt64, hashes: [TreeHash]) {
        self.index = index
        self.treeSize = treeSize
        self.hashes = hashes
    }

    /// Makes the proof from stored hashes.
    ///
    /// `stored`: answers for the stored subtrees of
    /// `ProofPlan.inclusion(index:treeSize:)`.
    /// - Throws: `LedgerError.indexOutsideTree` or `.hashMissing`.
    public init(
        index: UInt64, treeSize: UInt64, stored: (Subtree) -> TreeHash?
    ) throws(LedgerError) {
        let plan = try ProofPlan.inclusion(index: index, treeSize: treeSize)
        self.init(index: index, treeSize: treeSize, hashes: try plan.hashes(from: stored))
    }

    /// Checks that `leaf` stands at `index` in the tree with this `root`.
    ///
    /// - Throws: `LedgerError.indexOutsideTree`, `.proofLength`, or
    ///   `.rootMismatch` if anything was altered.
    public func verify(leaf: TreeHash, root: TreeHash) throws(LedgerError) {
        guard index < treeSize else {
            throw .indexOutsideTree(index: index, treeSize: treeSize)
        }
        let path = RightEdgePath(index: index, lastIndex: treeSize - 1)
        guard hashes.count == path.levelCount + path.leftSiblingCountAbove else {
            throw .proofLength(
                expected: path.levelCount + path.leftSiblingCountAbove, found: hashes.count)
        }
        var hash = leaf
        for (level, sibling) in hashes.prefix(path.levelCount).enumerated() {
            let isRightChild = index >> UInt64(level) & 1 == 1
            hash = isRightChild ? .node(sibling, hash) : .node(hash, sibling)
        }
        for sibling in hashes.dropFirst(path.levelCount) {
            hash = .node(sibling, hash)
        }
        guard hash == root else { throw .rootMismatch }
    }
}

/// How a leaf's path to the root meets the tree's right edge: below that
/// point each level has a sibling, above it only left siblings remain.
struct RightEdgePath {
    /// The levels below the meeting point.
    let levelCount: Int

    /// The siblings above it, all to the left.
    let leftSiblingCountAbove: Int

    init(index: UInt64, lastIndex: UInt64) {
        levelCount = UInt64.bitWidth - (index ^ lastIndex).leadingZeroBitCount
        // A shift by 64 gives 0, as it should: nothing is left above.
        leftSiblingCountAbove = (index >> UInt64(levelCount)).nonzeroBitCount
    }
}
