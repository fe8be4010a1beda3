// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("Which version of an override strikes")
struct OverrideLawTests {
    /// The override of the sample, with another version from 2026-01-01 on, or none.
    private func policy(_ law: String, _ later: String?) throws -> Policy {
        var pack = SamplePack()
            .replacing("roles:", with: "whichLaw: { \(law) }\nroles:", in: "regime.yaml")
            .replacing(
                "  - from: 2025-01-01", with: "  - from: 2025-01-01\n    until: 2026-01-01",
                in: "overrides/fraud.yaml")
        guard let later else { return try pack.policy() }
        pack.files["overrides/fraud.yaml", default: ""] += """

              - from: 2026-01-01
                source: "Act of 2026, s 7"
                verified: true
                roles: [sponsor]
                \(later)
            """
        return try pack.policy()
    }

    private static let shorter = event("direct", "poor", "true", 12)
    private static let longer = event("direct", "poor", "true", 36)
    private static let better = event("direct", "good", "true", 36)
    private static let other = event("cap", "poor", "true", 12)
    private static let floor = event("floor", "good", "true", 12)
    private static let never = event("direct", "poor", "false", 12)

    private static func event(
        _ effect: String, _ band: String, _ grave: String, _ months: Int
    ) -> String {
        """
        effect: \(effect)
            band: \(band)
            event:
              indicators: [late]
              when: { fact: grave, equals: \(grave) }
              holds: { anchor: determinedOn, months: \(months) }
        """
    }

    @Test(
        "that of the act, of the determination, or the one that costs less",
        arguments: [
            ("act", shorter, "2026-02-01", "2028-02-01"),
            ("decision", shorter, "2025-12-31", "2027-12-31"),
            ("decision", shorter, "2026-01-01", "2027-01-01"),
            ("decision", longer, "2026-01-01", "2029-01-01"),
            ("decision", never, "2026-01-01", nil), ("decision", nil, "2026-01-01", "2028-01-01"),
            ("milder", shorter, "2026-01-01", "2027-01-01"),
            ("milder", longer, "2026-01-01", "2028-01-01"),
            ("milder", better, "2026-01-01", "2029-01-01"),
            ("milder", other, "2026-01-01", "2028-01-01"),
            ("milder", never, "2026-01-01", nil), ("milder", nil, "2026-01-01", "2028-01-01"),
        ] as [(String, String?, String, String?)])
    func versions(law: String, later: String?, determinedOn: String, until: String?) throws {
        let event = ToldEvent(
            occurredOn: "2025-12-01", determinedOn: determinedOn, facts: [.init("grave", true)])
        let found = try rating(
            [event], asOf: "2026-06-01", by: policy("overrides: \(law)", later)
        ).overrides
        #expect(found.map(\.until) == (until.map { [day($0)] } ?? []))
    }

    @Test("what holds a band up is milder than nothing")
    func holdsUp() throws {
        let event = ToldEvent(
            occurredOn: "2025-12-01", determinedOn: "2026-02-01", facts: [.init("grave", true)])
        let pack = SamplePack()
            .replacing("roles:", with: "whichLaw: { overrides: milder }\nroles:", in: "regime.yaml")
            .replacing("from: 2025-01-01", with: "from: 2026-01-01", in: "overrides/fraud.yaml")
        #expect(try rating([event], asOf: "2026-06-01", by: pack.policy()).overrides.isEmpty)
        let up = pack.replacing("effect: direct", with: "effect: floor", in: "overrides/fraud.yaml")
            .replacing("band: poor", with: "band: good", in: "overrides/fraud.yaml")
        #expect(
            try rating([event], asOf: "2026-06-01", by: up.policy()).overrides.map(\.effect)
                == [.floor])
    }
}
