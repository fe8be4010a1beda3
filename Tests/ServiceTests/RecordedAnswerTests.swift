// SPDX-License-Identifier: Apache-2.0

import Domain
import Service
import Testing

@Suite("Verification gives recorded answers again")
struct RecordedAnswerTests {
    /// The answers about one party, given before a violation and after it.
    private struct Ground {
        let registry: Registry
        let connectionString: String
        let before: EligibilityRecord
        let after: EligibilityRecord

        /// Enters answers, one after the other, and gives the number of the first.
        func enter(_ answers: [EligibilityRecord]) async throws -> Int64 {
            let receipt = try await registry.registrar.submit(EnterAnswers(answers: answers))
            return receipt.entry.value - Int64(answers.count) + 1
        }
    }

    private func withGround(_ body: (Ground) async throws -> Void) async throws {
        try await withRegistry { registry, connectionString in
            let address = PartyAddress(try await registry.register())
            _ = try await registry.registrar.submit(
                GrantAccreditation(.inviter(address), by: .officer(1)))
            let question = DecisionQuestion(
                about: EligibilityQuestion(
                    party: address, role: .inviter, route: RouteCode("cn-visa-f"),
                    asOf: day("2026-06-01")),
                others: nil, told: nil)
            let before = try await registry.recordEligibility(question, asking: Asking(.desk))
            _ = try await registry.report(
                ReportEvent.Details(
                    party: address, role: .inviter,
                    indicator: IndicatorCode("cn.invitation.false-statement"), state: .confirmed,
                    occurredOn: day("2026-03-01"), reportedOn: day("2026-03-04")))
            let after = try await registry.recordEligibility(question, asking: Asking(.desk))
            try #require(before.recorded.record.answer != after.recorded.record.answer)
            try await body(
                Ground(
                    registry: registry, connectionString: connectionString,
                    before: before.recorded.record, after: after.recorded.record))
        }
    }

    @Test("each by what was known when it was given, in whatever order they stand")
    func order() async throws {
        try await withGround { ground in
            let (before, after) = (ground.before, ground.after)
            _ = try await ground.enter([before, after, before, before, after])
            #expect(try await ground.registry.verify().findings == [])
            let first = try await ground.enter([
                before.answering(after.answer), after, after.answering(before.answer), before,
            ])
            let report = try await ground.registry.verify()
            #expect(
                report.findings.map(\.place) == ["decision \(first)", "decision \(first + 2)"])
        }
    }

    @Test("one that was changed is named among many, also beside one that cannot be read")
    func many() async throws {
        try await withGround { ground in
            let count = 250
            let first = try await ground.enter(Array(repeating: ground.after, count: count))
            #expect(try await ground.registry.verify().findings == [])
            let changed = [first + 149, first + Int64(count) - 1]
            let (was, made) = (ground.after.answerText, ground.before.answerText)
            try await tamper(
                ground.connectionString,
                """
                ALTER TABLE probity.ledger_entry DISABLE TRIGGER USER;
                UPDATE probity.ledger_entry SET bytes = convert_to(
                    replace(convert_from(bytes, 'UTF8'), $$\(was)$$, $$\(made)$$), 'UTF8')
                WHERE number IN (\(changed[0]), \(changed[1]));
                UPDATE probity.ledger_entry SET bytes = '\\x00' WHERE number = \(first + 148);
                """)
            let places = try await ground.registry.verify().findings.map(\.place)
            #expect(
                places.filter { $0.hasPrefix("decision") } == changed.map { "decision \($0)" },
                "\(places)")
        }
    }
}

extension EligibilityRecord {
    /// The answer as it stands in the bytes of its entry.
    fileprivate var answerText: String {
        String(decoding: answer.canonicalBytes, as: UTF8.self)
    }

    /// The same question, with another answer.
    fileprivate func answering(_ answer: JSONValue) -> EligibilityRecord {
        EligibilityRecord(
            party: party, request: request, policy: policy, isPolicyNamed: isPolicyNamed,
            knownAt: knownAt, knownInstant: knownInstant, answer: answer)
    }
}
