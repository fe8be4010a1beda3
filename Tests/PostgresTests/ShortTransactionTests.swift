// SPDX-License-Identifier: Apache-2.0

import Postgres
import TestSupport
import Testing

private let lock = Statement<Int64>(
    "test.lock", "SELECT balance FROM account WHERE id = 1 FOR UPDATE",
    columns: ["balance": .int8])
private let other = Statement<Int64>(
    "test.other", "SELECT balance FROM account WHERE id = 2", columns: ["balance": .int8])

@Suite("Transactions of few round trips")
struct ShortTransactionTests {
    /// Runs one on a pool, and gives the sum that is there afterwards.
    private func sum(
        after body: @Sendable (Connection) async throws -> Void, in pool: Pool
    ) async throws -> Int64 {
        try await pool.withConnection { try await body($0) }
        return try await total(pool)
    }

    @Test("what is queued last is committed, also when it is nothing")
    func commits() async throws {
        try await withTestPool(accounts) { pool in
            let after = try await sum(
                after: { connection in
                    let seen = try await connection.transaction(
                        opening: { $0.fetchOne(lock) },
                        { _, lock, closing in
                            closing.execute("UPDATE account SET balance = 150 WHERE id = 1")
                            return lock.value
                        })
                    #expect(seen == 100)
                    try await connection.transaction(
                        opening: { $0.fetchOne(other) },
                        { connection, _, _ in
                            try await connection.execute(
                                "UPDATE account SET balance = 120 WHERE id = 2")
                            return
                        })
                }, in: pool)
            #expect(after == 270)
        }
    }

    @Test("nothing is committed when the body throws or a statement is refused")
    func refused() async throws {
        try await withTestPool(accounts) { pool in
            let after = try await sum(
                after: { connection in
                    await #expect(throws: Abandoned.self) {
                        try await connection.transaction(
                            opening: { $0.fetchOne(lock) },
                            { _, _, closing in
                                closing.execute("DELETE FROM account")
                                throw Abandoned()
                            })
                    }
                    let error = try await failure {
                        try await connection.transaction(
                            opening: { $0.fetchOne(lock) },
                            { _, _, closing in
                                closing.execute("UPDATE account SET balance = 0")
                                closing.execute("INSERT INTO account VALUES (1, 1)")
                            })
                    }
                    #expect(error.kind == .server(.uniqueViolation))
                    let deferred = try await failure {
                        try await connection.transaction(
                            opening: { $0.fetchOne(lock) },
                            { _, _, closing in
                                closing.execute("UPDATE account SET parent = 99")
                            })
                    }
                    #expect(deferred.constraint == "account_parent_fkey")
                }, in: pool)
            #expect(after == 200)
            #expect(pool.gauges.destroyed == [:])
        }
    }

    @Test("a COMMIT that answers ROLLBACK is an error")
    func swallowedFailure() async throws {
        try await withTestPool(accounts) { pool in
            let error = try await failure {
                try await pool.withConnection { connection in
                    try await connection.transaction(
                        opening: { $0.fetchOne(lock) },
                        { connection, _, _ in
                            try await connection.execute("UPDATE account SET balance = 0")
                            _ = try? await connection.execute("SELECT 1/0")
                        })
                }
            }
            #expect(error.kind == .commitRolledBack)
            #expect(try await sum(after: { _ in }, in: pool) == 200)
        }
    }

    @Test("a statement behind a lock sees what was committed while the lock was awaited")
    func seesBehindLock() async throws {
        try await withTestPool(accounts) { pool in
            try await withThrowingTaskGroup(of: (Int64, Int64)?.self) { group in
                try await pool.withConnection { first in
                    try await first.transaction(
                        opening: { $0.fetchOne(lock) },
                        { first, _, closing in
                            group.addTask {
                                try await pool.withConnection { second in
                                    try await second.transaction(
                                        opening: { ($0.fetchOne(lock), $0.fetchOne(other)) },
                                        { _, seen, _ in (seen.0.value, seen.1.value) })
                                }
                            }
                            try await waitForWaiter(on: first)
                            closing.execute("UPDATE account SET balance = balance + 7")
                        })
                }
                for try await seen in group { #expect(seen ?? (0, 0) == (107, 107)) }
            }
        }
    }

    /// Until another connection waits for a lock.
    private func waitForWaiter(on connection: Connection) async throws {
        for _ in 0..<500 {
            let count: Int64 = try await connection.fetchOne(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event_type = 'Lock'
                """)
            if count > 0 { return }
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}
