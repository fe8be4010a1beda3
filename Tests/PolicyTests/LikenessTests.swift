// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Testing

/// What a draft leaves as it is need not be worked out twice; what it touches must be.
@Suite("What two versions have in common")
struct LikenessTests {
    /// Whom a change touches, by indicators; nil for everybody.
    typealias Touched = [String]?

    /// One change of the default law.
    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let path: String
        let old: String
        let new: String
        var hasSameBands = true
        var scores: Touched = []
        var measures: Touched = []
    }

    /// Stands for the indicators whose events the ladder of sanctions weighs.
    private static let ladder = ["cn.ladder"]

    /// A late report costs another number of points until 2026.
    private static let lateFrom2026 = """
          - from: 2023-01-01
            until: 2026-01-01
            source: "A draft"
            verified: true
            roles: [sponsor]
            facts: { breachClass: minor }
            points: { perUnit: -4, unit: instance, capPerIndicator: -20, quantityAtMost: 1000 }
            expires: { months: 12, anchor: occurredOn }
          - from: 2026-01-01

        """

    static let changes = [
        Change(
            testDescription: "a comment leaves all as it is", path: "bands.yaml",
            old: "# Whoever", new: "# Who"),
        Change(
            testDescription: "so does a duty, on which neither rests",
            path: "duties/cn.follow-up.yaml", old: "extension: { days: 30 }",
            new: "extension: { days: 31 }"),
        Change(
            testDescription: "and so does what an indicator is called",
            path: "indicators/cn.report.late.yaml", old: "Report made late", new: "Late report"),
        Change(
            testDescription: "an edge of a band", path: "bands.yaml", old: "score: { below: 40 }",
            new: "score: { below: 41 }", hasSameBands: false),
        Change(
            testDescription: "a start score", path: "starts.yaml", old: "points: 93",
            new: "points: 94", scores: nil),
        Change(
            testDescription: "points of an indicator", path: "indicators/cn.report.late.yaml",
            old: "perUnit: -5", new: "perUnit: -6", scores: ["cn.report.late"]),
        Change(
            testDescription: "points of an indicator from a day on",
            path: "indicators/cn.report.late.yaml",
            old: "  - from: 2023-01-01\n", new: lateFrom2026, scores: ["cn.report.late"]),
        Change(
            testDescription: "a fact of an indicator", path: "indicators/cn.report.late.yaml",
            old: "breachClass: minor", new: "breachClass: general", scores: ["cn.report.late"],
            measures: ["cn.report.late"]),
        Change(
            testDescription: "an override that events bring about",
            path: "overrides/cn.direct.serious.yaml", old: "months: 24", new: "months: 23",
            scores: [
                "cn.accreditation.by-fraud", "cn.accreditation.lent", "cn.employment.forced",
                "cn.labour-test.false", "cn.verification.obstructed",
            ]),
        Change(
            testDescription: "an event that brings one about no longer",
            path: "overrides/cn.direct.serious.yaml",
            old: "        - cn.verification.obstructed\n", new: "",
            scores: [
                "cn.accreditation.by-fraud", "cn.accreditation.lent", "cn.employment.forced",
                "cn.labour-test.false", "cn.verification.obstructed",
            ]),
        Change(
            testDescription: "an override by a fact of the party",
            path: "overrides/cn.direct.listed.yaml", old: "equals: true", new: "equals: false",
            scores: nil),
        Change(
            testDescription: "weights of an assessment", path: "assessments/cn.ladder.yaml",
            old: "minor: [1, 2, 3]", new: "minor: [1, 2, 4]", measures: ladder),
        Change(
            testDescription: "a cell of a table of measures", path: "tables/cn.ladder.bar.yaml",
            old: "give: 36", new: "give: 35", measures: ladder),
        Change(
            testDescription: "a cell of a table of rates", path: "tables/cn.rate.overstay.yaml",
            old: "give: -22", new: "give: -23", scores: nil),
        Change(
            testDescription: "how a notice adds up", path: "notices.yaml",
            old: "{ kind: penalty, combine: sum }", new: "{ kind: penalty, combine: highest }",
            measures: nil),
    ]

    @Test("one change of the law touches what rests on it", arguments: changes)
    func touches(change: Change) throws {
        let policy = try #require(try shippedPolicies().first { $0.code.text == "cn-model" })
        var pack = PolicyPack.shipped("cn-model").withoutCases
            .replacing(change.old, with: change.new, in: change.path)
        if change.old.contains("below: 40") {
            pack = pack.replacing(
                "{ atLeast: 40, below", with: "{ atLeast: 41, below", in: change.path)
        }
        let draft = try PolicyLoader.load(pack)
        func touch(_ touched: Touched) -> PolicyTouch {
            guard let touched else { return .everybody }
            let ladder = policy.assessments[AssessmentCode("cn.ladder")]?.rule.values
            return .whoever(
                has: touched == Self.ladder
                    ? Set((ladder ?? []).flatMap(\.value.indicators))
                    : Set(touched.map { IndicatorCode($0) }))
        }
        for pair in [PolicyPair(policy, draft), PolicyPair(draft, policy)] {
            #expect(pair.assessesAlike == (change.measures == []))
            #expect(pair.ratesAlike == (change.hasSameBands && change.scores == []))
            // Shenzhen has a law of its own in both.
            for region in ["CN-11", "CN-44-03"] {
                let local = pair.standing(in: RegionCode(region))
                #expect(local.hasSameBands == change.hasSameBands)
                #expect(local.scores == touch(change.scores))
                #expect(local.measures == touch(change.measures))
            }
        }
    }

    @Test(
        "versions know events alike that give them the same facts and excuses",
        arguments: [
            ("indicators/cn.report.late.yaml", "perUnit: -5", "perUnit: -6", true),
            (
                "indicators/cn.report.late.yaml", "breachClass: minor", "breachClass: general",
                false
            ),
            ("assessments/cn.ladder.yaml", "minor: [1, 2, 3]", "minor: [1, 2, 4]", true),
            (
                "assessments/cn.ladder.yaml", "{ fact: excuse, known: true }",
                "{ fact: excuse, known: false }", false
            ),
            ("assessments/cn.ladder.yaml", "      - cn.report.late\n", "", false),
            ("notices.yaml", "penalty, combine: sum", "penalty, combine: highest", true),
        ])
    func known(path: String, old: String, new: String, isAlike: Bool) throws {
        let policy = try #require(try shippedPolicies().first { $0.code.text == "cn-model" })
        let draft = try PolicyLoader.load(
            PolicyPack.shipped("cn-model").withoutCases.replacing(old, with: new, in: path))
        let local = PolicyPair(policy, draft).standing(in: RegionCode("CN-11"))
        #expect(local.knowEventsAlike == isAlike)
    }

    @Test("who has an event that is touched is touched, whatever else it has")
    func touched() {
        let touch = PolicyTouch.whoever(has: [IndicatorCode("a"), IndicatorCode("b")])
        #expect(touch.touches([IndicatorCode("c"), IndicatorCode("b")]))
        #expect(!touch.touches([IndicatorCode("c")]) && !touch.touches([]))
        #expect(PolicyTouch.everybody.touches([]) && !PolicyTouch.everybody.isNothing)
        #expect(PolicyTouch.whoever(has: []).isNothing && !touch.isNothing)
    }

    @Test("what one region set apart touches those who have their seat there")
    func regions() throws {
        let policy = try #require(try shippedPolicies().first { $0.code.text == "cn-model" })
        let pack = PolicyPack.shipped("cn-model").withoutCases
        let without = try PolicyLoader.load(
            PolicyPack(
                name: pack.name,
                files: pack.files.filter {
                    !["overlays/guangdong.yaml", "overlays/shenzhen.yaml"].contains($0.path)
                }))
        for pair in [PolicyPair(policy, without), PolicyPair(without, policy)] {
            #expect(!pair.ratesAlike && pair.assessesAlike)
            let overstay = PolicyTouch.whoever(has: [IndicatorCode("cn.nominee.overstay")])
            #expect(pair.standing(in: RegionCode("CN-44-03")).scores == overstay)
            #expect(pair.standing(in: RegionCode("CN-44")).scores == overstay)
            #expect(pair.standing(in: RegionCode("CN-11")).scores.isNothing)
        }
    }

    @Test("where a score rests on bands of earlier periods, other bands touch everybody")
    func periods() throws {
        let policy = try #require(
            try shippedPolicies().first { !$0.turns.periods.isEmpty })
        #expect(PolicyPair(policy, policy).ratesAlike)
        let pack = PolicyPack.shipped(policy.code.text).withoutCases
            .replacing("below: 40", with: "below: 39", in: "bands.yaml")
            .replacing("atLeast: 40", with: "atLeast: 39", in: "bands.yaml")
        let pair = PolicyPair(policy, try PolicyLoader.load(pack))
        #expect(pair.standing(in: RegionCode("CN")).scores == .everybody)
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
        for pair in [PolicyPair(policy, other), PolicyPair(other, policy)] {
            #expect(pair.standing(in: RegionCode("ZZ")).scores == .everybody)
        }
    }

    @Test(
        "where bands say which law is milder, other bands touch everybody",
        arguments: [
            ("overrides", true, false), ("assessments", false, true), ("units", false, false),
        ])
    func milder(rule: String, scores: Bool, measures: Bool) throws {
        let pack = SamplePack().replacing(
            "roles:", with: "whichLaw: { \(rule): milder }\nroles:", in: "regime.yaml")
        let draft = pack.replacing("{ below: 50 }", with: "{ below: 51 }", in: "bands.yaml")
            .replacing("{ atLeast: 50 }", with: "{ atLeast: 51 }", in: "bands.yaml")
        let local = PolicyPair(try pack.policy(), try draft.policy())
            .standing(in: RegionCode("ZZ"))
        #expect(!local.hasSameBands)
        #expect(local.scores == (scores ? .everybody : .whoever(has: [])))
        #expect(local.measures == (measures ? .everybody : .whoever(has: [])))
    }

    @Test("where points are added up, what holds them is law of measures")
    func sums() throws {
        let pack = standingPack()
        let policy = try pack.policy()
        let other = try pack.replacing("floor: -20", with: "floor: -30", in: "starts.yaml").policy()
        #expect(PolicyPair(policy, policy).assessesAlike)
        #expect(!PolicyPair(policy, other).assessesAlike)
        let points = try pack.replacing("fixed: -", with: "fixed: -1", in: "indicators/slip.yaml")
            .policy()
        #expect(
            PolicyPair(policy, points).standing(in: RegionCode("ZZ")).measures
                == .whoever(has: [IndicatorCode("slip")]))
    }

    @Test("where parts of points are weighed, what justifies events is law of scores")
    func parts() throws {
        let pack = coursePack()
        var draft = pack
        draft.files["assessments/a.yaml"] = """
            code: a
            title: { en: A, zh: 评 }
            description: { en: A., zh: 评。 }
            values:
              - from: 2025-01-01
                source: "Act of 2025, s 21"
                verified: true
                indicators: [absent]
                justifications:
                  - { title: { en: A person, zh: 个人 }, when: { kind: [person] } }
                measures:
                  - { code: order, kind: order, title: { en: O, zh: 令 }, published: false }
            """
        let local = PolicyPair(try pack.policy(), try draft.policy())
            .standing(in: RegionCode("ZZ"))
        #expect(local.scores == .whoever(has: [IndicatorCode("absent")]))
        #expect(local.measures == .whoever(has: [IndicatorCode("absent")]))
        // Without parts of points, nothing of it is law of scores.
        draft.files["indicators/obstruct.yaml"] = nil
        var plain = pack
        plain.files["indicators/obstruct.yaml"] = nil
        let other = PolicyPair(try plain.policy(), try draft.policy())
            .standing(in: RegionCode("ZZ"))
        #expect(other.scores.isNothing)
        #expect(other.measures == .whoever(has: [IndicatorCode("absent")]))
    }
}
