// SPDX-License-Identifier: Apache-2.0

import Postgres
import TestSupport
import Testing

@Suite("Deadlines, cancellation and lost servers")
struct CancellationTests {
    @Test("twenty sleeps on twenty connections take about as long as one")
    func noThreadPerQuery() async throws {
        try await withTestPool(maximum: 20) { pool in
            let start = ContinuousClock.now
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await pool.withConnection { connection in
                            _ = try await connection.execute("SELECT pg_sleep(0.5)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(ContinuousClock.now - start < .seconds(5))
        }
    }

    @Test("a deadline cancels the query on the server and the connection is discarded")
    func deadline() async throws {
        try await withTestPool { pool in
            let error = try await failure {
                try await pool.withConnection { connection in
                    try await connection.execute(
                        "SELECT pg_sleep(30)", deadline: .milliseconds(100))
                }
            }
            #expect(error.kind == .timedOut && error.sqlState == .queryCanceled)
            #expect(!error.isSafeToRetry)
            #expect(pool.gauges.destroyed == [.unusable: 1])
            try await expectNoSleeper(pool)
        }
    }

    @Test("a result that keeps coming does not outrun its deadline")
    func deadlineOfStream() async throws {
        try await withTestConnection { connection in
            let start = ContinuousClock.now
            let error = try await failure {
                try await connection.fetchAll(
                    "SELECT n::int8 FROM generate_series(1, 30000000) AS n", as: Int64.self,
                    deadline: .milliseconds(200))
            }
            #expect(error.kind == .timedOut)
            #expect(ContinuousClock.now - start < .seconds(8))
            let isOpen = await connection.isOpen
            #expect(!isOpen)
        }
    }

    @Test("a call within its deadline is not disturbed by it")
    func deadlineKept() async throws {
        try await withTestConnection { connection in
            for _ in 0..<50 {
                let one: Int64 = try await connection.fetchOne(
                    "SELECT 1::int8", deadline: .seconds(3))
                #expect(one == 1)
            }
            _ = try await connection.execute("SELECT pg_sleep(3.2)")
        }
    }

    @Test("cancelling the task cancels the query on the server")
    func taskCancellation() async throws {
        try await withTestPool { pool in
            let task = Task {
                try await pool.withConnection { connection in
                    try await connection.execute("SELECT pg_sleep(30)")
                }
            }
            try await expectSleeper(pool)
            let start = ContinuousClock.now
            task.cancel()
            let error = try await failure { try await task.value }
            #expect(error.kind == .cancelled && error.sqlState == .queryCanceled)
            #expect(ContinuousClock.now - start < .seconds(5))
            try await expectNoSleeper(pool)
        }
    }

    @Test("a cancelled transaction is rolled back")
    func cancelledTransaction() async throws {
        try await withTestPool(maximum: 2) { pool in
            try await pool.withConnection { try await $0.executeScript("CREATE TABLE t (a int8)") }
            let (inserted, hasInserted) = AsyncStream.makeStream(of: Never.self)
            let task = Task {
                try await pool.transaction { connection in
                    try await connection.execute("INSERT INTO t VALUES (1)")
                    hasInserted.finish()
                    try await Task.sleep(for: .seconds(30))
                }
            }
            for await _ in inserted {}
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            let count: Int64 = try await pool.withConnection {
                try await $0.fetchOne("SELECT count(*) FROM t")
            }
            #expect(count == 0)
            // ROLLBACK ran in the cancelled task, so the connection was kept.
            #expect(pool.gauges.destroyed == [:])
        }
    }

    @Test("a cancel that comes late never hits an innocent query")
    func cancelRace() async throws {
        try await withTestPool(maximum: 2) { pool in
            var cancelled = 0
            for round in 0..<300 {
                let victim = Task {
                    try await pool.withConnection { connection in
                        try await connection.execute("SELECT pg_sleep(0.001)")
                    }
                }
                try await Task.sleep(for: .microseconds(800 + round * 4))
                victim.cancel()
                let innocent: Int64 = try await pool.withConnection { connection in
                    _ = try await connection.execute("SELECT pg_sleep(0.001)")
                    return try await connection.fetchOne("SELECT \(round)")
                }
                #expect(innocent == Int64(round))
                do {
                    _ = try await victim.value
                } catch {
                    cancelled += 1
                }
            }
            // Both outcomes must have occurred, or the race was not run.
            #expect(cancelled > 0)
        }
    }

    @Test("a session ended by the server in mid-query is an error, and the pool recovers")
    func terminated() async throws {
        try await withTestPool { pool in
            let victim = Task {
                try await pool.withConnection { connection in
                    try await connection.execute("SELECT pg_sleep(30)")
                }
            }
            try await expectSleeper(pool)
            let ended: Bool = try await pool.withConnection { connection in
                try await connection.fetchOne(
                    """
                    SELECT bool_and(pg_terminate_backend(pid)) FROM pg_stat_activity
                    WHERE datname = current_database() AND query LIKE '%pg_sleep(30)%'
                    AND pid <> pg_backend_pid()
                    """)
            }
            #expect(ended)
            let error = try await failure { try await victim.value }
            #expect(error.kind == .closed && error.sqlState == .adminShutdown)
            #expect(!error.isSafeToRetry)
            let one: Int64 = try await pool.withConnection {
                try await $0.fetchOne("SELECT 1::int8")
            }
            #expect(one == 1)
        }
    }

    @Test("connections ended while idle are replaced before anybody notices")
    func terminatedIdle() async throws {
        try await withTestPool(maximum: 3) { pool in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        try await pool.withConnection {
                            _ = try await $0.execute("SELECT pg_sleep(0.1)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            try await pool.withConnection { connection in
                _ = try await connection.execute(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()
                    """)
            }
            try await Task.sleep(for: .milliseconds(100))
            for _ in 0..<5 {
                let one: Int64 = try await pool.withConnection {
                    try await $0.fetchOne("SELECT 1::int8")
                }
                #expect(one == 1)
            }
        }
    }

    @Test("a second call while one runs is refused as busy; the first goes on")
    func busy() async throws {
        try await withTestPool { pool in
            try await pool.withConnection { connection in
                let slow = Task {
                    try await connection.fetchOne(
                        "SELECT 7::int8 FROM pg_sleep(3)", as: Int64.self)
                }
                try await expectSleeper(pool)
                let error = try await failure { try await connection.execute("SELECT 1") }
                #expect(error.kind == .busy && error.isSafeToRetry)
                let seven = try await slow.value
                #expect(seven == 7)
            }
        }
    }

    @Test("closing a connection ends the call that waits on it")
    func closedInMidQuery() async throws {
        try await withTestConnection { connection in
            let waiting = Task { try await connection.execute("SELECT pg_sleep(30)") }
            try await Task.sleep(for: .milliseconds(100))
            await connection.close()
            let error = try await failure { try await waiting.value }
            #expect(error.kind == .closed)
            let later = try await failure { try await connection.execute("SELECT 1") }
            #expect(later.kind == .closed && later.isSafeToRetry)
        }
    }

    @Test("a parameter of five megabytes does not stall")
    func largeParameter() async throws {
        try await withTestConnection { connection in
            let bytes = [UInt8](repeating: 0xA5, count: 5_000_000)
            let back: [UInt8] = try await connection.fetchOne(
                "SELECT \(bytes)", deadline: .seconds(20))
            #expect(back == bytes)
        }
    }

    @Test("nobody at the address is a connect error, safe to retry")
    func nobody() async throws {
        let configuration = ConnectionConfiguration("host=/tmp/probity-no-such-folder dbname=x")
        let error = try await failure { try await Connection.connect(configuration) }
        #expect(error.kind == .connect && error.isSafeToRetry)
        #expect(error.description == "could not connect to PostgreSQL")
    }
}

/// Waits until a query of another session runs.
private func expectSleeper(_ pool: Pool) async throws {
    try await waitForSleepers(pool) { $0 > 0 }
}

/// The query that slept was really stopped on the server.
private func expectNoSleeper(_ pool: Pool) async throws {
    try await waitForSleepers(pool) { $0 == 0 }
}

private func waitForSleepers(_ pool: Pool, _ isReached: (Int64) -> Bool) async throws {
    for _ in 0..<200 {
        let sleepers: Int64 = try await pool.withConnection { connection in
            try await connection.fetchOne(
                """
                SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
                AND pid <> pg_backend_pid() AND wait_event = 'PgSleep'
                """)
        }
        if isReached(sleepers) { return }
        try await Task.sleep(for: .milliseconds(50))
    }
    Issue.record("the number of sleeping sessions did not become what it should")
}
