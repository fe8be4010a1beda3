// SPDX-License-Identifier: Apache-2.0

/// One signature line of a note.
public struct NoteSignature: Hashable, Sendable {
    /// The name of the key that signed.
    public let keyName: String

    /// The short identifier of the key.
    public let keyID: UInt32

    /// The signature proper, 64 bytes for Ed25519.
    public let bytes: [UInt8]

    static let dash = "— "

    /// Reads `— name base64`, without its newline.
    init(parsing line: Substring) throws(LedgerError) {
        let fault = LedgerError.noteMalformed(.signatureLine)
        guard line.utf8.starts(with: Self.dash.utf8) else { throw fault }
        let words = line.utf8.dropFirst(Self.dash.utf8.count)
            .split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard words.count == 2, let name = String(words[0]), !name.isEmpty,
            !name.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0 == "+" }),
            let encoded = try? Base64.decode(words[1]), encoded.count > 4
        else { throw fault }
        self.init(
            keyName: name,
            keyID: encoded.prefix(4).reduce(0) { $0 << 8 | UInt32($1) },
            bytes: Array(encoded.dropFirst(4)))
    }

    init(keyName: String, keyID: UInt32, bytes: [UInt8]) {
        self.keyName = keyName
        self.keyID = keyID
        self.bytes = bytes
    }

    var line: String {
        let keyIDBytes = (0..<4).map { UInt8(truncatingIfNeeded: keyID >> UInt32(24 - 8 * $0)) }
        return "\(Self.dash)\(keyName) \(Base64.encode(keyIDBytes + bytes))\n"
    }
}

/// Text with the signatures of one or several keys, C2SP signed-note.
///
/// The text of a note means nothing before `verify(with:)` has passed.
public struct SignedNote: Hashable, Sendable {
    /// The signed text, with its final newline.
    public let text: String

    /// The signatures, in the order of the note.
    public let signatures: [NoteSignature]

    // The specification asks verifiers for a limit of at least 16.
    private static let signatureCountMax = 100

    init(text: String, signatures: [NoteSignature]) {
        self.text = text
        self.signatures = signatures
    }

    /// Reads a note from its exact bytes.
    ///
    /// - Throws: `LedgerError.noteMalformed`.
    public init(parsing bytes: some Collection<UInt8>) throws(LedgerError) {
        let bytes = Array(bytes)
        guard let note = String(validating: bytes, as: UTF8.self) else {
            throw .noteMalformed(.notUTF8)
        }
        guard bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }) else {
            throw .noteMalformed(.controlCharacter)
        }
        // The last blank line parts the text from the signatures.
        guard bytes.last == 0x0A,
            let blank = bytes.indices.dropFirst().last(where: {
                bytes[$0] == 0x0A && bytes[$0 - 1] == 0x0A
            }), blank + 1 < bytes.count
        else { throw .noteMalformed(.noSignatures) }
        text = String(decoding: bytes[..<blank], as: UTF8.self)
        let lines = note.utf8.dropFirst(blank + 1).dropLast()
            .split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count <= Self.signatureCountMax else {
            throw .noteMalformed(.tooManySignatures)
        }
        var signatures: [NoteSignature] = []
        for line in lines {
            signatures.append(try NoteSignature(parsing: Substring(line)))
        }
        self.signatures = signatures
    }

    /// Checks that `key` signed the text. Signatures of other keys are
    /// ignored; each that claims to be of this key must be right.
    ///
    /// - Throws: `LedgerError.signatureMissing` or `.signatureInvalid`.
    public func verify(with key: NoteVerifierKey) throws(LedgerError) {
        let own = signatures.filter {
            $0.keyID == key.keyID && $0.keyName.utf8.elementsEqual(key.name.utf8)
        }
        guard !own.isEmpty else { throw .signatureMissing }
        guard own.allSatisfy({ key.isValidSignature($0.bytes, for: text) }) else {
            throw .signatureInvalid
        }
    }

    // Swift compares strings by canonical equivalence, signatures go by
    // bytes: a note is equal to another only if the bytes are.

    /// Tells whether two notes are the same bytes.
    public static func == (left: SignedNote, right: SignedNote) -> Bool {
        left.description.utf8.elementsEqual(right.description.utf8)
    }
}

extension SignedNote: CustomStringConvertible {
    /// The note as it is published, byte for byte.
    public var description: String {
        "\(text)\n\(signatures.map(\.line).joined())"
    }
}
