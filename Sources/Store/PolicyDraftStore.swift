// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Postgres

/// The SQL of versions that were sent in and are not law yet.
public enum PolicyDraftStore {
    /// What a list shows of every draft, in the order in which they came.
    public static let all = Statement<ListedDraft>(
        "policyDraft.all",
        """
        SELECT code, version, sha256, title_en, title_zh, is_default, entry_number
        FROM probity.policy_draft ORDER BY entry_number, code
        """,
        columns: ListedDraft.columns)

    /// One draft: code, version.
    public static let find = Statement<ListedDraft>(
        "policyDraft.find",
        """
        SELECT code, version, sha256, title_en, title_zh, is_default, entry_number
        FROM probity.policy_draft WHERE code = $1 AND version = $2
        """,
        parameters: [.text, .text], columns: ListedDraft.columns)

    /// The pack of one draft: code, version.
    public static let pack = Statement<StoredPackBytes>(
        "policyDraft.pack",
        "SELECT pack FROM probity.policy_draft WHERE code = $1 AND version = $2",
        parameters: [.text, .text], columns: ["pack": .bytea])

    /// The drafts among these: codes, versions.
    public static let named = Statement<ListedDraft>(
        "policyDraft.named",
        """
        SELECT code, version, sha256, title_en, title_zh, is_default, entry_number
        FROM probity.policy_draft
        WHERE (code, version) IN (SELECT * FROM unnest($1::text[], $2::text[]))
        """,
        parameters: [.textArray, .textArray], columns: ListedDraft.columns)

    /// Adds a draft: code, version, hash, pack, titles, whether it calls itself the default,
    /// entry number.
    public static let add = Statement<NoRow>(
        "policyDraft.add",
        """
        INSERT INTO probity.policy_draft
            (code, version, sha256, pack, title_en, title_zh, is_default, entry_number)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        parameters: [.text, .text, .bytea, .bytea, .text, .text, .bool, .int8])

    static let shapes = [all.shape, find.shape, pack.shape, named.shape, add.shape]
}

/// The pack of a version, as it was encoded.
public struct StoredPackBytes: RowDecodable {
    /// The bytes.
    public let bytes: [UInt8]

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        bytes = try row.decode("pack")
    }
}

/// What a list shows of a draft.
public struct ListedDraft: RowDecodable {
    /// Code, version and hash.
    public let reference: PolicyReference
    /// What it calls itself.
    public let title: LocalText
    /// Whether it calls itself the default.
    public let isDefault: Bool
    /// The entry that records it.
    public let entry: EntryNumber

    static let columns: KeyValuePairs<String, PostgresType> = [
        "code": .text, "version": .text, "sha256": .bytea, "title_en": .text, "title_zh": .text,
        "is_default": .bool, "entry_number": .int8,
    ]

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        let code: String = try row.decode("code")
        let version: String = try row.decode("version")
        let sha256: Digest32 = try row.decode("sha256")
        reference = PolicyReference(code: RegimeCode(code), version: version, sha256: sha256)
        title = LocalText(en: try row.decode("title_en"), zh: try row.decode("title_zh"))
        isDefault = try row.decode("is_default")
        entry = try row.decode("entry_number")
    }
}
