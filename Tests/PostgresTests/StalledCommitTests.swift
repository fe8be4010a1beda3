// SPDX-License-Identifier: Apache-2.0

import Postgres
import TestSupport
import Testing

private let one = Statement<Int64>("test.one", "SELECT 1::int8 AS one", columns: ["one": .int8])

/// A COMMIT waits for a standby that never comes, until its deadline has passed. The server then
/// calls it done, though no standby has it: whoever asked must not take it for kept.
@Suite("A COMMIT that outlasts its deadline")
struct StalledCommitTests {
    /// Runs `body` while every COMMIT that asks for it waits for a standby that is not there.
    private func withoutStandby(
        _ body: (ConnectionConfiguration) async throws -> Void
    ) async throws {
        try await withTestDatabase { url in
            let steward = try await Connection.connect(ConnectionConfiguration(url))
            try await steward.executeScript("CREATE TABLE t (a int8)")
            try await steward.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
            try await steward.executeScript("SELECT pg_reload_conf()")
            do {
                try await body(
                    ConnectionConfiguration(
                        url, deadline: .milliseconds(500),
                        settings: ["synchronous_commit": "on"]))
            } catch {
                Issue.record(error)
            }
            try await steward.execute("ALTER SYSTEM RESET synchronous_standby_names")
            try await steward.executeScript("SELECT pg_reload_conf()")
            await steward.close()
        }
    }

    /// How a transaction ends once its COMMIT stalls; the server takes a moment to begin to wait.
    private func end(
        _ configuration: ConnectionConfiguration,
        _ transaction: (Connection) async throws -> Void
    ) async throws -> PostgresError.Kind? {
        for _ in 0..<200 {
            let connection = try await Connection.connect(configuration)
            let start = ContinuousClock.now
            var kind: PostgresError.Kind?
            do {
                try await transaction(connection)
            } catch let error as PostgresError {
                kind = error.kind
            }
            await connection.close()
            if ContinuousClock.now - start >= .milliseconds(500) { return kind }
            try await Task.sleep(for: .milliseconds(20))
        }
        Issue.record("No COMMIT stalled.")
        return nil
    }

    @Test("has an outcome that nobody knows, however it was sent")
    func unknown() async throws {
        try await withoutStandby { configuration in
            let plain = try await end(configuration) { connection in
                try await connection.transaction { connection in
                    _ = try await connection.execute("INSERT INTO t VALUES (1)")
                }
            }
            #expect(plain == .timedOut)
            let short = try await end(configuration) { connection in
                try await connection.transaction(
                    opening: { $0.fetchOne(one) },
                    { _, _, closing in
                        closing.execute("INSERT INTO t VALUES (1)")
                        return
                    })
            }
            #expect(short == .timedOut)
        }
    }
}
