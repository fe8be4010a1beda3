// SPDX-License-Identifier: Apache-2.0

/// The 16 bytes of a `uuid`.
public struct PostgresUUID: PostgresEncodable, PostgresDecodable, Hashable {
    /// `uuid`.
    public static var postgresType: PostgresType { .uuid }

    /// The first eight bytes, big-endian.
    public let high: UInt64
    /// The last eight bytes, big-endian.
    public let low: UInt64

    /// Takes the two halves.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Takes exactly 16 bytes, else `nil`.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes.suffix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The 16 bytes.
    public var bytes: [UInt8] {
        [high, low].flatMap { half in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: half >> $0) }
        }
    }

    /// Sixteen bytes.
    public func encode(into writer: inout PostgresWriter) {
        writer.integer(high)
        writer.integer(low)
    }

    /// Reads sixteen bytes.
    public init(cell: borrowing PostgresCell) throws(PostgresConversionError) {
        guard let buffer = cell.buffer, buffer.count == 16 else { throw PostgresConversionError() }
        high = UInt64(bigEndian: buffer.loadUnaligned(as: UInt64.self))
        low = UInt64(bigEndian: buffer.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    }
}

/// A calendar day of the proleptic Gregorian calendar. `infinity` is refused both
/// ways: a day that never comes has no place in a register.
public struct PostgresDate: PostgresEncodable, PostgresDecodable, Hashable, Comparable {
    /// `date`.
    public static var postgresType: PostgresType { .date }
    /// 1970-01-01 to 2000-01-01, in days.
    private static let epochDays = 10_957

    /// Days since 2000-01-01, as PostgreSQL counts them.
    public let daysSince2000: Int32

    /// Takes days since 2000-01-01.
    public init(daysSince2000: Int32) {
        self.daysSince2000 = daysSince2000
    }

    /// Takes days since 1970-01-01; `nil` when PostgreSQL's range is left.
    public init?(daysSince1970: Int) {
        guard let days = Int32(exactly: daysSince1970 - Self.epochDays) else { return nil }
        self.init(daysSince2000: days)
    }

    /// Days since 1970-01-01.
    public var daysSince1970: Int { Int(daysSince2000) + Self.epochDays }

    /// The earlier day is the lesser.
    public static func < (left: Self, right: Self) -> Bool {
        left.daysSince2000 < right.daysSince2000
    }

    /// Four bytes; PostgreSQL reads the two extremes as infinities.
    public func encode(into writer: inout PostgresWriter) throws(PostgresConversionError) {
        guard daysSince2000 != .max, daysSince2000 != .min else { throw PostgresConversionError() }
        writer.integer(daysSince2000)
    }

    /// Reads four bytes and refuses infinities.
    public init(cell: borrowing PostgresCell) throws(PostgresConversionError) {
        let days = try cell.integer(as: Int32.self)
        guard days != .max, days != .min else { throw PostgresConversionError() }
        self.init(daysSince2000: days)
    }
}

/// An instant in microseconds. `infinity` is refused both ways.
public struct PostgresTimestamp: PostgresEncodable, PostgresDecodable, Hashable, Comparable {
    /// `timestamp with time zone`.
    public static var postgresType: PostgresType { .timestamptz }
    /// 1970-01-01 to 2000-01-01, in microseconds.
    private static let epochMicroseconds: Int64 = 946_684_800_000_000

    /// Microseconds since 1970-01-01T00:00:00Z.
    public let microsecondsSince1970: Int64

    /// Takes microseconds since 1970-01-01T00:00:00Z.
    public init(microsecondsSince1970: Int64) {
        self.microsecondsSince1970 = microsecondsSince1970
    }

    /// The earlier instant is the lesser.
    public static func < (left: Self, right: Self) -> Bool {
        left.microsecondsSince1970 < right.microsecondsSince1970
    }

    /// Eight bytes, counted from 2000.
    public func encode(into writer: inout PostgresWriter) throws(PostgresConversionError) {
        let (value, overflow) =
            microsecondsSince1970.subtractingReportingOverflow(Self.epochMicroseconds)
        guard !overflow, value != .min, value != .max else { throw PostgresConversionError() }
        writer.integer(value)
    }

    /// Reads eight bytes and refuses infinities.
    public init(cell: borrowing PostgresCell) throws(PostgresConversionError) {
        let value = try cell.integer(as: Int64.self)
        let (sum, overflow) = value.addingReportingOverflow(Self.epochMicroseconds)
        guard !overflow, value != .min else { throw PostgresConversionError() }
        self.init(microsecondsSince1970: sum)
    }
}

/// The text of a `jsonb` value, as PostgreSQL prints it.
public struct PostgresJSON: PostgresEncodable, PostgresDecodable, Hashable {
    /// `jsonb`.
    public static var postgresType: PostgresType { .jsonb }

    /// JSON text.
    public let text: String

    /// Takes JSON text; the server checks it.
    public init(_ text: String) {
        self.text = text
    }

    /// A version byte, then the text.
    public func encode(into writer: inout PostgresWriter) throws(PostgresConversionError) {
        writer.integer(UInt8(1))
        try text.encode(into: &writer)
    }

    /// Reads the version byte and the text.
    public init(cell: borrowing PostgresCell) throws(PostgresConversionError) {
        guard let buffer = cell.buffer, buffer.first == 1 else { throw PostgresConversionError() }
        text = String(decoding: UnsafeRawBufferPointer(rebasing: buffer[1...]), as: UTF8.self)
    }
}
