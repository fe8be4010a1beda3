// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Postgres

/// The SQL of standings: all that the fast check reads.
public enum StandingStore {
    /// The party behind each key that exists, with each of its standings, beside the head as of
    /// the same instant. One row at least: without any party when no key exists.
    public static let byKeys = Statement<LookedUpStanding>(
        "standing.byKeys",
        """
        SELECT head.size, head.recorded_at, found.key, found.party_id, found.role,
            found.regime, found.bytes
        FROM probity.ledger_head AS head
        LEFT JOIN (
            SELECT party_key.key, party_key.party_id, standing.role, standing.regime,
                standing.bytes
            FROM probity.party_key
            LEFT JOIN probity.standing USING (party_id)
            WHERE party_key.key = ANY($1)
        ) AS found ON true
        """,
        parameters: [.textArray],
        columns: [
            "size": .int8, "recorded_at": .timestamptz, "key": .text, "party_id": .uuid,
            "role": .text, "regime": .text, "bytes": .bytea,
        ])

    /// Writes standings: parties, roles, regimes, entry numbers, bytes.
    public static let write = Statement<NoRow>(
        "standing.write",
        """
        INSERT INTO probity.standing (party_id, role, regime, entry_number, bytes)
        SELECT party_id, role, regime, entry_number, bytes
        FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::bytea[])
            AS standing (party_id, role, regime, entry_number, bytes)
        ON CONFLICT (party_id, role, regime)
            DO UPDATE SET entry_number = excluded.entry_number, bytes = excluded.bytes
        """,
        parameters: [.uuidArray, .textArray, .textArray, .int8Array, .byteaArray])

    /// Takes away standings that have grown too large to be stored: parties, roles, regimes.
    public static let remove = Statement<NoRow>(
        "standing.remove",
        """
        DELETE FROM probity.standing USING
            unnest($1::uuid[], $2::text[], $3::text[]) AS gone (party_id, role, regime)
        WHERE standing.party_id = gone.party_id AND standing.role = gone.role
            AND standing.regime = gone.regime
        """,
        parameters: [.uuidArray, .textArray, .textArray])
}

/// A standing as stored.
public struct StoredStanding: RowDecodable, Hashable {
    /// Which standing.
    public let key: StandingKey
    /// The entry that last changed it.
    public let entry: EntryNumber
    /// The canonical bytes.
    public let bytes: [UInt8]

    static let columns: KeyValuePairs<String, PostgresType> = [
        "party_id": .uuid, "role": .text, "regime": .text, "entry_number": .int8,
        "bytes": .bytea,
    ]

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        let party: PartyID = try row.decode("party_id")
        let role: String = try row.decode("role")
        let regime: String = try row.decode("regime")
        entry = try row.decode("entry_number")
        bytes = try row.decode("bytes")
        guard let known = Role(rawValue: role) else { throw row.refusal("role", as: Role.self) }
        key = StandingKey(party: party, role: known, regime: RegimeCode(regime))
    }

    /// Makes the row of a standing.
    public init(key: StandingKey, entry: EntryNumber, bytes: [UInt8]) {
        self.key = key
        self.entry = entry
        self.bytes = bytes
    }
}

/// What one look-up found.
public struct LookedUpStanding: RowDecodable {
    /// The head.
    public let head: LedgerHead
    /// The key asked for and the party behind it; nil when no key asked for exists.
    public let found: (key: String, party: PartyID)?
    /// One of the party's standings; nil when it has none.
    public let standing: (key: StandingKey, bytes: [UInt8])?

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        head = LedgerHead(
            size: try row.decode("size"), recordedAt: try row.decode("recorded_at"))
        let key: String? = try row.decode("key")
        let party: PartyID? = try row.decode("party_id")
        let role: String? = try row.decode("role")
        let regime: String? = try row.decode("regime")
        let bytes: [UInt8]? = try row.decode("bytes")
        guard let key, let party else {
            found = nil
            standing = nil
            return
        }
        found = (key, party)
        guard let role, let regime, let bytes else {
            standing = nil
            return
        }
        guard let known = Role(rawValue: role) else { throw row.refusal("role", as: Role.self) }
        standing = (
            StandingKey(party: party, role: known, regime: RegimeCode(regime)), bytes
        )
    }
}
