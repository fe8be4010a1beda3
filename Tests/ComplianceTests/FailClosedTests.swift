// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("Where the law or the register gives out")
struct FailClosedTests {
    private func sample(_ pack: SamplePack) throws -> Situation {
        Situation(policy: try pack.policy(), route: "work", asOf: day("2025-06-01"))
    }

    @Test("start scores that end are an end of every answer, the day before, on it and after")
    func startsEnd() throws {
        let situation = try sample(
            SamplePack().replacing(
                "from: 2025-01-01", with: "from: 2025-01-01\n    until: 2025-09-01",
                in: "starts.yaml"))
        let dossier = try situation.dossier()
        let key = try #require(StandingRule.keys(of: dossier).first)
        let standing = try StandingRule.standing(
            of: dossier, key: key, policy: situation.policy, from: situation.asOf)
        func decide(_ date: String) throws -> Decision {
            let request = situation.changed { $0.asOf = day(date) }.request
            return try Eligibility.decide(request, standing: standing, policy: situation.policy)
        }
        #expect(try decide("2025-08-31").outcome == .eligible)
        #expect(try decide("2025-06-01").validUntil == day("2025-08-31"))
        for date in ["2025-09-01", "2025-09-02"] {
            #expect(throws: ComplianceError.policy(.notInForce("starts", on: day(date)))) {
                try decide(date)
            }
        }
    }

    @Test("a band that the scale later drops takes nothing from the days before")
    func droppedBand() throws {
        let situation = try sample(
            SamplePack()
                .replacing(
                    "from: 2025-01-01", with: "from: 2025-01-01\n    until: 2025-07-01",
                    in: "overrides/fraud.yaml"
                )
                .dropping("poor", from: "2028-01-01"))
        var dossier = try situation.dossier()
        try dossier.apply(
            .eventReported(
                EventRecord(
                    id: EventID(high: 3, low: 1), role: .sponsor, regime: situation.policy.code,
                    indicator: IndicatorCode("late"), state: .confirmed,
                    occurredOn: day("2025-06-01"), reportedOn: day("2026-06-01"), quantity: 1,
                    grades: [], facts: [.init("grave", true)], isVoluntaryDisclosure: false,
                    origin: nil, note: nil, evidence: [], reporter: TokenID(high: 4, low: 1))))
        let key = try #require(StandingRule.keys(of: dossier).first)
        let standing = try StandingRule.standing(
            of: dossier, key: key, policy: situation.policy, from: day("2026-06-01"))
        #expect(
            standing.steps.map(\.from) == [
                day("2026-06-01"), day("2028-01-01"), day("2028-06-01"),
            ])
        #expect(standing.steps.map { $0.band?.text } == ["poor", nil, "good"])
        func decide(_ date: String) throws -> Decision {
            let request = situation.changed { $0.asOf = day(date) }.request
            return try Eligibility.decide(request, standing: standing, policy: situation.policy)
        }
        #expect(try decide("2027-12-31").reasons.map(\.code) == [.bandBelowMinimum])
        #expect(throws: ComplianceError.policy(.unknown("bands"))) { try decide("2028-01-01") }
        #expect(throws: ComplianceError.policy(.unknown("bands"))) { try decide("2028-05-31") }
        #expect(try decide("2028-06-01").outcome == .eligible)
    }

    @Test("of two refusals that of the leave held now is told, not that of its renewal")
    func heldNow() throws {
        let situation = try Situation.assigned().changed {
            $0.band = "B"
            $0.expiresOn = day("2027-01-01")
        }
        var dossier = try situation.dossier()
        try dossier.apply(
            .accreditationGranted(
                AccreditationRecord(
                    id: AccreditationID(high: 2, low: 2), role: .sponsor,
                    route: RouteCode(situation.route), regime: situation.policy.code, regions: [],
                    from: Span(on: day("2027-01-01")), expiresOn: nil, band: BandCode("A"),
                    services: [])))
        let decision = try situation.decide(after: dossier)
        #expect(decision.reasons.map(\.code) == [.bandBelowMinimum])
        #expect(decision.validUntil == day("2026-12-31"))
    }

    @Test("leave that lapsed and is revoked later: the reason turns on the day it said")
    func revokedAfterLapse() throws {
        let situation = try Situation.assigned().changed {
            $0.expiresOn = day("2026-05-01")
            $0.end(.revoked, Span(on: day("2026-07-01")))
        }
        let lapsed = try situation.decide()
        #expect(lapsed.reasons.map(\.code) == [.accreditationExpired])
        #expect(lapsed.validUntil == day("2026-06-30"))
        let revoked = try situation.changed { $0.asOf = day("2026-07-01") }.decide()
        #expect(revoked.reasons.map(\.code) == [.accreditationRevoked])
        #expect(revoked.validUntil == nil)
    }

    @Test("the band of another route is not the band of this one")
    func otherRoute() throws {
        let decision = try Situation.assigned().changed {
            $0.askedRoute = "uk-creative-worker"
        }.decide()
        #expect(decision.reasons.map(\.code) == [.accreditationMissing])
        #expect(decision.band == nil)
    }
}
