// SPDX-License-Identifier: Apache-2.0

import Compliance
import LawFixtures
import Policy
import Testing

@Suite("Golden cases that weigh")
struct GoldenWeighingTests {
    private static let file = "cases/a-second-breach.yaml"
    private static let text = """
        law: sample
        asOf: 2026-03-03
        source: "Act of 2025, s 11"
        explanation: A breach after a breach weighs more.
        input:
          role: sponsor
          party: { facts: { employees: 10 } }
          history:
            - { id: h1, indicator: breach, occurredOn: 2025-04-01, determinedOn: 2025-07-01 }
          events:
            - { id: v1, indicator: breach, occurredOn: 2025-08-01, grades: { harm: 2 } }
            - { id: v2, indicator: lapse, occurredOn: 2025-08-02, facts: { excused: true } }
          notices:
            - { id: n1, clock: reply, begins: 2026-06-01, events: [v1] }
            - { id: old, determinedOn: 2025-07-01, penalty: 250000 }
        expected:
          assessments:
            - event: v1
              points: 5
              measures:
                - { code: fine, amount: 100000 }
                - { code: bar, years: 2, from: 2026-03-03, shownUntil: 2028-03-04 }
            - { event: v2, points: 0, justified: true, measures: [] }
          total: { penalty: 50000, bar: { years: 2 }, exitCosts: none, published: true }
          clocks:
            - { notice: n1, received: 2026-06-11, due: 2026-07-13 }
        """

    private func differences(_ old: String = "", _ new: String = "") throws -> [String] {
        var pack = WeighingPack.sample
        pack.files[Self.file] = Self.text
        if !old.isEmpty { pack = pack.replacing(old, with: new, in: Self.file) }
        let policy = try pack.policy()
        let goldenCase = try #require(policy.cases.first { $0.file == Self.file })
        return GoldenCaseRun(goldenCase, policy: policy).differences
    }

    @Test("a case that expects what the law makes of its events holds")
    func holds() throws { #expect(try differences() == []) }

    @Test(
        "a case that expects something else says what came out",
        arguments: [
            ("points: 5", "points: 4", "assessment 1, points: expected 4, got 5"),
            (
                "justified: true", "justified: false",
                "assessment 2, justified: expected false, got true"
            ),
            ("amount: 100000", "amount: 1", "assessment 1, measures, fine: expected 1, got 100000"),
            (
                "years: 2, from", "years: 1, from",
                "assessment 1, measures, bar: expected 1 years, got 2 years"
            ),
            (
                "2028-03-04", "2028-03-03",
                "assessment 1, measures, bar, shownUntil: expected 2028-03-03, got 2028-03-04"
            ),
            (
                "measures: []", "measures: [{ code: warning }]",
                "assessment 2, measures: expected warning, got none"
            ),
            ("penalty: 50000", "penalty: none", "total, penalty: expected none, got 50000"),
            ("exitCosts: none", "exitCosts: 5", "total, exitCosts: expected 5, got none"),
            ("published: true", "published: false", "published: expected false, got true"),
            (
                "due: 2026-07-13", "due: 2026-07-11",
                "clock n1, due: expected 2026-07-11, got 2026-07-13"
            ),
            (
                "received: 2026-06-11", "arrived: 2026-06-11",
                "clock n1, arrived: expected 2026-06-11, got none"
            ),
        ])
    func differs(old: String, new: String, said: String) throws {
        #expect(try differences(old, new) == [said])
    }
}
