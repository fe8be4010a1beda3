// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Postgres

/// The SQL of personal data, which lies outside the ledger, sealed with a key per person.
public enum PersonalStore {
    /// The wrapped keys of some parties.
    public static let keys = Statement<WrappedPersonKey>(
        "personal.keys",
        "SELECT party_id, wrapped_key FROM probity.person_key WHERE party_id = ANY($1)",
        parameters: [.uuidArray], columns: ["party_id": .uuid, "wrapped_key": .bytea])

    /// Adds keys: parties, wrapped keys, instants.
    public static let addKeys = Statement<NoRow>(
        "personal.addKeys",
        """
        INSERT INTO probity.person_key (party_id, wrapped_key, created_at)
        SELECT party_id, wrapped_key, created_at
        FROM unnest($1::uuid[], $2::bytea[], $3::timestamptz[])
            AS added (party_id, wrapped_key, created_at)
        """,
        parameters: [.uuidArray, .byteaArray, .timestamptzArray])

    /// Destroys the keys of some parties, and with them every text of theirs.
    public static let destroyKeys = Statement<NoRow>(
        "personal.destroyKeys",
        "DELETE FROM probity.person_key WHERE party_id = ANY($1)",
        parameters: [.uuidArray])

    /// Adds sealed texts: ids, parties, purposes, sealed bytes, instants.
    public static let addTexts = Statement<NoRow>(
        "personal.addTexts",
        """
        INSERT INTO probity.personal_text (text_id, party_id, purpose, sealed, created_at)
        SELECT text_id, party_id, purpose, sealed, created_at
        FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[], $5::timestamptz[])
            AS added (text_id, party_id, purpose, sealed, created_at)
        """,
        parameters: [.uuidArray, .uuidArray, .textArray, .byteaArray, .timestamptzArray])

    /// Some sealed texts with the wrapped keys that open them.
    public static let texts = Statement<SealedTextRow>(
        "personal.texts",
        """
        SELECT personal_text.text_id, personal_text.party_id, personal_text.sealed,
            person_key.wrapped_key
        FROM probity.personal_text
        JOIN probity.person_key USING (party_id)
        WHERE personal_text.text_id = ANY($1)
        """,
        parameters: [.uuidArray],
        columns: [
            "text_id": .uuid, "party_id": .uuid, "sealed": .bytea, "wrapped_key": .bytea,
        ])
}

/// A party's key, wrapped by the installation's master key.
public struct WrappedPersonKey: RowDecodable {
    /// The party.
    public let party: PartyID
    /// The wrapped key.
    public let wrappedKey: [UInt8]

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        party = try row.decode("party_id")
        wrappedKey = try row.decode("wrapped_key")
    }
}

/// A sealed text and the wrapped key that opens it.
public struct SealedTextRow: RowDecodable {
    /// The text's id.
    public let text: TextID
    /// Whose text it is.
    public let party: PartyID
    /// The sealed bytes.
    public let sealed: [UInt8]
    /// The wrapped key.
    public let wrappedKey: [UInt8]

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        text = try row.decode("text_id")
        party = try row.decode("party_id")
        sealed = try row.decode("sealed")
        wrappedKey = try row.decode("wrapped_key")
    }
}
