// SPDX-License-Identifier: Apache-2.0

/// A text that an entry speaks of: written out when it is public, or kept apart and sealed when
/// it is personal data, so that it can be destroyed while every proof still verifies.
public enum RecordText: Hashable, Sendable {
    /// A public text, such as the name of a company.
    case open(String)
    /// A sealed text; the ledger holds its salted digest only.
    case sealed(SealedText)

    /// A string, or `{"commitment":…,"text":…}`.
    public var json: JSONValue {
        switch self {
        case .open(let text): .string(text)
        case .sealed(let sealed): sealed.json
        }
    }

    /// Reads the member `name`; faults go to `reader`.
    public static func read(_ name: String, from reader: inout ObjectReader) -> RecordText? {
        guard let value = reader.optional(name) else { return nil }
        if case .string(let text) = value { return .open(text) }
        return SealedText.read(name, from: &reader).map(RecordText.sealed)
    }
}

/// A reference to a personal text that lies sealed outside the ledger.
public struct SealedText: Hashable, Sendable {
    /// Where it lies.
    public let text: TextID
    /// SHA-256 of a 32-byte random salt followed by the text.
    public let commitment: Digest32

    /// Makes a reference.
    public init(text: TextID, commitment: Digest32) {
        self.text = text
        self.commitment = commitment
    }

    /// `{"commitment":…,"text":…}`.
    public var json: JSONValue {
        ["commitment": JSONValue(text: commitment), "text": JSONValue(text: text)]
    }

    /// Reads the member `name`, which may be absent; faults go to `reader`.
    public static func read(_ name: String, from reader: inout ObjectReader) -> SealedText? {
        guard let value = reader.optional(name) else { return nil }
        var inner = ObjectReader(value, at: reader.pointer(to: name))
        let text = inner.text("text", "A UUID is needed.") { TextID($0) }
        let commitment = inner.text("commitment", "64 hexadecimal digits are needed.") {
            Digest32(hexadecimal: $0)
        }
        do { try inner.finish() } catch {
            reader.add(error.faults)
            return nil
        }
        guard let text, let commitment else { return nil }
        return SealedText(text: text, commitment: commitment)
    }
}
