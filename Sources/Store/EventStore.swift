// SPDX-License-Identifier: Apache-2.0

public import Postgres

/// The SQL by which compliance events are looked at one by one and in lists.
public enum EventStore {
    /// The party that an event belongs to, and the region of its seat.
    public static let located = Statement<LocatedParty>(
        "event.located",
        """
        SELECT party_id, party.region
        FROM probity.event_index JOIN probity.party USING (party_id)
        WHERE event_index.event_id = $1
        """,
        parameters: [.uuid], columns: ["party_id": .uuid, "region": .text])

    /// One event of a party, and the head as of the same instant: party, event.
    public static let one = Statement<HistoryRowWithHead>(
        "event.one",
        """
        SELECT head.size, head.recorded_at, event.kind, event.entry_number, event.bytes
        FROM probity.ledger_head AS head
        LEFT JOIN probity.history AS event
            ON event.party_id = $1 AND event.kind = 'event' AND event.record_id = $2
        """,
        parameters: [.uuid, .uuid], columns: columns)

    /// A page of a party's events, the latest reported first, and the head as of the same
    /// instant: party, id to go on after, state, indicator, first and last day of occurrence,
    /// count. What is NULL narrows nothing.
    public static let page = Statement<HistoryRowWithHead>(
        "event.page",
        """
        SELECT head.size, head.recorded_at, event.kind, event.entry_number, event.bytes
        FROM probity.ledger_head AS head
        LEFT JOIN LATERAL (
            SELECT found.kind, found.entry_number, found.bytes, found.record_id
            FROM probity.history AS found
            CROSS JOIN LATERAL (SELECT convert_from(found.bytes, 'UTF8')::jsonb AS body) AS read
            WHERE found.party_id = $1 AND found.kind = 'event'
                AND ($2::uuid IS NULL OR found.record_id < $2)
                AND ($3::text IS NULL OR read.body ->> 'state' = $3)
                AND ($4::text IS NULL OR read.body ->> 'indicator' = $4)
                AND ($5::date IS NULL OR (read.body ->> 'occurredOn')::date >= $5)
                AND ($6::date IS NULL OR (read.body ->> 'occurredOn')::date <= $6)
            ORDER BY found.record_id DESC
            LIMIT $7
        ) AS event ON true
        ORDER BY event.record_id DESC
        """,
        parameters: [.uuid, .uuid, .text, .text, .date, .date, .int8], columns: columns)

    private static let columns: KeyValuePairs<String, PostgresType> = [
        "size": .int8, "recorded_at": .timestamptz, "kind": .text, "entry_number": .int8,
        "bytes": .bytea,
    ]

    /// The shapes of these statements, for the catalogue.
    static let shapes = [located.shape, one.shape, page.shape]
}
