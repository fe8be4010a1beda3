// SPDX-License-Identifier: Apache-2.0

public import Domain

/// The bytes of an entry: the one place where they are made, exactly as they are hashed and
/// stored.
///
/// Canonical JSON: members sorted, no white space, whole numbers only. `format` says how to read
/// them, and `nonce` holds 16 random bytes, so that nobody can guess an unpublished entry from
/// its hash.
public enum EntryBytes {
    /// The format that is written now.
    public static let format: Int64 = 1
    /// How many random bytes each entry holds.
    public static let nonceByteCount = 16

    /// Writes an entry with its random bytes.
    public static func encode(_ entry: Entry, nonce: [UInt8]) -> [UInt8] {
        precondition(nonce.count == nonceByteCount, "An entry holds 16 random bytes.")
        return JSONValue.object(present: [
            ("actor", entry.actor.json),
            ("body", entry.body.json),
            ("format", .integer(format)),
            ("kind", .string(entry.body.kind)),
            ("nonce", .string(Hexadecimal.text(nonce))),
            ("number", .integer(entry.number.value)),
            ("party", entry.party.map { JSONValue(text: $0) }),
            ("recordedAt", JSONValue(text: entry.recordedAt)),
        ]).canonicalBytes
    }

    /// Reads an entry back.
    ///
    /// - Throws: `EntryBytesError` when the bytes are not what `encode` writes.
    public static func decode(_ bytes: [UInt8]) throws(EntryBytesError) -> Entry {
        do {
            var reader = ObjectReader(try JSONValue(parsing: bytes))
            let written = reader.integer("format", in: 1...1_000_000)
            let kind = reader.string("kind", maximumLength: 80)
            let body = reader.required("body")
            let nonce = reader.string("nonce", maximumLength: 2 * nonceByteCount)
            let number = reader.integer("number", in: 1...Int64.max)
            let recordedAt = reader.text("recordedAt", "An instant is needed.") { Instant($0) }
            let party = reader.optionalText("party", "A UUID is needed.") { PartyID($0) }
            let actor = reader.element("actor", Actor.init(reading:))
            try reader.finish()
            guard written == format else { throw EntryBytesError.formatUnknown }
            guard let kind, let body, let number, let recordedAt, let actor,
                nonce?.utf8.count == 2 * nonceByteCount, let entryNumber = EntryNumber(number)
            else { throw EntryBytesError.malformed }
            return Entry(
                number: entryNumber, recordedAt: recordedAt, actor: actor, party: party,
                body: try EntryBody(kind: kind, body))
        } catch EntryBytesError.formatUnknown {
            throw .formatUnknown
        } catch {
            throw .malformed
        }
    }
}

/// Why the bytes of an entry cannot be read.
public enum EntryBytesError: Error, Hashable, Sendable, CustomStringConvertible {
    /// They were written by a newer version.
    case formatUnknown
    /// They are not what was written.
    case malformed

    /// What is wrong, in words.
    public var description: String {
        switch self {
        case .formatUnknown: "The entry has a format that this version does not know."
        case .malformed: "The bytes of the entry cannot be read."
        }
    }
}
