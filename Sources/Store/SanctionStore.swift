// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Postgres

/// The SQL of the list of sanctions.
public enum SanctionStore {
    private static let columns = "sanction_id, party_id, bytes, entry_number"

    /// Writes sanctions, new or changed: ids, parties, first days, days from which they are over,
    /// whether they are published, bytes, entry numbers.
    public static let write = Statement<NoRow>(
        "sanction.write",
        """
        INSERT INTO probity.sanction
            (sanction_id, party_id, in_force_from, over_on, published, bytes, entry_number)
        SELECT sanction_id, party_id, in_force_from, over_on, published, bytes, entry_number
        FROM unnest($1::uuid[], $2::uuid[], $3::date[], $4::date[], $5::boolean[], $6::bytea[],
            $7::bigint[])
            AS written
                (sanction_id, party_id, in_force_from, over_on, published, bytes, entry_number)
        ON CONFLICT (sanction_id) DO UPDATE SET
            over_on = excluded.over_on, published = excluded.published, bytes = excluded.bytes,
            entry_number = excluded.entry_number
        """,
        parameters: [
            .uuidArray, .uuidArray, .dateArray, .dateArray, .boolArray, .byteaArray, .int8Array,
        ])

    /// One sanction.
    public static let find = Statement<ListedSanction>(
        "sanction.find",
        "SELECT \(columns) FROM probity.sanction WHERE sanction_id = $1",
        parameters: [.uuid], columns: ListedSanction.columns)

    /// Sanctions of one party after one of them, in force on a day or on any: party, sanction,
    /// day, limit.
    public static let ofParty = Statement<ListedSanction>(
        "sanction.ofParty",
        """
        SELECT \(columns) FROM probity.sanction
        WHERE party_id = $1 AND sanction_id > $2
            AND ($3::date IS NULL OR (in_force_from <= $3 AND (over_on > $3 OR over_on IS NULL)))
        ORDER BY sanction_id LIMIT $4
        """,
        parameters: [.uuid, .uuid, .date, .int8], columns: ListedSanction.columns)

    /// Sanctions of every party after one of them, in force on a day or on any: sanction, day,
    /// limit.
    public static let all = Statement<ListedSanction>(
        "sanction.all",
        """
        SELECT \(columns) FROM probity.sanction
        WHERE sanction_id > $1
            AND ($2::date IS NULL OR (in_force_from <= $2 AND (over_on > $2 OR over_on IS NULL)))
        ORDER BY sanction_id LIMIT $3
        """,
        parameters: [.uuid, .date, .int8], columns: ListedSanction.columns)

    /// The sanctions of some parties, for verification.
    public static let ofParties = Statement<ListedSanction>(
        "sanction.ofParties",
        "SELECT \(columns) FROM probity.sanction WHERE party_id = ANY($1)",
        parameters: [.uuidArray], columns: ListedSanction.columns)

    static let shapes = [write.shape, find.shape, ofParty.shape, all.shape, ofParties.shape]
}

/// A sanction as it is listed.
public struct ListedSanction: RowDecodable, Hashable {
    /// The sanction.
    public let sanction: SanctionID
    /// The party it was imposed on.
    public let party: PartyID
    /// The record as it may be shown.
    public let bytes: [UInt8]
    /// The entry that last changed it.
    public let entry: EntryNumber

    static let columns: KeyValuePairs<String, PostgresType> = [
        "sanction_id": .uuid, "party_id": .uuid, "bytes": .bytea, "entry_number": .int8,
    ]

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        sanction = try row.decode("sanction_id")
        party = try row.decode("party_id")
        bytes = try row.decode("bytes")
        entry = try row.decode("entry_number")
    }

    /// Makes the row that a sanction ought to have.
    public init(_ record: SanctionRecord, of party: PartyID, entry: EntryNumber) {
        self.sanction = record.id
        self.party = party
        self.bytes = record.shown(of: party).canonicalBytes
        self.entry = entry
    }
}
