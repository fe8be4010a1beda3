// SPDX-License-Identifier: Apache-2.0

import Postgres
import TestSupport
import Testing

private let setMark = Statement<String>(
    "test.setMark", "SELECT set_config('probity.mark', $1, true) AS mark", parameters: [.text],
    columns: ["mark": .text])
private let readMark = Statement<String>(
    "test.readMark", "SELECT coalesce(current_setting('probity.mark', true), '') AS mark",
    columns: ["mark": .text])
private let fail = Statement<Int64>(
    "test.fail", "SELECT (1 / $1)::bigint AS one", parameters: [.int8], columns: ["one": .int8])

@Suite("What travels with BEGIN")
struct OpeningTests {
    @Test("a setting of the opening lasts as long as the transaction")
    func lasts() async throws {
        try await withTestConnection { connection in
            let marks = try await connection.transaction(
                access: .readOnly, opening: { $0.execute(setMark, "set") }
            ) { connection in
                let first = try await connection.fetchOne(readMark)
                return [first, try await connection.fetchOne(readMark)]
            }
            #expect(marks == ["set", "set"])
            let after = try await connection.fetchOne(readMark)
            #expect(after == "")
        }
    }

    @Test("a setting in a pipeline of its own lasts to its end")
    func pipelined() async throws {
        try await withTestConnection { connection in
            let mark = try await connection.pipeline { pipeline in
                pipeline.execute(setMark, "set")
                return pipeline.fetchOne(readMark)
            }
            #expect(mark.value == "set")
            let after = try await connection.fetchOne(readMark)
            #expect(after == "")
        }
    }

    @Test("an opening that fails leaves a connection that works, and runs no body")
    func fails() async throws {
        try await withTestConnection { connection in
            await #expect(throws: PostgresError.self) {
                try await connection.transaction(opening: { $0.execute(fail, Int64(0)) }) { _ in
                    Issue.record("the body ran")
                }
            }
            let after = try await connection.fetchOne(readMark)
            #expect(after == "")
        }
    }
}
