// SPDX-License-Identifier: Apache-2.0

import Postgres
import TestSupport
import Testing

private struct PartyRow: RowDecodable, Equatable {
    let id: Int64
    let name: String
    let note: String?

    init(id: Int64, name: String, note: String?) {
        self.id = id
        self.name = name
        self.note = note
    }

    init(row: borrowing Row) throws(PostgresError) {
        id = try row.decode("party_id")
        name = try row.decode("name")
        note = try row.decode("note")
    }
}

private enum Statements {
    static let insert = Statement<NoRow>(
        "party.insert", "INSERT INTO party VALUES ($1, $2, $3)",
        parameters: [.int8, .text, .text]
    )
    static let all = Statement<PartyRow>(
        "party.all", "SELECT party_id, name, note FROM party ORDER BY party_id",
        columns: ["party_id": .int8, "name": .text, "note": .text]
    )
    static let find = Statement<PartyRow>(
        "party.find", "SELECT party_id, name, note FROM party WHERE party_id = ANY($1)",
        parameters: [.int8Array],
        columns: ["party_id": .int8, "name": .text, "note": .text]
    )
    static let count = Statement<Int64>(
        "party.count", "SELECT count(*) FROM party", columns: ["count": .int8]
    )
}

private let schema = """
    CREATE TABLE party (
        party_id bigint CONSTRAINT party_pk PRIMARY KEY,
        name text NOT NULL CONSTRAINT party_name_check CHECK (name <> ''),
        note text
    );
    INSERT INTO party VALUES (1, 'Armscare Limited', NULL), (2, 'Shri Durga', 'B');
    """

private let template = TestDatabases.template(named: "query") { connectionString in
    try await runScript(schema, at: connectionString)
}

@Suite("Queries")
struct QueryTests {
    @Test("a statement decodes its rows by column name")
    func rows() async throws {
        try await withTestConnection(template) { connection in
            let rows = try await connection.fetchAll(Statements.all)
            #expect(
                rows == [
                    PartyRow(id: 1, name: "Armscare Limited", note: nil),
                    PartyRow(id: 2, name: "Shri Durga", note: "B"),
                ])
            // A second run takes the remembered layout.
            #expect(try await connection.fetchAll(Statements.all) == rows)
        }
    }

    @Test("interpolated values are bound, identifiers quoted, and pieces renumbered")
    func interpolation() async throws {
        let note: String? = "B"
        let filter: SQL = "name = \("Shri Durga") AND note = \(note as String?)"
        let sql: SQL = """
            SELECT party_id FROM \(identifier: "public.party") WHERE party_id > \(1) AND \(filter)
            """
        #expect(
            sql.text == """
                SELECT party_id FROM "public"."party" WHERE party_id > $1 AND name = $2 \
                AND note = $3
                """
        )
        try await withTestConnection(template) { connection in
            let found: Int64 = try await connection.fetchOne(sql)
            #expect(found == 2)
            let hostile = "x'; DROP TABLE party; --"
            #expect(
                try await connection.fetchOptional(
                    "SELECT party_id FROM party WHERE name = \(hostile)", as: Int64.self) == nil)
            #expect(try await connection.fetchOne(Statements.count) == 2)
        }
    }

    @Test("fetchOne wants exactly one row, fetchOptional at most one")
    func arity() async throws {
        try await withTestConnection(template) { connection in
            let none: [Int64] = []
            #expect(try await connection.fetchOne(Statements.find, [1]).name == "Armscare Limited")
            #expect(try await connection.fetchOptional(Statements.find, none) == nil)
            let noRows = try await failure { try await connection.fetchOne(Statements.find, none) }
            #expect(noRows.kind == .noRows)
            #expect(noRows.statementName == "party.find")
            let tooMany = try await failure {
                try await connection.fetchOptional(Statements.find, [1, 2])
            }
            #expect(tooMany.kind == .tooManyRows)
        }
    }

    @Test("a command tag tells the command and its rows")
    func tags() async throws {
        try await withTestConnection(template) { connection in
            let inserted = try await connection.execute(Statements.insert, 3, "Third", String?.none)
            #expect(inserted.command == "INSERT" && inserted.rows == 1)
            let updated = try await connection.execute("UPDATE party SET note = 'x'")
            #expect(updated.text == "UPDATE 3" && updated.rows == 3)
            let created = try await connection.execute("CREATE TABLE other (id int)")
            #expect(created.command == "CREATE TABLE" && created.rows == 0)
        }
    }

    @Test("a refusal names constraint and statement, matches by class, and leaks no value")
    func refusal() async throws {
        try await withTestConnection(template) { connection in
            let secret = "Jane Q. Secret"
            let error = try await failure {
                try await connection.execute(Statements.insert, 1, secret, secret)
            }
            #expect(error.kind == .server(.uniqueViolation))
            #expect(error.constraint == "party_pk")
            #expect(
                error.description == """
                    PostgreSQL refused the statement (SQLSTATE 23505), constraint party_pk, \
                    statement party.insert
                    """
            )
            #expect(!error.isSafeToRetry)
            #expect(error.debugDescription.contains("Key (party_id)=(1) already exists"))
            let check = try await failure {
                try await connection.execute(Statements.insert, 9, "", secret)
            }
            #expect(check.constraint == "party_name_check")
            // The server's DETAIL quotes the whole row; only debugDescription shows it.
            #expect(check.debugDescription.contains(secret))
            #expect(!check.description.contains(secret) && !"\(check)".contains(secret))
            do {
                try await connection.execute(Statements.insert, 1, secret, secret)
                Issue.record("a duplicate was accepted")
            } catch SQLState.Class.integrityConstraintViolation {
            }
            do {
                try await connection.execute(Statements.insert, 1, secret, secret)
                Issue.record("a duplicate was accepted")
            } catch SQLState.foreignKeyViolation {
                Issue.record("another code matched")
            } catch SQLState.uniqueViolation {
            }
        }
    }

    @Test("arguments that do not fit the declaration are refused before anything is sent")
    func arguments() async throws {
        try await withTestConnection(template) { connection in
            let few = try await failure { try await connection.execute(Statements.insert, 1) }
            #expect(few.kind == .arguments && few.isSafeToRetry)
            let other = try await failure {
                try await connection.execute(Statements.insert, "1", "a", "b")
            }
            #expect(other.kind == .arguments)
            #expect(try await connection.fetchOne(Statements.count) == 2)
        }
    }

    @Test("a plan made stale by a changed table is prepared again by itself")
    func stalePlan() async throws {
        try await withTestConnection { connection in
            try await connection.executeScript("CREATE TABLE t (a int8); INSERT INTO t VALUES (1)")
            let all = Statement<Int64>("t.all", "SELECT * FROM t")
            let text = Statement<String>("t.all", "SELECT * FROM t", columns: ["a": .text])
            _ = try await failure { try await connection.fetchAll(all) }
            let declared = Statement<Int64>("t.all", "SELECT * FROM t", columns: ["a": .int8])
            #expect(try await connection.fetchAll(declared) == [1])
            try await connection.executeScript("ALTER TABLE t ALTER a TYPE text")
            let error = try await failure { try await connection.fetchAll(declared) }
            guard case .decoding(let failure) = error.kind else {
                Issue.record("not a decoding error: \(error)")
                return
            }
            #expect(failure.reason == .type && failure.column == "a")
            #expect(try await connection.fetchAll(text) == ["1"])
            try await connection.executeScript("DISCARD ALL")
            #expect(try await connection.fetchAll(text) == ["1"])
        }
    }

    @Test("more statements than the cache holds still run, the oldest deallocated")
    func eviction() async throws {
        try await withTestConnection { connection in
            for number in 0..<130 {
                let statement = Statement<Int64>(
                    "n\(number)", "SELECT \(number)::int8 AS n", columns: ["n": .int8])
                #expect(try await connection.fetchOne(statement) == Int64(number))
            }
            let kept: Int64 = try await connection.fetchOne(
                "SELECT count(*) FROM pg_prepared_statements")
            #expect(kept == 100)
        }
    }

    @Test("the lint compares declared and real types")
    func check() async throws {
        try await withTestConnection(template) { connection in
            try await connection.check(Statements.insert.shape)
            try await connection.check(Statements.all.shape)
            let wrongColumn = Statement<Int64>(
                "party.count", "SELECT count(*) FROM party", columns: ["count": .int4])
            let error = try await failure { try await connection.check(wrongColumn.shape) }
            guard case .decoding(let decoding) = error.kind else {
                Issue.record("not a decoding error: \(error)")
                return
            }
            #expect(decoding.reason == .type && decoding.postgresType == "int8")
            let wrongSQL = Statement<NoRow>("party.typo", "SELEKT 1")
            let refused = try await failure { try await connection.check(wrongSQL.shape) }
            #expect(refused.sqlState == SQLState("42601"))
        }
    }

    @Test("several statements in one script run as one; a failing one undoes all")
    func script() async throws {
        try await withTestConnection(template) { connection in
            let error = try await failure {
                try await connection.executeScript("DELETE FROM party; SELECT 1/0; SELECT 2")
            }
            #expect(error.sqlState == SQLState("22012"))
            #expect(try await connection.fetchOne(Statements.count) == 2)
        }
    }

    @Test("the trace sees names, rows and SQLSTATE, never values")
    func trace() async throws {
        let events = Collected<String>()
        let trace = QueryTrace { event in
            let state = event.sqlState?.code ?? "ok"
            events.append("\(event.statementName ?? "-") \(event.rows) \(state)")
        }
        try await withTestPool(template, trace: trace) { pool in
            try await pool.withConnection { connection in
                _ = try await connection.fetchAll(Statements.all)
                _ = try? await connection.execute(Statements.insert, 1, "a", "b")
            }
        }
        #expect(events.all.suffix(2) == ["party.all 2 ok", "party.insert 0 23505"])
    }
}
