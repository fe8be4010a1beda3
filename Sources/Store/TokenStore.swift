// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Postgres

/// The SQL of service tokens; only the SHA-256 of a secret is stored.
public enum TokenStore {
    /// One token by its id, before there is a principal.
    public static let find = Statement<StoredToken>(
        "token.find",
        """
        SELECT token_id, secret_sha256, role, label, authority, territory, party_id, issued_at,
            expires_at, revoked_at
        FROM probity.find_token($1)
        """,
        parameters: [.uuid], columns: StoredToken.columns)

    /// Every token, the newest first.
    public static let all = Statement<ListedToken>(
        "token.all",
        """
        SELECT token_id, role, label, authority, territory, party_id, issued_at, expires_at,
            revoked_at
        FROM probity.access_token ORDER BY issued_at DESC, token_id
        """,
        columns: ListedToken.columns)

    /// Adds a token: id, secret hash, role, label, authority, territory, party, issued, expires.
    public static let add = Statement<NoRow>(
        "token.add",
        """
        INSERT INTO probity.access_token
            (token_id, secret_sha256, role, label, authority, territory, party_id, issued_at,
                expires_at, revoked_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL)
        """,
        parameters: [
            .uuid, .bytea, .text, .text, .text, .text, .uuid, .timestamptz, .timestamptz,
        ])

    /// Revokes a token at an instant, if it was not revoked before.
    public static let revoke = Statement<NoRow>(
        "token.revoke",
        """
        UPDATE probity.access_token SET revoked_at = $2
        WHERE token_id = $1 AND revoked_at IS NULL
        """,
        parameters: [.uuid, .timestamptz])
}

/// A token with the hash of its secret, for the one who says to hold it.
public struct StoredToken: RowDecodable {
    /// The token.
    public let token: ListedToken
    /// SHA-256 of its secret.
    public let secretHash: Digest32

    static let columns: KeyValuePairs<String, PostgresType> = [
        "token_id": .uuid, "secret_sha256": .bytea, "role": .text, "label": .text,
        "authority": .text, "territory": .text, "party_id": .uuid, "issued_at": .timestamptz,
        "expires_at": .timestamptz, "revoked_at": .timestamptz,
    ]

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        secretHash = try row.decode("secret_sha256")
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
    /// For which party.
    public let party: PartyID?
    /// When it was issued.
    public let issuedAt: Instant
    /// When it ends; nil for never.
    public let expiresAt: Instant?
    /// When it was revoked; nil while it stands.
    public let revokedAt: Instant?

    static let columns: KeyValuePairs<String, PostgresType> = [
        "token_id": .uuid, "role": .text, "label": .text, "authority": .text,
        "territory": .text, "party_id": .uuid, "issued_at": .timestamptz,
        "expires_at": .timestamptz, "revoked_at": .timestamptz,
    ]

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        id = try row.decode("token_id")
        let role: String = try row.decode("role")
        label = try row.decode("label")
        let authority: String? = try row.decode("authority")
        let territory: String? = try row.decode("territory")
        party = try row.decode("party_id")
        issuedAt = try row.decode("issued_at")
        expiresAt = try row.decode("expires_at")
        revokedAt = try row.decode("revoked_at")
        guard let known = PrincipalRole(rawValue: role) else {
            throw row.refusal("role", as: PrincipalRole.self)
        }
        self.role = known
        self.authority = authority.map { AuthorityCode($0) }
        self.territory = territory.map { RegionCode($0) }
    }
}
