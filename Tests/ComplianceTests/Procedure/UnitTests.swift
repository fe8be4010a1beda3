// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("Amounts in units")
struct UnitTests {
    private func measures(
        _ kind: PartyKind, on occurredOn: String, grave: Bool = false
    ) throws -> [String] {
        let policy = try AustralianPack.sample.policy()
        let facts = grave ? [JSONValue.Member("grave", true)] : []
        let question = AssessmentQuestion(
            party: PartyRecord(
                id: PartyID(high: 1, low: 1), kind: kind, name: .open("A"), town: nil,
                region: RegionCode("ZZ"), regime: policy.code, identifiers: [],
                facts: grave ? [] : [.init("approved", true)]),
            role: .sponsor, history: [],
            events: [Visit.event(1, "obligation", occurredOn: occurredOn, facts: facts)],
            earlierPenalties: [], determinedOn: day("2026-07-01"))
        return try EventAssessor.assess(question, policy: policy).assessments[0].measures
            .map(\.text)
    }

    @Test("240 units of 330.00 are 396,000 for a body corporate, and a fifth of it 79,200")
    func organisation() throws {
        #expect(
            try measures(.organisation, on: "2026-06-01")
                == ["civil 396000.00", "infringement 79200.00"])
    }

    @Test("an individual pays no multiple: 79,200, and 15,840")
    func individual() throws {
        #expect(
            try measures(.person, on: "2026-06-01")
                == ["civil 79200.00", "infringement 15840.00"])
    }

    @Test(
        "the unit is that of the day of the event",
        arguments: [
            ("2024-11-06", "civil 375600.00"), ("2024-11-07", "civil 396000.00"),
            ("2024-11-08", "civil 396000.00"),
        ])
    func dated(occurredOn: String, civil: String) throws {
        #expect(try measures(.organisation, on: occurredOn).first == civil)
    }

    @Test("what is no whole number of cents is refused and never rounded")
    func uneven() throws {
        let event = Visit.event(1, "obligation", occurredOn: "2026-06-01")
        #expect(throws: AssessmentError.outOfScale("uneven", of: event.id)) {
            try measures(.organisation, on: "2026-06-01", grave: true)
        }
    }

    @Test("the cases of the pack hold, of duties too")
    func cases() throws {
        let policy = try AustralianPack.sample.policy()
        let runs = policy.cases.filter { $0.source.contains("Migration") }
            .map { GoldenCaseRun($0, policy: policy) }
        #expect(runs.count == 3)
        for run in runs { #expect(run.differences == [], "\(run.goldenCase.name)") }
    }

    @Test("a case that expects another day, state or percentage does not hold, and says so")
    func differs() throws {
        var pack = AustralianPack.sample
        for (path, text) in pack.files where path.hasPrefix("cases/the-end") {
            pack.files[path] = text.replacing(
                "filing: day-28, state: dischargedInTime",
                with: "filing: day-28, state: missed, daysLate: 2, raises: obligation")
        }
        let policy = try pack.policy()
        let found = policy.cases.flatMap { GoldenCaseRun($0, policy: policy).differences }
        #expect(
            found == [
                "duty day-28, state: expected missed, got dischargedInTime",
                "duty day-28, daysLate: expected 2, got none",
                "duty day-28, raises: expected obligation, got none",
            ])
    }

    @Test("the trace tells units, factors and fraction")
    func trace() throws {
        let policy = try AustralianPack.sample.policy()
        let visit = try Visit(
            Visit.event(1, "obligation", occurredOn: "2026-06-01"), policy: policy
        ).changed { $0.facts = [.init("approved", true)] }
        let step = try #require(try visit.first().trace.first { $0.step == "units" })
        #expect(
            step.input == [
                .init("units", 240), .init("penalty-unit", 330), .init("factors", [5]),
                .init("fraction", "1/1"),
            ])
        #expect(step.source == "Crimes Act 1914, s 4AA, unverified")
    }
}
