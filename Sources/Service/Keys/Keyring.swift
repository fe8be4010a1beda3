// SPDX-License-Identifier: Apache-2.0

public import Crypto
public import Domain
import Foundation
public import Ledger

/// The installation's secret keys. Whoever holds them can open personal texts and sign; they
/// lie in one file outside the database.
public struct Keyring: Sendable {
    /// Wraps each person's key.
    private let master: SymmetricKey
    /// Makes references of nominees, and of natural persons in a foreign register.
    public let reference: SymmetricKey
    /// Signs checkpoints.
    public let signing: NoteSigningKey

    /// Makes a keyring from its parts: 32 bytes each, and the name under which it signs.
    ///
    /// - Throws: `KeyringError.malformed` when a part has another length.
    public init(
        master: [UInt8], reference: [UInt8], signingSeed: [UInt8], origin: String
    ) throws(KeyringError) {
        guard master.count == 32, reference.count == 32 else { throw .malformed }
        self.master = SymmetricKey(data: master)
        self.reference = SymmetricKey(data: reference)
        do {
            self.signing = try NoteSigningKey(name: origin, seed: signingSeed)
        } catch {
            throw .malformed
        }
    }

    /// The digest of a request under a secret key. A plain one would let whoever holds the
    /// database test guesses of what a request said, names among it.
    func keyed(_ digest: Digest32) -> Digest32 {
        let code = HMAC<SHA256>.authenticationCode(for: digest.bytes, using: reference)
        guard let keyed = Digest32(Array(code)) else {
            preconditionFailure("A SHA-256 has 32 bytes.")
        }
        return keyed
    }

    /// A new key for a person's texts, and the same wrapped for storage.
    ///
    /// - Throws: `KeyringError.malformed`, which does not happen with a sound keyring.
    public func newPersonKey(
        for party: PartyID
    ) throws(KeyringError) -> (key: PersonKey, wrapped: [UInt8]) {
        let key = SymmetricKey(size: .bits256)
        let bytes = key.withUnsafeBytes { Array($0) }
        return (
            PersonKey(key: key),
            try Self.seal(bytes, with: master, context: "person-key \(party)")
        )
    }

    /// Opens a wrapped key.
    ///
    /// - Throws: `KeyringError.cannotOpen` when another keyring wrapped it.
    public func unwrap(
        _ wrapped: [UInt8], for party: PartyID
    ) throws(KeyringError) -> PersonKey {
        let bytes = try Self.open(wrapped, with: master, context: "person-key \(party)")
        return PersonKey(key: SymmetricKey(data: bytes))
    }

    /// Seals a text and commits to it: SHA-256(salt ‖ text) goes into the ledger, salt and text
    /// under the person's key into the private table.
    ///
    /// - Throws: `KeyringError.malformed` when `salt` is not 32 bytes.
    public func seal(
        _ text: String, id: TextID, with key: PersonKey, salt: [UInt8]
    ) throws(KeyringError) -> (sealed: [UInt8], commitment: Digest32) {
        guard let commitment = try? Commitment(salt: salt, text: text) else {
            throw .malformed
        }
        let sealed = try Self.seal(
            salt + Array(text.utf8), with: key.key, context: "personal-text \(id)")
        return (sealed, commitment.digest)
    }

    /// Opens a sealed text and checks it against its commitment.
    ///
    /// - Throws: `KeyringError.cannotOpen` when key, id or commitment do not fit.
    public func open(
        _ sealed: [UInt8], reference: SealedText, with key: PersonKey
    ) throws(KeyringError) -> String {
        let bytes = try Self.open(
            sealed, with: key.key, context: "personal-text \(reference.text)")
        guard bytes.count >= Commitment.saltByteCount,
            let text = String(
                validating: bytes.dropFirst(Commitment.saltByteCount), as: UTF8.self),
            let commitment = try? Commitment(
                salt: Array(bytes.prefix(Commitment.saltByteCount)), text: text),
            commitment.digest == reference.commitment
        else { throw .cannotOpen }
        return text
    }

    private static func seal(
        _ bytes: [UInt8], with key: SymmetricKey, context: String
    ) throws(KeyringError) -> [UInt8] {
        guard
            let box = try? ChaChaPoly.seal(
                bytes, using: key, authenticating: Array(context.utf8))
        else { throw .malformed }
        return Array(box.combined)
    }

    private static func open(
        _ sealed: [UInt8], with key: SymmetricKey, context: String
    ) throws(KeyringError) -> [UInt8] {
        guard let box = try? ChaChaPoly.SealedBox(combined: sealed),
            let bytes = try? ChaChaPoly.open(
                box, using: key, authenticating: Array(context.utf8))
        else { throw .cannotOpen }
        return Array(bytes)
    }
}

/// The key of one person's texts; destroying it erases them.
public struct PersonKey: Sendable {
    let key: SymmetricKey
}

/// What can go wrong with secret keys.
public enum KeyringError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The keyring or a key does not have the form it must have.
    case malformed
    /// A sealed text or key does not open with this keyring.
    case cannotOpen
    /// The keyring file cannot be read, or others than its owner may read it.
    case unreadable(path: String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .malformed: "The keyring is damaged: restore the file from its backup."
        case .cannotOpen:
            "A sealed text does not open: the keyring is not the one that sealed it."
        case .unreadable(let path):
            "The keyring \(path) cannot be read, or others than its owner may read it: "
                + "set its mode to 0600."
        }
    }
}
