// SPDX-License-Identifier: Apache-2.0

/// A PostgreSQL type this layer speaks, with the object identifier the server
/// gives it. The built-in identifiers never change between versions.
///
/// - Source: <https://www.postgresql.org/docs/15/datatype.html>
public enum PostgresType: UInt32, Sendable, CaseIterable {
    /// `boolean`.
    case bool = 16
    /// `bytea`, a string of bytes.
    case bytea = 17
    /// `name`, an identifier of the catalogue.
    case name = 19
    /// `bigint`.
    case int8 = 20
    /// `smallint`.
    case int2 = 21
    /// `integer`.
    case int4 = 23
    /// `text`.
    case text = 25
    /// `character varying`; we decode it and never ask for it.
    case varchar = 1043
    /// `date`, a calendar day.
    case date = 1082
    /// `timestamp with time zone`, an instant in microseconds.
    case timestamptz = 1184
    /// `void`, what some functions answer.
    case void = 2278
    /// `uuid`, 16 bytes.
    case uuid = 2950
    /// `jsonb`.
    case jsonb = 3802
    /// `boolean[]`.
    case boolArray = 1000
    /// `bytea[]`.
    case byteaArray = 1001
    /// `name[]`.
    case nameArray = 1003
    /// `smallint[]`.
    case int2Array = 1005
    /// `integer[]`.
    case int4Array = 1007
    /// `text[]`.
    case textArray = 1009
    /// `character varying[]`.
    case varcharArray = 1015
    /// `bigint[]`.
    case int8Array = 1016
    /// `date[]`.
    case dateArray = 1182
    /// `timestamp with time zone[]`.
    case timestamptzArray = 1185
    /// `uuid[]`.
    case uuidArray = 2951
    /// `jsonb[]`.
    case jsonbArray = 3807

    /// The object identifier in `pg_type`.
    public var oid: UInt32 { rawValue }

    /// The type of an array of this type; `nil` for arrays and `void`.
    public var arrayType: PostgresType? {
        switch self {
        case .bool: .boolArray
        case .bytea: .byteaArray
        case .name: .nameArray
        case .int8: .int8Array
        case .int2: .int2Array
        case .int4: .int4Array
        case .text: .textArray
        case .varchar: .varcharArray
        case .date: .dateArray
        case .timestamptz: .timestamptzArray
        case .uuid: .uuidArray
        case .jsonb: .jsonbArray
        default: nil
        }
    }

    /// Whether a value declared as `self` may be read from a column of type
    /// `other`: the same type, or one with the same binary form and meaning.
    func reads(_ other: PostgresType) -> Bool {
        if self == other { return true }
        switch (self, other) {
        case (.text, .varchar), (.text, .name), (.textArray, .varcharArray),
            (.textArray, .nameArray):
            return true
        default:
            return false
        }
    }
}
