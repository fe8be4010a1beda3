// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Ledger
public import Postgres

extension TypedID: PostgresRepresentable, PostgresValue, PostgresEncodable, PostgresDecodable {
    /// The value as PostgreSQL carries it.
    public var postgresRepresentation: PostgresUUID {
        PostgresUUID(high: high, low: low)
    }

    /// Takes a value from PostgreSQL; nil when it is none of ours.
    public init?(postgresRepresentation uuid: PostgresUUID) {
        self.init(high: uuid.high, low: uuid.low)
    }
}

extension TypedID: RowDecodable {}

extension CivilDate: PostgresRepresentable, PostgresValue, PostgresEncodable, PostgresDecodable {
    /// The value as PostgreSQL carries it.
    public var postgresRepresentation: PostgresDate {
        guard let date = PostgresDate(daysSince1970: Int(daysSinceEpoch)) else {
            preconditionFailure("Every day from 1900 to 2999 is a PostgreSQL date.")
        }
        return date
    }

    /// Takes a value from PostgreSQL; nil when it is none of ours.
    public init?(postgresRepresentation date: PostgresDate) {
        self.init(daysSinceEpoch: date.daysSince1970)
    }
}

extension Instant: PostgresRepresentable, PostgresValue, PostgresEncodable, PostgresDecodable {
    /// The value as PostgreSQL carries it.
    public var postgresRepresentation: PostgresTimestamp {
        PostgresTimestamp(microsecondsSince1970: microsecondsSinceEpoch)
    }

    /// Takes a value from PostgreSQL; nil when it is none of ours.
    public init?(postgresRepresentation timestamp: PostgresTimestamp) {
        self.init(microsecondsSinceEpoch: timestamp.microsecondsSince1970)
    }
}

extension EntryNumber: PostgresRepresentable, PostgresValue, PostgresEncodable,
    PostgresDecodable
{
    /// The value as PostgreSQL carries it.
    public var postgresRepresentation: Int64 { value }

    /// Takes a value from PostgreSQL; nil when it is none of ours.
    public init?(postgresRepresentation value: Int64) { self.init(value) }
}

extension Digest32: PostgresRepresentable, PostgresValue, PostgresEncodable, PostgresDecodable {
    /// The value as PostgreSQL carries it.
    public var postgresRepresentation: [UInt8] { bytes }

    /// Takes a value from PostgreSQL; nil when it is none of ours.
    public init?(postgresRepresentation bytes: [UInt8]) { self.init(bytes) }
}

extension TreeHash: PostgresRepresentable, PostgresValue, PostgresEncodable, PostgresDecodable {
    /// The value as PostgreSQL carries it.
    public var postgresRepresentation: [UInt8] { bytes }

    /// Takes a value from PostgreSQL; nil when it is none of ours.
    public init?(postgresRepresentation bytes: [UInt8]) { try? self.init(bytes: bytes) }
}
