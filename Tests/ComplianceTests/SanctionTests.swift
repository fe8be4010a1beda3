// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Testing

@Suite("A bar refuses by its dates alone")
struct SanctionTests {
    @Test(
        "It refuses from its first day to the day before its end",
        arguments: [
            ("2026-05-31", Outcome.eligible), ("2026-06-01", .ineligible),
            ("2026-06-02", .ineligible), ("2027-05-31", .ineligible), ("2027-06-01", .eligible),
            ("2027-06-02", .eligible),
        ])
    func edges(asOf: String, outcome: Outcome) throws {
        var situation = try Situation.assigned()
        situation.asOf = day(asOf)
        situation.bar(from: "2026-06-01", until: "2027-06-01")
        #expect(try situation.decide().outcome == outcome)
    }

    @Test(
        "A bar that was lifted ends on that day, and not later than planned",
        arguments: [
            ("2026-08-31", Outcome.ineligible), ("2026-09-01", .eligible),
            ("2026-09-02", .eligible),
        ])
    func lifted(asOf: String, outcome: Outcome) throws {
        var situation = try Situation.assigned()
        situation.asOf = day(asOf)
        situation.bar(from: "2026-06-01", until: "2027-06-01", liftedOn: "2026-09-01")
        #expect(try situation.decide().outcome == outcome)
    }

    @Test("A bar for another role leaves this one alone")
    func otherRole() throws {
        var situation = try Situation.assigned()
        situation.bar(from: "2026-01-01", until: nil, roles: [.inviter])
        #expect(try situation.decide().outcome == .eligible)
        situation.bar(from: "2026-01-01", until: nil, roles: [.inviter, .sponsor])
        #expect(try situation.decide().outcome == .ineligible)
    }

    @Test("An answer given before a bar begins, or while it lasts, says when that changes")
    func validUntil() throws {
        var situation = try Situation.assigned()
        situation.bar(from: "2026-07-01", until: "2026-09-01")
        #expect(try situation.decide().validUntil == day("2026-06-30"))
        situation.asOf = day("2026-07-01")
        #expect(try situation.decide().validUntil == day("2026-08-31"))
    }

    @Test("A standing that was derived before a bar begins answers after it as a new one does")
    func foresight() throws {
        var situation = try Situation.assigned()
        situation.bar(from: "2026-07-01", until: "2026-09-01")
        let dossier = try situation.dossier()
        let key = StandingKey(
            party: dossier.party.id, role: .sponsor, regime: situation.policy.code)
        let early = try StandingRule.standing(
            of: dossier, key: key, policy: situation.policy, from: day("2026-06-01"))
        #expect(try Standing(key: key, bytes: early.bytes) == early)
        for asOf in ["2026-06-30", "2026-07-01", "2026-08-31", "2026-09-01"] {
            situation.asOf = day(asOf)
            let foreseen = try Eligibility.decide(
                situation.request, standing: early, policy: situation.policy)
            #expect(try situation.decide() == foreseen)
        }
    }
}
