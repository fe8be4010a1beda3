// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Scoring
import Testing

/// One regime, one role of it, and a seed.
struct Walk: Sendable, CustomTestStringConvertible {
    let regime: String
    let role: Role
    let seed: UInt64

    var testDescription: String { "\(regime), \(role.rawValue), seed \(seed)" }

    static func all() throws -> [Walk] {
        var walks: [Walk] = []
        for policy in try walkedPolicies() {
            for role in try policy.roles(on: day("2026-01-01")).value {
                for seed in 1...8 as ClosedRange<UInt64> {
                    walks.append(Walk(regime: policy.code.text, role: role, seed: seed))
                }
            }
        }
        return walks
    }

    func dossier() throws -> (Dossier, Policy) {
        let policies = try walkedPolicies()
        let policy = try #require(policies.first { $0.code.text == regime })
        var random = RandomDossier(
            seed: seed, policy: policy, role: role, from: policy.walkStart,
            to: day("2026-12-31"))
        return (try random.make(), policy)
    }
}

@Suite("Random walks")
struct RandomWalkTests {
    @Test("the steps say of a day what rating that day says", arguments: try Walk.all())
    func stepsAgree(walk: Walk) throws {
        let (dossier, policy) = try walk.dossier()
        let from = policy.walkStart.adding(days: 150)
        let steps = try RatingRule.steps(dossier, role: walk.role, policy: policy, from: from)
        #expect(steps.first?.from == from)
        for (step, next) in zip(steps, steps.dropFirst()) {
            #expect(step.from < next.from)
            #expect(!step.saysTheSame(as: next))
        }
        let few = try RatingRule.steps(
            dossier, role: walk.role, policy: policy, from: from, countMaximum: 9)
        #expect(few == Array(steps.prefix(9)))
        // What changes mostly lasts for months: every fourth day, each day for two of the eight
        // seeds, and the three days about each step.
        let edges = Set(
            steps.flatMap { step in [-1, 0, 1].map { step.from.adding(days: $0) } })
        for offset in 0..<1_900 {
            let asOf = from.adding(days: offset)
            guard offset % 4 == Int(walk.seed % 4) || edges.contains(asOf) else { continue }
            let rating = try RatingRule.rate(
                dossier, role: walk.role, policy: policy, asOf: asOf)
            let step = try #require(steps.last { $0.from <= asOf })
            let codes = rating.overrides.map(\.code)
            let isSame =
                step.score == rating.score && step.band == rating.band
                && step.basis == rating.basis && Set(step.overrides) == Set(codes)
            #expect(isSame, "\(asOf): \(step) and \(rating)")
            if !isSame { return }
        }
    }

    @Test(
        "start, adjustments and what counts of each contribution sum up to the score",
        arguments: try Walk.all())
    func sums(walk: Walk) throws {
        let (dossier, policy) = try walk.dossier()
        for offset in stride(from: 0, to: 2_000, by: 13) {
            let rating = try RatingRule.rate(
                dossier, role: walk.role, policy: policy,
                asOf: policy.walkStart.adding(days: offset))
            guard let score = rating.score, let start = rating.start else { continue }
            let opening = rating.adjustments.reduce(start.points) { $0 + $1.points }
            #expect(rating.contributions.reduce(opening) { $0 + $1.counted } == score)
            let days = rating.contributions.map(\.occurredOn)
            #expect(days == days.sorted())
        }
    }

    @Test(
        "other ids, and so another order of entry on one day, change no score",
        arguments: try Walk.all())
    func sameDay(walk: Walk) throws {
        let (dossier, policy) = try walk.dossier()
        var reversed = Dossier(party: dossier.party)
        for event in dossier.eventsInOrder {
            try reversed.apply(
                .eventReported(
                    event.again(as: EventID(high: ~event.id.high, low: ~event.id.low))))
        }
        for accreditation in dossier.accreditationsInOrder {
            try reversed.apply(.accreditationGranted(accreditation))
        }
        let from = policy.walkStart.adding(days: 150)
        let steps = try RatingRule.steps(dossier, role: walk.role, policy: policy, from: from)
        #expect(
            try RatingRule.steps(reversed, role: walk.role, policy: policy, from: from) == steps)
    }
}
