// SPDX-License-Identifier: Apache-2.0

extension Bool: PostgresEncodable, PostgresDecodable {
    /// `boolean`.
    public static var postgresType: PostgresType { .bool }

    /// One byte, 0 or 1.
    public func encode(into writer: inout PostgresWriter) {
        writer.integer(UInt8(self ? 1 : 0))
    }

    /// Reads one byte.
    public init(cell: borrowing PostgresCell) throws(PostgresConversionError) {
        self = try cell.integer(as: UInt8.self) != 0
    }
}

extension Int16: PostgresEncodable, PostgresDecodable {
    /// `smallint`.
    public static var postgresType: PostgresType { .int2 }

    /// Two bytes.
    public func encode(into writer: inout PostgresWriter) { writer.integer(self) }

    /// Reads two bytes.
    public init(cell: borrowing PostgresCell) throws(PostgresConversionError) {
        self = try cell.integer()
    }
}

extension Int32: PostgresEncodable, PostgresDecodable {
    /// `integer`.
    public static var postgresType: PostgresType { .int4 }

    /// Four bytes.
    public func encode(into writer: inout PostgresWriter) { writer.integer(self) }

    /// Reads four bytes.
    public init(cell: borrowing PostgresCell) throws(PostgresConversionError) {
        self = try cell.integer()
    }
}

extension Int64: PostgresEncodable, PostgresDecodable {
    /// `bigint`.
    public static var postgresType: PostgresType { .int8 }

    /// Eight bytes.
    public func encode(into writer: inout PostgresWriter) { writer.integer(self) }

    /// Reads eight bytes.
    public init(cell: borrowing PostgresCell) throws(PostgresConversionError) {
        self = try cell.integer()
    }
}

extension Int: PostgresEncodable, PostgresDecodable {
    /// `bigint`.
    public static var postgresType: PostgresType { .int8 }

    /// Eight bytes.
    public func encode(into writer: inout PostgresWriter) { writer.integer(Int64(self)) }

    /// Reads eight bytes.
    public init(cell: borrowing PostgresCell) throws(PostgresConversionError) {
        self = Int(try cell.integer(as: Int64.self))
    }
}

extension String: PostgresEncodable, PostgresDecodable {
    /// `text`.
    public static var postgresType: PostgresType { .text }

    /// UTF-8. PostgreSQL text cannot hold U+0000.
    public func encode(into writer: inout PostgresWriter) throws(PostgresConversionError) {
        guard !utf8.contains(0) else { throw PostgresConversionError() }
        writer.text(self)
    }

    /// Reads UTF-8; the connection's encoding is asserted when it is made.
    public init(cell: borrowing PostgresCell) throws(PostgresConversionError) {
        self = try cell.text()
    }
}

extension UInt8: PostgresEncodable, PostgresDecodable {
    /// `smallint` for a single one.
    public static var postgresType: PostgresType { .int2 }
    /// `bytea` for an array of them.
    public static var postgresArrayType: PostgresType { .bytea }

    /// Two bytes.
    public func encode(into writer: inout PostgresWriter) { writer.integer(Int16(self)) }

    /// Reads two bytes and refuses what is outside 0…255.
    public init(cell: borrowing PostgresCell) throws(PostgresConversionError) {
        guard let value = UInt8(exactly: try cell.integer(as: Int16.self)) else {
            throw PostgresConversionError()
        }
        self = value
    }

    /// The bytes as they are.
    public static func encodeArray(_ elements: [UInt8], into writer: inout PostgresWriter) {
        writer.raw(elements)
    }

    /// The bytes as they are.
    public static func decodeArray(
        cell: borrowing PostgresCell
    ) throws(PostgresConversionError) -> [UInt8] {
        try cell.bytes()
    }
}

extension Optional: PostgresValue where Wrapped: PostgresValue {
    /// The wrapped type's.
    public static var postgresType: PostgresType { Wrapped.postgresType }
    /// The wrapped type's.
    public static var postgresArrayType: PostgresType { Wrapped.postgresArrayType }
    /// True.
    public static var postgresAcceptsNull: Bool { true }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    /// Whether this is `nil`.
    public var isPostgresNull: Bool { self?.isPostgresNull ?? true }

    /// Writes the wrapped value.
    public func encode(into writer: inout PostgresWriter) throws(PostgresConversionError) {
        try self?.encode(into: &writer)
    }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    /// `nil` for NULL, else the wrapped value.
    public init(cell: borrowing PostgresCell) throws(PostgresConversionError) {
        self = cell.isNull ? nil : try Wrapped(cell: cell)
    }
}
