// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("Facts that follow from others, in a rating")
struct DerivedFactTests {
    /// The sample pack, in which the large have a start score of their own, and since 2026 whoever
    /// has 200 employees is large.
    private static func policy() throws -> Policy {
        try SamplePack()
            .replacing(
                "{ fact: employees, atLeast: 100 }", with: "{ fact: large, equals: true }",
                in: "starts.yaml"
            )
            .declaring(
                """
                  - name: large
                    of: party
                    kind: boolean
                    title: { en: Large, zh: 大 }
                    derived:
                      values:
                        - from: 2025-01-01
                          until: 2026-01-01
                          source: "Act of 2025, s 10"
                          verified: true
                          rows: [{ give: true, when: { fact: employees, atLeast: 100 } }]
                        - from: 2026-01-01
                          source: "Act of 2026, s 10"
                          verified: true
                          rows: [{ give: true, when: { fact: employees, atLeast: 200 } }]

                """
            )
            .replacing(
                "    event:", with: "    party: { fact: large, equals: true }",
                in: "overrides/fraud.yaml"
            )
            .replacing("      indicators: [late]\n", with: "", in: "overrides/fraud.yaml")
            .replacing(
                "      when: { fact: grave, equals: true }\n", with: "", in: "overrides/fraud.yaml"
            )
            .replacing(
                "      holds: { anchor: determinedOn, months: 24 }", with: "",
                in: "overrides/fraud.yaml"
            ).policy()
    }

    private func rating(_ facts: [JSONValue.Member], asOf: String) throws -> Rating {
        let policy = try Self.policy()
        return try RatingRule.rate(
            Dossier(under: policy, facts: facts), role: .sponsor, policy: policy, asOf: day(asOf))
    }

    @Test(
        "they count in start scores and overrides, as the law of the day has them follow",
        arguments: [
            (99, "2025-12-31", 80), (100, "2025-12-31", 100), (101, "2025-12-31", 100),
            (199, "2026-01-01", 80), (200, "2026-01-01", 100), (201, "2026-01-01", 100),
        ] as [(Int64, String, Int)])
    func derived(employees: Int64, on: String, start: Int) throws {
        let rating = try rating([.init("employees", .integer(employees))], asOf: on)
        #expect(rating.start?.points == Points(start))
        #expect(rating.overrides.map(\.code.text) == (start == 100 ? ["fraud"] : []))
    }

    /// The sample pack, in which whoever was late in the last six months starts lower.
    private static func late() throws -> Policy {
        try SamplePack()
            .replacing(
                "{ fact: employees, atLeast: 100 }", with: "{ fact: punctual, equals: false }",
                in: "starts.yaml"
            )
            .replacing("points: 100", with: "points: 70", in: "starts.yaml")
            .declaring(
                derivedFactText(
                    "punctual", "{ en: Punctual, zh: 守时 }",
                    rows: "[{ give: false, "
                        + "when: { count: { of: [late], months: 6 }, atLeast: 1 } }]")
            ).policy()
    }

    private static func lateDossier(_ policy: Policy) throws -> Dossier {
        try Dossier(under: policy, telling: [ToldEvent(occurredOn: "2026-02-01")])
    }

    @Test("a fact that follows from events of some months turns the rating when they are over")
    func turns() throws {
        let policy = try Self.late()
        let dossier = try Self.lateDossier(policy)
        let steps = try RatingRule.steps(
            dossier, role: .sponsor, policy: policy, from: day("2026-01-31"))
        #expect(
            steps.map { "\($0.from) \($0.score.map { "\($0)" } ?? "–")" } == [
                "2026-01-31 80", "2026-02-01 65", "2026-08-01 75", "2027-02-01 80",
            ])
        for step in steps {
            let rating = try RatingRule.rate(
                dossier, role: .sponsor, policy: policy, asOf: step.from)
            #expect(rating.score == step.score)
        }
    }

    @Test(
        "what follows for a party is told with the day on which it may be otherwise",
        arguments: [
            ("2026-01-31", nil, "2026-02-01"), ("2026-02-01", false, "2026-08-01"),
            ("2026-07-31", false, "2026-08-01"), ("2026-08-01", nil, nil),
        ] as [(String, Bool?, String?)])
    func following(asOf: String, punctual: Bool?, until: String?) throws {
        let policy = try Self.late()
        let found = try PartyFactsThatFollow(
            of: Self.lateDossier(policy), role: .sponsor, policy: policy, on: day(asOf))
        #expect(found.facts.map(\.value) == (punctual.map { [.bool($0)] } ?? []))
        #expect(found.until == until.map { day($0) })
    }

    @Test("what is stated goes before what would follow")
    func stated() throws {
        let rating = try rating(
            [.init("employees", 500), .init("large", false)], asOf: "2026-01-01")
        #expect(rating.start?.points == Points(80))
        #expect(rating.overrides.isEmpty)
    }

    @Test("a description of the law tells how a fact follows on the day")
    func described() throws {
        let policy = try Self.policy()
        for (on, bound) in [("2025-12-31", "≥ 100"), ("2026-01-01", "≥ 200")] {
            let description = PolicyDescription(policy, on: day(on))
            guard case .array(let facts)? = description.json["facts"] else {
                Issue.record("No facts are described.")
                return
            }
            let large = try #require(facts.first { $0["name"] == "large" })
            #expect(large["kind"] == "boolean")
            let text = String(describing: large["derived"])
            #expect(text.contains("“Staff” \(bound)"))
            #expect(description.text(in: .en).contains("true: “Staff” \(bound)"))
        }
    }
}
