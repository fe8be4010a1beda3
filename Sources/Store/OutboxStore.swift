// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Postgres

/// The SQL of what is to be told to parties and authorities outside.
public enum OutboxStore {
    /// Adds messages: kinds, subjects, days, parties, regimes, payloads, entries. One that stands
    /// already stays.
    public static let add = Statement<NoRow>(
        "outbox.add",
        """
        INSERT INTO probity.outbox
            (kind, subject_id, due_on, party_id, regime, payload, entry_number)
        SELECT kind, subject_id, due_on, party_id, regime, payload, entry_number
        FROM unnest($1::text[], $2::uuid[], $3::date[], $4::uuid[], $5::text[], $6::bytea[],
            $7::bigint[])
            AS added (kind, subject_id, due_on, party_id, regime, payload, entry_number)
        ON CONFLICT DO NOTHING
        """,
        parameters: [
            .textArray, .uuidArray, .dateArray, .uuidArray, .textArray, .byteaArray, .int8Array,
        ])

    /// Takes back what was not delivered yet of one kind about some subjects: kind, subjects.
    public static let withdraw = Statement<NoRow>(
        "outbox.withdraw",
        """
        DELETE FROM probity.outbox
        WHERE kind = $1 AND subject_id = ANY($2) AND delivered_at IS NULL
        """,
        parameters: [.text, .uuidArray])

    /// Forgets messages that were delivered, or due, before an instant: instant, how many at most,
    /// and for how many seconds they are kept by the database's clock too. Gives how many.
    public static let forget = Statement<Int64>(
        "outbox.forget",
        """
        WITH gone AS (
            DELETE FROM probity.outbox
            WHERE (kind, subject_id, due_on) IN (
                SELECT kind, subject_id, due_on FROM probity.outbox
                WHERE due_on < least($1, now() - make_interval(secs => $3))
                ORDER BY due_on LIMIT $2
            )
            RETURNING 1
        )
        SELECT count(*) AS gone FROM gone
        """,
        parameters: [.timestamptz, .int8, .int8], columns: ["gone": .int8])

    static let shapes = [add.shape, withdraw.shape, forget.shape]
}

/// Something that is to be told on a day.
public struct OutboxMessage: Hashable, Sendable {
    /// The kind of a reminder that a duty falls due.
    public static let reminder = "duty.reminder"

    /// What kind.
    public let kind: String
    /// What it is about.
    public let subject: RecordID
    /// To whom it is told.
    public let party: PartyID
    /// The regime by whose days it is told.
    public let regime: RegimeCode
    /// The legal day on which it is told.
    public let dueOn: CivilDate
    /// What is told: canonical JSON without personal data.
    public let payload: [UInt8]
    /// The entry that it follows from.
    public let entry: EntryNumber

    /// Reminds a party of a duty.
    public init(reminding record: DutyRecord, on day: CivilDate, in entry: EntryNumber) {
        kind = Self.reminder
        subject = RecordID(record.id)
        party = record.party
        regime = record.regime
        dueOn = day
        self.entry = entry
        let payload: JSONValue = [
            "duty": JSONValue(text: record.duty), "id": JSONValue(text: record.id),
            "lastDay": JSONValue(text: record.lastDay), "party": JSONValue(text: record.party),
            "regime": JSONValue(text: record.regime), "role": .string(record.role.rawValue),
        ]
        self.payload = payload.canonicalBytes
    }
}

extension Pipeline {
    /// Adds messages.
    @discardableResult
    public mutating func writeMessages(_ messages: [OutboxMessage]) -> Queued<CommandTag>? {
        guard !messages.isEmpty else { return nil }
        return execute(
            OutboxStore.add, messages.map(\.kind), messages.map(\.subject),
            messages.map(\.dueOn), messages.map(\.party), messages.map(\.regime.text),
            messages.map(\.payload), messages.map(\.entry))
    }
}
