// SPDX-License-Identifier: Apache-2.0

import Domain
import Postgres
import Service
import TestSupport
import Testing

@Suite("Background work is done once")
struct ChoreTests {
    /// Adds requests that were answered so many days ago.
    private static func add(
        _ count: Int, days: Int, _ connectionString: String
    ) async throws {
        try await tamper(
            connectionString,
            """
            INSERT INTO probity.idempotency
                (principal, route, key, request_sha256, entry_number, recorded_at)
            SELECT gen_random_uuid(), 'r', 'k', sha256('r'), 1, now() - interval '\(days) days'
            FROM generate_series(1, \(count))
            """)
    }

    private static func left(_ connectionString: String) async throws -> Int64 {
        try await withConnection(connectionString) {
            try await $0.fetchOne("SELECT count(*) AS count FROM probity.idempotency")
        }
    }

    @Test("of two daemons that come at once, each row goes by one, and then nothing is due")
    func once() async throws {
        try await withRegistry { first, connectionString in
            try await withRegistry(at: connectionString) { second in
                // Two portions and a row, beside one that is kept.
                try await Self.add(2 * Registry.chorePortion + 1, days: 31, connectionString)
                try await Self.add(1, days: 29, connectionString)
                async let one = first.doChore(.forgetRequests)
                async let other = second.doChore(.forgetRequests)
                let gone = try await [one, other]
                #expect(gone.compactMap { $0 }.reduce(0, +) <= 2 * Registry.chorePortion + 1)
                // Whoever left off while the other was at it comes back, as a daemon does.
                _ = try await first.doChore(.forgetRequests)
                #expect(try await Self.left(connectionString) == 1)
                for registry in [first, second] {
                    #expect(try await registry.doChore(.forgetRequests) == nil)
                }
                // A period later it is due again.
                #expect(try await second.doChore(.forgetRequests, every: .zero) == 0)
            }
        }
    }

    @Test("a daemon that dies at work blocks nobody")
    func crash() async throws {
        try await withRegistry { registry, connectionString in
            try await Self.add(3, days: 31, connectionString)
            let dying = try await Connection.connect(ConnectionConfiguration(connectionString))
            try await dying.executeScript(
                """
                BEGIN;
                SELECT FROM probity.chore WHERE name = 'requests.forget' FOR UPDATE;
                DELETE FROM probity.idempotency;
                """)
            #expect(try await registry.doChore(.forgetRequests) == nil)
            let process = try #require(await dying.backendProcessID)
            try await tamper(connectionString, "SELECT pg_terminate_backend(\(process), 5000)")
            #expect(try await registry.doChore(.forgetRequests) == 3)
            await dying.close()
        }
    }

    @Test("counts of look-ups are forgotten after 400 days")
    func lookUps() async throws {
        try await withRegistry { registry, connectionString in
            try await tamper(
                connectionString,
                """
                INSERT INTO probity.look_up_count
                SELECT gen_random_uuid(), date_trunc('hour', now()) - age.days * interval '1 day',
                    gen_random_uuid(), 'party', 'auditor', NULL, 1
                FROM unnest(ARRAY[399, 401, 402]) AS age (days)
                """)
            #expect(try await registry.doChore(.forgetLookUps) == 2)
            #expect(try await registry.doChore(.forgetLookUps) == nil)
        }
    }

    @Test("what was to be told is forgotten 400 days after its day, delivered or not")
    func messages() async throws {
        try await withRegistry { registry, connectionString in
            try await tamper(
                connectionString,
                """
                INSERT INTO probity.outbox
                SELECT 'duty.reminder', gen_random_uuid(), current_date - age.days,
                    gen_random_uuid(), 'r', '{}', 1, age.delivered_at
                FROM (VALUES (-1, NULL), (399, now()), (401, now()), (402, NULL))
                    AS age (days, delivered_at)
                """)
            #expect(try await registry.doChore(.forgetMessages) == 2)
            #expect(try await registry.doChore(.forgetMessages) == nil)
        }
    }

    /// A daemon whose clock is some days off.
    private static func withClock<Value>(
        days: Int64, _ connectionString: String, _ body: (Registry) async throws -> Value
    ) async throws -> Value {
        try await withRegistry(
            at: connectionString,
            clock: { Instant.now().adding(microseconds: days * 86_400_000_000) }, body)
    }

    @Test("a clock that is ahead forgets nothing early, and one that is behind forgets late")
    func clocks() async throws {
        try await withRegistry { _, connectionString in
            for age in [1, 29, 31, 41] { try await Self.add(1, days: age, connectionString) }
            let late = try await Self.withClock(days: -10, connectionString) { behind in
                try await behind.doChore(.forgetRequests, every: .zero)
            }
            #expect(late == 1)
            try await Self.withClock(days: 1_000, connectionString) { ahead in
                #expect(try await ahead.doChore(.forgetRequests, every: .zero) == 1)
                #expect(try await Self.left(connectionString) == 2)
                try await tamper(
                    connectionString,
                    """
                    INSERT INTO probity.look_up_count
                    SELECT gen_random_uuid(),
                        date_trunc('hour', now()) - age.days * interval '1 day',
                        gen_random_uuid(), 'party', 'auditor', NULL, 1
                    FROM unnest(ARRAY[1, 399, 401]) AS age (days)
                    """)
                #expect(try await ahead.doChore(.forgetLookUps, every: .zero) == 1)
            }
        }
    }
}
