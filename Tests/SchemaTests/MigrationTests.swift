// SPDX-License-Identifier: Apache-2.0

import Schema
import Testing

@Suite("Migrations as files")
struct MigrationTests {
    @Test(
        "a name gives the number",
        arguments: [
            ("0001_create_roles.sql", 1), ("0042_add_index2.sql", 42), ("9999_a_b_c.sql", 9999),
        ])
    func names(name: String, version: Int) {
        #expect(Migration(name: name, sql: "")?.version == version)
    }

    @Test(
        "a name out of form is refused",
        arguments: [
            "0000_create_roles.sql", "1_create_roles.sql", "00001_create_roles.sql",
            "0001_roles.sql", "0001_create-roles.sql", "0001_Create_roles.sql",
            "0001__create_roles.sql", "0001_create_roles_.sql", "0001_create_roles",
            "tests/0001_create_roles.sql", "",
        ])
    func refusedNames(name: String) {
        #expect(Migration(name: name, sql: "") == nil)
    }

    @Test("the first line, and only the first, opts out of the transaction")
    func transactional() {
        func isTransactional(_ sql: String) -> Bool? {
            Migration(name: "0001_create_roles.sql", sql: sql)?.isTransactional
        }
        #expect(isTransactional("-- migrate: no-transaction\nSELECT 1;") == false)
        #expect(isTransactional("-- migrate: no-transaction") == false)
        #expect(isTransactional("-- why\n-- migrate: no-transaction\nSELECT 1;") == true)
        #expect(isTransactional("SELECT 1;") == true)
        #expect(isTransactional("") == true)
    }

    @Test("this build carries its migrations in order, and no test among them")
    func carried() {
        let migrations = Migrations.all
        #expect(migrations.map(\.version) == Array(1...migrations.count))
        #expect(migrations.first?.name == "0001_create_roles.sql")
        #expect(migrations.allSatisfy { !$0.statements.isEmpty })
    }
}
