// SPDX-License-Identifier: Apache-2.0

import Crypto
public import Domain

/// What an entry holds in place of a personal text: SHA-256(salt ‖ UTF-8).
///
/// The text and its salt lie outside the ledger. Once the salt is destroyed
/// the text cannot even be guessed from the commitment, and every proof over
/// the entry still verifies.
public struct Commitment: Hashable, Sendable {
    /// The length of a salt, in bytes.
    public static let saltByteCount = 32

    /// The commitment proper, as entries hold it.
    public let digest: Digest32

    /// Takes a commitment from an entry.
    public init(_ digest: Digest32) {
        self.digest = digest
    }

    /// Commits to a text.
    ///
    /// `salt`: 32 fresh random bytes, one salt per text, never reused.
    /// - Throws: `LedgerError.saltLength`.
    public init(salt: some Collection<UInt8>, text: String) throws(LedgerError) {
        guard salt.count == Self.saltByteCount else {
            throw .saltLength(foundBytes: salt.count)
        }
        digest = Digest32(sha256Output: SHA256.hash(data: Array(salt) + Array(text.utf8)))
    }

    /// Checks that salt and text are what was committed to. The text counts
    /// byte for byte: another normal form of the same letters is another text.
    ///
    /// - Throws: `LedgerError.saltLength` or `.commitmentMismatch`.
    public func verify(salt: some Collection<UInt8>, text: String) throws(LedgerError) {
        guard try Commitment(salt: salt, text: text) == self else { throw .commitmentMismatch }
    }
}

extension Digest32 {
    /// The 32 bytes that SHA-256, or HMAC over it, has given.
    init(sha256Output output: some Sequence<UInt8>) {
        guard let digest = Digest32(Array(output)) else {
            preconditionFailure("SHA-256 gives 32 bytes")
        }
        self = digest
    }
}
