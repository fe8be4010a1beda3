// SPDX-License-Identifier: Apache-2.0

import Crypto

/// A public key for signed notes, in the text form `name+hash+base64` that
/// verifiers are given (C2SP signed-note, Ed25519).
public struct NoteVerifierKey: Hashable, Sendable {
    /// The name on signature lines; for a ledger, its origin.
    public let name: String

    /// The Ed25519 public key, 32 bytes.
    public let publicKey: [UInt8]

    /// The first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key). It
    /// finds the right key and proves nothing.
    public let keyID: UInt32

    /// The signature type of Ed25519 in C2SP signed-note.
    private static let algorithm: UInt8 = 0x01

    /// Names a public key.
    ///
    /// `name`: visible ASCII without `+`, such as `probity.example/register`.
    /// - Throws: `LedgerError.keyMalformed`.
    public init(name: String, publicKey: some Collection<UInt8>) throws(LedgerError) {
        guard name.isPlainNoteName else { throw .keyMalformed(.name) }
        let publicKey = Array(publicKey)
        guard publicKey.count == 32,
            (try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)) != nil
        else { throw .keyMalformed(.publicKey) }
        self.name = name
        self.publicKey = publicKey
        let identified = Array(name.utf8) + [0x0A, Self.algorithm] + publicKey
        keyID = SHA256.hash(data: identified).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Reads the text form `name+hash+base64`.
    ///
    /// - Throws: `LedgerError.keyMalformed`; copy the key again as the ledger
    ///   prints it.
    public init(parsing text: String) throws(LedgerError) {
        // Base64 may hold a '+', so only the first two separate.
        let parts = text.split(
            separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let encoded = try? Base64.decode(parts[2].utf8) else {
            throw .keyMalformed(.form)
        }
        guard encoded.first == Self.algorithm else { throw .keyMalformed(.algorithm) }
        try self.init(name: String(parts[0]), publicKey: encoded.dropFirst())
        guard parts[1] == keyIDText else { throw .keyMalformed(.keyID) }
    }

    private var keyIDText: String {
        let digits = String(keyID, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    func isValidSignature(_ signature: [UInt8], for text: String) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
            return false
        }
        return key.isValidSignature(signature, for: Array(text.utf8))
    }
}

extension NoteVerifierKey: CustomStringConvertible {
    /// The key as `name+hash+base64`.
    public var description: String {
        "\(name)+\(keyIDText)+\(Base64.encode([Self.algorithm] + publicKey))"
    }
}

/// A private key that signs notes. Its description shows the name alone.
public struct NoteSigningKey: Sendable {
    /// The public half, to be given to those who verify.
    public let verifierKey: NoteVerifierKey

    private let privateKey: Curve25519.Signing.PrivateKey

    /// Makes the key from its Ed25519 seed.
    ///
    /// `seed`: 32 random bytes, kept secret by the caller.
    /// - Throws: `LedgerError.keyMalformed`.
    public init(name: String, seed: some Collection<UInt8>) throws(LedgerError) {
        guard seed.count == 32,
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: Array(seed))
        else { throw .keyMalformed(.seed) }
        privateKey = key
        verifierKey = try NoteVerifierKey(
            name: name, publicKey: Array(key.publicKey.rawRepresentation))
    }

    /// The name on signature lines.
    public var name: String { verifierKey.name }

    func signature(for text: String) throws(LedgerError) -> NoteSignature {
        guard let bytes = try? privateKey.signature(for: Array(text.utf8)) else {
            throw .signingRefused
        }
        return NoteSignature(keyName: name, keyID: verifierKey.keyID, bytes: Array(bytes))
    }
}

extension NoteSigningKey: CustomStringConvertible, CustomReflectable {
    /// The name of the key and nothing of its secret.
    public var description: String { "signing key \(name)" }

    /// Shows the public half only, so that a dump cannot spill the secret.
    public var customMirror: Mirror { Mirror(self, children: ["verifierKey": verifierKey]) }
}

extension StringProtocol {
    /// Whether this can be a key name or an origin of ours: visible ASCII
    /// without `+`. The specification allows more; ASCII leaves no two names
    /// that look alike or compare equal with different bytes.
    var isPlainNoteName: Bool {
        !isEmpty && utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "+") }
    }
}
