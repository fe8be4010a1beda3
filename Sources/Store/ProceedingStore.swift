// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Postgres

/// The SQL by which proceedings are found.
public enum ProceedingStore {
    /// Writes the states of proceedings by day: ids, parties, kinds, regimes, days, states, due
    /// days; the last three as lists, with `~` for no due day.
    public static let write = Statement<NoRow>(
        "proceeding.write",
        """
        INSERT INTO probity.proceeding
            (proceeding_id, party_id, kind, regime, from_days, states, due_days)
        SELECT proceeding_id, party_id, kind, regime, string_to_array(from_days, ',')::date[],
            string_to_array(states, ','), string_to_array(due_days, ',', '~')::date[]
        FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[],
            $7::text[])
            AS written (proceeding_id, party_id, kind, regime, from_days, states, due_days)
        ON CONFLICT (proceeding_id) DO UPDATE SET
            from_days = excluded.from_days, states = excluded.states,
            due_days = excluded.due_days
        """,
        parameters: [
            .uuidArray, .uuidArray, .textArray, .textArray, .textArray, .textArray, .textArray,
        ])

    private static let columns = """
        history.record_id, history.party_id, history.entry_number, history.bytes
        """
    private static let source = """
        probity.proceeding
            JOIN probity.history ON history.party_id = proceeding.party_id
                AND history.kind = 'proceeding' AND history.record_id = proceeding.proceeding_id
        """
    /// Kind, proceeding, state, due day, regimes with the legal day of each, limit.
    private static let condition = """
        proceeding.kind = $1 AND proceeding.proceeding_id > $2
            AND ($3::text IS NULL OR EXISTS (
                SELECT FROM unnest($5, $6) AS law (regime, day)
                WHERE law.regime = proceeding.regime
                    AND proceeding.states[width_bucket(law.day, proceeding.from_days)] = $3
            ))
            AND ($4::date IS NULL OR EXISTS (
                SELECT FROM unnest($5, $6) AS law (regime, day)
                WHERE law.regime = proceeding.regime
                    AND proceeding.due_days[width_bucket(law.day, proceeding.from_days)] <= $4
            ))
        """
    private static let parameters: [PostgresType] = [
        .text, .uuid, .text, .date, .textArray, .dateArray, .int8,
    ]

    /// One proceeding.
    public static let find = Statement<ProceedingRow>(
        "proceeding.find",
        "SELECT \(columns) FROM \(source) WHERE proceeding.proceeding_id = $1",
        parameters: [.uuid], columns: ProceedingRow.columns)

    /// Proceedings of a kind after one of them: kind, proceeding, state on the legal day, last due
    /// day, regimes, legal days, limit.
    public static let all = Statement<ProceedingRow>(
        "proceeding.all",
        """
        SELECT \(columns) FROM \(source)
        WHERE \(condition)
        ORDER BY proceeding.proceeding_id LIMIT $7
        """,
        parameters: parameters, columns: ProceedingRow.columns)

    /// The same of one party: party behind the others.
    public static let ofParty = Statement<ProceedingRow>(
        "proceeding.ofParty",
        """
        SELECT \(columns) FROM \(source)
        WHERE proceeding.party_id = $8 AND \(condition)
        ORDER BY proceeding.proceeding_id LIMIT $7
        """,
        parameters: parameters + [.uuid], columns: ProceedingRow.columns)

    /// The states of the proceedings of some parties, for verification.
    public static let ofParties = Statement<ProceedingStates>(
        "proceeding.ofParties",
        """
        SELECT proceeding_id, party_id, kind, regime,
            array_to_string(from_days, ',') AS from_days, array_to_string(states, ',') AS states,
            array_to_string(due_days, ',', '~') AS due_days
        FROM probity.proceeding WHERE party_id = ANY($1)
        """,
        parameters: [.uuidArray], columns: ProceedingStates.columns)

    static let shapes = [write.shape, find.shape, all.shape, ofParty.shape, ofParties.shape]
}

/// A proceeding as it stands in a dossier.
public struct ProceedingRow: RowDecodable {
    /// The proceeding.
    public let proceeding: ProceedingID
    /// The party that it concerns.
    public let party: PartyID
    /// The entry that last changed it.
    public let entry: EntryNumber
    /// The canonical bytes.
    public let bytes: [UInt8]

    static let columns: KeyValuePairs<String, PostgresType> = [
        "record_id": .uuid, "party_id": .uuid, "entry_number": .int8, "bytes": .bytea,
    ]

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        proceeding = try row.decode("record_id")
        party = try row.decode("party_id")
        entry = try row.decode("entry_number")
        bytes = try row.decode("bytes")
    }
}

/// The states of a proceeding by day, as they are stored.
public struct ProceedingStates: RowDecodable, Hashable {
    /// The proceeding.
    public let proceeding: ProceedingID
    /// The party that it concerns.
    public let party: PartyID
    /// What it is about.
    public let kind: String
    /// Under which regime.
    public let regime: String
    /// The days from which each state holds, with commas between.
    public let fromDays: String
    /// The states.
    public let states: String
    /// The last days of whoever must act next; `~` for none.
    public let dueDays: String

    static let columns: KeyValuePairs<String, PostgresType> = [
        "proceeding_id": .uuid, "party_id": .uuid, "kind": .text, "regime": .text,
        "from_days": .text, "states": .text, "due_days": .text,
    ]

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        proceeding = try row.decode("proceeding_id")
        party = try row.decode("party_id")
        kind = try row.decode("kind")
        regime = try row.decode("regime")
        fromDays = try row.decode("from_days")
        states = try row.decode("states")
        dueDays = try row.decode("due_days")
    }

    /// Makes the row that a proceeding ought to have.
    public init(_ record: ProceedingRecord, of party: PartyID) {
        proceeding = record.id
        self.party = party
        kind = record.kind.rawValue
        regime = record.regime.text
        let turns = record.turns
        fromDays = turns.map(\.from.description).joined(separator: ",")
        states = turns.map(\.state.text).joined(separator: ",")
        dueDays = turns.map { $0.dueOn?.description ?? "~" }.joined(separator: ",")
    }
}
