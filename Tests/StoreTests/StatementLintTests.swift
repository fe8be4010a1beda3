// SPDX-License-Identifier: Apache-2.0

import Postgres
import Store
import TestSupport
import Testing

@Suite("Every statement of the Store fits the migrated database")
struct StatementLintTests {
    static let migrated = TestDatabases.template(named: "store") { connectionString in
        try await withConnection(connectionString) { _ = try await Migrator().migrate(on: $0) }
    }

    @Test("parameter and column types are those that are declared")
    func statements() async throws {
        try await withTestConnection(Self.migrated) { connection in
            for shape in StatementCatalogue.all {
                do {
                    try await connection.check(shape)
                } catch {
                    Issue.record("\(shape.name): \(String(reflecting: error))")
                }
            }
        }
    }

    @Test("no two statements bear one name, and each is in the catalogue")
    func names() {
        let names = StatementCatalogue.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.count >= 50)
    }
}
