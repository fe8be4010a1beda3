// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Testing

@Suite("Standings with many coming changes")
struct CutStandingTests {
    /// A dossier whose score changes on each of so many coming days, as one late report after
    /// the other expires.
    private static func dossier(changes: Int, under policy: Policy) throws -> Dossier {
        let events = (0..<changes).map {
            ToldEvent(occurredOn: day("2026-01-02").adding(days: $0).description)
        }
        return try Dossier(under: policy, region: "CN-44", telling: events)
    }

    @Test(
        "more changes than it keeps end it on the day of the first that is left out",
        arguments: [2, 6, 7, 8, 60, 200])
    func cut(changes: Int) throws {
        // Without floor and cap, so that the score changes each time.
        let policy = try SamplePack().policy()
        let dossier = try Self.dossier(changes: changes, under: policy)
        let key = StandingKey(party: dossier.party.id, role: .sponsor, regime: policy.code)
        let from = day("2026-11-01")
        let standing = try StandingRule.standing(
            of: dossier, key: key, policy: policy, from: from)
        #expect(standing.bytes.count <= Standing.maximumBytes)
        #expect(try Standing(key: key, bytes: standing.bytes) == standing)
        guard let until = standing.until else {
            #expect(standing.steps.count == changes + 1)
            #expect(standing.speaks(for: .latest))
            return
        }
        #expect(changes > 7 && standing.steps.count == 8)
        #expect(standing.speaks(for: until.adding(days: -1)))
        #expect(!standing.speaks(for: until) && !standing.speaks(for: until.adding(days: 1)))
        #expect(!standing.speaks(for: from.adding(days: -1)))
        // On its last day it promises no more than a standing of that very day does.
        let lastDay = until.adding(days: -1)
        let later = try StandingRule.standing(
            of: dossier, key: key, policy: policy, from: lastDay)
        #expect(later.steps.count > 1)
        let route = try #require(policy.routes.keys.sorted().first { $0.text == "work" })
        for asOf in [from, from.adding(days: 3), lastDay] {
            let request = EligibilityRequest(
                role: .sponsor, route: route, region: nil, act: .new, asOf: asOf)
            let fresh = try StandingRule.standing(
                of: dossier, key: key, policy: policy, from: asOf)
            #expect(
                try Eligibility.decide(request, standing: standing, policy: policy)
                    == Eligibility.decide(request, standing: fresh, policy: policy))
        }
    }
}
