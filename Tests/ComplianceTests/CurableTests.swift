// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Scoring
import Testing

/// Of the 20 points of four late days nothing is left if they are cured within 3 days, 20 % within
/// 30, 40 % within 90, and then 60 %. The better band begins above 60.
@Suite("Changes that a party can make itself")
struct CurableTests {
    private static func pack(curable: Bool) -> SamplePack {
        adjustedPack()
            .replacing(
                "title: { en: Cured on, zh: 纠正日期 }",
                with: "title: { en: Cured on, zh: 纠正日期 }"
                    + (curable ? "\n    curable: true" : ""),
                in: "facts.yaml"
            )
            .declaring(
                "  - { name: promise, of: repair, kind: boolean, curable: true, "
                    + "title: { en: Promise, zh: 承诺 } }\n")
    }

    private static let repair = """
        code: repair
        title: { en: Repair, zh: 修复 }
        description: { en: Repair., zh: 修复。 }
        values:
          - from: 2025-01-01
            source: "Act of 2025, s 30"
            verified: true
            indicators: any
            anchor: determinedOn
            waits: [{ months: 3 }]
            conditions:
              - code: promise
                title: { en: Promise, zh: 承诺 }
                when: { fact: promise, equals: true }
            curedFrom: occurredOn
            earns:
              - title: { en: Soon, zh: 及时 }
                percent: 50
                when: { fact: daysToCure, atMost: 60 }
        """

    private func changes(
        _ pack: SamplePack, quantity: Int = 4, asOf: String = "2026-03-11"
    ) throws -> (found: [Counterfactual], dossier: Dossier, policy: Policy) {
        let policy = try pack.policy()
        let late = ToldEvent(
            occurredOn: "2026-03-01", determinedOn: "2026-03-01", quantity: quantity)
        let dossier = try Dossier(under: policy, telling: [late])
        let found = try CounterfactualRule.counterfactuals(
            of: dossier, role: .sponsor, policy: policy, asOf: day(asOf))
        for change in found {
            let rating = try RatingRule.rate(
                change.applied(to: dossier), role: .sponsor, policy: policy, asOf: change.on)
            #expect(rating.score == change.score)
            #expect(rating.band == change.band)
        }
        return (found, dossier, policy)
    }

    @Test("only facts that the law marks are tried, and a day is that of today, with the last one")
    func cure() throws {
        let marked = try changes(Self.pack(curable: true)).found
        let cure = try #require(marked.first { $0.action == .cure })
        #expect(cure.fact == JSONValue.Member("curedOn", "2026-03-11"))
        #expect(cure.score == Points(76))
        // However late it is cured, 60 % of 20 leave more than 60.
        #expect(cure.by == nil)
        #expect(marked.allSatisfy { $0.fact == nil || $0.fact?.name == "curedOn" })
        let bare = try changes(Self.pack(curable: false)).found
        #expect(bare.allSatisfy { $0.action != .cure })
    }

    @Test("where curing in time is what counts, the last day of it is told")
    func deadline() throws {
        let pack = Self.pack(curable: true).replacing(
            "atLeast: 31, atMost: 90, give: 40", with: "atLeast: 31, atMost: 90, give: 100",
            in: "tables/repair.yaml"
        ).replacing(
            "atLeast: 91, give: 60", with: "atLeast: 91, give: 100", in: "tables/repair.yaml")
        let cure = try #require(try changes(pack).found.first { $0.action == .cure })
        // Thirty days after the first of March.
        #expect(cure.by == day("2026-03-31"))
        let late = try changes(pack, asOf: "2026-03-31").found.first { $0.action == .cure }
        #expect(late?.by == day("2026-03-31"))
        #expect(try changes(pack, asOf: "2026-04-01").found.allSatisfy { $0.action != .cure })
    }

    @Test("a repair is told with the day on which it can be applied for, and how much it brings")
    func repaired() throws {
        var pack = Self.pack(curable: false)
        #expect(try changes(pack).found.allSatisfy { $0.action != .repair })
        pack.files["repairs/repair.yaml"] = Self.repair
        let repair = try #require(try changes(pack).found.first { $0.action == .repair })
        #expect(repair.on == day("2026-06-01"))
        #expect(repair.percent?.description == "50")
        #expect(repair.score == Points(70))
        #expect(repair.band == BandCode("good"))
        // Sixty days after the first of March.
        #expect(repair.by == day("2026-04-30"))
        let late = try changes(pack, asOf: "2026-05-01").found
        #expect(late.allSatisfy { $0.action != .repair })
    }

    @Test("what the party cannot bring about is no repair")
    func authority() throws {
        var pack = Self.pack(curable: false).replacing(
            "kind: boolean, curable: true", with: "kind: boolean", in: "facts.yaml")
        pack.files["repairs/repair.yaml"] = Self.repair
        #expect(try changes(pack).found.allSatisfy { $0.action != .repair })
    }

    @Test("a mark where it means nothing is a fault with its place")
    func faults() throws {
        for (fact, message) in [
            ("of: nominee, kind: boolean", "Nobody can bring such a fact about."),
            ("of: indicator, kind: boolean", "Nobody can bring such a fact about."),
            ("of: event, kind: integer", "Such a fact does not come true."),
            ("of: event, kind: word", "Such a fact does not come true."),
        ] {
            let pack = SamplePack().declaring(
                "  - { name: other, \(fact), curable: true, title: { en: O, zh: 它 } }\n")
            let faults = pack.faults()
            #expect(faults.map(\.message) == [message], "\(fact)")
            #expect(faults.first?.file == "facts.yaml")
            #expect(faults.first?.line == 5)
        }
    }
}
