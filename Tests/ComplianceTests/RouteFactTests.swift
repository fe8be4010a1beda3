// SPDX-License-Identifier: Apache-2.0

import Compliance
import LawFixtures
import Policy
import Testing

@Suite("Facts of the party that follow from others, on a route")
struct RouteFactTests {
    private static let file = "cases/a-small-party.yaml"

    /// The sample pack, in which the size follows from the staff, and a bad record from delays.
    private static func pack() -> SamplePack {
        SamplePack()
            .declaring(
                derivedFactText(
                    "size", "{ en: Size, zh: 规模 }", choices: "[small, large]",
                    rows: """
                        [{ give: small, when: { fact: employees, below: 50 } }, \
                        { give: large, when: { fact: employees, atLeast: 50 } }]
                        """),
                derivedFactText(
                    "careless", "{ en: Careless, zh: 疏忽 }",
                    rows: "[{ give: true, "
                        + "when: { count: { of: [late], months: 6 }, atLeast: 2 } }]")
            )
            .replacing(
                "    minimumBand:",
                with: """
                        quota:
                          scope: route
                          rows:
                            - { when: { fact: careless, equals: true }, limit: none }
                            - { when: { fact: size, equals: small }, limit: 5 }
                            - { limit: unlimited }
                        greenChannel: [{ when: { fact: size, equals: large } }]
                        minimumBand:
                    """, in: "routes/work.yaml")
    }

    private func differences(
        asOf: String = "2026-03-03", facts: String = "employees: 49", _ events: String = "[]",
        expects: String
    ) throws -> [String] {
        var pack = Self.pack()
        pack.files[Self.file] = """
            law: sample
            asOf: \(asOf)
            source: "Act of 2025, s 8"
            explanation: The size follows from the staff.
            input:
              role: sponsor
              party: { facts: { \(facts) } }
              accreditations: [{ route: work, from: 2025-01-01 }]
              events: \(events)
              request: { route: work, act: new, quotaUsed: 5 }
            expected: \(expects)
            """
        let policy = try pack.policy()
        let goldenCase = try #require(policy.cases.first { $0.file == Self.file })
        return GoldenCaseRun(goldenCase, policy: policy).differences
    }

    private static let small =
        "{ quota: { limit: 5, used: 5 }, privileges: [], reasons: [quota.exhausted] }"
    private static let large =
        "{ quota: { limit: unlimited, used: 5 }, privileges: [greenChannel], reasons: [eligible] }"

    @Test(
        "rows of a quota and green channels ask for them",
        arguments: [(49, small), (50, large), (51, large)])
    func size(employees: Int, expected: String) throws {
        #expect(try differences(facts: "employees: \(employees)", expects: expected) == [])
    }

    @Test("what came out is told as a case would have it")
    func told() throws {
        let events = "[{ id: a, indicator: late, occurredOn: 2026-02-01 }]"
        #expect(
            try differences(
                events,
                expects: """
                    { outcome: eligible, reasons: [eligible], quota: { limit: unlimited }, \
                    privileges: [greenChannel], overrides: [fraud], isUncertain: true, \
                    contributions: [{ event: a, points: -4, counted: 0 }] }
                    """)
                == [
                    "isUncertain: expected true, got false",
                    "overrides: expected [fraud], got []",
                    "contributions: expected [{ event: a, points: -4, counted: 0 }], got "
                        + "[{ event: a, points: -5, counted: -5, expiresOn: 2027-02-01 }]",
                    "outcome: expected eligible, got ineligible",
                    "reasons: expected [eligible], got [quota.exhausted]",
                    "quota: expected { limit: unlimited }, got { limit: 5, used: 5 }",
                    "privileges: expected [greenChannel], got []",
                ])
    }

    @Test("a case that expects adjustments alone is compared, too")
    func adjustments() throws {
        #expect(
            try differences(expects: "{ adjustments: [{ code: clean, points: 2 }] }") == [
                "adjustments: expected [{ code: clean, points: 2 }], got []"
            ])
    }

    @Test("what is stated goes before what would follow")
    func stated() throws {
        let facts = "employees: 49, size: large"
        #expect(try differences(facts: facts, expects: Self.large) == [])
    }

    @Test(
        "what follows from events turns the answer with them",
        arguments: [
            ("2026-07-31", "{ quota: { limit: 0, used: 5 }, validUntil: 2026-07-31 }"),
            ("2026-08-01", "{ quota: { limit: 5, used: 5 }, validUntil: 2027-01-31 }"),
        ])
    func events(asOf: String, expected: String) throws {
        let events = """
            [{ id: a, indicator: late, occurredOn: 2026-02-01 }, \
            { id: b, indicator: late, occurredOn: 2026-02-02 }]
            """
        #expect(try differences(asOf: asOf, events, expects: expected) == [])
    }
}
