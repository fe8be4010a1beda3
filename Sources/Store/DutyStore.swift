// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Postgres

/// The SQL of the list of duties, and of those whose last day is over.
public enum DutyStore {
    private static let columns =
        "duty_id, party_id, regime, role, duty, state, last_day, changed_at, bytes, entry_number"

    /// Writes duties, new or changed: a list of each column, in their order.
    public static let write = Statement<NoRow>(
        "duty.write",
        """
        INSERT INTO probity.duty (\(columns))
        SELECT \(columns)
        FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[],
            $7::date[], $8::timestamptz[], $9::bytea[], $10::bigint[]) AS written (\(columns))
        ON CONFLICT (duty_id) DO UPDATE SET
            state = excluded.state, last_day = excluded.last_day,
            changed_at = excluded.changed_at, bytes = excluded.bytes,
            entry_number = excluded.entry_number
        """,
        parameters: [
            .uuidArray, .uuidArray, .textArray, .textArray, .textArray, .textArray, .dateArray,
            .timestamptzArray, .byteaArray, .int8Array,
        ])

    /// One duty.
    public static let find = Statement<ListedDuty>(
        "duty.find", "SELECT \(columns) FROM probity.duty WHERE duty_id = $1",
        parameters: [.uuid], columns: ListedDuty.columns)

    /// Whose some duties are.
    public static let owners = Statement<RecordOwner>(
        "duty.owners",
        "SELECT duty_id AS record_id, party_id FROM probity.duty WHERE duty_id = ANY($1)",
        parameters: [.uuidArray], columns: RecordOwner.columns)

    /// The duties of some parties, for verification.
    public static let ofParties = Statement<ListedDuty>(
        "duty.ofParties", "SELECT \(columns) FROM probity.duty WHERE party_id = ANY($1)",
        parameters: [.uuidArray], columns: ListedDuty.columns)

    /// Open duties of a regime whose last day lies before a day, after a place: regime, day, last
    /// day, duty, limit.
    public static let over = Statement<DutyPlace>(
        "duty.over",
        """
        SELECT last_day, duty_id FROM probity.duty
        WHERE state = 'open' AND regime = $1 AND last_day < $2
            AND (last_day, duty_id) > ($3, $4)
        ORDER BY last_day, duty_id LIMIT $5
        """,
        parameters: [.text, .date, .date, .uuid, .int8],
        columns: ["last_day": .date, "duty_id": .uuid])

    /// What every list asks: after which place, before which last day, of which duty of the law,
    /// whether open ones are overdue by the day of their regime (regimes, days), limit.
    private static let asked = """
        (last_day, duty_id) > ($1, $2) AND last_day < $3
            AND ($4::text IS NULL OR duty = $4)
            AND ($5::boolean IS NULL OR $5 = (last_day < (
                SELECT today.day FROM unnest($6::text[], $7::date[]) AS today (regime, day)
                WHERE today.regime = duty.regime
            )))
        """
    private static let order = "ORDER BY last_day, duty_id LIMIT $8"
    private static let askedParameters: [PostgresType] = [
        .date, .uuid, .date, .text, .bool, .textArray, .dateArray, .int8,
    ]

    /// Duties of every party; by `duty_last_day_duty_id_idx`.
    static let all = Statement<ListedDuty>(
        "duty.all", "SELECT \(columns) FROM probity.duty WHERE \(asked) \(order)",
        parameters: askedParameters, columns: ListedDuty.columns)

    /// Duties in a state as it is recorded; by `duty_state_last_day_duty_id_idx`.
    static let inState = Statement<ListedDuty>(
        "duty.inState",
        "SELECT \(columns) FROM probity.duty WHERE \(asked) AND state = $9 \(order)",
        parameters: askedParameters + [.text], columns: ListedDuty.columns)

    /// Duties of one party, in a state or in any; by `duty_party_id_last_day_duty_id_idx`.
    static let ofParty = Statement<ListedDuty>(
        "duty.ofParty",
        """
        SELECT \(columns) FROM probity.duty
        WHERE \(asked) AND ($9::text IS NULL OR state = $9) AND party_id = $10 \(order)
        """,
        parameters: askedParameters + [.text, .uuid], columns: ListedDuty.columns)

    static let shapes = [
        write.shape, find.shape, owners.shape, ofParties.shape, over.shape, all.shape,
        inState.shape, ofParty.shape,
    ]

    /// What a list of duties asks.
    public struct Question: Sendable {
        let state: DutyState?
        let dueBefore: CivilDate
        let duty: DutyCode?
        let days: [RegimeCode: CivilDate]
        let after: DutyPlace
        let limit: Int

        /// Asks; nil narrows nothing. Open duties are told from overdue ones by the day of their
        /// regime.
        public init(
            state: DutyState?, dueBefore: CivilDate?, duty: DutyCode?,
            days: [RegimeCode: CivilDate], after: DutyPlace?, limit: Int
        ) {
            self.state = state
            self.days = days
            self.duty = duty
            self.limit = limit
            // What no open one can be need not be walked past: those that are long done lie there.
            let first = DutyPlace(
                lastDay: (state == .open ? days.values.min() : nil)?.adding(days: -1)
                    ?? .earliest, duty: DutyID(high: .max, low: .max))
            let start = state == .open ? first : DutyPlace(lastDay: .earliest, duty: .none)
            self.after = after.map { max($0, start) } ?? start
            let end = (state == .overdue ? days.values.max() : nil) ?? .latest
            self.dueBefore = min(dueBefore ?? .latest, end)
        }

        /// Whether open ones are to be overdue.
        var isOverdue: Bool? {
            switch state {
            case .open: false
            case .overdue: true
            default: nil
            }
        }

        /// The state as it is recorded.
        var recorded: String? { (state == .overdue ? .open : state)?.rawValue }
    }
}

extension TypedID {
    fileprivate static var none: TypedID { TypedID(high: 0, low: 0) }
}

extension Pipeline {
    /// Queues a list of duties, of one party or of all.
    public mutating func fetchDuties(
        of party: PartyID?, _ asked: DutyStore.Question
    ) -> Queued<[ListedDuty]> {
        let regimes = asked.days.sorted { $0.key < $1.key }
        let names = regimes.map(\.key.text)
        let days = regimes.map(\.value)
        let (after, limit) = (asked.after, Int64(asked.limit))
        if let party {
            return fetchAll(
                DutyStore.ofParty, after.lastDay, after.duty, asked.dueBefore, asked.duty?.text,
                asked.isOverdue, names, days, limit, asked.recorded, party)
        }
        if let state = asked.recorded {
            return fetchAll(
                DutyStore.inState, after.lastDay, after.duty, asked.dueBefore,
                asked.duty?.text, asked.isOverdue, names, days, limit, state)
        }
        return fetchAll(
            DutyStore.all, after.lastDay, after.duty, asked.dueBefore, asked.duty?.text,
            asked.isOverdue, names, days, limit)
    }

    /// Writes duties.
    @discardableResult
    public mutating func writeDuties(_ rows: [ListedDuty]) -> Queued<CommandTag> {
        execute(
            DutyStore.write, rows.map(\.duty), rows.map(\.party), rows.map(\.regime),
            rows.map(\.role), rows.map(\.code), rows.map(\.state), rows.map(\.lastDay),
            rows.map(\.changedAt), rows.map(\.bytes), rows.map(\.entry))
    }
}

/// A duty as it is listed.
public struct ListedDuty: RowDecodable, Hashable {
    /// The duty.
    public let duty: DutyID
    /// Who owes it.
    public let party: PartyID
    /// Under which regime.
    public let regime: String
    /// In which role.
    public let role: String
    /// Which duty of the regime.
    public let code: String
    /// Its state as it is recorded.
    public let state: String
    /// Its last day.
    public let lastDay: CivilDate
    /// When it was last changed.
    public let changedAt: Instant
    /// The canonical bytes of the record.
    public let bytes: [UInt8]
    /// The entry that last changed it.
    public let entry: EntryNumber

    static let columns: KeyValuePairs<String, PostgresType> = [
        "duty_id": .uuid, "party_id": .uuid, "regime": .text, "role": .text, "duty": .text,
        "state": .text, "last_day": .date, "changed_at": .timestamptz, "bytes": .bytea,
        "entry_number": .int8,
    ]

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        duty = try row.decode("duty_id")
        party = try row.decode("party_id")
        regime = try row.decode("regime")
        role = try row.decode("role")
        code = try row.decode("duty")
        state = try row.decode("state")
        lastDay = try row.decode("last_day")
        changedAt = try row.decode("changed_at")
        bytes = try row.decode("bytes")
        entry = try row.decode("entry_number")
    }

    /// Makes the row that a duty ought to have.
    public init(_ record: DutyRecord, entry: EntryNumber, at changedAt: Instant) {
        duty = record.id
        party = record.party
        regime = record.regime.text
        role = record.role.rawValue
        code = record.duty.text
        state = record.recordedState.rawValue
        lastDay = record.lastDay
        self.changedAt = changedAt
        bytes = record.json.canonicalBytes
        self.entry = entry
    }
}

extension DutyPlace: RowDecodable {
    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        self.init(lastDay: try row.decode("last_day"), duty: try row.decode("duty_id"))
    }

    /// The place of a row in the list.
    public init(_ row: ListedDuty) {
        self.init(lastDay: row.lastDay, duty: row.duty)
    }
}
