// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Postgres

/// The SQL of enacted law and of imported editions.
public enum PolicyStore {
    /// Every enacted version, in the order of enactment.
    public static let all = Statement<EnactedPolicy>(
        "policy.all",
        """
        SELECT code, version, sha256, pack, in_force_from, entry_number
        FROM probity.policy_version ORDER BY entry_number, code
        """,
        columns: [
            "code": .text, "version": .text, "sha256": .bytea, "pack": .bytea,
            "in_force_from": .date, "entry_number": .int8,
        ])

    /// What was enacted after an entry, in the order of enactment.
    public static let since = Statement<EnactedPolicy>(
        "policy.since",
        """
        SELECT code, version, sha256, pack, in_force_from, entry_number
        FROM probity.policy_version WHERE entry_number > $1 ORDER BY entry_number, code
        """,
        parameters: [.int8],
        columns: [
            "code": .text, "version": .text, "sha256": .bytea, "pack": .bytea,
            "in_force_from": .date, "entry_number": .int8,
        ])

    /// The pack of one enacted version: code, version.
    public static let pack = Statement<StoredPackBytes>(
        "policy.pack",
        "SELECT pack FROM probity.policy_version WHERE code = $1 AND version = $2",
        parameters: [.text, .text], columns: ["pack": .bytea])

    /// How many versions are enacted.
    public static let count = Statement<Int64>(
        "policy.count", "SELECT count(*) AS count FROM probity.policy_version",
        columns: ["count": .int8])

    /// Adds an enacted version: code, version, hash, pack, first day in force, entry number.
    public static let add = Statement<NoRow>(
        "policy.add",
        """
        INSERT INTO probity.policy_version
            (code, version, sha256, pack, in_force_from, entry_number)
        VALUES ($1, $2, $3, $4, $5, $6)
        """,
        parameters: [.text, .text, .bytea, .bytea, .date, .int8])

    /// The editions imported for a regime, oldest first.
    public static let editions = Statement<ImportedEdition>(
        "policy.editions",
        """
        SELECT edition_date, sha256, entry_number FROM probity.register_edition
        WHERE regime = $1 ORDER BY edition_date
        """,
        parameters: [.text],
        columns: ["edition_date": .date, "sha256": .bytea, "entry_number": .int8])

    /// Remembers an imported edition: regime, date, hash, entry number.
    public static let addEdition = Statement<NoRow>(
        "policy.addEdition",
        """
        INSERT INTO probity.register_edition (regime, edition_date, sha256, entry_number)
        VALUES ($1, $2, $3, $4)
        """,
        parameters: [.text, .date, .bytea, .int8])
}

/// An enacted version of a regime, with its pack.
public struct EnactedPolicy: RowDecodable {
    /// Code, version and hash.
    public let reference: PolicyReference
    /// The pack, as it was encoded.
    public let pack: [UInt8]
    /// The first day in force.
    public let from: CivilDate
    /// The entry that enacted it.
    public let entry: EntryNumber

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        let code: String = try row.decode("code")
        let version: String = try row.decode("version")
        let sha256: Digest32 = try row.decode("sha256")
        reference = PolicyReference(code: RegimeCode(code), version: version, sha256: sha256)
        pack = try row.decode("pack")
        from = try row.decode("in_force_from")
        entry = try row.decode("entry_number")
    }
}

/// An edition of a foreign register that was imported.
public struct ImportedEdition: RowDecodable {
    /// The day it is of.
    public let date: CivilDate
    /// SHA-256 of its text.
    public let sha256: Digest32
    /// The entry that records the import.
    public let entry: EntryNumber

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        date = try row.decode("edition_date")
        sha256 = try row.decode("sha256")
        entry = try row.decode("entry_number")
    }
}
