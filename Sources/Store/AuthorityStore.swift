// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Postgres

/// The SQL of the tree of authorities.
public enum AuthorityStore {
    private static let columns = "code, name, parent, territory, closed_at, entry_number"

    /// The whole tree.
    public static let all = Statement<ListedAuthority>(
        "authority.all", "SELECT \(columns) FROM probity.authority",
        columns: ListedAuthority.columns)

    /// Authorities after one of them, in the order of their codes: code, limit.
    public static let page = Statement<ListedAuthority>(
        "authority.page",
        """
        SELECT \(columns) FROM probity.authority WHERE code > $1 ORDER BY code LIMIT $2
        """,
        parameters: [.text, .int8], columns: ListedAuthority.columns)

    /// One authority.
    public static let find = Statement<ListedAuthority>(
        "authority.find", "SELECT \(columns) FROM probity.authority WHERE code = $1",
        parameters: [.text], columns: ListedAuthority.columns)

    /// Writes authorities, new or changed: codes, names, parents, territories, instants of
    /// closing, entry numbers.
    public static let write = Statement<NoRow>(
        "authority.write",
        """
        INSERT INTO probity.authority (code, name, parent, territory, closed_at, entry_number)
        SELECT code, name, parent, territory, closed_at, entry_number
        FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[],
            $6::bigint[])
            AS written (code, name, parent, territory, closed_at, entry_number)
        ON CONFLICT (code) DO UPDATE SET
            name = excluded.name, parent = excluded.parent, closed_at = excluded.closed_at,
            entry_number = excluded.entry_number
        """,
        parameters: [
            .textArray, .textArray, .textArray, .textArray, .timestamptzArray, .int8Array,
        ])

    static let shapes = [all.shape, page.shape, find.shape, write.shape]
}

/// An authority as its row has it.
public struct ListedAuthority: RowDecodable, Hashable {
    /// The authority.
    public let authority: Authority

    static let columns: KeyValuePairs<String, PostgresType> = [
        "code": .text, "name": .text, "parent": .text, "territory": .text,
        "closed_at": .timestamptz, "entry_number": .int8,
    ]

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        let code: String = try row.decode("code")
        let parent: String? = try row.decode("parent")
        let territory: String = try row.decode("territory")
        authority = Authority(
            AuthorityRecord(
                code: AuthorityCode(code), name: try row.decode("name"),
                parent: parent.map { AuthorityCode($0) }, territory: RegionCode(territory)),
            closedAt: try row.decode("closed_at"), entry: try row.decode("entry_number"))
    }
}
