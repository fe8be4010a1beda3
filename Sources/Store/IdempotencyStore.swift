// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Postgres

/// The SQL that remembers which request was answered by which entry.
public enum IdempotencyStore {
    /// What is remembered of some keys: principals, routes, keys.
    public static let find = Statement<RememberedAnswer>(
        "idempotency.find",
        """
        SELECT principal, route, key, request_sha256, entry_number, subject, rating
        FROM probity.idempotency
        WHERE (principal, route, key)
            IN (SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[]))
        """,
        parameters: [.uuidArray, .textArray, .textArray],
        columns: [
            "principal": .uuid, "route": .text, "key": .text, "request_sha256": .bytea,
            "entry_number": .int8, "subject": .uuid, "rating": .bytea,
        ])

    /// Remembers answers: principals, routes, keys, request hashes, entry numbers, subjects,
    /// instants, ratings told.
    public static let remember = Statement<NoRow>(
        "idempotency.remember",
        """
        INSERT INTO probity.idempotency
            (principal, route, key, request_sha256, entry_number, subject, recorded_at, rating)
        SELECT principal, route, key, request_sha256, entry_number, subject, recorded_at, rating
        FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::bigint[],
            $6::uuid[], $7::timestamptz[], $8::bytea[])
            AS added
                (principal, route, key, request_sha256, entry_number, subject, recorded_at,
                rating)
        """,
        parameters: [
            .uuidArray, .textArray, .textArray, .byteaArray, .int8Array, .uuidArray,
            .timestamptzArray, .byteaArray,
        ])

    /// Forgets what was remembered before an instant: instant, how many at most, and for how many
    /// seconds it is kept by the database's clock too, so that a clock that is ahead forgets
    /// nothing early. Gives how many.
    public static let forget = Statement<Int64>(
        "idempotency.forget",
        """
        WITH gone AS (
            DELETE FROM probity.idempotency
            WHERE (principal, route, key) IN (
                SELECT principal, route, key FROM probity.idempotency
                WHERE recorded_at < least($1, now() - make_interval(secs => $3))
                ORDER BY recorded_at LIMIT $2
            )
            RETURNING 1
        )
        SELECT count(*) AS gone FROM gone
        """,
        parameters: [.timestamptz, .int8, .int8], columns: ["gone": .int8])
}

/// A request that was answered before.
public struct RememberedAnswer: RowDecodable {
    /// Who asked.
    public let principal: TokenID
    /// On which route.
    public let route: String
    /// Under which key.
    public let key: String
    /// SHA-256 of the request.
    public let requestHash: Digest32
    /// The last entry that answered it.
    public let entry: EntryNumber
    /// The id of what was made or changed; nil when there is none.
    public let subject: RecordID?
    /// What the answer told of the rating; nil where nothing.
    public let rating: [UInt8]?

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        principal = try row.decode("principal")
        route = try row.decode("route")
        key = try row.decode("key")
        requestHash = try row.decode("request_sha256")
        entry = try row.decode("entry_number")
        subject = try row.decode("subject")
        rating = try row.decode("rating")
    }
}
