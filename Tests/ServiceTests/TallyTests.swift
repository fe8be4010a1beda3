// SPDX-License-Identifier: Apache-2.0

import Domain
import Postgres
import Service
import Store
import TestSupport
import Testing

@Suite("Numbers of events by class")
struct TallyTests {
    private static let indicators = [
        "cn.invitation.false-statement", "cn.invitation.late-close-out", "cn.outcome.on-time",
    ]

    /// Reports events of some days, one after the other and in groups.
    private static func report(
        _ count: Int, on party: PartyID, to registry: Registry, state: EventState = .confirmed
    ) async throws {
        let commands = (0..<count).map { number in
            ReportEvent(
                ReportEvent.Details(
                    party: PartyAddress(party), role: .inviter,
                    indicator: IndicatorCode(indicators[number % 3]), state: state,
                    occurredOn: day("2026-03-01").adding(days: number % 4)),
                by: .officer(1))
        }
        for start in stride(from: 0, to: count, by: 500) {
            let end = min(start + 500, count)
            for answer in await registry.registrar.submit(group: Array(commands[start..<end])) {
                _ = try answer.get()
            }
        }
    }

    /// The numbers of every stored line, in order.
    private static func counts(_ connectionString: String) async throws -> [Int] {
        let rows: [EventTallyRow] = try await withConnection(connectionString) {
            try await $0.fetchAll(
                """
                SELECT party_id, role, regime, indicator, state, entry_number, bytes
                FROM probity.event_tally
                """)
        }
        return try EventTally(rows).groups.values.flatMap { $0.map(\.count) }.sorted()
    }

    @Test("events that no rule can tell apart take one line, however many they are")
    func manyAlike() async throws {
        try await withRegistry { registry, connectionString in
            let party = try await registry.register()
            try await Self.report(2_400, on: party, to: registry)
            #expect(try await Self.counts(connectionString) == Array(repeating: 200, count: 12))
            let rating = try await registry.rate(
                RatingQuestion(party: PartyAddress(party), role: .inviter), by: .officer(1))
            #expect(rating.rating.contributions.count == 2_400)
            #expect(try await registry.verify().findings == [])
        }
    }

    @Test("an answer to an event rates as the whole rating does, however it was determined")
    func answers() async throws {
        try await withRegistry { registry, connectionString in
            let party = try await registry.register()
            try await Self.report(30, on: party, to: registry)
            let event = try await registry.report(.falseStatement(PartyAddress(party)))
            #expect(try await Self.counts(connectionString).contains(1))
            let receipt = try await registry.registrar.submit(
                ConfirmEvent(event, by: .officer(2)))
            let outcome = try await registry.event(after: receipt, by: .officer(2))
            let whole = try await registry.rate(
                RatingQuestion(party: PartyAddress(party), role: .inviter), by: .officer(2))
            #expect(outcome.rating?.step.score == whole.rating.score)
            #expect(outcome.rating?.step.band == whole.rating.band)
            #expect(outcome.rating?.entry == receipt.entry && outcome.state == .confirmed)
            #expect(whole.rating.contributions.contains { $0.event == event })
            #expect(try await registry.verify().findings == [])
        }
    }

    @Test("a second daemon goes on from the numbers that the first one left")
    func twoDaemons() async throws {
        try await withRegistry { first, connectionString in
            let party = try await first.register()
            try await withRegistry(at: connectionString) { second in
                for _ in 0..<3 {
                    try await Self.report(12, on: party, to: first)
                    try await Self.report(12, on: party, to: second)
                }
            }
            #expect(try await Self.counts(connectionString) == Array(repeating: 6, count: 12))
            #expect(try await first.verify().findings == [])
        }
    }

    @Test("what an answer told of the rating is told again, whatever came after")
    func toldAgain() async throws {
        try await withRegistry { registry, _ in
            let party = try await registry.register()
            func command(_ key: String) -> ReportEvent {
                ReportEvent(
                    .falseStatement(PartyAddress(party), state: .confirmed), by: .officer(1),
                    request: RequestKey(
                        principal: TokenID(high: 1, low: 1), route: "POST /v1/events", key: key,
                        request: Array(key.utf8)))
            }
            let head = try await registry.head().entry.value
            // Twice in one batch, and once more after another event.
            let answers = await registry.registrar.submit(
                group: [command("a"), command("a"), command("b")])
            var outcomes: [EventOutcome] = []
            for answer in answers {
                outcomes.append(try await registry.event(after: try answer.get(), by: .officer(1)))
            }
            #expect(outcomes.map(\.knownAt.entry.value) == [head + 1, head + 1, head + 2])
            let told = try #require(outcomes[0].rating)
            #expect(outcomes.allSatisfy { $0.rating == told })
            #expect(told.entry == outcomes[2].knownAt.entry)
            _ = try await registry.report(.falseStatement(PartyAddress(party), state: .confirmed))
            let again = try await registry.registrar.submit(command("a"))
            #expect(again.isReplay)
            let outcome = try await registry.event(after: again, by: .officer(1))
            #expect(outcome.rating == told && outcome.event == outcomes[0].event)
            #expect(outcome.state == .confirmed && outcome.knownAt == outcomes[0].knownAt)
        }
    }
}
