// SPDX-License-Identifier: Apache-2.0

public import Postgres

/// Why a database could not be brought, or is not, up to date.
public enum MigrationError: Error, Sendable {
    /// Two migrations bear one number.
    case duplicate(version: Int, names: [String])
    /// No migration bears a number below the highest.
    case missing(version: Int)
    /// A file ends, or begins, a transaction that is the migrator's.
    case transactionCommand(name: String, line: Int)
    /// A migration that ran was changed afterwards.
    case checksumChanged(name: String)
    /// A migration did not run although a later one did.
    case skipped(name: String, later: String)
    /// The database has a migration this build does not know.
    case databaseNewer(name: String)
    /// So many migrations have not run, the first of them by name.
    case pending(count: Int, first: String)
    /// Another migrator held the lock all the while.
    case locked
    /// A statement was refused. `line` is where the server saw the fault, or else
    /// where the statement begins.
    case failed(name: String, line: Int, cause: PostgresError)
}

extension MigrationError: CustomStringConvertible, CustomDebugStringConvertible {
    /// What is wrong and what to do; safe to show: file, line and SQLSTATE, no SQL.
    public var description: String {
        switch self {
        case .duplicate(let version, let names):
            "migration \(version) exists twice, as \(names.joined(separator: " and ")); "
                + "give one the next free number"
        case .missing(let version):
            "migration \(version) is missing; numbers have no gap, so restore the file"
        case .transactionCommand(let name, let line):
            "sql/\(name):\(line) begins or ends a transaction; the migrator does that, so remove it"
        case .checksumChanged(let name):
            "sql/\(name) was changed after it ran here; restore it and write a new migration"
        case .skipped(let name, let later):
            "sql/\(name) has not run here although \(later) has; restore the database's journal"
        case .databaseNewer(let name):
            "the database has \(name), which this build does not know; use a newer build"
        case .pending(let count, let first):
            "\(count) migrations have not run, the first is \(first); run `probity migrate`"
        case .locked:
            "another migrator is at work on this database; wait for it and try again"
        case .failed(let name, let line, let cause):
            "sql/\(name):\(line): \(cause)"
        }
    }

    /// The description with the server's own words, which may quote the file.
    public var debugDescription: String {
        guard case .failed(let name, let line, let cause) = self else { return description }
        return "sql/\(name):\(line): \(cause.debugDescription)"
    }
}
