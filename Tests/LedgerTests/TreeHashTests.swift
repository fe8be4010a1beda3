// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Ledger

@Suite("tree hashes")
struct TreeHashTests {
    // The eight leaves and roots that certificate-transparency tests of RFC
    // 6962 have used from the start.
    private static let leaves: [[UInt8]] = [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
        [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
        [
            0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d,
            0x6e, 0x6f,
        ],
    ]

    private static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    private func hexadecimal(_ hash: TreeHash) -> String {
        hash.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test("the roots of RFC 6962's eight test leaves are the known ones")
    func knownRoots() {
        var range = CompactRange()
        #expect(hexadecimal(range.root) == Self.roots[0])
        #expect(TreeHash.emptyTree == range.root)
        for (leaf, root) in zip(Self.leaves, Self.roots.dropFirst()) {
            range.append(TreeHash.leaf(leaf))
            #expect(hexadecimal(range.root) == root)
        }
    }

    @Test("a node is not the leaf of its children's bytes")
    func prefixes() {
        let (left, right) = (TreeHash.leaf([1]), TreeHash.leaf([2]))
        #expect(TreeHash.node(left, right) != TreeHash.leaf(left.bytes + right.bytes))
        #expect(TreeHash.node(left, right) != TreeHash.node(right, left))
    }

    @Test("a hash has exactly 32 bytes", arguments: [0, 31, 33, 64])
    func length(_ count: Int) {
        #expect(throws: LedgerError.hashLength(foundBytes: count)) {
            try TreeHash(bytes: [UInt8](repeating: 7, count: count))
        }
    }

    @Test("bytes and Base64 come back as they went in")
    func roundTrip() throws {
        for index in 0..<100 {
            let hash = TreeHash.leaf(NaiveTree.entry(index))
            #expect(try TreeHash(bytes: hash.bytes) == hash)
            #expect(try TreeHash(base64: hash.base64) == hash)
        }
    }

    @Test(
        "Base64 that is not canonical is refused",
        arguments: [
            "A", "AA", "AAA", "AA=", "=AAA", "A===", "====", "AA==AA==", "AB==", "AAB=", "AA==\n",
            "A A=", "AA-_", "AAAA=", "ＡＡＡＡ",
        ])
    func refusedBase64(_ text: String) {
        #expect(throws: LedgerError.base64Malformed) { try Base64.decode(text.utf8) }
    }

    @Test("Base64 of RFC 4648's test vectors")
    func base64() throws {
        let vectors = [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
        ]
        for (plain, encoded) in vectors {
            #expect(Base64.encode(Array(plain.utf8)) == encoded)
            #expect(try Base64.decode(encoded.utf8) == Array(plain.utf8))
        }
    }
}
