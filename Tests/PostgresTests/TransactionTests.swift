// SPDX-License-Identifier: Apache-2.0

import Postgres
import Synchronization
import TestSupport
import Testing

@Suite("Transactions")
struct TransactionTests {
    @Test("what returns is committed, what throws is rolled back")
    func commitAndRollback() async throws {
        try await withTestPool(accounts) { pool in
            try await pool.transaction { connection in
                try await connection.execute("UPDATE account SET balance = 150 WHERE id = 1")
            }
            let committed = try await total(pool)
            #expect(committed == 250)
            await #expect(throws: Abandoned.self) {
                try await pool.transaction { connection in
                    try await connection.execute("DELETE FROM account")
                    throw Abandoned()
                }
            }
            let after = try await total(pool)
            #expect(after == 250)
            #expect(pool.gauges.destroyed == [:])
        }
    }

    @Test("a COMMIT that answers ROLLBACK is an error")
    func swallowedFailure() async throws {
        try await withTestPool(accounts) { pool in
            let error = try await failure {
                try await pool.transaction { connection in
                    try await connection.execute("UPDATE account SET balance = 0")
                    _ = try? await connection.execute("SELECT 1/0")
                }
            }
            #expect(error.kind == .commitRolledBack)
            let sum = try await total(pool)
            #expect(sum == 200)
        }
    }

    @Test("a deferred constraint refused at COMMIT is reported by name")
    func deferred() async throws {
        try await withTestPool(accounts) { pool in
            let error = try await failure {
                try await pool.transaction { connection in
                    try await connection.execute("UPDATE account SET parent = 99 WHERE id = 1")
                }
            }
            #expect(error.kind == .server(.foreignKeyViolation))
            #expect(error.constraint == "account_parent_fkey")
            #expect(pool.gauges.destroyed == [:])
        }
    }

    @Test("the body's error survives a rollback that fails with the connection")
    func lostInside() async throws {
        try await withTestPool(accounts) { pool in
            await #expect(throws: Abandoned.self) {
                try await pool.transaction { connection in
                    _ = try? await connection.execute(
                        "SELECT pg_terminate_backend(pg_backend_pid())")
                    throw Abandoned()
                }
            }
            let sum = try await total(pool)
            #expect(sum == 200)
            #expect(pool.gauges.destroyed == [.unusable: 1])
        }
    }

    @Test("read only refuses writes")
    func readOnly() async throws {
        try await withTestPool(accounts) { pool in
            let error = try await failure {
                try await pool.transaction(access: .readOnly) { connection in
                    try await connection.execute("DELETE FROM account")
                }
            }
            #expect(error.sqlState == SQLState("25006"))
        }
    }

    @Test("concurrent serializable increments all count, by retrying 40001")
    func serializableRetries() async throws {
        try await withTestPool(accounts) { pool in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await pool.transaction(.serializable, retries: 50) { connection in
                            let balance: Int64 = try await connection.fetchOne(
                                "SELECT balance FROM account WHERE id = 1")
                            try await connection.execute(
                                "UPDATE account SET balance = \(balance + 1) WHERE id = 1")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let sum = try await total(pool)
            #expect(sum == 208)
        }
    }

    @Test("other errors are not retried")
    func noRetry() async throws {
        try await withTestPool(accounts) { pool in
            let attempts = Mutex(0)
            _ = try await failure {
                try await pool.transaction(retries: 5) { connection in
                    attempts.withLock { $0 += 1 }
                    try await connection.execute("INSERT INTO account VALUES (1, 1)")
                }
            }
            #expect(attempts.withLock { $0 } == 1)
        }
    }

    @Test("a connection returned inside a transaction is destroyed, not lent again")
    func leftOpen() async throws {
        try await withTestPool(accounts, maximum: 1) { pool in
            try await pool.withConnection { connection in
                try await connection.executeScript("BEGIN; DELETE FROM account")
            }
            let sum = try await total(pool)
            #expect(sum == 200)
            #expect(pool.gauges.destroyed == [.unusable: 1])
        }
    }
}
