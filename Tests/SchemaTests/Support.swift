// SPDX-License-Identifier: Apache-2.0

import Postgres
import Schema
import Store
import Testing

/// The names in the journal, in order; nil where there is no journal.
func journal(of connection: Connection) async throws -> [String]? {
    let found: Bool = try await connection.fetchOne(
        "SELECT to_regclass('probity.schema_migration') IS NOT NULL AS found")
    guard found else { return nil }
    return try await connection.fetchAll(
        "SELECT name FROM probity.schema_migration ORDER BY version")
}

/// Expects a `MigrationError` with exactly this description.
func expectError(
    _ description: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> some Any
) async {
    do {
        _ = try await body()
        Issue.record("nothing thrown", sourceLocation: sourceLocation)
    } catch {
        #expect(error is MigrationError, sourceLocation: sourceLocation)
        #expect("\(error)" == description, sourceLocation: sourceLocation)
    }
}

extension Migration {
    /// Three small migrations and another number one.
    static let one = sample("0001_create_one.sql", "CREATE TABLE probity.one (a integer);")
    static let again = sample("0001_create_again.sql", "CREATE TABLE probity.again (a integer);")
    static let two = sample("0002_create_two.sql", "CREATE TABLE probity.two (a integer);")
    static let three = sample("0003_create_three.sql", "CREATE TABLE probity.three (a integer);")

    private static func sample(_ name: String, _ sql: String) -> Migration {
        guard let migration = Migration(name: name, sql: sql) else {
            preconditionFailure("a sample's name is in form")
        }
        return migration
    }

    /// The same migration with more text.
    func adding(_ text: String) -> Migration {
        Migration.sample(name, sql + text)
    }
}
