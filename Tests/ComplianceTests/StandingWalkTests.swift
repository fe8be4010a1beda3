// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Testing

/// One regime, one role of it, and a seed.
struct StandingWalk: Sendable, CustomTestStringConvertible {
    let regime: String
    let role: Role
    let seed: UInt64

    var testDescription: String { "\(regime), \(role.rawValue), seed \(seed)" }

    func policy() throws -> Policy {
        try #require(try walkedPolicies().first { $0.code.text == regime })
    }

    func random(under policy: Policy) -> RandomDossier {
        RandomDossier(
            seed: seed, policy: policy, role: role, from: policy.walkStart,
            to: day("2026-12-31"))
    }

    static func all() throws -> [StandingWalk] {
        var walks: [StandingWalk] = []
        for policy in try walkedPolicies() {
            for role in try policy.roles(on: day("2026-01-01")).value {
                for seed in 100...107 as ClosedRange<UInt64> {
                    walks.append(
                        StandingWalk(regime: policy.code.text, role: role, seed: seed))
                }
            }
        }
        return walks
    }
}

@Suite("Standings over time")
struct StandingWalkTests {
    @Test(
        "a standing answers each later day as one derived on it, for as long as it said",
        arguments: try StandingWalk.all())
    func answersAgree(walk: StandingWalk) throws {
        let policy = try walk.policy()
        var random = walk.random(under: policy)
        let dossier = try random.make()
        let key = StandingKey(party: dossier.party.id, role: walk.role, regime: policy.code)
        let start = policy.walkStart.adding(days: 150)
        let early = try StandingRule.standing(of: dossier, key: key, policy: policy, from: start)
        // One on each seventh day, another for each seed, for every question of that day.
        var fresh: [CivilDate: Standing] = [:]
        for offset in stride(from: Int(walk.seed % 7), to: 1_000, by: 7) {
            let asOf = start.adding(days: offset)
            guard early.speaks(for: asOf) else { break }
            fresh[asOf] = try StandingRule.standing(
                of: dossier, key: key, policy: policy, from: asOf)
        }
        for route in policy.routes.keys.sorted().prefix(3) {
            for act in Act.allCases {
                let region = random.region()
                var promised: (decision: Decision, until: CivilDate)?
                for offset in 0..<1_000 {
                    let asOf = start.adding(days: offset)
                    guard early.speaks(for: asOf) else { break }
                    // And the last day of which the answer before spoke, and the day after it.
                    let isEdge = promised.map {
                        asOf == $0.until || asOf == $0.until.adding(days: 1)
                    }
                    guard fresh[asOf] != nil || isEdge ?? true else { continue }
                    let request = EligibilityRequest(
                        role: walk.role, route: route, region: region, act: act, asOf: asOf)
                    let decision = try Eligibility.decide(
                        request, standing: early, policy: policy)
                    if let fresh = fresh[asOf] {
                        #expect(
                            try Eligibility.decide(request, standing: fresh, policy: policy)
                                == decision, "\(route) \(asOf)")
                    }
                    if let promised, asOf <= promised.until {
                        #expect(decision.outcome == promised.decision.outcome)
                        #expect(decision.band == promised.decision.band)
                        #expect(
                            decision.reasons.map(\.code) == promised.decision.reasons.map(\.code))
                    }
                    promised = (decision, decision.validUntil ?? .latest)
                }
            }
        }
    }

    @Test("the bytes of a standing are read back as they were", arguments: try StandingWalk.all())
    func bytes(walk: StandingWalk) throws {
        let policy = try walk.policy()
        var random = walk.random(under: policy)
        let dossier = try random.make()
        for key in StandingRule.keys(of: dossier) {
            let standing = try StandingRule.standing(
                of: dossier, key: key, policy: policy, from: policy.walkStart.adding(days: 700))
            #expect(try Standing(key: key, bytes: standing.bytes) == standing)
        }
    }

    @Test("what is over is left out, but for the latest of each route")
    func kept() throws {
        var situation = try Situation.assigned()
        situation.end(.surrendered, Span(on: day("2025-03-01")))
        var dossier = try situation.dossier()
        for (low, end) in [(2, "2025-08-01"), (3, "2025-05-01")] as [(UInt64, String)] {
            let id = AccreditationID(high: 2, low: low)
            try dossier.apply(
                .accreditationGranted(
                    AccreditationRecord(
                        id: id, role: .sponsor, route: RouteCode(situation.route),
                        regime: situation.policy.code, regions: [],
                        from: Span(on: day("2025-01-01")), expiresOn: nil, band: BandCode("A"),
                        services: [])))
            try dossier.apply(
                .accreditationEnded(id, .init(reason: .revoked, ended: Span(on: day(end)))))
        }
        let key = try #require(StandingRule.keys(of: dossier).first)
        let standing = try StandingRule.standing(
            of: dossier, key: key, policy: situation.policy, from: day("2026-01-01"))
        #expect(standing.accreditations.map(\.id.low) == [2])
        #expect(standing.steps.map(\.basis) == [.none])
        let earlier = try StandingRule.standing(
            of: dossier, key: key, policy: situation.policy, from: day("2025-04-01"))
        #expect(earlier.accreditations.map(\.id.low) == [1, 2, 3])
        #expect(earlier.steps.map(\.from) == [day("2025-04-01"), day("2025-08-01")])
    }
}
