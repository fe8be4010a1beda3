// SPDX-License-Identifier: Apache-2.0

import Postgres
import TestSupport
import Testing

private struct Grade: PostgresRepresentable, RowDecodable, Equatable {
    let letter: String
    var postgresRepresentation: String { letter }

    init?(postgresRepresentation: String) {
        guard ["A", "B"].contains(postgresRepresentation) else { return nil }
        letter = postgresRepresentation
    }
}

private struct Pair: RowDecodable {
    let a: Int64
    let b: String

    init(row: borrowing Row) throws(PostgresError) {
        a = try row.decode("a")
        b = try row.decode("b")
    }
}

@Suite("Decoding is strict both ways")
struct DecodingTests {
    @Test(
        "each fault names column, Swift type and PostgreSQL type, never the value",
        arguments: [
            ("1::int8 AS a", "column b is missing, read as String"),
            (
                "1::int8 AS a, 'x' AS b, 'secret' AS c",
                "column c of type text is neither declared nor read"
            ),
            ("NULL::int8 AS a, 'secret' AS b", "column a of type int8 is NULL, read as Int64"),
            ("12345::int4 AS a, 'secret' AS b", "column a has type int4, read as Int64"),
            ("1.5::numeric AS a, 'secret' AS b", "column a has type oid 1700, read as Int64"),
        ])
    func faults(columns: String, sentence: String) async throws {
        try await withTestConnection { connection in
            let error = try await failure {
                try await connection.fetchAll("SELECT \(unsafeRaw: columns)", as: Pair.self)
            }
            #expect(error.description == sentence)
            #expect(!error.debugDescription.contains("secret"))
            // The result was taken to its end: the connection goes on.
            let one: Int64 = try await connection.fetchOne("SELECT 1::int8")
            #expect(one == 1)
        }
    }

    @Test("a statement's declaration is compared with the result's names and types")
    func declaration() async throws {
        let renamed = Statement<Pair>(
            "pair", "SELECT 1::int8 AS a, 'x'::text AS c", columns: ["a": .int8, "b": .text])
        let narrow = Statement<Pair>(
            "pair", "SELECT 1::int8 AS a, 'x'::text AS b", columns: ["a": .int8])
        let short = Statement<Pair>(
            "pair", "SELECT 1::int8 AS a", columns: ["a": .int8, "b": .text])
        try await withTestConnection { connection in
            let reasons = [
                try await failure { try await connection.fetchAll(renamed) },
                try await failure { try await connection.fetchAll(narrow) },
                try await failure { try await connection.fetchAll(short) },
            ].map { error -> String in
                guard case .decoding(let failure) = error.kind else { return "\(error)" }
                return "\(failure.reason) \(failure.column) \(error.statementName ?? "-")"
            }
            #expect(reasons == ["missing b pair", "unread b pair", "missing b pair"])
        }
    }

    @Test("a type of ours travels by its carrier, in arrays too, and may refuse")
    func representable() async throws {
        try await withTestConnection { connection in
            let grade = try #require(Grade(postgresRepresentation: "A"))
            let back: Grade = try await connection.fetchOne("SELECT \(grade)")
            #expect(back == grade)
            let all: [Grade?] = try await connection.fetchOne("SELECT \([grade, nil])")
            #expect(all == [grade, nil])
            let error = try await failure {
                try await connection.fetchOne("SELECT 'C'::text AS grade", as: Grade.self)
            }
            #expect(
                error.description == "column grade of type text holds a value Grade refuses")
        }
    }

    @Test("varchar and name are read as text")
    func textTypes() async throws {
        try await withTestConnection { connection in
            let text: String = try await connection.fetchOne("SELECT 'x'::varchar(3)")
            let name: String = try await connection.fetchOne("SELECT 'pg_class'::name")
            #expect(text == "x" && name == "pg_class")
        }
    }
}
