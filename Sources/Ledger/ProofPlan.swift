// SPDX-License-Identifier: Apache-2.0

/// Which hashes a proof needs, worked out before any is fetched.
///
/// The store keeps only the levels 0, 8, 16, 24 … of the tree (the rows of
/// C2SP tlog-tiles); what lies between is computed here from at most 128
/// stored hashes a subtree. Fetch `storedSubtrees` in one query, then call
/// `hashes(from:)`.
public struct ProofPlan: Hashable, Sendable {
    /// For each hash of the proof the complete subtrees, left to right and
    /// largest first, that it is folded from.
    public let components: [[Subtree]]

    /// Plans the root of the first `treeSize` leaves: one component, or none
    /// for the empty tree.
    public static func root(treeSize: UInt64) -> ProofPlan {
        ProofPlan(components: treeSize == 0 ? [] : [Subtree.covering(0..<treeSize)])
    }

    /// Plans an inclusion proof, RFC 6962 §2.1.1.
    ///
    /// - Throws: `LedgerError.indexOutsideTree`.
    public static func inclusion(
        index: UInt64, treeSize: UInt64
    ) throws(LedgerError) -> ProofPlan {
        guard index < treeSize else {
            throw .indexOutsideTree(index: index, treeSize: treeSize)
        }
        var range = 0..<treeSize
        var components: [[Subtree]] = []
        // From the root down to the leaf; the proof lists siblings upwards.
        while let middle = split(range) {
            let left = range.lowerBound..<middle
            let right = middle..<range.upperBound
            let descendsLeft = index < middle
            components.append(Subtree.covering(descendsLeft ? right : left))
            range = descendsLeft ? left : right
        }
        return ProofPlan(components: components.reversed())
    }

    /// Plans a consistency proof, RFC 6962 §2.1.2.
    ///
    /// - Throws: `LedgerError.sizesOutOfOrder` unless 1 ≤ first ≤ second.
    public static func consistency(
        firstSize: UInt64, secondSize: UInt64
    ) throws(LedgerError) -> ProofPlan {
        guard 1 <= firstSize, firstSize <= secondSize else {
            throw .sizesOutOfOrder(firstSize: firstSize, secondSize: secondSize)
        }
        var range = 0..<secondSize
        var components: [[Subtree]] = []
        while range.upperBound != firstSize, let middle = split(range) {
            let left = range.lowerBound..<middle
            let right = middle..<range.upperBound
            let descendsLeft = firstSize <= middle
            components.append(Subtree.covering(descendsLeft ? right : left))
            range = descendsLeft ? left : right
        }
        // Where the first tree ends in a subtree that starts at leaf 0, the
        // verifier knows it already: it is the first root.
        if range.lowerBound > 0 {
            components.append(Subtree.covering(range))
        }
        return ProofPlan(components: components.reversed())
    }

    /// Where RFC 6962 cuts a range of leaves in two: after the largest power
    /// of two smaller than its length; `nil` for a single leaf.
    private static func split(_ range: Range<UInt64>) -> UInt64? {
        let length = range.upperBound - range.lowerBound
        guard length > 1 else { return nil }
        return range.lowerBound + (1 << UInt64(63 - (length - 1).leadingZeroBitCount))
    }

    /// The stored subtrees the proof is made from: each once, by level and
    /// then from left to right.
    public var storedSubtrees: [Subtree] {
        Set(components.joined().flatMap(\.storedSubtrees)).sorted()
    }

    /// Computes the hashes of the proof.
    ///
    /// `stored`: answers for every subtree in `storedSubtrees`.
    /// - Throws: `LedgerError.hashMissing` if `stored` answers `nil`.
    public func hashes(
        from stored: (Subtree) -> TreeHash?
    ) throws(LedgerError) -> [TreeHash] {
        var hashes: [TreeHash] = []
        for component in components {
            var parts: [TreeHash] = []
            for subtree in component {
                var children: [TreeHash] = []
                for child in subtree.storedSubtrees {
                    guard let hash = stored(child) else {
                        throw .hashMissing(level: child.level, index: child.index)
                    }
                    children.append(hash)
                }
                parts.append(TreeHash.completing(children))
            }
            if let hash = TreeHash.folding(parts) { hashes.append(hash) }
        }
        return hashes
    }
}

extension TreeHash {
    /// Computes the root of the first `treeSize` leaves from stored hashes.
    ///
    /// - Throws: `LedgerError.hashMissing` if `stored` answers `nil`.
    public static func root(
        treeSize: UInt64, stored: (Subtree) -> TreeHash?
    ) throws(LedgerError) -> TreeHash {
        try ProofPlan.root(treeSize: treeSize).hashes(from: stored).first ?? .emptyTree
    }
}
