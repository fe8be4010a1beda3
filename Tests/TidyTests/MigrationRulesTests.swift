// SPDX-License-Identifier: Apache-2.0

import Testing

@Suite("Migrations")
struct MigrationRulesTests {
    private let migrations = Repository.current.files.filter {
        MigrationRules.isMigration($0.path)
    }

    @Test("migrations are named NNNN_verb_object.sql, without gaps")
    func numbers() {
        #expect(!migrations.isEmpty)
        expectNone(MigrationRules.numberFindings(migrations.map(\.path)))
    }

    @Test("every file of SQL says why it exists")
    func headers() {
        let files = Repository.current.files.filter { $0.hasExtension("sql") }
        expectNone(files.flatMap(MigrationRules.headerFindings))
    }

    @Test("every table and column is explained in the migration that makes it")
    func comments() { expectNone(migrations.flatMap(MigrationRules.commentFindings)) }

    @Test("a gap, a double and a name out of form are reported")
    func reportsNumbers() {
        func count(_ names: String...) -> Int {
            MigrationRules.numberFindings(names.map { "sql/\($0)" }).count
        }
        #expect(count("0001_create_roles.sql", "0002_create_ledger.sql") == 0)
        #expect(count("0001_create_roles.sql", "0003_create_ledger.sql") == 1)
        #expect(count("0001_create_roles.sql", "0001_create_ledger.sql") == 1)
        #expect(count("0001_roles.sql") == 1)
        #expect(count("001_create_roles.sql") == 1)
        #expect(count("0001_create-roles.sql") == 1)
        #expect(count("0001_Create_Roles.sql") == 1)
    }

    @Test("a file without a header comment is reported")
    func reportsHeader() {
        func count(_ text: String) -> Int {
            MigrationRules.headerFindings(in: SourceFile(path: "sql/a.sql", text: text)).count
        }
        #expect(count("-- Roles: one for each\n-- path to the data.\nSELECT 1;\n") == 0)
        #expect(count("-- migration 1\nSELECT 1;\n") == 1)
        #expect(count("SELECT 1; -- one for each path\n") == 1)
    }

    private static let tables = """
        CREATE TABLE IF NOT EXISTS probity.party (
            id uuid NOT NULL,
            name text NOT NULL CHECK (name <> ',' AND length(name) IN (1, 2)),
            CONSTRAINT party_id_pk PRIMARY KEY (id, name)
        ) WITH (fillfactor = 90);
        ALTER TABLE probity.party ADD COLUMN IF NOT EXISTS region text, ADD COLUMN town text;
        CREATE TABLE party_uk PARTITION OF party FOR VALUES IN ('uk');
        CREATE TEMPORARY TABLE scratch (id uuid);
        CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ CREATE TABLE inner_table (a int); $$;
        """

    @Test("each table and column without COMMENT ON is reported, and nothing else")
    func reportsComments() {
        let file = SourceFile(path: "sql/a.sql", text: Self.tables)
        let names = ["party", "party.id", "party.name", "party.region", "party.town", "party_uk"]
        #expect(
            MigrationRules.commentFindings(in: file).map(\.message)
                == names.map { "no COMMENT ON `\($0)`" })
    }

    @Test("what is explained passes")
    func acceptsComments() {
        let comments = """
            COMMENT ON TABLE probity.party IS 'A party.';
            COMMENT ON COLUMN probity.party.id IS 'Id.';
            COMMENT ON COLUMN party.name IS 'Name.';
            COMMENT ON COLUMN party.region IS 'Region.';
            COMMENT ON COLUMN party.town IS 'Town.';
            COMMENT ON TABLE party_uk IS 'The British part.';
            """
        let file = SourceFile(path: "sql/a.sql", text: Self.tables + "\n" + comments)
        #expect(MigrationRules.commentFindings(in: file).isEmpty)
    }
}
