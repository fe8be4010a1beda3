// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Postgres

/// The SQL of the numbers of a party's events.
public enum EventTallyStore {
    private static let list = "party_id, role, regime, indicator, state, entry_number, bytes"

    /// Every row of some parties.
    public static let ofParties = Statement<EventTallyRow>(
        "eventTally.ofParties",
        "SELECT \(list) FROM probity.event_tally WHERE party_id = ANY($1)",
        parameters: [.uuidArray], columns: EventTallyRow.columns)

    /// The history of one party without its events, the numbers of these, and the head, all as of
    /// the same instant.
    public static let talliedWithHead = Statement<TalliedRowWithHead>(
        "eventTally.talliedWithHead",
        """
        SELECT head.size, head.recorded_at, found.kind, found.role, found.regime,
            found.indicator, found.state, found.entry_number, found.bytes
        FROM probity.ledger_head AS head
        LEFT JOIN (
            SELECT kind, NULL AS role, NULL AS regime, NULL AS indicator, NULL AS state,
                entry_number, bytes
            FROM probity.history
            WHERE party_id = $1
                AND kind IN (
                    'party', 'accreditation', 'relation', 'undertaking', 'sanction', 'duty'
                )
            UNION ALL
            SELECT NULL, role, regime, indicator, state, entry_number, bytes
            FROM probity.event_tally WHERE party_id = $1
        ) AS found ON true
        """,
        parameters: [.uuid],
        columns: [
            "size": .int8, "recorded_at": .timestamptz, "kind": .text, "role": .text,
            "regime": .text, "indicator": .text, "state": .text, "entry_number": .int8,
            "bytes": .bytea,
        ])

    /// Writes rows, new or changed: a list of each column, in their order.
    public static let write = Statement<NoRow>(
        "eventTally.write",
        """
        INSERT INTO probity.event_tally (\(list))
        SELECT \(list)
        FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[],
            $7::bytea[]) AS written (\(list))
        ON CONFLICT (party_id, role, regime, indicator, state) DO UPDATE SET
            entry_number = excluded.entry_number, bytes = excluded.bytes
        """,
        parameters: [
            .uuidArray, .textArray, .textArray, .textArray, .textArray, .int8Array, .byteaArray,
        ])

    /// Removes rows of groups without events: parties, roles, regimes, indicators, states.
    public static let remove = Statement<NoRow>(
        "eventTally.remove",
        """
        DELETE FROM probity.event_tally AS stored
        USING unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])
            AS gone (party_id, role, regime, indicator, state)
        WHERE stored.party_id = gone.party_id AND stored.role = gone.role
            AND stored.regime = gone.regime AND stored.indicator = gone.indicator
            AND stored.state = gone.state
        """,
        parameters: [.uuidArray, .textArray, .textArray, .textArray, .textArray])

    /// Every shape, for the catalogue.
    static let shapes = [
        ofParties.shape, talliedWithHead.shape, write.shape, remove.shape,
    ]
}

/// The events of one group that a party has.
public struct EventTallyRow: RowDecodable, Hashable {
    /// The party.
    public let party: PartyID
    /// Which group.
    public let group: EventGroup
    /// The entry that last changed the row.
    public let entry: EntryNumber
    /// The lines of the group, as `[EventLine].bytes` writes them; empty where there are none.
    public let bytes: [UInt8]

    static let columns: KeyValuePairs<String, PostgresType> = [
        "party_id": .uuid, "role": .text, "regime": .text, "indicator": .text, "state": .text,
        "entry_number": .int8, "bytes": .bytea,
    ]

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        party = try row.decode("party_id")
        let role: String = try row.decode("role")
        let regime: String = try row.decode("regime")
        let indicator: String = try row.decode("indicator")
        let state: String = try row.decode("state")
        guard let role = Role(rawValue: role) else { throw row.refusal("role", as: Role.self) }
        guard let state = EventState(rawValue: state) else {
            throw row.refusal("state", as: EventState.self)
        }
        group = EventGroup(
            role: role, regime: RegimeCode(regime), indicator: IndicatorCode(indicator),
            state: state)
        entry = try row.decode("entry_number")
        bytes = try row.decode("bytes")
    }

    /// Makes a row.
    public init(party: PartyID, group: EventGroup, entry: EntryNumber, lines: [EventLine]) {
        self.party = party
        self.group = group
        self.entry = entry
        self.bytes = lines.bytes
    }
}

/// The head, beside one record of a party that is no event, or the numbers of one group of its
/// events, or nothing.
public struct TalliedRowWithHead: RowDecodable {
    /// The head.
    public let head: LedgerHead
    /// The record's kind and bytes; nil for numbers of events.
    public private(set) var record: (kind: HistoryKind, bytes: [UInt8])?
    /// The group and its lines, as `[EventLine].bytes` writes them; nil for a record.
    public private(set) var group: (group: EventGroup, bytes: [UInt8])?

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        head = LedgerHead(
            size: try row.decode("size"), recordedAt: try row.decode("recorded_at"))
        let kind: String? = try row.decode("kind")
        let role: String? = try row.decode("role")
        let regime: String? = try row.decode("regime")
        let indicator: String? = try row.decode("indicator")
        let state: String? = try row.decode("state")
        let entry: EntryNumber? = try row.decode("entry_number")
        let bytes: [UInt8]? = try row.decode("bytes")
        record = nil
        group = nil
        guard entry != nil, let bytes else { return }
        if let kind {
            guard let known = HistoryKind(rawValue: kind) else {
                throw row.refusal("kind", as: HistoryKind.self)
            }
            record = (known, bytes)
            return
        }
        guard let role = role.flatMap(Role.init(rawValue:)), let regime, let indicator,
            let state = state.flatMap(EventState.init(rawValue:))
        else { throw row.refusal("state", as: EventGroup.self) }
        group = (
            EventGroup(
                role: role, regime: RegimeCode(regime), indicator: IndicatorCode(indicator),
                state: state), bytes
        )
    }
}

extension EventTally {
    /// Puts a party's tally together from its rows.
    ///
    /// - Throws: `RecordError` when stored bytes are damaged.
    public init(_ rows: some Sequence<EventTallyRow>) throws(RecordError) {
        var groups: [EventGroup: [EventLine]] = [:]
        for row in rows { groups[row.group] = try [EventLine](bytes: row.bytes) }
        self.init(groups: groups)
    }
}
