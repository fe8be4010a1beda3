// SPDX-License-Identifier: Apache-2.0

import Postgres
import TestSupport
import Testing

private enum Statements {
    static let insert = Statement<NoRow>(
        "item.insert", "INSERT INTO item VALUES ($1)", parameters: [.int8])
    static let all = Statement<Int64>(
        "item.all", "SELECT id FROM item ORDER BY id", columns: ["id": .int8])
    static let one = Statement<Int64>(
        "item.one", "SELECT id FROM item WHERE id = $1", parameters: [.int8],
        columns: ["id": .int8])
}

private let template = TestDatabases.template(named: "pipeline") { connectionString in
    try await runScript(
        "CREATE TABLE item (id int8 CONSTRAINT item_pk PRIMARY KEY)", at: connectionString)
}

@Suite("Pipelines")
struct PipelineTests {
    @Test("results come in the order of the statements, twice over")
    func order() async throws {
        try await withTestConnection(template) { connection in
            for round in 0..<2 {
                let base = Int64(round * 10)
                let (tags, rows, found, none) = try await connection.pipeline { pipeline in
                    let tags = (1...3).map { pipeline.execute(Statements.insert, base + $0) }
                    return (
                        tags, pipeline.fetchAll(Statements.all),
                        pipeline.fetchOne(Statements.one, base + 2),
                        pipeline.fetchOptional(Statements.one, Int64(99))
                    )
                }
                #expect(tags.map(\.value.text) == Array(repeating: "INSERT 0 1", count: 3))
                #expect(rows.value.suffix(3) == [base + 1, base + 2, base + 3])
                #expect(found.value == base + 2)
                #expect(none.value == nil)
            }
            let mixed = try await connection.pipeline { pipeline in
                pipeline.execute("DELETE FROM item WHERE id > \(10)")
            }
            #expect(mixed.value.rows == 3)
        }
    }

    @Test("the first failure aborts the rest and undoes what came before")
    func abort() async throws {
        try await withTestConnection(template) { connection in
            let error = try await failure {
                try await connection.pipeline { pipeline in
                    pipeline.execute(Statements.insert, 1)
                    pipeline.execute(Statements.insert, 1)
                    pipeline.execute("SELECT 1/0")
                    _ = pipeline.fetchAll(Statements.all)
                }
            }
            #expect(error.kind == .server(.uniqueViolation))
            #expect(error.constraint == "item_pk" && error.statementName == "item.insert")
            let rows = try await connection.fetchAll(Statements.all)
            #expect(rows == [])
            // The aborted statement was not prepared and now is.
            let again = try await connection.pipeline { $0.fetchAll(Statements.all) }
            #expect(again.value == [])
        }
    }

    @Test("a row missing for fetchOne throws after all results were taken")
    func arity() async throws {
        try await withTestConnection(template) { connection in
            let error = try await failure {
                try await connection.pipeline { pipeline in
                    _ = pipeline.fetchOne(Statements.one, 5)
                    pipeline.execute(Statements.insert, 1)
                }
            }
            #expect(error.kind == .noRows && error.statementName == "item.one")
            let rows = try await connection.fetchAll(Statements.all)
            #expect(rows == [1])
        }
    }

    @Test("inside a transaction a pipeline commits and fails with it")
    func insideTransaction() async throws {
        try await withTestPool(template) { pool in
            try await pool.transaction { connection in
                try await connection.pipeline { pipeline in
                    for id in 1...500 { pipeline.execute(Statements.insert, id) }
                }
            }
            let error = try await failure {
                try await pool.transaction { connection in
                    try await connection.execute(Statements.insert, 1_000)
                    try await connection.pipeline { pipeline in
                        pipeline.execute(Statements.insert, 1_001)
                        pipeline.execute(Statements.insert, 1)
                    }
                }
            }
            #expect(error.sqlState == .uniqueViolation)
            let rows = try await pool.withConnection { try await $0.fetchAll(Statements.all) }
            #expect(rows == Array(1...500))
            #expect(pool.gauges.destroyed == [:])
        }
    }

    @Test("large arguments and large answers do not stall each other")
    func large() async throws {
        try await withTestConnection { connection in
            let echo = Statement<String>(
                "echo", "SELECT $1::text AS t", parameters: [.text], columns: ["t": .text])
            let text = String(repeating: "x", count: 1_000_000)
            let results = try await connection.pipeline { pipeline in
                (0..<20).map { _ in pipeline.fetchOne(echo, text) }
            }
            #expect(results.allSatisfy { $0.value.utf8.count == 1_000_000 })
        }
    }
}
