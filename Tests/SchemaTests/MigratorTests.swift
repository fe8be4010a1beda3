// SPDX-License-Identifier: Apache-2.0

import Postgres
import Schema
import Store
import TestSupport
import Testing

@Suite("Migrator on a real database", .timeLimit(.minutes(10)))
struct MigratorTests {
    @Test("an empty database gets every migration, once, in order")
    func fromEmpty() async throws {
        try await withTestDatabase { url in
            try await withConnection(url) { connection in
                let ran = try await Migrator().migrate(on: connection)
                #expect(ran == Migrations.all)
                let size: Int64 = try await connection.fetchOne(
                    "SELECT size FROM probity.ledger_head")
                #expect(size == 0)
                #expect(try await journal(of: connection) == Migrations.all.map(\.name))

                #expect(try await Migrator().migrate(on: connection) == [])
                #expect(try await journal(of: connection) == Migrations.all.map(\.name))
                try await Migrator().checkCurrent(on: connection)
            }
        }
    }

    @Test("status and dry run tell what would happen and change nothing")
    func dryRun() async throws {
        try await withTestDatabase { url in
            try await withConnection(url) { connection in
                let migrator = Migrator()
                let status = try await migrator.status(on: connection)
                #expect(status.map(\.name) == Migrations.all.map(\.name))
                #expect(status.allSatisfy { $0.state == .pending })
                #expect(try await migrator.dryRun(on: connection) == Migrations.all)
                let found: Bool = try await connection.fetchOne(
                    "SELECT to_regnamespace('probity') IS NOT NULL AS found")
                #expect(!found)
                await expectError(
                    "\(Migrations.all.count) migrations have not run, the first is "
                        + "0001_create_roles.sql; run `probity migrate`"
                ) { try await migrator.checkCurrent(on: connection) }
            }
        }
    }

    @Test("a migration that was changed after it ran stops everything")
    func checksum() async throws {
        try await withTestDatabase { url in
            try await withConnection(url) { connection in
                try await Migrator(migrations: [.one]).migrate(on: connection)
                let edited = Migrator(migrations: [.one.adding(" "), .two])
                let message = """
                    sql/0001_create_one.sql was changed after it ran here; restore it and write \
                    a new migration
                    """
                await expectError(message) { try await edited.migrate(on: connection) }
                await expectError(message) { try await edited.checkCurrent(on: connection) }
                let status = try await edited.status(on: connection)
                guard case .changed = status[0].state else {
                    Issue.record("not changed: \(status[0].state)")
                    return
                }
                #expect(status[1].state == .pending)
                #expect(try await journal(of: connection) == ["0001_create_one.sql"])
            }
        }
    }

    @Test("a missing number and a double are refused before anything runs")
    func list() async throws {
        try await withTestDatabase { url in
            try await withConnection(url) { connection in
                await expectError(
                    "migration 2 is missing; numbers have no gap, so restore the file"
                ) { try await Migrator(migrations: [.one, .three]).migrate(on: connection) }
                await expectError(
                    "migration 1 exists twice, as 0001_create_again.sql and "
                        + "0001_create_one.sql; give one the next free number"
                ) { try await Migrator(migrations: [.one, .again]).migrate(on: connection) }
                let entries = try await journal(of: connection)
                #expect(entries == nil)
            }
        }
    }

    @Test("a database that is newer than the build, or has a hole in its past, is refused")
    func newer() async throws {
        try await withTestDatabase { url in
            try await withConnection(url) { connection in
                try await Migrator(migrations: [.one, .two, .three]).migrate(on: connection)
                await expectError(
                    "the database has 0003_create_three.sql, which this build does not know; "
                        + "use a newer build"
                ) { try await Migrator(migrations: [.one, .two]).migrate(on: connection) }
                try await connection.execute(
                    "DELETE FROM probity.schema_migration WHERE version = 2")
                await expectError(
                    "sql/0002_create_two.sql has not run here although 0003_create_three.sql "
                        + "has; restore the database's journal"
                ) { try await Migrator(migrations: [.one, .two, .three]).migrate(on: connection) }
            }
        }
    }

    @Test("migrators that start together run each migration once between them")
    func together() async throws {
        try await withTestDatabase { url in
            let ran = try await withThrowingTaskGroup(of: [Migration].self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        try await withConnection(url) { connection in
                            try await Migrator().migrate(on: connection)
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(ran.filter { !$0.isEmpty } == [Migrations.all])
            #expect(ran.count == 4)
        }
    }

    @Test("a migrator does not wait for ever, and tells who is in its way")
    func locked() async throws {
        try await withTestDatabase { url in
            try await withConnection(url) { holder in
                let key: Int64 = 0x70_72_6F_62_69_74_79
                try await holder.execute("SELECT pg_advisory_lock(\(key))")
                try await withConnection(url) { connection in
                    let migrator = Migrator(migrations: [.one], patience: .milliseconds(100))
                    await expectError(
                        "another migrator is at work on this database; wait for it and try again"
                    ) { try await migrator.migrate(on: connection) }
                    try await holder.execute("SELECT pg_advisory_unlock(\(key))")
                    #expect(try await migrator.migrate(on: connection) == [.one])
                }
            }
        }
    }
}
