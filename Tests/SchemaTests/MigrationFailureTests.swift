// SPDX-License-Identifier: Apache-2.0

import Postgres
import Schema
import Store
import TestSupport
import Testing

@Suite("Migrations that fail", .timeLimit(.minutes(10)))
struct MigrationFailureTests {
    @Test("a syntax error names file and line, and leaves no trace")
    func syntax() async throws {
        let migration = Migration(
            name: "0002_create_faulty.sql",
            sql: """
                -- why
                CREATE TABLE probity.kept (a integer);
                CREATE TABLE probity.faulty (
                    a integer,
                    b integr
                );
                """)
        let error = try await failure(of: try #require(migration))
        #expect(
            error.description == """
                sql/0002_create_faulty.sql:5: PostgreSQL refused the statement (SQLSTATE 42704)
                """)
        #expect(!error.description.contains("integr"))
        #expect(error.debugDescription.contains(#"type "integr" does not exist"#))
    }

    @Test("a fault that shows only when it runs names the line of its statement")
    func atRun() async throws {
        let migration = Migration(
            name: "0002_fill_one.sql",
            sql: """
                CREATE TABLE probity.kept (a integer);

                INSERT INTO probity.one
                SELECT n / 0 FROM generate_series(1, 3) AS n;
                """)
        let error = try await failure(of: try #require(migration))
        #expect(
            error.description
                == "sql/0002_fill_one.sql:3: PostgreSQL refused the statement (SQLSTATE 22012)")
    }

    /// The error of a second migration that fails; checks that nothing of it stays.
    private func failure(of migration: Migration) async throws -> MigrationError {
        try await withTestDatabase { url in
            try await withConnection(url) { connection in
                let migrator = Migrator(migrations: [.one, migration])
                let error = await #expect(throws: MigrationError.self) {
                    try await migrator.migrate(on: connection)
                }
                #expect(try await journal(of: connection) == ["0001_create_one.sql"])
                let isKept: Bool = try await connection.fetchOne(
                    "SELECT to_regclass('probity.kept') IS NOT NULL AS kept")
                #expect(!isKept)
                #expect(try await migrator.dryRun(on: connection) == [migration])
                // The lock is free again.
                #expect(try await Migrator(migrations: [.one]).migrate(on: connection) == [])
                return try #require(error)
            }
        }
    }

    @Test("a file that commits for itself is refused before anything runs")
    func commits() async throws {
        let migration = Migration(
            name: "0001_create_one.sql", sql: "CREATE TABLE a (b integer);\n\ncommit;")
        try await withTestDatabase { url in
            try await withConnection(url) { connection in
                let migrator = Migrator(migrations: [try #require(migration)])
                await expectError(
                    "sql/0001_create_one.sql:3 begins or ends a transaction; the migrator does "
                        + "that, so remove it"
                ) { try await migrator.migrate(on: connection) }
                let entries = try await journal(of: connection)
                #expect(entries == nil)
            }
        }
    }

    @Test("what PostgreSQL refuses in a transaction runs without one")
    func withoutTransaction() async throws {
        let sql = """
            SELECT 1;
            CREATE INDEX CONCURRENTLY IF NOT EXISTS one_a_idx ON probity.one (a);
            """
        let inside = try #require(Migration(name: "0002_index_one.sql", sql: sql))
        let outside = try #require(
            Migration(name: "0002_index_one.sql", sql: "-- migrate: no-transaction\n" + sql))
        try await withTestDatabase { url in
            try await withConnection(url) { connection in
                await expectError(
                    "sql/0002_index_one.sql:2: PostgreSQL refused the statement (SQLSTATE 25001)"
                ) { try await Migrator(migrations: [.one, inside]).migrate(on: connection) }
                let ran = try await Migrator(migrations: [.one, outside]).migrate(on: connection)
                #expect(ran == [outside])
                let found: Bool = try await connection.fetchOne(
                    "SELECT to_regclass('probity.one_a_idx') IS NOT NULL AS found")
                #expect(found)
            }
        }
    }
}
