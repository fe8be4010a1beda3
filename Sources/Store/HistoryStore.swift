// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Postgres

/// The SQL of the keyed rows that a dossier is put together from.
public enum HistoryStore {
    /// The rows of some parties but those of events, whose number is in ``EventTallyStore``. Two
    /// stretches of the index of each party are fewer to find than five kinds.
    public static let withoutEvents = Statement<HistoryRow>(
        "history.withoutEvents",
        """
        SELECT party_id, kind, entry_number, bytes FROM probity.history
        WHERE party_id = ANY($1) AND kind < 'event'
        UNION ALL
        SELECT party_id, kind, entry_number, bytes FROM probity.history
        WHERE party_id = ANY($1) AND kind > 'event'
        """,
        parameters: [.uuidArray], columns: HistoryRow.columns)

    /// Some events of some parties: parties, events.
    public static let events = Statement<HistoryRow>(
        "history.events",
        """
        SELECT party_id, kind, entry_number, bytes FROM probity.history
        WHERE party_id = ANY($1) AND kind = 'event' AND record_id = ANY($2)
        """,
        parameters: [.uuidArray, .uuidArray], columns: HistoryRow.columns)

    /// The relations and sanctions of some parties.
    public static let ties = Statement<HistoryRow>(
        "history.ties",
        """
        SELECT party_id, kind, entry_number, bytes FROM probity.history
        WHERE party_id = ANY($1) AND kind IN ('relation', 'sanction')
        """,
        parameters: [.uuidArray], columns: HistoryRow.columns)

    /// Every row of one party, and the head as of the same instant.
    public static let ofPartyWithHead = Statement<HistoryRowWithHead>(
        "history.ofPartyWithHead",
        """
        SELECT head.size, head.recorded_at, history.kind, history.entry_number, history.bytes
        FROM probity.ledger_head AS head
        LEFT JOIN probity.history AS history ON history.party_id = $1
        """,
        parameters: [.uuid],
        columns: [
            "size": .int8, "recorded_at": .timestamptz, "kind": .text, "entry_number": .int8,
            "bytes": .bytea,
        ])

    /// Writes rows, new or changed: parties, kinds, record ids, entry numbers, bytes.
    public static let write = Statement<NoRow>(
        "history.write",
        """
        INSERT INTO probity.history (party_id, kind, record_id, entry_number, bytes)
        SELECT party_id, kind, record_id, entry_number, bytes
        FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::bigint[], $5::bytea[])
            AS record (party_id, kind, record_id, entry_number, bytes)
        ON CONFLICT (party_id, kind, record_id)
            DO UPDATE SET entry_number = excluded.entry_number, bytes = excluded.bytes
        """,
        parameters: [.uuidArray, .textArray, .uuidArray, .int8Array, .byteaArray])
}

/// One row of a party's history.
public struct HistoryRow: RowDecodable {
    /// The party.
    public let party: PartyID
    /// What kind of row.
    public let kind: HistoryKind
    /// The entry that last changed it.
    public let entry: EntryNumber
    /// The canonical bytes.
    public let bytes: [UInt8]

    static let columns: KeyValuePairs<String, PostgresType> = [
        "party_id": .uuid, "kind": .text, "entry_number": .int8, "bytes": .bytea,
    ]

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        party = try row.decode("party_id")
        kind = try HistoryKind(column: "kind", of: row)
        entry = try row.decode("entry_number")
        bytes = try row.decode("bytes")
    }
}

/// The head, beside one row of a party's history or none.
public struct HistoryRowWithHead: RowDecodable {
    /// The head.
    public let head: LedgerHead
    /// The row's kind, the entry that last changed it, and its bytes; nil when the party has
    /// none.
    public let record: (kind: HistoryKind, entry: EntryNumber, bytes: [UInt8])?

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        head = LedgerHead(
            size: try row.decode("size"), recordedAt: try row.decode("recorded_at"))
        let kind: String? = try row.decode("kind")
        let entry: EntryNumber? = try row.decode("entry_number")
        let bytes: [UInt8]? = try row.decode("bytes")
        guard let kind, let entry, let bytes else {
            record = nil
            return
        }
        guard let known = HistoryKind(rawValue: kind) else {
            throw row.refusal("kind", as: HistoryKind.self)
        }
        record = (known, entry, bytes)
    }
}

/// A row of a history with its whole key.
public struct KeyedHistoryRow: RowDecodable {
    /// The party.
    public let party: PartyID
    /// What kind of row.
    public let kind: HistoryKind
    /// The record's id.
    public let record: PartyID
    /// The entry that last changed it.
    public let entry: EntryNumber
    /// The canonical bytes.
    public let bytes: [UInt8]

    static let columns: KeyValuePairs<String, PostgresType> = [
        "party_id": .uuid, "kind": .text, "record_id": .uuid, "entry_number": .int8,
        "bytes": .bytea,
    ]

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        party = try row.decode("party_id")
        kind = try HistoryKind(column: "kind", of: row)
        record = try row.decode("record_id")
        entry = try row.decode("entry_number")
        bytes = try row.decode("bytes")
    }
}

extension HistoryKind {
    init(column: StaticString, of row: borrowing Row) throws(PostgresError) {
        let text: String = try row.decode(column)
        guard let kind = HistoryKind(rawValue: text) else {
            throw row.refusal("\(column)", as: HistoryKind.self)
        }
        self = kind
    }
}
