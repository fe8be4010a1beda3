// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Testing

@Suite("Bars and lowered bands of a case, in its own answer")
struct OwnMeasureTests {
    private static let file = "cases/what-follows.yaml"

    private static func pack() -> SamplePack {
        WeighingPack.sample.replacing(
            "      - code: suspension",
            with: """
                      - code: down
                        kind: downgrade
                        title: { en: Lowered, zh: 降级 }
                        when: { fact: grave, equals: true }
                        band: poor
                        size: { fixed: 6, unit: months }
                        published: true
                      - code: suspension
                """, in: "assessments/stays.yaml")
    }

    /// What came out otherwise than a case expects.
    private func differences(
        asOf: String, _ input: String, expects: String, _ pack: SamplePack = pack()
    ) throws -> [String] {
        var pack = pack
        pack.files[Self.file] = """
            law: sample
            asOf: \(asOf)
            source: "Act of 2025, s 11"
            explanation: What follows reaches the answer of the same case.
            input:
              role: sponsor
              party: { facts: { employees: 10 } }
              accreditations: [{ route: work, from: 2025-01-01 }]
              \(input)
            expected: \(expects)
            """
        let policy = try pack.policy()
        let goldenCase = try #require(policy.cases.first { $0.file == Self.file })
        return GoldenCaseRun(goldenCase, policy: policy).differences
    }

    private static let breach = """
        events: [{ id: v, indicator: breach, occurredOn: 2026-01-10, determinedOn: 2026-03-03, \
        grades: { harm: 1 } }]
        """
    private static let asked = "request: { route: work, act: new }"

    @Test(
        "the bar of an earlier notice is in force from its determination until its last day",
        arguments: [
            ("2026-01-31", "[eligible]", "2026-01-31"),
            ("2026-02-01", "[sanction.bar]", "2027-01-31"),
            ("2027-01-31", "[sanction.bar]", "2027-01-31"),
            ("2027-02-01", "[eligible]", "none"),
        ])
    func earlierNotice(asOf: String, reasons: String, validUntil: String) throws {
        let input = """
            notices: [{ id: n, determinedOn: 2026-02-01, barUntil: 2027-02-01 }]
              \(Self.asked)
            """
        let expects = "{ reasons: \(reasons), validUntil: \(validUntil) }"
        #expect(try differences(asOf: asOf, input, expects: expects) == [])
    }

    @Test(
        "so is a bar against the party itself among those that are told",
        arguments: [
            ("2026-01-31", "[eligible]", "2026-01-31"),
            ("2026-02-01", "[sanction.bar]", "2027-01-31"),
            ("2027-02-01", "[eligible]", "none"),
        ])
    func ofSelf(asOf: String, reasons: String, validUntil: String) throws {
        let input = """
            request:
                route: work
                act: new
                bars: [{ party: self, from: 2026-02-01, until: 2027-02-01 }]
            """
        let expects = "{ reasons: \(reasons), validUntil: \(validUntil) }"
        #expect(try differences(asOf: asOf, input, expects: expects) == [])
    }

    @Test("a bar that is told twice stands once, and two bars stand each")
    func once() throws {
        func input(until: String) -> String {
            """
            notices: [{ id: n, determinedOn: 2026-02-01, barUntil: \(until) }]
              request:
                route: work
                act: new
                bars: [{ party: self, from: 2026-02-01, until: 2027-02-01 }]
            """
        }
        #expect(
            try differences(
                asOf: "2026-02-01", input(until: "2027-02-01"),
                expects: "{ outcome: ineligible, reasons: [sanction.bar] }") == [])
        #expect(
            try differences(
                asOf: "2026-02-01", input(until: "2027-02-02"),
                expects: "{ reasons: [sanction.bar, sanction.bar] }") == [])
    }

    @Test(
        "a bar that follows from an event of the case holds for its time",
        arguments: [
            ("2026-03-03", "[sanction.bar]", "2027-03-02"),
            ("2027-03-02", "[sanction.bar]", "2027-03-02"), ("2027-03-03", "[eligible]", "none"),
        ])
    func follows(asOf: String, reasons: String, validUntil: String) throws {
        let expects = "{ reasons: \(reasons), validUntil: \(validUntil) }"
        #expect(
            try differences(asOf: asOf, "\(Self.breach)\n  \(Self.asked)", expects: expects) == [])
    }

    @Test("no bar follows from an event that is alleged")
    func alleged() throws {
        let input = Self.breach.replacingFirst("id: v", with: "id: v, state: alleged")
        #expect(
            try differences(
                asOf: "2026-03-03", "\(input)\n  \(Self.asked)",
                expects: "{ outcome: eligible, reasons: [eligible] }") == [])
    }

    @Test("a bar whose length an officer has yet to choose bars nobody, and then as chosen")
    func range() throws {
        let pack = Self.pack().replacing(
            "size: { table: bar }", with: "size: { range: { unit: years, atMost: 5 } }",
            in: "assessments/inspection.yaml")
        #expect(
            try differences(
                asOf: "2026-03-03", "\(Self.breach)\n  \(Self.asked)",
                expects: "{ reasons: [eligible] }", pack) == [])
        let decided = Self.breach.replacingFirst(
            "id: v", with: "id: v, decisions: [{ measure: bar, years: 3 }]")
        #expect(
            try differences(
                asOf: "2026-03-03", "\(decided)\n  \(Self.asked)",
                expects: "{ reasons: [sanction.bar], validUntil: 2029-03-02 }", pack) == [])
    }

    @Test("bars that a notice adds up hold as long as it says")
    func total() throws {
        let pack = Self.pack().replacing(
            "{ kind: bar, combine: highest }", with: "{ kind: bar, combine: sum }",
            in: "notices.yaml")
        let two = """
            events:
                - { id: v, indicator: breach, occurredOn: 2026-01-10, grades: { harm: 1 } }
                - { id: w, indicator: breach, occurredOn: 2026-01-11, grades: { harm: 1 } }
            """
        #expect(
            try differences(
                asOf: "2026-03-03", "\(two)\n  \(Self.asked)",
                expects: "{ reasons: [sanction.bar], validUntil: 2028-03-02 }", pack) == [])
    }

    @Test(
        "a band that a measure lowers is the band for its time, and the answer's",
        arguments: [
            ("2026-03-03", "poor", "override", "[down]", "[band.belowMinimum]"),
            ("2026-09-02", "poor", "override", "[down]", "[band.belowMinimum]"),
            ("2026-09-03", "good", "score", "[]", "[eligible]"),
        ])
    func lowered(
        asOf: String, band: String, basis: String, overrides: String, reasons: String
    ) throws {
        let input = """
            events: [{ id: s, indicator: stay, occurredOn: 2026-01-10, determinedOn: 2026-03-03, \
            facts: { grave: true } }]
              \(Self.asked)
            """
        let expects = """
            { score: 80, band: \(band), basis: \(basis), overrides: \(overrides), \
            reasons: \(reasons) }
            """
        #expect(try differences(asOf: asOf, input, expects: expects) == [])
    }

    @Test("a measure lifts nobody who stands lower already")
    func lower() throws {
        let input = """
            events:
                - { id: l, indicator: late, occurredOn: 2026-02-01, quantity: 9, \
            facts: { grave: true } }
                - { id: s, indicator: stay, occurredOn: 2026-01-10, facts: { grave: true } }
            """
        let pack = Self.pack().replacing(
            "band: poor\n", with: "band: good\n", in: "assessments/stays.yaml")
        #expect(
            try differences(
                asOf: "2026-03-03", input,
                expects: "{ score: 60, band: poor, basis: override, overrides: [fraud, down] }",
                pack) == [])
    }
}

extension String {
    fileprivate func replacingFirst(_ old: String, with new: String) -> String {
        guard let range = firstRange(of: old) else { return self }
        return self[..<range.lowerBound] + new + self[range.upperBound...]
    }
}
