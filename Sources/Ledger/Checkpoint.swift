// SPDX-License-Identifier: Apache-2.0

/// The head of the ledger at one size, C2SP tlog-checkpoint.
public struct Checkpoint: Hashable, Sendable {
    /// The ledger's identity, such as `probity.example/register`.
    public let origin: String

    /// The number of entries.
    public let treeSize: UInt64

    /// The RFC 6962 root over those entries.
    public let root: TreeHash

    /// States a head.
    ///
    /// `origin`: visible ASCII without `+`.
    /// - Throws: `LedgerError.checkpointMalformed`.
    public init(origin: String, treeSize: UInt64, root: TreeHash) throws(LedgerError) {
        guard origin.isPlainNoteName else { throw .checkpointMalformed(.origin) }
        self.origin = origin
        self.treeSize = treeSize
        self.root = root
    }

    /// Reads the three lines of a checkpoint. Extension lines, which the
    /// specification advises against, are refused: ours has none, and what
    /// nobody reads should not be signed.
    init(parsing text: String) throws(LedgerError) {
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count == 4, lines[3].isEmpty else { throw .checkpointMalformed(.lineCount) }
        guard let size = UInt64(canonicalDecimal: Substring(lines[1])) else {
            throw .checkpointMalformed(.treeSize)
        }
        guard let root = try? TreeHash(base64: Substring(lines[2])) else {
            throw .checkpointMalformed(.root)
        }
        try self.init(origin: String(Substring(lines[0])), treeSize: size, root: root)
    }

    /// The text that is signed: origin, size and root, a line each.
    public var text: String { "\(origin)\n\(treeSize)\n\(root.base64)\n" }

    /// Signs the head. Only what is replicated may be signed: a ledger never
    /// signs two heads of which one does not continue the other.
    ///
    /// - Throws: `LedgerError.originMismatch` unless the key bears the
    ///   origin's name, or `.signingRefused`.
    public func sign(with key: NoteSigningKey) throws(LedgerError) -> SignedCheckpoint {
        guard key.name == origin else { throw .originMismatch }
        let signature = try key.signature(for: text)
        return SignedCheckpoint(
            unverified: self, note: SignedNote(text: text, signatures: [signature]))
    }
}

/// A checkpoint with its signatures, as published.
public struct SignedCheckpoint: Hashable, Sendable {
    /// What the text says, before anybody has checked who signed it.
    public let unverified: Checkpoint

    /// The note that carries it.
    public let note: SignedNote

    init(unverified: Checkpoint, note: SignedNote) {
        self.unverified = unverified
        self.note = note
    }

    /// Reads a signed checkpoint from its exact bytes.
    ///
    /// - Throws: `LedgerError.noteMalformed` or `.checkpointMalformed`.
    public init(parsing bytes: some Collection<UInt8>) throws(LedgerError) {
        note = try SignedNote(parsing: bytes)
        unverified = try Checkpoint(parsing: note.text)
    }

    /// Reads a signed checkpoint from its text.
    ///
    /// - Throws: `LedgerError.noteMalformed` or `.checkpointMalformed`.
    public init(parsing text: String) throws(LedgerError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// Checks the ledger's signature and returns what it signed.
    ///
    /// - Throws: `LedgerError.originMismatch` if the key is of another
    ///   ledger, `.signatureMissing` or `.signatureInvalid`.
    public func verify(with key: NoteVerifierKey) throws(LedgerError) -> Checkpoint {
        guard unverified.origin == key.name else { throw .originMismatch }
        try note.verify(with: key)
        return unverified
    }
}

extension SignedCheckpoint: CustomStringConvertible {
    /// The checkpoint as it is published, byte for byte.
    public var description: String { note.description }
}

extension UInt64 {
    /// Reads a decimal written as these formats demand: ASCII digits, no
    /// sign, no leading zero.
    init?(canonicalDecimal text: Substring) {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            text == "0" || !text.hasPrefix("0"), let value = UInt64(text)
        else { return nil }
        self = value
    }
}
