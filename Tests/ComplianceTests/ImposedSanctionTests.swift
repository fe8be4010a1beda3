// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("What a decision imposes refuses by its dates")
struct ImposedSanctionTests {
    @Test(
        "A suspension or a revocation refuses with its own reason from its first day on",
        arguments: [
            (SanctionKind.suspension, ReasonCode.accreditationSuspended),
            (.revocation, .accreditationRevoked), (.bar, .sanctionBar),
        ],
        [
            ("2026-05-31", Outcome.eligible), ("2026-06-01", .ineligible),
            ("2026-08-31", .ineligible), ("2026-09-01", .eligible),
        ])
    func refuses(_ sanction: (SanctionKind, ReasonCode), _ row: (String, Outcome)) throws {
        var situation = try Situation.assigned()
        situation.impose(sanction.0, from: "2026-06-01", until: "2026-09-01")
        situation.asOf = day(row.0)
        let decision = try situation.decide()
        #expect(decision.outcome == row.1)
        let codes = decision.reasons.filter { $0.effect == .refusal }.map(\.code)
        #expect(codes == (row.1 == .eligible ? [] : [sanction.1]))
    }

    @Test(
        "Nothing else that can be imposed refuses",
        arguments: SanctionKind.allCases.filter { !$0.bindsVouching })
    func othersLeaveAlone(kind: SanctionKind) throws {
        var situation = try Situation.assigned()
        situation.impose(kind, from: "2026-01-01")
        #expect(try situation.decide().outcome == .eligible)
    }

    @Test("What falls on the responsible person does not refuse the party")
    func otherBearer() throws {
        var situation = try Situation.assigned()
        situation.impose(.bar, from: "2026-01-01", bearer: .responsiblePerson)
        #expect(try situation.decide().outcome == .eligible)
    }

    @Test("What was set aside never refused")
    func setAside() throws {
        var situation = try Situation.assigned()
        situation.impose(.bar, from: "2026-05-01", setAsideOn: "2026-07-01")
        #expect(try situation.decide().outcome == .eligible)
    }

    @Test(
        "A stay lets the party vouch for its time, also as a standing of earlier foresaw it",
        arguments: [
            ("2026-06-09", Outcome.ineligible), ("2026-06-10", .eligible),
            ("2026-06-19", .eligible), ("2026-06-20", .ineligible),
        ])
    func stayed(asOf: String, outcome: Outcome) throws {
        var situation = try Situation.assigned()
        situation.impose(
            .suspension, from: "2026-06-01", stays: [("2026-06-10", "2026-06-20")])
        let dossier = try situation.dossier()
        let key = StandingKey(
            party: dossier.party.id, role: .sponsor, regime: situation.policy.code)
        let early = try StandingRule.standing(
            of: dossier, key: key, policy: situation.policy, from: day("2026-06-01"))
        #expect(try Standing(key: key, bytes: early.bytes) == early)
        situation.asOf = day(asOf)
        let decision = try situation.decide()
        #expect(decision.outcome == outcome)
        #expect(
            try Eligibility.decide(situation.request, standing: early, policy: situation.policy)
                == decision)
    }

    @Test("An answer tells the day before a stay begins or ends")
    func validUntil() throws {
        var situation = try Situation.assigned()
        situation.impose(.bar, from: "2026-06-01", stays: [("2026-06-10", "2026-06-20")])
        situation.asOf = day("2026-06-01")
        #expect(try situation.decide().validUntil == day("2026-06-09"))
        situation.asOf = day("2026-06-10")
        #expect(try situation.decide().validUntil == day("2026-06-19"))
    }

    @Test(
        "Where bands are assigned, a decision lowers the band for its time",
        arguments: [
            ("2026-05-31", "A"), ("2026-06-01", "B"), ("2026-08-31", "B"), ("2026-09-01", "A"),
        ]
    )
    func lowersAssigned(asOf: String, band: String) throws {
        var situation = try Situation.assigned()
        situation.impose(.downgrade, from: "2026-06-01", until: "2026-09-01", band: "B")
        situation.asOf = day(asOf)
        #expect(try situation.decide().band?.text == band)
        let rating = try RatingRule.rate(
            situation.dossier(), role: .sponsor, policy: situation.policy, asOf: day(asOf))
        #expect(rating.band?.text == band)
        #expect(rating.overrides.map(\.code.text) == (band == "B" ? ["downgrade"] : []))
    }

    @Test(
        "Where a score rates, a decision caps the band for its time",
        arguments: [("2026-05-31", false), ("2026-06-01", true), ("2026-09-01", false)])
    func capsScored(asOf: String, isLowered: Bool) throws {
        var situation = try Situation.scored()
        situation.asOf = day(asOf)
        let scale = try situation.policy.bands(on: day(asOf)).value
        let worst = try #require(scale.bands.last?.code)
        let plain = try RatingRule.rate(
            situation.dossier(), role: .sponsor, policy: situation.policy, asOf: day(asOf))
        situation.impose(
            .downgrade, from: "2026-06-01", until: "2026-09-01", band: worst.text)
        let rating = try RatingRule.rate(
            situation.dossier(), role: .sponsor, policy: situation.policy, asOf: day(asOf))
        #expect(plain.band != worst)
        #expect(rating.band == (isLowered ? worst : plain.band))
        let steps = try RatingRule.steps(
            situation.dossier(), role: .sponsor, policy: situation.policy, from: day(asOf),
            countMaximum: 1)
        #expect(steps.first?.band == rating.band)
    }
}
