// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Postgres

/// The SQL of the search of parties: one statement for each of the orders in which parties come,
/// all with the same conditions. Each is planned for its values
/// (`RegisterStore.planForValues`), so that what is not asked for costs nothing.
///
/// Parameters 1 to 9: regime, region, role, route, band, regimes with the legal day of each and
/// the hash of the law of that day, limit; what is not asked for is NULL.
public enum SearchStore {
    private static let parameters: [PostgresType] = [
        .text, .text, .text, .text, .text, .textArray, .dateArray, .byteaArray, .int8,
    ]

    /// `is_certain` is false where the band must be worked out, because no standing under the law
    /// of today tells it: it is of another law, begins later, or ended before today.
    private static func statement(
        _ name: String, _ more: [PostgresType], where condition: String, order: String
    ) -> Statement<SearchedParty> {
        Statement(
            "search.\(name)",
            """
            SELECT party.party_id, party.kind, party.region, party.regime, party.name,
                coalesce(party.name_key, '') AS name_key,
                CASE WHEN party.kind IN ('soleTrader', 'person') THEN '{}'::text[] ELSE ARRAY(
                    SELECT party_key.key FROM probity.party_key
                    WHERE party_key.party_id = party.party_id AND strpos(party_key.key, ':') > 0
                    ORDER BY party_key.key
                ) END AS identifiers,
                ($5::text IS NULL OR EXISTS (
                    SELECT FROM probity.band_index AS rated
                    JOIN unnest($6, $7, $8) AS law (regime, day, sha256) USING (regime)
                    WHERE rated.party_id = party.party_id
                        AND ($3::text IS NULL OR rated.role = $3)
                        AND rated.policy_sha256 = law.sha256
                        AND (rated.until_day > law.day OR rated.until_day IS NULL)
                        AND rated.bands[width_bucket(law.day, rated.from_days)] = $5
                )) AS is_certain
            FROM probity.party
            WHERE \(condition)
                AND ($1::text IS NULL OR party.regime = $1)
                AND ($2::text IS NULL OR (party.region >= $2 AND party.region < $2 || '.'))
                AND (($3::text IS NULL AND $4::text IS NULL) OR EXISTS (
                    SELECT FROM probity.register_row AS held
                    JOIN unnest($6, $7, $8) AS law (regime, day, sha256) USING (regime)
                    WHERE held.party_id = party.party_id AND held.replaced_by IS NULL
                        AND ($3::text IS NULL OR held.role = $3)
                        AND ($4::text IS NULL OR held.route = $4)
                        AND (held.held_from <= law.day OR held.held_from IS NULL)
                        AND (held.over_on > law.day OR held.over_on IS NULL)
                ))
                AND ($5::text IS NULL OR EXISTS (
                    SELECT FROM probity.band_index AS rated
                    JOIN unnest($6, $7, $8) AS law (regime, day, sha256) USING (regime)
                    WHERE rated.party_id = party.party_id
                        AND ($3::text IS NULL OR rated.role = $3)
                        AND (rated.policy_sha256 IS DISTINCT FROM law.sha256
                            OR rated.until_day <= law.day OR rated.from_days[1] > law.day
                            OR rated.bands[width_bucket(law.day, rated.from_days)] = $5)
                ))
            ORDER BY \(order) LIMIT $9
            """,
            parameters: parameters + more,
            columns: [
                "party_id": .uuid, "kind": .text, "region": .text, "regime": .text,
                "name": .text, "name_key": .text, "identifiers": .textArray,
                "is_certain": .bool,
            ])
    }

    /// Some parties, in the order of their ids, after one: parties, party. By the primary key.
    public static let identified = statement(
        "identified", [.uuidArray, .uuid],
        where: "party.party_id = ANY($10) AND party.party_id > $11", order: "party.party_id")

    /// Named parties in the order of their names, after one: name, party. In the order of
    /// `party_name_key_party_id_idx`, without a sort.
    public static let named = statement(
        "named", [.text, .uuid],
        where: "(party.name_key, party.party_id) > ($10, $11)",
        order: "party.name_key, party.party_id")

    /// Parties without a public name in the order of their ids, after one: party. In the order of
    /// the same index.
    public static let unnamed = statement(
        "unnamed", [.uuid],
        where: "party.name_key IS NULL AND party.party_id > $10", order: "party.party_id")

    /// Parties whose names begin with a text, in the order of their names, after one: name,
    /// party, text, parties to leave out. A range of the same index.
    public static let prefixed = statement(
        "prefixed", [.text, .uuid, .text, .uuidArray],
        where: """
            (party.name_key, party.party_id) > ($10, $11)
                AND party.name_key >= $12 AND party.name_key < $12 || chr(1114111)
                AND party.party_id <> ALL($13)
            """,
        order: "party.name_key, party.party_id")

    /// Parties whose names hold every word but do not begin with the text, in the order of their
    /// names, after one: name, party, text, parties to leave out, grams, patterns, beginnings.
    /// By `party_name_grams_idx` and a sort where few names hold the words; in the order of
    /// `party_name_key_party_id_idx` until the page is full where many do.
    public static let containing = statement(
        "containing", [.text, .uuid, .text, .uuidArray, .textArray, .textArray, .textArray],
        where: """
            (party.name_key, party.party_id) > ($10, $11)
                AND NOT starts_with(party.name_key, $12) AND party.party_id <> ALL($13)
                AND probity.name_grams(party.name_key) @> $14
                AND party.name_key LIKE ALL($15) AND party.name_key ~ ALL($16)
            """,
        order: "party.name_key, party.party_id")

    static let shapes = [
        identified.shape, named.shape, unnamed.shape, prefixed.shape, containing.shape,
    ]
}

/// A party that a search found.
public struct SearchedParty: RowDecodable {
    /// The party.
    public let party: PartyID
    /// What kind of party, as written.
    public let kind: String
    /// The region of its seat.
    public let region: String
    /// The regime it is registered under.
    public let regime: String
    /// Its name; nil for a natural person.
    public let name: String?
    /// The normal form of the name; empty for a natural person.
    public let nameKey: String
    /// Its identifiers as `scheme:value`; none for a natural person.
    public let identifiers: [String]
    /// Whether it is certainly in the band asked for.
    public let isCertain: Bool

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        party = try row.decode("party_id")
        kind = try row.decode("kind")
        region = try row.decode("region")
        regime = try row.decode("regime")
        name = try row.decode("name")
        nameKey = try row.decode("name_key")
        identifiers = try row.decode("identifiers")
        isCertain = try row.decode("is_certain")
    }
}
