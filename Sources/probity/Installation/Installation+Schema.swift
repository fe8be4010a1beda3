// SPDX-License-Identifier: Apache-2.0

import Postgres
import Schema
import Store

extension Installation {
    /// Runs `body` on a connection of its own, with no role taken.
    ///
    /// - Throws: `PostgresError`, or what `body` throws.
    func withConnection<Value: Sendable>(
        _ body: @Sendable (Connection) async throws -> Value
    ) async throws -> Value {
        let connection = try await Connection.connect(
            ConnectionConfiguration(
                connectionString, applicationName: "probity", logger: logger))
        do {
            let value = try await body(connection)
            await connection.close()
            return value
        } catch {
            await connection.close()
            throw error
        }
    }

    /// Brings the schema up to date and gives the migrations that it took.
    ///
    /// A database that is up to date is only read, so that a user who may not migrate can serve.
    ///
    /// - Throws: `MigrationError`, `PostgresError`.
    func migrate() async throws -> [Migration] {
        try await withConnection { connection in
            let migrator = Migrator()
            guard try await !migrator.dryRun(on: connection).isEmpty else { return [] }
            return try await migrator.migrate(on: connection)
        }
    }

    /// Sees that the schema is the one of this build; a private one is brought there.
    ///
    /// - Throws: `MigrationError`, `PostgresError`.
    func requireSchema() async throws {
        if ownedCluster != nil {
            _ = try await migrate()
        } else {
            try await withConnection { try await Migrator().checkCurrent(on: $0) }
        }
    }
}
