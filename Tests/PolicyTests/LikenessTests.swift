// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Testing

/// What a draft leaves as it is need not be worked out twice; what it touches must be.
@Suite("What two versions have in common")
struct LikenessTests {
    /// One change of the default law.
    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let path: String
        let old: String
        let new: String
        /// Whether ratings, scores and measures are still alike.
        let ratings: Bool
        let scores: Bool
        let measures: Bool
    }

    static let changes = [
        Change(
            testDescription: "a comment leaves all as it is", path: "bands.yaml",
            old: "# Whoever", new: "# Who", ratings: true, scores: true, measures: true),
        Change(
            testDescription: "an edge of a band", path: "bands.yaml", old: "score: { below: 40 }",
            new: "score: { below: 41 }", ratings: false, scores: true, measures: true),
        Change(
            testDescription: "a start score", path: "starts.yaml", old: "points: 93",
            new: "points: 94", ratings: false, scores: false, measures: true),
        Change(
            testDescription: "points of an indicator", path: "indicators/cn.report.late.yaml",
            old: "perUnit: -5", new: "perUnit: -6", ratings: false, scores: false,
            measures: false),
        Change(
            testDescription: "weights of an assessment", path: "assessments/cn.ladder.yaml",
            old: "minor: [1, 2, 3]", new: "minor: [1, 2, 4]", ratings: true, scores: true,
            measures: false),
        Change(
            testDescription: "a cell of a table", path: "tables/cn.ladder.bar.yaml",
            old: "give: 36", new: "give: 35", ratings: false, scores: false, measures: false),
    ]

    private static func draft(_ change: Change) throws -> Policy {
        let pack = try #require(ShippedRegimes.packs.first { $0.name == "cn-model" })
        let file = try #require(pack.files.first { $0.path == change.path })
        var text = file.text.replacing(change.old, with: change.new, maxReplacements: 1)
        #expect(text != file.text)
        if change.old.contains("below: 40") {
            text = text.replacing("{ atLeast: 40, below", with: "{ atLeast: 41, below")
        }
        return try PolicyLoader.load(
            PolicyPack(
                name: pack.name,
                files: pack.files.filter { $0.path != change.path && !$0.path.hasPrefix("cases/") }
                    + [PolicyFile(path: change.path, text: text)]))
    }

    @Test("one change of the law touches what rests on it", arguments: changes)
    func touches(change: Change) throws {
        let policy = try #require(try shippedPolicies().first { $0.code.text == "cn-model" })
        let draft = try Self.draft(change)
        #expect(draft.ratesLike(policy) == change.ratings)
        #expect(policy.ratesLike(draft) == change.ratings)
        #expect((PoliciesAlike(draft, policy) != nil) == change.scores)
        #expect(draft.assessesLike(policy) == change.measures)
    }

    @Test("what one region set apart is a difference")
    func regions() throws {
        let pack = try #require(ShippedRegimes.packs.first { $0.name == "cn-model" })
        let policy = try #require(try shippedPolicies().first { $0.code.text == "cn-model" })
        let without = try PolicyLoader.load(
            PolicyPack(
                name: pack.name,
                files: pack.files.filter {
                    !$0.path.hasPrefix("overlays/") && !$0.path.hasPrefix("cases/")
                }))
        #expect(pack.files.contains { $0.path.hasPrefix("overlays/") })
        #expect(!without.ratesLike(policy) && !policy.ratesLike(without))
        #expect(PoliciesAlike(without, policy) == nil)
        #expect(!without.assessesLike(policy) && !policy.assessesLike(without))
    }

    @Test("where a score rests on bands of earlier periods, other bands may give another score")
    func periods() throws {
        let policy = try #require(
            try shippedPolicies().first { !$0.turns.periods.isEmpty })
        #expect(policy.ratesLike(policy))
        #expect(PoliciesAlike(policy, policy) == nil)
    }

    @Test("where points are added up, what holds them is law of measures")
    func sums() throws {
        let pack = standingPack()
        let policy = try pack.policy()
        let other = try pack.replacing("floor: -20", with: "floor: -30", in: "starts.yaml").policy()
        #expect(policy.assessesLike(policy))
        #expect(!policy.assessesLike(other) && !other.assessesLike(policy))
    }

    @Test("a draft whose neutral band asks for earlier periods is rated by itself")
    func neutral() throws {
        let pack = SamplePack()
        let draft = pack.replacing(
            "score: { below: 50 } }",
            with: """
                score: { below: 50 } }
                    neutral:
                      code: unproven
                      title: { en: Unproven, zh: 未证 }
                      source: "Act of 2025, s 3"
                      verified: true
                      band: poor
                      when: { results: { period: year, last: 1, bands: [good] }, equals: 0 }
                """, in: "bands.yaml")
        let (policy, other) = (try pack.policy(), try draft.policy())
        #expect(PoliciesAlike(policy, policy) != nil)
        #expect(PoliciesAlike(policy, other) == nil && PoliciesAlike(other, policy) == nil)
    }
}
