// SPDX-License-Identifier: Apache-2.0

public import Postgres
public import Schema

/// Brings the schema of a database up to date, forward only.
///
/// ```swift
/// let connection = try await Connection.connect(ConnectionConfiguration(url))
/// try await Migrator().migrate(on: connection)
/// ```
///
/// The connection is that of a user who may make roles and schemas, or who belongs
/// to `probity_owner`, and has taken no role. However many migrators run at once,
/// each migration runs once: one advisory lock stands around it all.
public struct Migrator: Sendable {
    /// The key of the advisory lock: "probity" in ASCII.
    static let lockKey: Int64 = 0x70_72_6F_62_69_74_79

    let migrations: [Migration]
    let patience: Duration

    /// Takes the migrations to apply, and how long to wait for another migrator.
    public init(migrations: [Migration] = Migrations.all, patience: Duration = .seconds(300)) {
        self.migrations = migrations.sorted { ($0.version, $0.name) < ($1.version, $1.name) }
        self.patience = patience
    }

    /// How each migration stands, in order. Changes nothing, and works on an empty
    /// database.
    ///
    /// - Throws: ``MigrationError`` on doubles and gaps in the list; `PostgresError`.
    public func status(on connection: Connection) async throws -> [MigrationStatus] {
        try checkList()
        return compare(with: try await Self.journal(on: connection))
    }

    /// What ``migrate(on:)`` would run now. Changes nothing.
    ///
    /// - Throws: as ``migrate(on:)``, save for what only running would show.
    public func dryRun(on connection: Connection) async throws -> [Migration] {
        try pending(in: try await status(on: connection))
    }

    /// Sees that the schema is the one this build was made for, and changes nothing:
    /// what a daemon asks before it serves.
    ///
    /// - Throws: ``MigrationError/pending(count:first:)`` besides those of ``dryRun(on:)``.
    public func checkCurrent(on connection: Connection) async throws {
        let pending = try await dryRun(on: connection)
        if let first = pending.first {
            throw MigrationError.pending(count: pending.count, first: first.name)
        }
    }

    /// Runs every pending migration in order, each in its own transaction, and answers
    /// those it ran.
    ///
    /// - Throws: ``MigrationError``; what ran before the one that failed stays.
    @discardableResult
    public func migrate(on connection: Connection) async throws -> [Migration] {
        try checkList()
        try await lock(connection)
        do {
            let pending = try await runPending(on: connection)
            try await Self.unlock(connection)
            return pending
        } catch {
            // A connection that cannot give the lock back must not live on with it.
            if (try? await Self.unlock(connection)) == nil { await connection.close() }
            throw error
        }
    }

    private func runPending(on connection: Connection) async throws -> [Migration] {
        if try await !Self.hasJournal(on: connection) {
            try await connection.executeScript(MigrationJournal.sql)
        }
        let pending = try pending(in: compare(with: try await Self.journal(on: connection)))
        for migration in pending {
            try await run(migration, on: connection)
        }
        return pending
    }

    /// Doubles, gaps, and files that would end the migrator's transaction.
    private func checkList() throws(MigrationError) {
        for (index, migration) in migrations.enumerated() {
            let expected = index + 1
            if migration.version < expected {
                let names = migrations.filter { $0.version == migration.version }.map(\.name)
                throw .duplicate(version: migration.version, names: names)
            }
            guard migration.version == expected else { throw .missing(version: expected) }
            let commands: Set<String> = [
                "ABORT", "BEGIN", "COMMIT", "END", "ROLLBACK", "START",
            ]
            if let statement = migration.statements.first(where: {
                commands.contains($0.command)
            }) {
                throw .transactionCommand(name: migration.name, line: statement.line)
            }
        }
    }

    private func compare(with journal: [JournalRow]) -> [MigrationStatus] {
        let rows = Dictionary(uniqueKeysWithValues: journal.map { ($0.version, $0) })
        let known = migrations.map { migration in
            let state: MigrationStatus.State =
                if let row = rows[migration.version] {
                    row.sha256 == migration.sha256
                        ? .applied(at: row.appliedAt) : .changed(at: row.appliedAt)
                } else {
                    .pending
                }
            return MigrationStatus(
                version: migration.version, name: migration.name, state: state)
        }
        let unknown = journal.filter { $0.version > migrations.count }.map { row in
            MigrationStatus(
                version: row.version, name: row.name, state: .unknown(at: row.appliedAt))
        }
        return known + unknown
    }

    /// The migrations to run, if the database's past is the beginning of our list.
    private func pending(in statuses: [MigrationStatus]) throws(MigrationError) -> [Migration] {
        var firstPending: MigrationStatus?
        for status in statuses {
            switch status.state {
            case .changed: throw .checksumChanged(name: status.name)
            case .unknown: throw .databaseNewer(name: status.name)
            case .pending: firstPending = firstPending ?? status
            case .applied:
                if let firstPending {
                    throw .skipped(name: firstPending.name, later: status.name)
                }
            }
        }
        guard let firstPending else { return [] }
        return migrations.filter { $0.version >= firstPending.version }
    }

    /// Takes the lock by asking again and again: a statement that waits for it would
    /// hold a snapshot, for which another migrator's CREATE INDEX CONCURRENTLY waits.
    private func lock(_ connection: Connection) async throws {
        let start = ContinuousClock.now
        while try await !Self.tryLock(connection) {
            guard ContinuousClock.now - start < patience else { throw MigrationError.locked }
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}
