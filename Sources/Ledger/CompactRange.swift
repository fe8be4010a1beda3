// SPDX-License-Identifier: Apache-2.0

/// The right edge of the ledger's tree: all that is needed to append a leaf
/// and to know the root, O(log n) hashes.
///
/// ```swift
/// var range = CompactRange()
/// let toStore = range.append(TreeHash.leaf(entryBytes))
/// let root = range.root
/// ```
public struct CompactRange: Hashable, Sendable {
    /// The number of leaves appended so far.
    public private(set) var size: UInt64

    // One hash per set bit of `size`, the largest subtree first.
    private var frontier: [TreeHash]

    /// Makes the range of the empty tree.
    public init() {
        size = 0
        frontier = []
    }

    /// Appends one leaf hash.
    ///
    /// Returns the subtrees that became complete at the stored levels 8, 16,
    /// 24 …, lowest first; the store keeps them beside the leaf hashes.
    @discardableResult
    public mutating func append(_ leaf: TreeHash) -> [CompletedSubtree] {
        precondition(size < .max, "the ledger is full")
        var completed: [CompletedSubtree] = []
        var hash = leaf
        // Each set bit at the low end of `size` is a full subtree that the
        // new leaf closes, as a carry runs through an addition.
        for level in 0..<size.trailingOneBitCount {
            hash = TreeHash.node(frontier.removeLast(), hash)
            let subtree = Subtree(level: level + 1, index: size >> UInt64(level + 1))
            if subtree.isStored {
                completed.append(CompletedSubtree(subtree: subtree, hash: hash))
            }
        }
        frontier.append(hash)
        size += 1
        return completed
    }

    /// The RFC 6962 root of the tree of `size` leaves.
    public var root: TreeHash { TreeHash.folding(frontier) ?? .emptyTree }

    /// The range as bytes: the size in 8 bytes, big-endian, then one hash of
    /// 32 bytes per set bit of the size, the largest subtree first.
    public func encoded() -> [UInt8] {
        let sizeBytes = (0..<8).map { UInt8(truncatingIfNeeded: size >> UInt64(56 - 8 * $0)) }
        return sizeBytes + frontier.flatMap(\.bytes)
    }

    /// Reads a range from the bytes that `encoded()` made.
    ///
    /// - Throws: `LedgerError.compactRangeMalformed` if a byte is missing or
    ///   left over; rebuild the range from the leaf hashes then.
    public init(decoding bytes: some Collection<UInt8>) throws(LedgerError) {
        let bytes = Array(bytes)
        guard bytes.count >= 8 else { throw .compactRangeMalformed(foundBytes: bytes.count) }
        let size = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard bytes.count == 8 + size.nonzeroBitCount * TreeHash.byteCount else {
            throw .compactRangeMalformed(foundBytes: bytes.count)
        }
        var frontier: [TreeHash] = []
        for start in stride(from: 8, to: bytes.count, by: TreeHash.byteCount) {
            frontier.append(try TreeHash(bytes: bytes[start..<start + TreeHash.byteCount]))
        }
        self.size = size
        self.frontier = frontier
    }
}

extension FixedWidthInteger {
    /// How many bits are set before the first clear one, from the low end.
    var trailingOneBitCount: Int { (~self).trailingZeroBitCount }
}

extension TreeHash {
    /// Joins neighbouring complete subtrees, largest first, into one hash, as
    /// the right edge of an RFC 6962 tree is; `nil` if there are none.
    static func folding(_ hashes: [TreeHash]) -> TreeHash? {
        guard var hash = hashes.last else { return nil }
        for left in hashes.dropLast().reversed() {
            hash = node(left, hash)
        }
        return hash
    }

    /// The hash of a complete subtree from its children of one level, whose
    /// number must be a power of two.
    static func completing(_ children: [TreeHash]) -> TreeHash {
        precondition(children.count.nonzeroBitCount == 1, "a complete subtree is a power of two")
        var row = children
        while row.count > 1 {
            row = stride(from: 0, to: row.count, by: 2).map { node(row[$0], row[$0 + 1]) }
        }
        return row[0]
    }
}
