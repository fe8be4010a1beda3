// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Ledger
public import Postgres

/// How far the ledger has come.
public struct LedgerHead: RowDecodable, Hashable {
    /// The number of the last entry; the size of the tree.
    public let size: EntryNumber
    /// When the last entry was recorded; 1970-01-01 for none.
    public let recordedAt: Instant

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        size = try row.decode("size")
        recordedAt = try row.decode("recorded_at")
    }

    /// Makes a head.
    public init(size: EntryNumber, recordedAt: Instant) {
        self.size = size
        self.recordedAt = recordedAt
    }
}

/// The head, held by the writer.
public struct LockedHead: RowDecodable {
    /// The number of the last entry.
    public let size: EntryNumber
    /// When the last entry was recorded.
    public let recordedAt: Instant
    /// The compact range of the tree, encoded.
    public let compactRange: [UInt8]
    /// The database's clock, read under the lock.
    public let askedAt: Instant

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        size = try row.decode("size")
        recordedAt = try row.decode("recorded_at")
        compactRange = try row.decode("compact_range")
        askedAt = try row.decode("asked_at")
    }
}

/// The head with the compact range of its tree.
public struct LedgerHeadWithRange: RowDecodable {
    /// The head.
    public let head: LedgerHead
    /// The compact range of the tree, encoded.
    public let compactRange: [UInt8]

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        head = LedgerHead(
            size: try row.decode("size"), recordedAt: try row.decode("recorded_at"))
        compactRange = try row.decode("compact_range")
    }
}

/// An entry as stored: the exact bytes that were hashed, and what stands beside them.
public struct StoredEntry: RowDecodable {
    /// The number.
    public let number: EntryNumber
    /// When it was recorded.
    public let recordedAt: Instant
    /// What kind of entry it is.
    public let kind: String
    /// The party; nil for what concerns the whole register.
    public let party: PartyID?
    /// The hashed bytes.
    public let bytes: [UInt8]
    /// Their leaf hash.
    public let leafHash: TreeHash

    static let columns: KeyValuePairs<String, PostgresType> = [
        "number": .int8, "recorded_at": .timestamptz, "kind": .text, "party_id": .uuid,
        "bytes": .bytea, "leaf_hash": .bytea,
    ]

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        number = try row.decode("number")
        recordedAt = try row.decode("recorded_at")
        kind = try row.decode("kind")
        party = try row.decode("party_id")
        bytes = try row.decode("bytes")
        leafHash = try row.decode("leaf_hash")
    }
}

/// The stored hash of a complete subtree.
public struct StoredSubtree: RowDecodable {
    /// Which subtree.
    public let subtree: Subtree
    /// Its root.
    public let hash: TreeHash

    static let columns: KeyValuePairs<String, PostgresType> = [
        "level": .int2, "index": .int8, "hash": .bytea,
    ]

    /// Reads a row; a column that does not fit is a decoding error.
    public init(row: borrowing Row) throws(PostgresError) {
        let level: Int16 = try row.decode("level")
        let index: Int64 = try row.decode("index")
        guard level >= 0, index >= 0 else { throw row.refusal("index", as: UInt64.self) }
        subtree = Subtree(level: Int(level), index: UInt64(index))
        hash = try row.decode("hash")
    }
}
