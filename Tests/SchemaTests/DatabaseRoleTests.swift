// SPDX-License-Identifier: Apache-2.0

import Postgres
import Schema
import Store
import TestSupport
import Testing

@Suite("Database roles", .timeLimit(.minutes(10)))
struct DatabaseRoleTests {
    @Test("the limits we set at connect are those the migration gave the roles")
    func limits() async throws {
        try await withTestDatabase { url in
            try await withConnection(url) { connection in
                try await Migrator().migrate(on: connection)
                for role in DatabaseRole.allCases {
                    let settings: [String] = try await connection.fetchAll(
                        "SELECT unnest(rolconfig) FROM pg_roles WHERE rolname = \(role.name)")
                    let ours = role.settings.filter { $0.key != "role" }
                    #expect(settings.sorted() == ours.map { "\($0)=\($1)" }.sorted())
                }
            }
        }
    }

    @Test("a connection takes its role, and with it what the role may and may not")
    func roles() async throws {
        try await withTestDatabase { url in
            try await withConnection(url) { _ = try await Migrator().migrate(on: $0) }
            for role in DatabaseRole.allCases {
                try await withConnection(url, settings: role.settings) { connection in
                    let user: String = try await connection.fetchOne(
                        "SELECT current_user::text AS user_name")
                    #expect(user == role.name)
                    // The search path reaches the tables.
                    let size: Int64 = try await connection.fetchOne(
                        "SELECT size FROM ledger_head")
                    #expect(size == 0)
                    await #expect(throws: PostgresError.self) {
                        try await connection.execute("DELETE FROM ledger_entry")
                    }
                }
            }
        }
    }

    @Test("a user without the powers of a superuser can migrate")
    func ordinaryUser() async throws {
        try await withTestDatabase { url in
            try await withConnection(url) { connection in
                // The process id keeps the name from meeting another run's.
                let user = "migrating_\(try await connection.serverProcess())"
                let database: String = try await connection.fetchOne(
                    "SELECT current_database()::text AS name")
                try await connection.executeScript(
                    """
                    CREATE ROLE \(user) CREATEROLE;
                    GRANT CREATE ON DATABASE "\(database)" TO \(user);
                    """)
                try await withConnection(url, settings: ["session_authorization": user]) {
                    let ran = try await Migrator().migrate(on: $0)
                    #expect(ran == Migrations.all)
                    try await Migrator().checkCurrent(on: $0)
                    for role in DatabaseRole.allCases {
                        try await $0.execute("SET ROLE \(identifier: role.name)")
                    }
                }
                let names: [String] = try await connection.fetchAll(
                    "SELECT DISTINCT applied_by FROM probity.schema_migration")
                #expect(names == [user])
                try await connection.executeScript(
                    """
                    REVOKE CREATE ON DATABASE "\(database)" FROM \(user);
                    DROP ROLE \(user);
                    """)
            }
        }
    }

    @Test("two databases of one cluster can be migrated at once")
    func twoDatabases() async throws {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    try await withTestDatabase { url in
                        try await withConnection(url) { connection in
                            try await Migrator().migrate(on: connection).count
                        }
                    }
                }
            }
            for try await count in group { #expect(count == Migrations.all.count) }
        }
    }
}

extension Connection {
    fileprivate func serverProcess() throws -> Int32 { try #require(backendProcessID) }
}
