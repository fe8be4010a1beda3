// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("Two versions rated at once")
struct RatedAtOnceTests {
    /// The same law with other edges of its bands; the law itself where its text has none of these.
    private static func draft(of policy: Policy) throws -> Policy {
        guard let pack = ShippedRegimes.packs.first(where: { $0.name == policy.code.text }) else {
            return policy
        }
        return try PolicyLoader.load(
            PolicyPack(
                name: pack.name,
                files: pack.files.filter { !$0.path.hasPrefix("cases/") }.map { file in
                    guard file.path == "bands.yaml" else { return file }
                    return PolicyFile(
                        path: file.path,
                        text: file.text.replacing("atLeast: 90", with: "atLeast: 96")
                            .replacing("below: 90", with: "below: 96"))
                }))
    }

    @Test("both ratings are those that each version gives by itself", arguments: try Walk.all())
    func sameAsSingly(walk: Walk) throws {
        let (dossier, policy) = try walk.dossier()
        let draft = try Self.draft(of: policy)
        guard let alike = PoliciesAlike(policy, draft) else {
            // A score that rests on bands of earlier periods is worked out by itself.
            #expect(!policy.turns.periods.isEmpty)
            return
        }
        for offset in stride(from: 150, to: 1_900, by: 37) {
            let asOf = policy.walkStart.adding(days: offset)
            let both = RatingRule.steps(dossier, role: walk.role, policies: alike, on: asOf)
            #expect(
                both.first
                    == (try? RatingRule.step(dossier, role: walk.role, policy: policy, on: asOf)))
            #expect(
                both.second
                    == (try? RatingRule.step(dossier, role: walk.role, policy: draft, on: asOf)))
        }
    }

    @Test("an edge between the two versions parts them, and only there")
    func edge() throws {
        let policy = try #require(try shippedPolicies().first { $0.code.text == "cn-model" })
        let draft = try Self.draft(of: policy)
        let alike = try #require(PoliciesAlike(policy, draft))
        var parted = 0
        for walk in try Walk.all() where walk.regime == "cn-model" {
            let (dossier, _) = try walk.dossier()
            for offset in stride(from: 150, to: 1_900, by: 37) {
                let asOf = policy.walkStart.adding(days: offset)
                let both = RatingRule.steps(dossier, role: walk.role, policies: alike, on: asOf)
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
