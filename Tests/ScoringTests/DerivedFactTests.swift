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
            .replacing(
                "  - { name: grave,",
                with: """
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
                      - { name: grave,
                    """, in: "facts.yaml"
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
        let party = PartyRecord(
            id: PartyID(high: 1, low: 1), kind: .organisation, name: .open("A"), town: nil,
            region: RegionCode("ZZ"), regime: policy.code, identifiers: [], facts: facts)
        return try RatingRule.rate(
            Dossier(party: party), role: .sponsor, policy: policy, asOf: day(asOf))
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
