// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Postgres

/// The SQL that shows undertakings.
public enum UndertakingStore {
    /// One undertaking, out of whichever dossier may be seen.
    public static let find = Statement<UndertakingRow>(
        "undertaking.find",
        """
        SELECT record_id, bytes FROM probity.history
        WHERE kind = 'undertaking' AND record_id = $1
            AND party_id IN (SELECT party_id FROM probity.tie_index WHERE record_id = $1)
        LIMIT 1
        """,
        parameters: [.uuid], columns: UndertakingRow.columns)

    /// The undertakings of one party after one of them: party, undertaking, limit.
    public static let ofParty = Statement<UndertakingRow>(
        "undertaking.ofParty",
        """
        SELECT record_id, bytes FROM probity.history
        WHERE party_id = $1 AND kind = 'undertaking' AND record_id > $2
        ORDER BY record_id LIMIT $3
        """,
        parameters: [.uuid, .uuid, .int8], columns: UndertakingRow.columns)

    static let shapes = [find.shape, ofParty.shape]
}

/// An undertaking as it stands in a dossier.
public struct UndertakingRow: RowDecodable {
    /// The undertaking.
    public let undertaking: UndertakingID
    /// The canonical bytes.
    public let bytes: [UInt8]

    static let columns: KeyValuePairs<String, PostgresType> = [
        "record_id": .uuid, "bytes": .bytea,
    ]

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        undertaking = try row.decode("record_id")
        bytes = try row.decode("bytes")
    }
}
