// SPDX-License-Identifier: Apache-2.0

/// A statement known when the program is written: named, declared and prepared on
/// first use on each connection. Keep it in a `static let`.
///
/// ```swift
/// static let find = Statement<PartyRow>(
///     "party.find", "SELECT party_id, name FROM party WHERE party_id = ANY($1)",
///     parameters: [.int8Array], columns: ["party_id": .int8, "name": .text]
/// )
/// ```
///
/// - Source: <https://www.postgresql.org/docs/15/libpq-exec.html#LIBPQ-PQPREPARE>
public struct Statement<Row: RowDecodable>: Sendable {
    /// Name, text and declared types, without the Swift type of the row.
    public let shape: StatementShape

    /// Declares a statement.
    ///
    /// `name` appears in traces and errors. `columns` are the result's names and
    /// types in order; none for a statement that answers no rows.
    public init(
        _ name: String,
        _ text: String,
        parameters: [PostgresType] = [],
        columns: KeyValuePairs<String, PostgresType> = [:]
    ) {
        shape = StatementShape(
            name: name, text: text, parameters: parameters,
            columns: columns.map { StatementColumn(name: $0.key, type: $0.value) }
        )
    }
}

/// What a ``Statement`` declares. Its identity is the key of each connection's
/// cache of prepared statements.
public final class StatementShape: Sendable {
    /// The name used in traces and errors.
    public let name: String
    /// The SQL.
    public let text: String
    /// Types of `$1`, `$2` …
    public let parameters: [PostgresType]
    /// Names and types of the result's columns, in order.
    public let columns: [StatementColumn]

    init(name: String, text: String, parameters: [PostgresType], columns: [StatementColumn]) {
        self.name = name
        self.text = text
        self.parameters = parameters
        self.columns = columns
    }
}

/// A column of a statement's result.
public struct StatementColumn: Sendable, Hashable {
    /// The column's name.
    public let name: String
    /// The column's type.
    public let type: PostgresType
}

/// What the server says it did.
///
/// - Source: <https://www.postgresql.org/docs/15/libpq-exec.html#LIBPQ-PQCMDSTATUS>
public struct CommandTag: Sendable, Equatable {
    /// The whole tag, for example `INSERT 0 3`.
    public let text: String

    init(_ text: String) {
        self.text = text
    }

    /// The command, for example `INSERT`.
    public var command: String {
        String(text.prefix { !$0.isNumber }).trimmingSpaces
    }

    /// Rows affected or returned; 0 for commands that have none.
    public var rows: Int {
        text.lastIndex(of: " ").flatMap { Int(text[text.index(after: $0)...]) } ?? 0
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        String(reversed().drop { $0 == " " }.reversed())
    }
}
