// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Ledger

@Suite("compact range")
struct CompactRangeTests {
    @Test("its root is the naive root for every size from 0 to 300, also through its bytes")
    func roots() throws {
        let tree = NaiveTree(leafCount: 300)
        var range = CompactRange()
        for size in 0...300 {
            #expect(range.size == UInt64(size))
            #expect(range.root == tree.root(size))
            let encoded = range.encoded()
            #expect(encoded.count == 8 + 32 * size.nonzeroBitCount)
            range = try CompactRange(decoding: encoded)
            #expect(range.root == tree.root(size))
            if size < 300 { range.append(tree.leaves[size]) }
        }
    }

    @Test("appending reports the subtrees that become complete at levels 8 and 16, once each")
    func completed() {
        let tree = NaiveTree(leafCount: 65_537)
        var range = CompactRange()
        var reported: [CompletedSubtree] = []
        for leaf in tree.leaves {
            reported += range.append(leaf)
            if range.size == 255 { #expect(reported.isEmpty) }
            if range.size == 256 {
                #expect(
                    reported == [
                        CompletedSubtree(
                            subtree: Subtree(level: 8, index: 0), hash: tree.root(256))
                    ])
            }
        }
        #expect(reported.count == 257)
        #expect(reported.last?.subtree == Subtree(level: 16, index: 0))
        #expect(reported.last?.hash == tree.root(65_536))
        #expect(reported.dropLast().map(\.subtree.index) == Array(0..<256))
        #expect(reported[7].hash == tree.root(1_792..<2_048))
    }

    @Test("bytes that are too few or too many are refused, for every length around each size")
    func strictBytes() {
        for size in [0, 1, 2, 3, 255, 256] {
            let encoded = StoredHashes(leaves: NaiveTree(leafCount: size).leaves).range.encoded()
            for count in 0..<encoded.count {
                #expect(throws: LedgerError.compactRangeMalformed(foundBytes: count)) {
                    try CompactRange(decoding: encoded.prefix(count))
                }
            }
            #expect(throws: LedgerError.compactRangeMalformed(foundBytes: encoded.count + 1)) {
                try CompactRange(decoding: encoded + [0])
            }
        }
    }

    @Test("the bytes of three leaves are the size and two hashes, largest subtree first")
    func layout() {
        let leaves = NaiveTree(leafCount: 3).leaves
        let range = StoredHashes(leaves: leaves).range
        let pair = TreeHash.node(leaves[0], leaves[1])
        #expect(range.encoded() == [0, 0, 0, 0, 0, 0, 0, 3] + pair.bytes + leaves[2].bytes)
    }
}
