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
    static let shapes = [ofParties.shape, write.shape, remove.shape]
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
