// SPDX-License-Identifier: Apache-2.0

@testable import Ledger

/// A tree computed as RFC 6962 defines it, by recursion over all its leaves:
/// obvious, and sharing nothing with the code under test but the hash
/// functions. Complete subtrees are kept, or the tests would take minutes.
struct NaiveTree {
    let leaves: [TreeHash]

    // levels[k][i] covers the leaves i·2^k up to (i + 1)·2^k.
    private let levels: [[TreeHash]]

    init(leafCount: Int) {
        leaves = (0..<leafCount).map { TreeHash.leaf(NaiveTree.entry($0)) }
        var levels = [leaves]
        while let row = levels.last, row.count > 1 {
            levels.append(
                (0..<row.count / 2).map { TreeHash.node(row[2 * $0], row[2 * $0 + 1]) })
        }
        self.levels = levels
    }

    static func entry(_ index: Int) -> [UInt8] { Array("entry \(index)".utf8) }

    func root(_ size: Int) -> TreeHash { root(0..<size) }

    func inclusion(_ index: Int, _ size: Int) -> [TreeHash] { path(index, 0..<size) }

    func consistency(_ first: Int, _ second: Int) -> [TreeHash] {
        subproof(first, 0..<second, true)
    }

    func root(_ range: Range<Int>) -> TreeHash {
        guard !range.isEmpty else { return .emptyTree }
        let (left, right) = halves(range)
        guard !right.isEmpty else { return leaves[range.lowerBound] }
        if left.count == right.count {
            return levels[range.count.trailingZeroBitCount][range.lowerBound / range.count]
        }
        return .node(root(left), root(right))
    }

    private func path(_ index: Int, _ range: Range<Int>) -> [TreeHash] {
        guard range.count > 1 else { return [] }
        let (left, right) = halves(range)
        return left.contains(index)
            ? path(index, left) + [root(right)] : path(index, right) + [root(left)]
    }

    private func subproof(_ first: Int, _ range: Range<Int>, _ isWhole: Bool) -> [TreeHash] {
        if first == range.upperBound { return isWhole ? [] : [root(range)] }
        let (left, right) = halves(range)
        return first <= left.upperBound
            ? subproof(first, left, isWhole) + [root(right)]
            : subproof(first, right, false) + [root(left)]
    }

    private func halves(_ range: Range<Int>) -> (Range<Int>, Range<Int>) {
        var half = 1
        while half * 2 < range.count { half *= 2 }
        let middle = range.lowerBound + half
        return (range.lowerBound..<middle, middle..<max(middle, range.upperBound))
    }
}

/// What a store keeps: leaf hashes, and the complete subtrees that appending
/// reports. It has no other level to answer with.
struct StoredHashes {
    private(set) var hashes: [Subtree: TreeHash] = [:]
    private(set) var range = CompactRange()

    init(leaves: [TreeHash]) {
        for leaf in leaves { append(leaf) }
    }

    mutating func append(_ leaf: TreeHash) {
        hashes[Subtree(level: 0, index: range.size)] = leaf
        for completed in range.append(leaf) {
            hashes[completed.subtree] = completed.hash
        }
    }

    func callAsFunction(_ subtree: Subtree) -> TreeHash? { hashes[subtree] }
}

extension TreeHash {
    /// The hash with one bit turned over.
    func flipping(bit: Int) throws -> TreeHash {
        var bytes = bytes
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        return try TreeHash(bytes: bytes)
    }
}
