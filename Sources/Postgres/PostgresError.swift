// SPDX-License-Identifier: Apache-2.0

/// Whatever can go wrong between us and PostgreSQL.
///
/// `description` is safe to log and to show: fixed words, the SQLSTATE and the
/// names of statement, constraint and column. What the server wrote (message,
/// DETAIL, HINT) may quote rows and stands in `debugDescription` alone.
public struct PostgresError: Error, Sendable {
    /// What happened.
    public enum Kind: Sendable, Equatable {
        /// No connection could be made.
        case connect
        /// The server refused the statement.
        case server(SQLState)
        /// The task was cancelled; the connection is discarded.
        case cancelled
        /// The call's deadline passed; the connection is discarded.
        case timedOut
        /// The pool had no connection to lend in time.
        case acquireTimedOut
        /// Another call is using this connection.
        case busy
        /// The connection is closed, lost or no longer usable.
        case closed
        /// COMMIT answered ROLLBACK: a statement had failed unnoticed.
        case commitRolledBack
        /// Exactly one row was expected and none came.
        case noRows
        /// At most one row was expected and more came.
        case tooManyRows
        /// The arguments do not fit the statement's declared parameters.
        case arguments
        /// A value could not be written in PostgreSQL's form.
        case encoding
        /// A row did not have the declared shape.
        case decoding(DecodingFailure)
        /// The answer was not of the sort the call expects, such as rows where
        /// COPY was expected.
        case unexpected
    }

    /// Where decoding failed; never the value.
    public struct DecodingFailure: Sendable, Equatable {
        /// What was wrong with the column.
        public enum Reason: String, Sendable {
            /// The result has no such column.
            case missing
            /// The result has a column that is not read or not declared.
            case unread
            /// NULL where the Swift type has no place for it.
            case null
            /// The PostgreSQL type is not the one the Swift type reads.
            case type
            /// The value is outside what the Swift type accepts.
            case refused
        }

        /// What was wrong.
        public let reason: Reason
        /// The column's name.
        public let column: String
        /// The Swift type that was to be read.
        public let swiftType: String
        /// The PostgreSQL type of the column, by name or as `oid N`.
        public let postgresType: String
    }

    /// What happened.
    public let kind: Kind
    /// The SQLSTATE, if the server answered with one.
    public let sqlState: SQLState?
    /// The constraint that was violated, if one was.
    public let constraint: String?
    /// The name of the ``Statement``, if the call ran one.
    public internal(set) var statementName: String?
    /// True only if nothing of the call can have reached the server.
    public let isSafeToRetry: Bool
    /// What server or libpq said. May quote data.
    let detail: String

    init(
        _ kind: Kind,
        sqlState: SQLState? = nil,
        constraint: String? = nil,
        statementName: String? = nil,
        isSafeToRetry: Bool = false,
        detail: String = ""
    ) {
        self.kind = kind
        if case .server(let state) = kind {
            self.sqlState = state
        } else {
            self.sqlState = sqlState
        }
        self.constraint = constraint
        self.statementName = statementName
        self.isSafeToRetry = isSafeToRetry
        self.detail = detail
    }

    func naming(_ statement: String?) -> PostgresError {
        var copy = self
        copy.statementName = statementName ?? statement
        return copy
    }

    /// Whether running the whole transaction again may succeed: 40001 or 40P01.
    public var isTransactionRetryable: Bool {
        sqlState == .serializationFailure || sqlState == .deadlockDetected
    }
}

extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible {
    /// Fixed words, the SQLSTATE and names; safe to show.
    public var description: String {
        var text = sentence
        if let sqlState { text += " (SQLSTATE \(sqlState))" }
        if let constraint { text += ", constraint \(constraint)" }
        if let statementName { text += ", statement \(statementName)" }
        return text
    }

    /// The description and what the server wrote, which may quote data: for a
    /// developer's terminal, never for a log.
    public var debugDescription: String {
        detail.isEmpty ? description : "\(description): \(detail)"
    }

    private var sentence: String {
        switch kind {
        case .connect: "could not connect to PostgreSQL"
        case .server: "PostgreSQL refused the statement"
        case .cancelled: "the query was cancelled with its task"
        case .timedOut: "the query did not finish before its deadline"
        case .acquireTimedOut: "no database connection became free in time"
        case .busy: "the connection is in use by another call"
        case .closed: "the connection is closed or lost"
        case .commitRolledBack: "COMMIT was answered with ROLLBACK"
        case .noRows: "one row was expected and none came"
        case .tooManyRows: "one row was expected and more came"
        case .arguments: "the arguments do not fit the statement's parameters"
        case .encoding: "a value has no form in PostgreSQL"
        case .decoding(let failure): failure.sentence
        case .unexpected: "PostgreSQL's answer was not of the expected sort"
        }
    }
}

extension PostgresError.DecodingFailure {
    fileprivate var sentence: String {
        switch reason {
        case .missing: "column \(column) is missing, read as \(swiftType)"
        case .unread: "column \(column) of type \(postgresType) is neither declared nor read"
        case .null: "column \(column) of type \(postgresType) is NULL, read as \(swiftType)"
        case .type: "column \(column) has type \(postgresType), read as \(swiftType)"
        case .refused:
            "column \(column) of type \(postgresType) holds a value \(swiftType) refuses"
        }
    }
}
