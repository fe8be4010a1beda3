// SPDX-License-Identifier: Apache-2.0

import CLibPQ

/// One row of a result, lent to ``RowDecodable/init(row:)``.
///
/// It cannot be copied, so it cannot outlive the result.
public struct Row: ~Copyable {
    let result: OpaquePointer
    let index: Int32
    let layout: ColumnLayout

    /// Reads a column by name. The Swift type follows from where the value goes.
    ///
    /// The name is a literal; where it stands is looked up once for each prepared
    /// statement and then remembered.
    ///
    /// - Throws: ``PostgresError`` of kind `decoding` when the column is missing,
    ///   has another type, is NULL where the Swift type has no place for it, or
    ///   holds a value the Swift type refuses.
    public func decode<Value: PostgresDecodable>(
        _ column: StaticString, as type: Value.Type = Value.self
    ) throws(PostgresError) -> Value {
        let position = try layout.position(of: column, as: type)
        return try decode(at: position, as: type)
    }

    /// An error saying that the row's type refuses what stands in `column`.
    public func refusal(_ column: String, as type: (some Any).Type) -> PostgresError {
        let found = layout.columns.first { $0.name == column }
        return layout.failure(.refused, column, type, found)
    }

    func decode<Value: PostgresDecodable>(
        at position: Int32, as type: Value.Type
    ) throws(PostgresError) -> Value {
        let cell = cell(at: position)
        guard !cell.isNull || Value.postgresAcceptsNull else {
            throw failure(.null, at: position, type)
        }
        do {
            return try Value(cell: cell)
        } catch {
            throw failure(.refused, at: position, type)
        }
    }

    private func cell(at position: Int32) -> PostgresCell {
        guard PQgetisnull(result, index, position) == 0 else { return PostgresCell(nil) }
        let start = PQgetvalue(result, index, position)
        let count = Int(PQgetlength(result, index, position))
        return PostgresCell(UnsafeRawBufferPointer(start: start, count: count))
    }

    private func failure(
        _ reason: PostgresError.DecodingFailure.Reason, at position: Int32, _ type: any Any.Type
    ) -> PostgresError {
        let column = layout.columns[Int(position)]
        return layout.failure(reason, column.name, type, column)
    }
}

/// A type read from a row, column by column, by name.
///
/// ```swift
/// struct PartyRow: RowDecodable {
///     let id: Int64
///     let leftOn: PostgresDate?
///     init(row: borrowing Row) throws(PostgresError) {
///         id = try row.decode("party_id")
///         leftOn = try row.decode("left_on")
///     }
/// }
/// ```
///
/// Read every column in every row: a column left unread is an error too.
public protocol RowDecodable: Sendable {
    /// Reads one row.
    init(row: borrowing Row) throws(PostgresError)
}

extension RowDecodable where Self: PostgresDecodable {
    /// Reads the only column, whatever its name.
    public init(row: borrowing Row) throws(PostgresError) {
        let position = try row.layout.onlyColumn(as: Self.self)
        self = try row.decode(at: position, as: Self.self)
    }
}

extension Bool: RowDecodable {}
extension Int16: RowDecodable {}
extension Int32: RowDecodable {}
extension Int64: RowDecodable {}
extension Int: RowDecodable {}
extension String: RowDecodable {}
extension PostgresUUID: RowDecodable {}
extension PostgresDate: RowDecodable {}
extension PostgresTimestamp: RowDecodable {}
extension PostgresJSON: RowDecodable {}
extension Array: RowDecodable where Element: PostgresDecodable {}
extension Optional: RowDecodable where Wrapped: PostgresDecodable {}

/// The row of a statement that answers none, such as an UPDATE.
public struct NoRow: RowDecodable {
    /// Refuses: no row should have come.
    public init(row: borrowing Row) throws(PostgresError) {
        throw PostgresError(.unexpected, detail: "a row where none was declared")
    }
}
