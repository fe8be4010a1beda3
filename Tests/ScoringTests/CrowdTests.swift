// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("Many events alike")
struct CrowdTests {
    /// The walk's dossier with each of its events many times, under ids of their own.
    private static func crowd(_ walk: Walk) throws -> (Dossier, Policy) {
        let (dossier, policy) = try walk.dossier()
        var generator = SeededGenerator(seed: walk.seed)
        var crowd = Dossier(party: dossier.party)
        for event in dossier.eventsInOrder {
            for _ in 0..<Int.random(in: 1...40, using: &generator) {
                let again = event.again(
                    as: EventID(high: generator.next(), low: generator.next()))
                try crowd.apply(.eventReported(again))
            }
        }
        return (crowd, policy)
    }

    @Test(
        "counted class by class they come to the same as one by one",
        arguments: try Walk.all())
    func brief(walk: Walk) throws {
        let (dossier, policy) = try Self.crowd(walk)
        // What the write path has: the numbers, and none of the events.
        let counted = try Dossier(
            records: dossier.records.filter { $0.key.kind != .event }, tally: dossier.tally)
        #expect(counted.events.isEmpty)
        for offset in stride(from: 0, to: 1_900, by: 61) {
            let asOf = policy.walkStart.adding(days: offset)
            let whole = try RatingRule.rate(dossier, role: walk.role, policy: policy, asOf: asOf)
            let steps = try RatingRule.steps(
                counted, role: walk.role, policy: policy, from: asOf, countMaximum: 1)
            let brief = try #require(steps.first)
            #expect(steps.count == 1)
            #expect(brief.score == whole.score, "\(asOf)")
            #expect(brief.band == whole.band, "\(asOf)")
            #expect(brief.basis == whole.basis, "\(asOf)")
            #expect(Set(brief.overrides) == Set(whole.overrides.map(\.code)), "\(asOf)")
        }
        let from = policy.walkStart.adding(days: 150)
        #expect(
            try RatingRule.steps(counted, role: walk.role, policy: policy, from: from)
                == RatingRule.steps(dossier, role: walk.role, policy: policy, from: from))
    }

    @Test("what counts of each event still sums up to the score", arguments: try Walk.all())
    func sum(walk: Walk) throws {
        let (dossier, policy) = try Self.crowd(walk)
        let asOf = policy.walkStart.adding(days: 900)
        let rating = try RatingRule.rate(dossier, role: walk.role, policy: policy, asOf: asOf)
        guard let score = rating.score, let start = rating.start else { return }
        let counted = rating.contributions.reduce(Points.zero) { $0 + $1.counted }
        let opening = rating.adjustments.reduce(start.points) { $0 + $1.points }
        #expect(opening + counted == score)
    }

    @Test("of more steps than wanted the first ones are given")
    func firstSteps() throws {
        for walk in try Walk.all() {
            let (dossier, policy) = try Self.crowd(walk)
            let from = policy.walkStart
            let all = try RatingRule.steps(dossier, role: walk.role, policy: policy, from: from)
            for count in [1, 2, 5] {
                let first = try RatingRule.steps(
                    dossier, role: walk.role, policy: policy, from: from, countMaximum: count)
                #expect(first == Array(all.prefix(count)))
            }
        }
    }
}
