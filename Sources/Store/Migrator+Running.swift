// SPDX-License-Identifier: Apache-2.0

import Crypto
import Domain
import Postgres
import Schema

extension Migrator {
    /// Runs one migration and enters it in the journal.
    func run(_ migration: Migration, on connection: Connection) async throws {
        guard migration.isTransactional else {
            return try await runStatements(of: migration, on: connection)
        }
        try await connection.transaction { connection in
            try await runStatements(of: migration, on: connection)
        }
    }

    private func runStatements(of migration: Migration, on connection: Connection) async throws {
        let start = ContinuousClock.now
        for statement in migration.statements {
            do {
                try await connection.executeScript(statement.text)
            } catch {
                let line = statement.line + Self.lineOffset(in: error)
                throw MigrationError.failed(name: migration.name, line: line, cause: error)
            }
        }
        // The migration may have become the owner, who need not write the journal.
        try await connection.executeScript("RESET ROLE")
        try await connection.execute(
            Self.enter, migration.version, migration.name, migration.sha256,
            (ContinuousClock.now - start).wholeMilliseconds)
    }

    /// How many lines below the statement's first the server saw the fault: it says
    /// `LINE 3:` of the text it was sent, or nothing.
    private static func lineOffset(in error: PostgresError) -> Int {
        for line in error.debugDescription.split(separator: "\n") where line.hasPrefix("LINE ") {
            let digits = line.dropFirst(5).prefix { $0.isNumber }
            if let number = Int(digits) { return max(0, number - 1) }
        }
        return 0
    }
}

// MARK: - The journal and the lock

extension Migrator {
    /// What the journal knows of one migration.
    struct JournalRow: RowDecodable {
        let version: Int
        let name: String
        let sha256: [UInt8]
        let appliedAt: Instant

        init(row: borrowing Row) throws(PostgresError) {
            version = try row.decode("version")
            name = try row.decode("name")
            sha256 = try row.decode("sha256")
            let timestamp: PostgresTimestamp = try row.decode("applied_at")
            appliedAt = Instant(microsecondsSinceEpoch: timestamp.microsecondsSince1970)
        }
    }

    private static let findJournal = Statement<Bool>(
        "migration.findJournal",
        "SELECT to_regclass('probity.schema_migration') IS NOT NULL AS found",
        columns: ["found": .bool])

    private static let readJournal = Statement<JournalRow>(
        "migration.readJournal",
        "SELECT version, name, sha256, applied_at FROM probity.schema_migration ORDER BY version",
        columns: ["version": .int8, "name": .text, "sha256": .bytea, "applied_at": .timestamptz])

    private static let enter = Statement<NoRow>(
        "migration.enter",
        """
        INSERT INTO probity.schema_migration
            (version, name, sha256, applied_at, applied_by, duration_ms)
        VALUES ($1, $2, $3, clock_timestamp(), session_user, $4)
        """,
        parameters: [.int8, .text, .bytea, .int8])

    private static let takeLock = Statement<Bool>(
        "migration.lock", "SELECT pg_try_advisory_lock($1) AS taken",
        parameters: [.int8], columns: ["taken": .bool])

    private static let giveLock = Statement<Bool>(
        "migration.unlock", "SELECT pg_advisory_unlock($1) AS given",
        parameters: [.int8], columns: ["given": .bool])

    /// The statements, for the catalogue's lint.
    static let statements = [
        findJournal.shape, readJournal.shape, enter.shape, takeLock.shape, giveLock.shape,
    ]

    static func hasJournal(on connection: Connection) async throws -> Bool {
        try await connection.fetchOne(findJournal)
    }

    static func journal(on connection: Connection) async throws -> [JournalRow] {
        guard try await hasJournal(on: connection) else { return [] }
        return try await connection.fetchAll(readJournal)
    }

    static func tryLock(_ connection: Connection) async throws -> Bool {
        try await connection.fetchOne(takeLock, lockKey)
    }

    static func unlock(_ connection: Connection) async throws {
        _ = try await connection.fetchOne(giveLock, lockKey)
    }
}

extension Migration {
    /// SHA-256 of the text, 32 bytes.
    var sha256: [UInt8] { Array(SHA256.hash(data: Array(sql.utf8))) }
}

extension Duration {
    fileprivate var wholeMilliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}
