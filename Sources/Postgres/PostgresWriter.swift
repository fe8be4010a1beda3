// SPDX-License-Identifier: Apache-2.0

/// Where values write their binary form: big-endian, as PostgreSQL reads it.
public struct PostgresWriter {
    var bytes: [UInt8] = []

    init() {}

    /// Appends an integer in network byte order.
    public mutating func integer<T: FixedWidthInteger>(_ value: T) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// Appends text in UTF-8.
    public mutating func text(_ value: String) {
        bytes.append(contentsOf: value.utf8)
    }

    /// Appends bytes as they are.
    public mutating func raw(_ value: some Sequence<UInt8>) {
        bytes.append(contentsOf: value)
    }

    /// Appends one array element: its length, or -1 for NULL, then its bytes.
    mutating func element(_ value: some PostgresEncodable) throws(PostgresConversionError) {
        guard !value.isPostgresNull else {
            integer(Int32(-1))
            return
        }
        let start = bytes.count
        integer(Int32(0))
        try value.encode(into: &self)
        guard let length = Int32(exactly: bytes.count - start - 4) else {
            throw PostgresConversionError()
        }
        withUnsafeBytes(of: length.bigEndian) { header in
            for offset in 0..<4 { bytes[start + offset] = header[offset] }
        }
    }
}

/// One field of one row, lent for the length of a call.
///
/// It cannot be copied, so it cannot outlive the result it points into.
///
/// - Source: <https://www.postgresql.org/docs/15/libpq-exec.html#LIBPQ-PQGETVALUE>
public struct PostgresCell: ~Copyable {
    /// The field in binary form, or `nil` for NULL. The memory belongs to the result.
    let buffer: UnsafeRawBufferPointer?

    init(_ buffer: UnsafeRawBufferPointer?) {
        self.buffer = buffer
    }

    /// Whether the field is NULL.
    public var isNull: Bool { buffer == nil }

    /// The whole field as one big-endian integer of exactly that width.
    public func integer<T: FixedWidthInteger>(
        as type: T.Type = T.self
    ) throws(PostgresConversionError) -> T {
        guard let buffer, buffer.count == MemoryLayout<T>.size else {
            throw PostgresConversionError()
        }
        return T(bigEndian: buffer.loadUnaligned(as: T.self))
    }

    /// The whole field as text.
    public func text() throws(PostgresConversionError) -> String {
        guard let buffer else { throw PostgresConversionError() }
        return String(decoding: buffer, as: UTF8.self)
    }

    /// The whole field as bytes.
    public func bytes() throws(PostgresConversionError) -> [UInt8] {
        guard let buffer else { throw PostgresConversionError() }
        return [UInt8](buffer)
    }
}
