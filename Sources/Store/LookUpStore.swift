// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Postgres

/// The SQL of how often somebody looked at a party.
public enum LookUpStore {
    /// Adds counts: parties, hours, tokens, purposes, roles, authorities, look-ups. Rows of one
    /// call are told apart by party, hour, token and purpose, and come in that order, so that two
    /// daemons that add to the same rows wait for each other rather than crosswise.
    public static let add = Statement<NoRow>(
        "lookUp.add",
        """
        INSERT INTO probity.look_up_count AS present
            (party_id, hour, token_id, purpose, role, authority, look_ups)
        SELECT party_id, hour, token_id, purpose, role, authority, look_ups
        FROM unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::text[], $5::text[],
            $6::text[], $7::bigint[])
            AS added (party_id, hour, token_id, purpose, role, authority, look_ups)
        ORDER BY party_id, hour, token_id, purpose
        ON CONFLICT (party_id, hour, token_id, purpose) DO UPDATE SET
            look_ups = present.look_ups + excluded.look_ups
        """,
        parameters: [
            .uuidArray, .timestamptzArray, .uuidArray, .textArray, .textArray, .textArray,
            .int8Array,
        ])

    /// Who looked at a party, the latest first: party, whether each token is told, else the only
    /// one that is; hour, purpose, role, authority and token to go on after; limit. Tokens that
    /// are not told are counted together. A label is told where row-level security shows the
    /// token.
    public static let page = Statement<LookUpCountRow>(
        "lookUp.page",
        """
        SELECT told.hour, told.purpose, told.role, told.authority, told.token_id, token.label,
            told.look_ups
        FROM (
            SELECT hour, purpose, role, coalesce(authority, '') AS authority, shown.token_id,
                sum(look_ups)::bigint AS look_ups
            FROM probity.look_up_count AS counted
            CROSS JOIN LATERAL (
                SELECT CASE WHEN $2 OR counted.token_id = $3 THEN counted.token_id
                    ELSE '00000000-0000-0000-0000-000000000000'::uuid END AS token_id
            ) AS shown
            WHERE party_id = $1 AND hour <= $4
            GROUP BY hour, purpose, role, coalesce(authority, ''), shown.token_id
        ) AS told
        LEFT JOIN probity.access_token AS token ON token.token_id = told.token_id
        WHERE (told.hour, told.purpose, told.role, told.authority, told.token_id)
            < ($4, $5, $6, $7, $8)
        ORDER BY told.hour DESC, told.purpose DESC, told.role DESC, told.authority DESC,
            told.token_id DESC
        LIMIT $9
        """,
        parameters: [
            .uuid, .bool, .uuid, .timestamptz, .text, .text, .text, .uuid, .int8,
        ], columns: LookUpCountRow.columns)

    /// Forgets counts of hours before an instant: instant, how many at most, and for how many
    /// seconds they are kept by the database's clock too, so that a clock that is ahead forgets
    /// nothing early. Gives how many.
    public static let forget = Statement<Int64>(
        "lookUp.forget",
        """
        WITH gone AS (
            DELETE FROM probity.look_up_count
            WHERE (party_id, hour, token_id, purpose) IN (
                SELECT party_id, hour, token_id, purpose FROM probity.look_up_count
                WHERE hour < least($1, now() - make_interval(secs => $3))
                ORDER BY hour LIMIT $2
            )
            RETURNING 1
        )
        SELECT count(*) AS gone FROM gone
        """,
        parameters: [.timestamptz, .int8, .int8], columns: ["gone": .int8])

    static let shapes = [add.shape, page.shape, forget.shape]
}

/// How often somebody looked, as it is told.
public struct LookUpCountRow: RowDecodable {
    /// The beginning of the hour.
    public let hour: Instant
    /// For what.
    public let purpose: String
    /// The role of whoever looked.
    public let role: String
    /// The authority; empty for none.
    public let authority: String
    /// The token; all zeros where it is not told.
    public let token: TokenID
    /// What the token is called; nil where it is not told.
    public let label: String?
    /// How many look-ups.
    public let count: Int64

    static let columns: KeyValuePairs<String, PostgresType> = [
        "hour": .timestamptz, "purpose": .text, "role": .text, "authority": .text,
        "token_id": .uuid, "label": .text, "look_ups": .int8,
    ]

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        hour = try row.decode("hour")
        purpose = try row.decode("purpose")
        role = try row.decode("role")
        authority = try row.decode("authority")
        token = try row.decode("token_id")
        label = try row.decode("label")
        count = try row.decode("look_ups")
    }
}
