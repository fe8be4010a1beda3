// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Testing

@Suite("Reporting an event whose points are the sum of parts")
struct PartRulesTests {
    private let policy: Policy

    init() throws { policy = try coursePack().policy() }

    private func codes(
        severity: Int64? = nil, facts: [JSONValue.Member], policy: Policy? = nil
    ) -> [String] {
        let law = policy ?? self.policy
        let event = EventRecord(
            id: EventID(high: 3, low: 1), role: .sponsor, regime: law.code,
            indicator: IndicatorCode("obstruct"), state: .alleged, occurredOn: day("2026-06-01"),
            reportedOn: day("2026-06-01"), quantity: 1,
            grades: severity.map { [.init("severity", .integer($0))] } ?? [], facts: facts,
            isVoluntaryDisclosure: false, origin: nil, note: nil, evidence: [],
            reporter: TokenID(high: 4, low: 1))
        return ReportRules.refusals(of: event, policy: law, today: day("2026-06-02"))
            .map(\.code)
    }

    @Test("a fact of the event that a table is read by must be stated")
    func facts() {
        #expect(codes(facts: [.init("harm", 1)]) == [])
        #expect(codes(facts: []) == ["fact.needed"])
    }

    @Test(
        "a grade outside the guideline needs its reason: -3, -4, -6 and -7",
        arguments: [
            (-3, false, []), (-4, false, ["grade.reasonNeeded"]), (-4, true, []), (-6, true, []),
            (-7, true, ["grade.outOfRange"]),
        ] as [(Int64, Bool, [String])])
    func guideline(severity: Int64, hasReason: Bool, refused: [String]) {
        var facts = [JSONValue.Member("harm", 1)]
        if hasReason { facts.append(.init("why", "It was planned")) }
        #expect(codes(severity: severity, facts: facts) == refused)
    }

    @Test("a criterion without a grade of 0 must be graded")
    func ungraded() throws {
        let law = try coursePack().replacing(
            "atMost: 0\n              guideline: { atLeast: -3, atMost: 0,",
            with: "atMost: -1\n              guideline: { atLeast: -3, atMost: -1,",
            in: "indicators/obstruct.yaml"
        ).policy()
        let facts = [JSONValue.Member("harm", 1)]
        #expect(codes(facts: facts, policy: law) == ["grade.needed"])
        #expect(codes(severity: -1, facts: facts, policy: law) == [])
    }
}
