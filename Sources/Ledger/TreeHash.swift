// SPDX-License-Identifier: Apache-2.0

import Crypto

/// A SHA-256 hash in the ledger's Merkle tree: of a leaf, a node or a root.
///
/// Hashing is that of RFC 6962 §2.1. Leaves and nodes carry different
/// prefixes, so that no node can be passed off as an entry.
public struct TreeHash: Hashable, Sendable {
    /// The length of every hash, in bytes.
    public static let byteCount = 32

    /// The root of the tree without leaves: SHA-256 of nothing.
    public static let emptyTree = TreeHash(SHA256().finalize())

    // Four words rather than an array: a tree has millions of these.
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// Reads a hash from its bytes.
    ///
    /// - Throws: `LedgerError.hashLength` unless there are exactly 32.
    public init(bytes: some Collection<UInt8>) throws(LedgerError) {
        guard bytes.count == Self.byteCount else {
            throw .hashLength(foundBytes: bytes.count)
        }
        var words: [UInt64] = [0, 0, 0, 0]
        for (offset, byte) in bytes.enumerated() {
            words[offset / 8] = words[offset / 8] << 8 | UInt64(byte)
        }
        self.words = (words[0], words[1], words[2], words[3])
    }

    /// Reads a hash from canonical standard Base64, 44 characters.
    ///
    /// - Throws: `LedgerError.base64Malformed` or `.hashLength`.
    public init(base64: some StringProtocol) throws(LedgerError) {
        try self.init(bytes: Base64.decode(base64.utf8))
    }

    private init(_ digest: SHA256Digest) {
        words = digest.withUnsafeBytes { raw in
            func word(_ offset: Int) -> UInt64 {
                UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            }
            return (word(0), word(8), word(16), word(24))
        }
    }

    /// Hashes one entry: SHA-256(0x00 ‖ bytes).
    ///
    /// `entryBytes`: exactly the bytes that are stored.
    public static func leaf(_ entryBytes: some Sequence<UInt8>) -> TreeHash {
        TreeHash(SHA256.hash(data: [0x00] + Array(entryBytes)))
    }

    /// Hashes two neighbouring subtrees: SHA-256(0x01 ‖ left ‖ right).
    public static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        var hasher = SHA256()
        withUnsafeTemporaryAllocation(byteCount: 65, alignment: 1) { buffer in
            buffer[0] = 0x01
            left.store(in: buffer, at: 1)
            right.store(in: buffer, at: 33)
            hasher.update(bufferPointer: UnsafeRawBufferPointer(buffer))
        }
        return TreeHash(hasher.finalize())
    }

    private func store(in buffer: UnsafeMutableRawBufferPointer, at offset: Int) {
        let all = [words.0, words.1, words.2, words.3]
        for (position, word) in all.enumerated() {
            buffer.storeBytes(
                of: word.bigEndian, toByteOffset: offset + position * 8, as: UInt64.self)
        }
    }

    /// The 32 bytes of the hash.
    public var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Self.byteCount) { buffer, count in
            store(in: UnsafeMutableRawBufferPointer(buffer), at: 0)
            count = Self.byteCount
        }
    }

    /// The hash in standard Base64, 44 characters.
    public var base64: String { Base64.encode(bytes) }

    /// Tells whether two hashes are the same 32 bytes.
    public static func == (left: TreeHash, right: TreeHash) -> Bool {
        left.words == right.words
    }

    /// Feeds the hash to a hasher; its first word is as good as all four.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
    }
}

extension TreeHash: CustomStringConvertible {
    /// The hash in Base64, as checkpoints and proof files print it.
    public var description: String { base64 }
}
