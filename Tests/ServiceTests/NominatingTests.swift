// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Service
import Testing

@Suite("A calculation whose post lies elsewhere than the party's seat")
struct NominatingTests {
    /// A late report costs 5, and in one province 20: of 80 there remain 60, which is poor.
    private func answer(seat: String, post: String) throws -> CalculationAnswer {
        var pack = SamplePack()
        pack.files["delegation.yaml"] = HunanLaw.delegation(
            of: "indicators/late/points/perUnit", "atLeast: -20, atMost: -1")
        pack.files["overlays/hunan.yaml"] = HunanLaw.overlay(setting: "-20")
        let calculator = Calculator(
            shelf: PolicyShelf([.init(policy: try pack.policy(), from: day("2025-01-01"))]),
            now: try #require(Instant("2026-06-01T00:00:00Z")))
        return try calculator.answer(
            Calculation(
                policy: "sample", asOf: day("2026-06-01"), kind: .organisation, facts: [],
                region: RegionCode(seat), role: .sponsor, history: [],
                events: [
                    .init(
                        id: "a", pointer: "/events/0", indicator: IndicatorCode("late"),
                        occurredOn: day("2026-05-01"))
                ],
                request: .init(
                    route: RouteCode("work"), act: .new, region: RegionCode(post), band: nil)))
    }

    @Test(
        "it is rated by the law of its seat, as in the register",
        arguments: [
            ("CN-50", "CN-43", "good", "75"), ("CN-50", "CN-50", "good", "75"),
            ("CN-43", "CN-50", "poor", "60"), ("CN-43", "CN-43", "poor", "60"),
        ])
    func seat(seat: String, post: String, band: String, score: String) throws {
        let answer = try answer(seat: seat, post: post)
        #expect(answer.rating.score?.description == score)
        #expect(answer.rating.band == BandCode(band))
        let decision = try #require(answer.eligibility)
        #expect(decision.band == BandCode(band))
        #expect(decision.score?.description == score)
        #expect(
            decision.reasons.map(\.code) == [band == "good" ? .eligible : .bandBelowMinimum])
    }
}

/// One province that may set one value of a law.
enum HunanLaw {
    static func delegation(of path: String, _ bounds: String) -> String {
        """
        source: "Act of 2025, s 20"
        verified: true
        authorities:
          - { code: nation, title: { en: N, zh: 国 }, level: national, region: CN }
          - code: hunan
            title: { en: H, zh: 湘 }
            level: province
            parent: nation
            region: CN-43
        parameters:
          - code: what
            title: { en: What, zh: 值 }
            path: \(path)
            values:
              - from: 2025-01-01
                source: "Act of 2025, s 20"
                verified: true
                to:
                  - { level: province, \(bounds) }
        """
    }

    static func overlay(setting value: String) -> String {
        """
        code: hunan
        title: { en: H, zh: 湘 }
        authority: hunan
        settings:
          - { parameter: what, from: 2025-03-01, source: "Decree", verified: true, value: \(value) }
        """
    }
}
