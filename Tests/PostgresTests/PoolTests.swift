// SPDX-License-Identifier: Apache-2.0

import Postgres
import TestSupport
import Testing

@Suite("The pool on a server")
struct PoolTests {
    @Test("a borrower who waits too long is refused, safe to retry, and the pool goes on")
    func acquireDeadline() async throws {
        try await withTestPool(maximum: 1) { pool in
            try await pool.withConnection { _ in
                let error = try await failure {
                    try await pool.withConnection(acquireDeadline: .milliseconds(50)) { _ in }
                }
                #expect(error.kind == .acquireTimedOut && error.isSafeToRetry)
            }
            let one: Int64 = try await pool.withConnection {
                try await $0.fetchOne("SELECT 1::int8")
            }
            #expect(one == 1)
        }
    }

    @Test("a borrower cancelled while waiting is released at once")
    func cancelledWaiter() async throws {
        try await withTestPool(maximum: 1) { pool in
            try await pool.withConnection { _ in
                let waiter = Task { try await pool.withConnection { _ in } }
                while pool.gauges.waiting == 0 { try await Task.sleep(for: .milliseconds(5)) }
                waiter.cancel()
                let error = try await failure { try await waiter.value }
                #expect(error.kind == .cancelled && error.isSafeToRetry)
                #expect(pool.gauges.waiting == 0)
            }
        }
    }

    @Test("many tasks share few connections and all are served")
    func sharing() async throws {
        try await withTestPool(maximum: 3) { pool in
            let sum = try await withThrowingTaskGroup(of: Int64.self) { group in
                for number in 0..<300 {
                    group.addTask {
                        try await pool.withConnection { try await $0.fetchOne("SELECT \(number)") }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(sum == 299 * 300 / 2)
            #expect(pool.gauges.idle <= 3 && pool.gauges.leased == 0)
        }
    }

    @Test("shutdown waits for what is lent and refuses new borrowers")
    func shutdown() async throws {
        try await withTestPool { pool in
            let events = Collected<String>()
            let (begun, begin) = AsyncStream.makeStream(of: Never.self)
            let borrower = Task {
                try await pool.withConnection { connection in
                    begin.finish()
                    _ = try await connection.execute("SELECT pg_sleep(0.3)")
                    events.append("returned")
                }
            }
            for await _ in begun {}
            await pool.shutdown()
            events.append("shut down")
            try await borrower.value
            #expect(events.all == ["returned", "shut down"])
            let error = try await failure { try await pool.withConnection { _ in } }
            #expect(error.kind == .closed && error.isSafeToRetry)
        }
    }

    @Test("run() keeps the minimum and ends when cancelled")
    func run() async throws {
        try await withTestDatabase { connectionString in
            let pool = Pool(
                PoolConfiguration(
                    connection: ConnectionConfiguration(connectionString), minimum: 2))
            let running = Task { try await pool.run() }
            for _ in 0..<200 where pool.gauges.idle < 2 {
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(pool.gauges.idle == 2)
            running.cancel()
            try await running.value
            #expect(pool.gauges.idle == 0)
        }
    }

    @Test("a server that cannot be reached opens the circuit: borrowers are refused at once")
    func circuit() async throws {
        let pool = Pool(
            PoolConfiguration(
                connection: ConnectionConfiguration("host=/tmp/probity-no-such-folder"),
                backOff: .milliseconds(1), failuresUntilOpenCircuit: 3
            ))
        for _ in 0..<2 {
            let error = try await failure { try await pool.withConnection { _ in } }
            #expect(error.kind == .connect && error.isSafeToRetry)
        }
        await pool.shutdown()
    }
}
