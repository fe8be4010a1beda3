// SPDX-License-Identifier: Apache-2.0

// The binary form of an array: number of dimensions, whether NULLs occur, the
// element's type; for each dimension its length and lower bound; then each element
// as length and bytes. We write and read one dimension.

extension Array: PostgresValue where Element: PostgresValue {
    /// The element's array type: `[Int64]` is `bigint[]`, `[UInt8]` is `bytea`.
    public static var postgresType: PostgresType { Element.postgresArrayType }
}

extension Array: PostgresEncodable where Element: PostgresEncodable {
    /// Writes the array as the element wants it.
    public func encode(into writer: inout PostgresWriter) throws(PostgresConversionError) {
        try Element.encodeArray(self, into: &writer)
    }
}

extension Array: PostgresDecodable where Element: PostgresDecodable {
    /// Reads the array as the element wants it.
    public init(cell: borrowing PostgresCell) throws(PostgresConversionError) {
        self = try Element.decodeArray(cell: cell)
    }
}

extension PostgresEncodable {
    /// One dimension, lower bound 1.
    public static func encodeArray(
        _ elements: [Self], into writer: inout PostgresWriter
    ) throws(PostgresConversionError) {
        guard let count = Int32(exactly: elements.count) else { throw PostgresConversionError() }
        writer.integer(Int32(count == 0 ? 0 : 1))
        writer.integer(Int32(elements.contains { $0.isPostgresNull } ? 1 : 0))
        writer.integer(postgresType.oid)
        guard count > 0 else { return }
        writer.integer(count)
        writer.integer(Int32(1))
        for element in elements { try writer.element(element) }
    }
}

extension PostgresDecodable {
    /// Reads no or one dimension and refuses more.
    public static func decodeArray(
        cell: borrowing PostgresCell
    ) throws(PostgresConversionError) -> [Self] {
        guard let buffer = cell.buffer else { throw PostgresConversionError() }
        var reader = ArrayReader(buffer: buffer)
        let dimensions = try reader.integer()
        _ = try reader.integer()
        let element = PostgresType(rawValue: UInt32(bitPattern: try reader.integer()))
        guard let element, postgresType.reads(element) else { throw PostgresConversionError() }
        if dimensions == 0 { return [] }
        guard dimensions == 1 else { throw PostgresConversionError() }
        let count = Int(try reader.integer())
        _ = try reader.integer()
        // Each element takes four bytes at least: a length that lies costs no memory.
        guard count >= 0, count <= buffer.count / 4 else { throw PostgresConversionError() }
        var elements: [Self] = []
        elements.reserveCapacity(count)
        for _ in 0..<count {
            let cell = PostgresCell(try reader.element())
            guard !cell.isNull || postgresAcceptsNull else { throw PostgresConversionError() }
            elements.append(try Self(cell: cell))
        }
        return elements
    }
}

/// Walks through the binary form of an array.
private struct ArrayReader {
    let buffer: UnsafeRawBufferPointer
    var offset = 0

    init(buffer: UnsafeRawBufferPointer) {
        self.buffer = buffer
    }

    mutating func integer() throws(PostgresConversionError) -> Int32 {
        guard offset + 4 <= buffer.count else { throw PostgresConversionError() }
        defer { offset += 4 }
        return Int32(bigEndian: buffer.loadUnaligned(fromByteOffset: offset, as: Int32.self))
    }

    mutating func element() throws(PostgresConversionError) -> UnsafeRawBufferPointer? {
        let length = Int(try integer())
        guard length >= 0 else { return nil }
        guard offset + length <= buffer.count else { throw PostgresConversionError() }
        defer { offset += length }
        return UnsafeRawBufferPointer(rebasing: buffer[offset..<offset + length])
    }
}
