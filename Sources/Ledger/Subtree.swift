// SPDX-License-Identifier: Apache-2.0

/// The place of one complete subtree: leaves `index · 2^level` up to, not
/// including, `(index + 1) · 2^level`.
public struct Subtree: Hashable, Sendable {
    /// The height above the leaves, 0…63.
    public let level: Int

    /// The position among the subtrees of this level, from the left, from 0.
    public let index: UInt64

    /// Names the subtree at a level and index.
    public init(level: Int, index: UInt64) {
        precondition((0...63).contains(level), "a subtree's level is 0…63")
        self.level = level
        self.index = index
    }

    /// Whether the store keeps this hash: levels 0, 8, 16, 24 and so on, the
    /// rows of C2SP tlog-tiles. A ledger of up to 2^32 entries has no stored
    /// level above 24 but for the one hash that covers all 2^32.
    public var isStored: Bool { level.isMultiple(of: 8) }

    /// The stored subtrees, at most 128, that this one is computed from, in
    /// order; itself if it is stored.
    var storedSubtrees: [Subtree] {
        let height = level % 8
        let first = index << UInt64(height)
        return (0..<(UInt64(1) << UInt64(height))).map { offset in
            Subtree(level: level - height, index: first + offset)
        }
    }

    /// The complete subtrees, left to right and largest first, that make up
    /// the leaves of `range`.
    ///
    /// `range` must start at a multiple of the power of two that reaches its
    /// end, as every range in an RFC 6962 proof does.
    static func covering(_ range: Range<UInt64>) -> [Subtree] {
        var subtrees: [Subtree] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let level = 63 - (range.upperBound - start).leadingZeroBitCount
            subtrees.append(Subtree(level: level, index: start >> UInt64(level)))
            start += 1 << UInt64(level)
        }
        return subtrees
    }
}

extension Subtree: Comparable {
    /// Orders by level, then from left to right.
    public static func < (left: Subtree, right: Subtree) -> Bool {
        (left.level, left.index) < (right.level, right.index)
    }
}

/// A subtree that has just become complete, with its hash.
public struct CompletedSubtree: Hashable, Sendable {
    /// Where it lies.
    public let subtree: Subtree

    /// Its hash, which no later entry changes.
    public let hash: TreeHash
}
