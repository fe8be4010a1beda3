// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Scoring
import Testing

/// What a draft leaves as it is is worked out once for both versions; nobody may see that.
@Suite("Two versions rated at once")
struct RatedAtOnceTests {
    /// A body of law of which drafts are made up.
    struct Ground: Sendable, CustomTestStringConvertible {
        let pack: PolicyPack
        let seed: UInt64

        var testDescription: String { "\(pack.name), seed \(seed)" }

        static let all: [Ground] = packs.flatMap { pack in
            [Ground(pack: pack, seed: 1)]
        }

        private static let packs =
            ShippedRegimes.packs
            + [
                SamplePack(), adjustedPack(), turningPack(), coursePack(), timedPack(),
                standingPack(),
            ].map(\.pack)
    }

    @Test("both ratings are those that each version gives by itself", arguments: Ground.all)
    func sameAsSingly(ground: Ground) throws {
        let policy = try PolicyLoader.load(ground.pack.withoutCases)
        var drafts = RandomDrafts(seed: ground.seed, of: ground.pack)
        for _ in 0..<3 {
            let (draft, changed) = drafts.make()
            let pair = PolicyPair(policy, draft)
            for role in try policy.roles(on: day("2026-01-01")).value {
                for seed in 1...3 as ClosedRange<UInt64> {
                    var random = RandomDossier(
                        seed: seed, policy: policy, role: role, from: policy.walkStart,
                        to: day("2026-12-31"))
                    let dossier = try random.make()
                    for offset in stride(from: 150, to: 1_900, by: 211) {
                        let asOf = policy.walkStart.adding(days: offset)
                        let both = RatingRule.steps(
                            dossier, role: role, policies: pair, on: asOf)
                        let singly = [policy, draft].map {
                            try? RatingRule.step(dossier, role: role, policy: $0, on: asOf)
                        }
                        #expect([both.first, both.second] == singly, "\(changed.sorted()) \(asOf)")
                    }
                }
            }
        }
    }

    @Test("an edge between the two versions parts them, and only there")
    func edge() throws {
        let policy = try #require(try shippedPolicies().first { $0.code.text == "cn-model" })
        let draft = try PolicyLoader.load(
            PolicyPack.shipped("cn-model").withoutCases
                .replacing("atLeast: 90", with: "atLeast: 96", in: "bands.yaml")
                .replacing("below: 90", with: "below: 96", in: "bands.yaml"))
        let pair = PolicyPair(policy, draft)
        var parted = 0
        for walk in try Walk.all() where walk.regime == "cn-model" {
            let (dossier, _) = try walk.dossier()
            for offset in stride(from: 150, to: 1_900, by: 37) {
                let asOf = policy.walkStart.adding(days: offset)
                let both = RatingRule.steps(dossier, role: walk.role, policies: pair, on: asOf)
                let score = try #require(both.first?.score)
                #expect(both.second?.score == score)
                if both.first?.band != both.second?.band {
                    parted += 1
                    #expect(score >= Points(90) && score < Points(96))
                }
            }
        }
        #expect(parted > 0)
    }
}
