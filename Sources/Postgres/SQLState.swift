// SPDX-License-Identifier: Apache-2.0

/// The five-character code PostgreSQL gives every error, matched exactly or by
/// its class (the first two characters).
///
/// ```swift
/// do { try await connection.execute(insert, id) }
/// catch SQLState.uniqueViolation { … }
/// catch SQLState.Class.integrityConstraintViolation { … }
/// ```
///
/// - Source: <https://www.postgresql.org/docs/15/errcodes-appendix.html>
public struct SQLState: Sendable, Hashable, CustomStringConvertible {
    /// The five characters, for example `23505`.
    public let code: String

    /// Takes the code as the server sent it.
    public init(_ code: String) {
        self.code = code
    }

    /// The family this code belongs to.
    public var stateClass: Class { Class(String(code.prefix(2))) }

    /// The five characters.
    public var description: String { code }

    /// `23502`: a NULL in a NOT NULL column.
    public static let notNullViolation = SQLState("23502")
    /// `23503`: a foreign key without its row, or a row still referred to.
    public static let foreignKeyViolation = SQLState("23503")
    /// `23505`: a duplicate.
    public static let uniqueViolation = SQLState("23505")
    /// `23514`: a CHECK that failed.
    public static let checkViolation = SQLState("23514")
    /// `23P01`: an EXCLUDE constraint that failed.
    public static let exclusionViolation = SQLState("23P01")
    /// `25P02`: a statement after the first failure of a transaction.
    public static let inFailedTransaction = SQLState("25P02")
    /// `26000`: the prepared statement is not there.
    public static let invalidStatementName = SQLState("26000")
    /// `40001`: serialization failure; the transaction may be run again.
    public static let serializationFailure = SQLState("40001")
    /// `40P01`: deadlock; the transaction may be run again.
    public static let deadlockDetected = SQLState("40P01")
    /// `42501`: the role may not.
    public static let insufficientPrivilege = SQLState("42501")
    /// `42P01`: no such table.
    public static let undefinedTable = SQLState("42P01")
    /// `55P03`: a lock was not to be had in time.
    public static let lockNotAvailable = SQLState("55P03")
    /// `57014`: the query was cancelled.
    public static let queryCanceled = SQLState("57014")
    /// `57P01`: an administrator ended the session or stops the server.
    public static let adminShutdown = SQLState("57P01")
    /// `57P03`: the server starts up or shuts down.
    public static let cannotConnectNow = SQLState("57P03")
    /// `0A000`: not supported; also a cached plan whose result type changed.
    static let featureNotSupported = SQLState("0A000")
}

extension SQLState {
    /// A family of codes: the first two characters of an SQLSTATE.
    public struct Class: Sendable, Hashable {
        /// The two characters, for example `23`.
        public let prefix: String

        /// Takes the two characters.
        public init(_ prefix: String) {
            self.prefix = prefix
        }

        /// `08`: connection exception.
        public static let connectionException = Class("08")
        /// `22`: data exception, such as a value out of range.
        public static let dataException = Class("22")
        /// `23`: integrity constraint violation.
        public static let integrityConstraintViolation = Class("23")
        /// `25`: invalid transaction state.
        public static let invalidTransactionState = Class("25")
        /// `28`: invalid authorization.
        public static let invalidAuthorization = Class("28")
        /// `40`: transaction rollback.
        public static let transactionRollback = Class("40")
        /// `42`: syntax error or access rule violation.
        public static let syntaxErrorOrAccessRuleViolation = Class("42")
        /// `53`: insufficient resources.
        public static let insufficientResources = Class("53")
        /// `55`: object not in prerequisite state.
        public static let objectNotInPrerequisiteState = Class("55")
        /// `57`: operator intervention.
        public static let operatorIntervention = Class("57")
    }

    /// Matches a code of this class.
    public static func ~= (pattern: Class, value: SQLState) -> Bool {
        value.code.hasPrefix(pattern.prefix)
    }

    /// Matches any error that is a ``PostgresError`` with exactly this code.
    public static func ~= (pattern: SQLState, error: any Error) -> Bool {
        (error as? PostgresError)?.sqlState == pattern
    }
}

extension SQLState.Class {
    /// Matches any error that is a ``PostgresError`` with a code of this class.
    public static func ~= (pattern: SQLState.Class, error: any Error) -> Bool {
        guard let state = (error as? PostgresError)?.sqlState else { return false }
        return pattern ~= state
    }

    private static func ~= (pattern: SQLState.Class, state: SQLState) -> Bool {
        state.code.hasPrefix(pattern.prefix)
    }
}
