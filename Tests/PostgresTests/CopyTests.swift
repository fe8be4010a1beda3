// SPDX-License-Identifier: Apache-2.0

import Postgres
import TestSupport
import Testing

@Suite("COPY and streams")
struct CopyTests {
    private let schema = "CREATE TABLE staging (id int8, name text)"

    @Test("a hundred thousand rows go in and come out")
    func inAndOut() async throws {
        try await withTestConnection { connection in
            try await connection.executeScript(schema)
            let count = try await connection.copyIn("staging", columns: ["id", "name"]) { writer in
                for id in 0..<100_000 {
                    try await writer.row(["\(id)", id % 2 == 0 ? nil : "name\t\(id)"])
                }
            }
            #expect(count == 100_000)
            let nulls: Int64 = try await connection.fetchOne(
                "SELECT count(*) FROM staging WHERE name IS NULL")
            #expect(nulls == 50_000)
            var lines = 0
            let copy = try await connection.copyOut("COPY staging TO STDOUT")
            for try await chunk in copy { lines += chunk.count { $0 == UInt8(ascii: "\n") } }
            #expect(lines == 100_000)
            let one: Int64 = try await connection.fetchOne("SELECT 1::int8")
            #expect(one == 1)
        }
    }

    @Test("backslash, tab, line ends, NULL and the end marker come back as they were")
    func escaping() async throws {
        let hostile = ["\\N", "\\.", "a\tb", "a\nb\rc", "\\", "", "北京 '\""]
        try await withTestConnection { connection in
            try await connection.executeScript(schema)
            let rows = AsyncStream<[String?]> { continuation in
                for (id, name) in hostile.enumerated() { continuation.yield(["\(id)", name]) }
                continuation.finish()
            }
            let count = try await connection.copyIn("staging", columns: ["id", "name"], rows: rows)
            #expect(count == hostile.count)
            let names: [String] = try await connection.fetchAll(
                "SELECT name FROM staging ORDER BY id")
            #expect(names == hostile)
        }
    }

    @Test("bytes of another format go in raw")
    func raw() async throws {
        try await withTestConnection { connection in
            try await connection.executeScript(schema)
            let count = try await connection.copyIn(raw: "COPY staging FROM STDIN (FORMAT csv)") {
                writer in
                try await writer.bytes(Array("1,\"a, b\"\n2,\n".utf8))
            }
            #expect(count == 2)
        }
    }

    @Test("when the writer throws, nothing is stored and the connection goes on")
    func abandoned() async throws {
        try await withTestConnection { connection in
            try await connection.executeScript(schema)
            await #expect(throws: Abandoned.self) {
                try await connection.copyIn("staging", columns: ["id", "name"]) { writer in
                    for id in 0..<20_000 { try await writer.row(["\(id)", "x"]) }
                    throw Abandoned()
                }
            }
            let count: Int64 = try await connection.fetchOne("SELECT count(*) FROM staging")
            #expect(count == 0)
        }
    }

    @Test("a bad row in a large COPY is refused without leaking it")
    func badRow() async throws {
        try await withTestConnection { connection in
            try await connection.executeScript(schema)
            let error = try await failure {
                try await connection.copyIn("staging", columns: ["id", "name"]) { writer in
                    try await writer.row(["secret", "x"])
                    for id in 0..<200_000 { try await writer.row(["\(id)", "x"]) }
                }
            }
            #expect(error.sqlState == SQLState("22P02"))
            #expect(!error.description.contains("secret"))
            let count: Int64 = try await connection.fetchOne("SELECT count(*) FROM staging")
            #expect(count == 0)
        }
    }

    @Test("a refused COPY leaves the connection usable; a wrong one closes it")
    func refused() async throws {
        try await withTestConnection { connection in
            let error = try await failure { try await connection.copyOut("COPY nothing TO STDOUT") }
            #expect(error.sqlState == .undefinedTable)
            let one: Int64 = try await connection.fetchOne("SELECT 1::int8")
            #expect(one == 1)
            let wrong = try await failure {
                try await connection.execute("COPY pg_class TO STDOUT")
            }
            #expect(wrong.kind == .closed || wrong.kind == .unexpected)
            let isOpen = await connection.isOpen
            #expect(!isOpen)
        }
    }

    @Test("a stream yields every row in order and frees the connection")
    func stream() async throws {
        let numbers = Statement<Int64>(
            "numbers", "SELECT n FROM generate_series(1, $1::int8) AS n", parameters: [.int8],
            columns: ["n": .int8])
        try await withTestConnection { connection in
            var expected: Int64 = 0
            for try await number in try await connection.stream(numbers, 50_000) {
                expected += 1
                guard number == expected else { break }
            }
            #expect(expected == 50_000)
            var empty = 0
            for try await _ in try await connection.stream(numbers, 0) { empty += 1 }
            #expect(empty == 0)
            let error = try await failure {
                for try await _ in try await connection.stream(
                    "SELECT (10 / (5 - n))::int8 FROM generate_series(1, 9) AS n", as: Int64.self)
                {}
            }
            #expect(error.sqlState == SQLState("22012"))
        }
    }

    @Test("leaving a stream early stops the query and discards the connection")
    func leaving() async throws {
        try await withTestPool(maximum: 1) { pool in
            let first: Int64? = try await pool.withConnection { connection in
                let rows = try await connection.stream(
                    "SELECT n::int8 FROM generate_series(1, 100000000) AS n", as: Int64.self)
                for try await number in rows { return number }
                return nil
            }
            #expect(first == 1)
            let one: Int64 = try await pool.withConnection {
                try await $0.fetchOne("SELECT 1::int8")
            }
            #expect(one == 1)
            #expect(pool.gauges.destroyed == [.unusable: 1])
        }
    }
}
