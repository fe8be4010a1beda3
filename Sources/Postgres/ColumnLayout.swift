// SPDX-License-Identifier: Apache-2.0

import CLibPQ

/// The columns of one result and where a row type found them.
///
/// A decoder reads its columns in the same order for each row. The layout remembers
/// that order, so that from the second row on a name is found by comparing the
/// address of its literal. For a prepared statement the memory outlives the result.
final class ColumnLayout {
    struct Column: Equatable {
        let name: String
        let oid: UInt32

        var type: PostgresType? { PostgresType(rawValue: oid) }
        var typeName: String { type.map { "\($0)" } ?? "oid \(oid)" }
    }

    private struct Access {
        let name: UnsafePointer<UInt8>
        let type: PostgresType
        let position: Int32
    }

    let columns: [Column]
    private var accesses: [Access] = []
    private var cursor = 0
    private var isComplete = false

    init(result: OpaquePointer) {
        columns = (0..<PQnfields(result)).map { position in
            Column(
                name: PQfname(result, position).map { String(cString: $0) } ?? "",
                oid: PQftype(result, position)
            )
        }
    }

    /// Compares with what the statement declares.
    func check(declared: [StatementColumn]) throws(PostgresError) {
        for (declared, found) in zip(declared, columns) {
            guard declared.name == found.name else {
                throw failure(.missing, declared.name, PostgresType.self, nil)
            }
            guard let type = found.type, declared.type.reads(type) else {
                throw failure(.type, declared.name, PostgresType.self, found)
            }
        }
        if let absent = declared.dropFirst(columns.count).first {
            throw failure(.missing, absent.name, PostgresType.self, nil)
        }
        if let extra = columns.dropFirst(declared.count).first {
            throw failure(.unread, extra.name, PostgresType.self, extra)
        }
    }

    /// Starts a row.
    func beginRow() {
        cursor = 0
    }

    /// After the first row: has each column been read?
    func endRow() throws(PostgresError) {
        guard !isComplete else { return }
        let read = Set(accesses.map(\.position))
        for (position, column) in columns.enumerated() where !read.contains(Int32(position)) {
            throw failure(.unread, column.name, Never.self, column)
        }
        isComplete = true
    }

    func position<Value: PostgresDecodable>(
        of name: StaticString, as type: Value.Type
    ) throws(PostgresError) -> Int32 {
        let start = name.hasPointerRepresentation ? name.utf8Start : nil
        if let start, cursor < accesses.count {
            let access = accesses[cursor]
            if access.name == start, access.type == Value.postgresType {
                cursor += 1
                return access.position
            }
        }
        let position = try find("\(name)", as: type)
        if let start, cursor == accesses.count {
            accesses.append(Access(name: start, type: Value.postgresType, position: position))
            cursor += 1
        }
        return position
    }

    /// The position of the only column, for rows of one value.
    func onlyColumn<Value: PostgresDecodable>(
        as type: Value.Type
    ) throws(PostgresError) -> Int32 {
        if isComplete { return 0 }
        guard let column = columns.first else { throw failure(.missing, "1", type, nil) }
        if columns.count > 1 { throw failure(.unread, columns[1].name, type, columns[1]) }
        _ = try find(column.name, as: type)
        isComplete = true
        return 0
    }

    private func find<Value: PostgresDecodable>(
        _ name: String, as type: Value.Type
    ) throws(PostgresError) -> Int32 {
        guard let position = columns.firstIndex(where: { $0.name == name }) else {
            throw failure(.missing, name, type, nil)
        }
        let column = columns[position]
        guard let found = column.type, Value.postgresType.reads(found) else {
            throw failure(.type, name, type, column)
        }
        return Int32(position)
    }

    func failure(
        _ reason: PostgresError.DecodingFailure.Reason,
        _ column: String,
        _ type: any Any.Type,
        _ found: Column?
    ) -> PostgresError {
        PostgresError(
            .decoding(
                PostgresError.DecodingFailure(
                    reason: reason, column: column, swiftType: "\(type)",
                    postgresType: found?.typeName ?? "none"
                )))
    }
}
