// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Postgres

/// The SQL of the numbers of a party's events by class.
public enum EventTallyStore {
    private static let list = """
        party_id, class_sha256, role, regime, indicator, state, occurred_on, reported_on,
            determined_on, quantity, disclosed, particulars, event_count, entry_number
        """

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
        FROM unnest($1::uuid[], $2::bytea[], $3::text[], $4::text[], $5::text[], $6::text[],
            $7::date[], $8::date[], $9::date[], $10::bigint[], $11::boolean[], $12::bytea[],
            $13::bigint[], $14::bigint[]) AS written (\(list))
        ON CONFLICT (party_id, class_sha256) DO UPDATE SET
            event_count = excluded.event_count, entry_number = excluded.entry_number
        """,
        parameters: [
            .uuidArray, .byteaArray, .textArray, .textArray, .textArray, .textArray, .dateArray,
            .dateArray, .dateArray, .int8Array, .boolArray, .byteaArray, .int8Array, .int8Array,
        ])

    /// Removes rows of classes without events: parties, keys of the classes.
    public static let remove = Statement<NoRow>(
        "eventTally.remove",
        """
        DELETE FROM probity.event_tally
        USING unnest($1::uuid[], $2::bytea[]) AS gone (party_id, class_sha256)
        WHERE event_tally.party_id = gone.party_id
            AND event_tally.class_sha256 = gone.class_sha256
        """,
        parameters: [.uuidArray, .byteaArray])

    /// Every shape, for the catalogue.
    static let shapes = [ofParties.shape, write.shape, remove.shape]
}

/// How many events of one class a party has.
public struct EventTallyRow: RowDecodable, Hashable {
    /// The party.
    public let party: PartyID
    /// SHA-256 of the class as text.
    public let key: Digest32
    /// The class.
    public let eventClass: EventClass
    /// How many events.
    public let count: Int
    /// The entry that last changed the number.
    public let entry: EntryNumber

    static let columns: KeyValuePairs<String, PostgresType> = [
        "party_id": .uuid, "class_sha256": .bytea, "role": .text, "regime": .text,
        "indicator": .text, "state": .text, "occurred_on": .date, "reported_on": .date,
        "determined_on": .date, "quantity": .int8, "disclosed": .bool, "particulars": .bytea,
        "event_count": .int8, "entry_number": .int8,
    ]

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        party = try row.decode("party_id")
        key = try row.decode("class_sha256")
        let role: String = try row.decode("role")
        let regime: String = try row.decode("regime")
        let indicator: String = try row.decode("indicator")
        let state: String = try row.decode("state")
        let quantity: Int64 = try row.decode("quantity")
        let count: Int64 = try row.decode("event_count")
        guard let role = Role(rawValue: role) else { throw row.refusal("role", as: Role.self) }
        guard let state = EventState(rawValue: state) else {
            throw row.refusal("state", as: EventState.self)
        }
        do {
            eventClass = try EventClass(
                role: role, regime: RegimeCode(regime), indicator: IndicatorCode(indicator),
                state: state, occurredOn: try row.decode("occurred_on"),
                reportedOn: try row.decode("reported_on"),
                determinedOn: try row.decode("determined_on"), quantity: Int(quantity),
                isVoluntaryDisclosure: try row.decode("disclosed"),
                particulars: try row.decode("particulars"))
        } catch let error as PostgresError {
            throw error
        } catch {
            throw row.refusal("particulars", as: EventClass.self)
        }
        self.count = Int(count)
        entry = try row.decode("entry_number")
    }

    /// Makes a row; a class without events has none.
    public init(
        party: PartyID, key: Digest32, eventClass: EventClass, count: Int, entry: EntryNumber
    ) {
        self.party = party
        self.key = key
        self.eventClass = eventClass
        self.count = count
        self.entry = entry
    }
}
