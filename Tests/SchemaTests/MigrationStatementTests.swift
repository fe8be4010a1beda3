// SPDX-License-Identifier: Apache-2.0

import Schema
import Testing

@Suite("Statements of a migration")
struct MigrationStatementTests {
    private func split(_ text: String) -> [MigrationStatement] { MigrationStatement.split(text) }

    @Test("each statement bears the line of its first word")
    func lines() {
        let statements = split(
            """
            -- why; because

            SELECT 1;
            SELECT
                2; SELECT 3;
            /* ; /* nested ; */ ; */ SELECT 4
            """)
        #expect(statements.map(\.line) == [3, 4, 5, 6])
        #expect(statements.map(\.text) == ["SELECT 1", "SELECT\n    2", "SELECT 3", "SELECT 4"])
    }

    @Test(
        "a semicolon within quotes ends nothing",
        arguments: [
            "SELECT 'a;b', 'it''s; so'", #"SELECT "a;b""#, #"SELECT E'a\';b'"#,
            #"SELECT 'a\', ';'"#, "DO $$ BEGIN; END $$", "DO $body$ $$ ; $$ $x$ ; $body$",
            "SELECT a$1 FROM b -- c; d", "SELECT $1, ';', $2", "SELECT /* ; */ 1",
        ])
    func quotes(statement: String) {
        let statements = split("\(statement)\n; SELECT 2;")
        #expect(statements.count == 2)
        #expect(statements.first?.text == statement + "\n")
        #expect(statements.last?.text == "SELECT 2")
    }

    @Test("a text that breaks off in a string or a comment is one statement to its end")
    func unfinished() {
        #expect(split("SELECT 'a; b").map(\.text) == ["SELECT 'a; b"])
        #expect(split("DO $a$ ; $b$ ;").map(\.text) == ["DO $a$ ; $b$ ;"])
        #expect(split("/* a; b").isEmpty)
        #expect(split("").isEmpty)
        #expect(split("  ;; -- a").isEmpty)
    }

    @Test("the command is the first word in upper case")
    func command() {
        #expect(split("commit;CREATE TABLE a ()").map(\.command) == ["COMMIT", "CREATE"])
    }
}
