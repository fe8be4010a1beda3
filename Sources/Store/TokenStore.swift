// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Postgres

/// The SQL of service tokens; only the SHA-256 of a secret is stored.
public enum TokenStore {
    private static let columns = """
        t.token_id, t.role, t.label, t.authority, t.territory,
            ARRAY(
                SELECT m.party_id FROM probity.access_token_party AS m
                WHERE m.token_id = t.token_id AND m.withdrawn_at IS NULL ORDER BY m.party_id
            ) AS parties,
            t.issued_at, t.expires_at, t.rotated_at, t.previous_until, t.revoked_at,
            CASE WHEN t.authority IS NOT NULL AND a.code IS NULL THEN t.issued_at
                ELSE a.closed_at END AS authority_closed_at
        FROM probity.access_token AS t
        LEFT JOIN probity.authority AS a ON a.code = t.authority
        """

    /// One token by its id, before there is a principal.
    public static let find = Statement<StoredToken>(
        "token.find",
        """
        SELECT token_id, secret_sha256, previous_secret_sha256, previous_until, role, label,
            authority, territory, parties, issued_at, expires_at, rotated_at, revoked_at,
            authority_closed_at
        FROM probity.find_token($1)
        """,
        parameters: [.uuid], columns: StoredToken.columns)

    /// Every token, the newest first.
    public static let all = Statement<ListedToken>(
        "token.all", "SELECT \(columns) ORDER BY t.issued_at DESC, t.token_id",
        columns: ListedToken.columns)

    /// Tokens after one of them, in the order of their ids: token, limit. Which of them, and
    /// which of their parties, row-level security decides.
    public static let page = Statement<ListedToken>(
        "token.page", "SELECT \(columns) WHERE t.token_id > $1 ORDER BY t.token_id LIMIT $2",
        parameters: [.uuid, .int8], columns: ListedToken.columns)

    /// One token as it is listed.
    public static let one = Statement<ListedToken>(
        "token.one", "SELECT \(columns) WHERE t.token_id = $1",
        parameters: [.uuid], columns: ListedToken.columns)

    /// Adds a token: id, secret hash, role, label, authority, territory, issued, expires.
    public static let add = Statement<NoRow>(
        "token.add",
        """
        INSERT INTO probity.access_token
            (token_id, secret_sha256, role, label, authority, territory, issued_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        parameters: [
            .uuid, .bytea, .text, .text, .text, .text, .timestamptz, .timestamptz,
        ])

    /// Lets a token act for parties from an instant on: token, parties, instant.
    public static let addParties = Statement<NoRow>(
        "token.addParties",
        """
        INSERT INTO probity.access_token_party (token_id, party_id, granted_at)
        SELECT $1, party_id, $3 FROM unnest($2::uuid[]) AS added (party_id)
        """,
        parameters: [.uuid, .uuidArray, .timestamptz])

    /// Revokes a token at an instant, if it was not revoked before.
    public static let revoke = Statement<NoRow>(
        "token.revoke",
        """
        UPDATE probity.access_token SET revoked_at = $2
        WHERE token_id = $1 AND revoked_at IS NULL
        """,
        parameters: [.uuid, .timestamptz])

    /// Gives a token another secret, unless it is revoked: token, hash, instant, and until when
    /// the secret before is accepted, NULL for no longer. Gives the token where it was done.
    public static let rotate = Statement<TokenID>(
        "token.rotate",
        """
        UPDATE probity.access_token SET
            secret_sha256 = $2, rotated_at = $3, previous_until = $4,
            previous_secret_sha256 = CASE WHEN $4 IS NOT NULL THEN secret_sha256 END
        WHERE token_id = $1 AND revoked_at IS NULL
        RETURNING token_id
        """,
        parameters: [.uuid, .bytea, .timestamptz, .timestamptz], columns: ["token_id": .uuid])

    /// Withdraws a token's mandate for one party at an instant, if it was not before. Gives the
    /// party where there was such a mandate.
    public static let withdraw = Statement<PartyID>(
        "token.withdraw",
        """
        UPDATE probity.access_token_party
        SET withdrawn_at = coalesce(withdrawn_at, greatest(granted_at, $3))
        WHERE token_id = $1 AND party_id = $2
        RETURNING party_id
        """,
        parameters: [.uuid, .uuid, .timestamptz], columns: ["party_id": .uuid])

    /// Those of some tokens that were issued for several parties, whatever was withdrawn since.
    public static let agents = Statement<TokenID>(
        "token.agents",
        """
        SELECT token_id FROM probity.access_token_party
        WHERE token_id = ANY($1) GROUP BY token_id HAVING count(*) > 1 ORDER BY token_id
        """,
        parameters: [.uuidArray], columns: ["token_id": .uuid])

    /// The authorities that are not in the tree though good tokens name them, once with each
    /// territory of those tokens.
    public static let strayAuthorities = Statement<StrayAuthority>(
        "token.strayAuthorities",
        """
        SELECT DISTINCT t.authority, t.territory FROM probity.access_token AS t
        WHERE t.authority IS NOT NULL AND t.territory IS NOT NULL AND t.revoked_at IS NULL
            AND (t.expires_at > clock_timestamp() OR t.expires_at IS NULL)
            AND NOT EXISTS (SELECT FROM probity.authority AS a WHERE a.code = t.authority)
        ORDER BY t.authority, t.territory
        """,
        columns: ["authority": .text, "territory": .text])

    static let shapes = [
        find.shape, all.shape, page.shape, one.shape, add.shape, addParties.shape, revoke.shape,
        rotate.shape, withdraw.shape, agents.shape, strayAuthorities.shape,
    ]
}

/// A token with the hashes of its secrets, for the one who says to hold it.
public struct StoredToken: RowDecodable {
    /// The token.
    public let token: ListedToken
    /// SHA-256 of its secret.
    public let secretHash: Digest32
    /// SHA-256 of the secret before, accepted until `token.previousUntil`; nil for none.
    public let previousHash: Digest32?

    static let columns: KeyValuePairs<String, PostgresType> = [
        "token_id": .uuid, "secret_sha256": .bytea, "previous_secret_sha256": .bytea,
        "previous_until": .timestamptz, "role": .text, "label": .text, "authority": .text,
        "territory": .text, "parties": .uuidArray, "issued_at": .timestamptz,
        "expires_at": .timestamptz, "rotated_at": .timestamptz, "revoked_at": .timestamptz,
        "authority_closed_at": .timestamptz,
    ]

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        secretHash = try row.decode("secret_sha256")
        previousHash = try row.decode("previous_secret_sha256")
        token = try ListedToken(row: row)
    }
}

/// A token as it is listed: without anything of its secret.
public struct ListedToken: RowDecodable {
    /// Its id.
    public let id: TokenID
    /// What its holder may be.
    public let role: PrincipalRole
    /// What it is for, in the words of whoever issued it.
    public let label: String
    /// For which authority.
    public let authority: AuthorityCode?
    /// Within which territory.
    public let territory: RegionCode?
    /// For which parties; as far as whoever lists it may know.
    public let parties: [PartyID]
    /// When it was issued.
    public let issuedAt: Instant
    /// When it ends; nil for never.
    public let expiresAt: Instant?
    /// When its secret was changed last; nil while it is the first.
    public let rotatedAt: Instant?
    /// Until when the secret before is accepted; nil for none.
    public let previousUntil: Instant?
    /// When it was revoked; nil while it stands.
    public let revokedAt: Instant?
    /// When its authority was closed, or since when there is none of its code; nil while it
    /// stands, or without one.
    public let authorityClosedAt: Instant?

    static let columns: KeyValuePairs<String, PostgresType> = [
        "token_id": .uuid, "role": .text, "label": .text, "authority": .text,
        "territory": .text, "parties": .uuidArray, "issued_at": .timestamptz,
        "expires_at": .timestamptz, "rotated_at": .timestamptz,
        "previous_until": .timestamptz, "revoked_at": .timestamptz,
        "authority_closed_at": .timestamptz,
    ]

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        id = try row.decode("token_id")
        let role: String = try row.decode("role")
        label = try row.decode("label")
        let authority: String? = try row.decode("authority")
        let territory: String? = try row.decode("territory")
        parties = try row.decode("parties")
        issuedAt = try row.decode("issued_at")
        expiresAt = try row.decode("expires_at")
        rotatedAt = try row.decode("rotated_at")
        previousUntil = try row.decode("previous_until")
        revokedAt = try row.decode("revoked_at")
        authorityClosedAt = try row.decode("authority_closed_at")
        guard let known = PrincipalRole(rawValue: role) else {
            throw row.refusal("role", as: PrincipalRole.self)
        }
        self.role = known
        self.authority = authority.map { AuthorityCode($0) }
        self.territory = territory.map { RegionCode($0) }
    }
}

/// An authority that is not in the tree, and a territory that one of its tokens has.
public struct StrayAuthority: RowDecodable {
    /// Its code.
    public let authority: AuthorityCode
    /// The territory.
    public let territory: RegionCode

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        let authority: String = try row.decode("authority")
        let territory: String = try row.decode("territory")
        self.authority = AuthorityCode(authority)
        self.territory = RegionCode(territory)
    }
}
