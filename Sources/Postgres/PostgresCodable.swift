// SPDX-License-Identifier: Apache-2.0

/// A Swift type that corresponds to one PostgreSQL type.
public protocol PostgresValue: Sendable {
    /// The PostgreSQL type of one value.
    static var postgresType: PostgresType { get }
    /// The PostgreSQL type of a Swift array of these values.
    static var postgresArrayType: PostgresType { get }
    /// Whether NULL is one of the values. False unless the type says otherwise.
    static var postgresAcceptsNull: Bool { get }
}

extension PostgresValue {
    /// The array type that belongs to ``postgresType``. Arrays do not nest.
    public static var postgresArrayType: PostgresType {
        guard let type = postgresType.arrayType else {
            preconditionFailure("an array of \(Self.self) has no PostgreSQL type here")
        }
        return type
    }

    /// False.
    public static var postgresAcceptsNull: Bool { false }
}

/// A value that can be bound to a parameter, in PostgreSQL's binary form.
///
/// Conform your own types through ``PostgresRepresentable``.
public protocol PostgresEncodable: PostgresValue {
    /// Whether this value is NULL; then ``encode(into:)`` is not called.
    var isPostgresNull: Bool { get }

    /// Appends the binary form.
    ///
    /// - Throws: ``PostgresConversionError`` when PostgreSQL has no such value.
    func encode(into writer: inout PostgresWriter) throws(PostgresConversionError)

    /// Appends the binary form of a whole array. Only bytes need another than
    /// the usual one.
    static func encodeArray(
        _ elements: [Self], into writer: inout PostgresWriter
    ) throws(PostgresConversionError)
}

extension PostgresEncodable {
    /// False.
    public var isPostgresNull: Bool { false }
}

/// A value that can be read from a column, in PostgreSQL's binary form.
///
/// Conform your own types through ``PostgresRepresentable``.
public protocol PostgresDecodable: PostgresValue {
    /// Reads the value. `cell` is NULL only if ``PostgresValue/postgresAcceptsNull``.
    ///
    /// - Throws: ``PostgresConversionError`` when the value is not one of ours.
    init(cell: borrowing PostgresCell) throws(PostgresConversionError)

    /// Reads a whole array. Only bytes need another form than the usual one.
    static func decodeArray(
        cell: borrowing PostgresCell
    ) throws(PostgresConversionError) -> [Self]
}

/// Both directions.
public typealias PostgresCodable = PostgresEncodable & PostgresDecodable

/// A value refused by the Swift or the PostgreSQL type. Carries nothing, so that
/// no value can leak; the caller knows column and types.
public struct PostgresConversionError: Error, Sendable {
    /// The only one there is.
    public init() {}
}

/// A type of yours, carried by one that has a PostgreSQL form.
///
/// ```swift
/// extension PartyID: PostgresRepresentable {
///     public var postgresRepresentation: Int64 { rawValue }
///     public init?(postgresRepresentation value: Int64) { self.init(rawValue: value) }
/// }
/// ```
public protocol PostgresRepresentable: PostgresEncodable, PostgresDecodable {
    /// The carrier.
    associatedtype PostgresRepresentation: PostgresEncodable, PostgresDecodable

    /// This value as its carrier.
    var postgresRepresentation: PostgresRepresentation { get }

    /// The value of a carrier, or `nil` if it is not one of ours: a decoding error.
    init?(postgresRepresentation: PostgresRepresentation)
}

extension PostgresRepresentable {
    /// The carrier's type.
    public static var postgresType: PostgresType { PostgresRepresentation.postgresType }

    /// Writes the carrier.
    public func encode(into writer: inout PostgresWriter) throws(PostgresConversionError) {
        try postgresRepresentation.encode(into: &writer)
    }

    /// Reads the carrier, then asks the type.
    public init(cell: borrowing PostgresCell) throws(PostgresConversionError) {
        let carrier = try PostgresRepresentation(cell: cell)
        guard let value = Self(postgresRepresentation: carrier) else {
            throw PostgresConversionError()
        }
        self = value
    }
}
