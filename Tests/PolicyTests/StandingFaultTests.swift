// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Testing

@Suite("Faults in what has added up")
struct StandingFaultTests {
    /// A fault of the pack after one text of a file was replaced.
    private func fault(
        _ file: String, _ old: String, _ new: String, says: String, in pack: SamplePack? = nil
    ) -> PolicyFault? {
        (pack ?? standingPack()).replacing(old, with: new, in: file).faults().first {
            $0.message.contains(says)
        }
    }

    private func expect(
        _ fault: PolicyFault?, in file: String, line: Int,
        location: SourceLocation = #_sourceLocation
    ) {
        #expect(fault?.file == file, sourceLocation: location)
        #expect(fault?.line == line, sourceLocation: location)
        #expect(fault?.cure.isEmpty == false, sourceLocation: location)
    }

    @Test("the pack itself has none")
    func sound() { #expect(standingPack().faults() == []) }

    @Test("a sum of points takes all events of its indicators, and needs its bounds")
    func sums() {
        expect(
            fault(
                "overrides/demerits.yaml", "fact: points",
                "fact: points, where: { fact: grave, equals: true }",
                says: "takes all events of its indicators"),
            in: "overrides/demerits.yaml", line: 11)
        expect(
            fault(
                "overrides/demerits.yaml", ", atMost: -24", "", says: "A sum must be compared"),
            in: "overrides/demerits.yaml", line: 11)
        expect(
            fault(
                "overrides/soon.yaml", "{ fact: grave, equals: true }",
                "{ sum: { of: any, fact: points }, atMost: -3 }", says: "cannot count events"),
            in: "overrides/soon.yaml", line: 11)
    }

    @Test("points of an indicator rest on no sum of points, by whatever way")
    func circles() {
        let says = "cannot rest on a sum of points"
        let late = "indicators/late.yaml"
        expect(
            fault(
                late, "    points:",
                """
                    justifications:
                      - title: { en: Enough, zh: 足 }
                        when: { sum: { of: any, fact: points }, atMost: -3 }
                    points:
                """, says: says),
            in: late, line: 11)
        expect(
            fault(
                late, "    points:",
                """
                    adjustments:
                      - title: { en: Enough, zh: 足 }
                        when: { not: { fact: lapsing, equals: true } }
                        percent: 50
                    points:
                """, says: "from which “lapsing” follows"),
            in: late, line: 11)
    }

    /// The pack with a table that is read by a fact, which itself follows from one that adds up
    /// points.
    private var byState: SamplePack {
        var pack = standingPack()
        pack.files["tables/often.yaml"] = """
            code: often
            title: { en: Often, zh: 屡次 }
            description: { en: Often., zh: 屡次。 }
            values:
              - from: 2025-01-01
                source: "Act of 2025, s 11"
                verified: true
                gives: points
                by: quantity
                across: [state]
                columns: [[bad]]
                rows: [{ atLeast: 0, give: [-2] }]
            """
        return pack.replacing(
            "  - { name: grave,",
            with: """
                  - name: state
                    of: party
                    kind: choice
                    choices: [bad]
                    title: { en: State, zh: 状态 }
                    derived:
                      values:
                        - from: 2025-01-01
                          source: "Act of 2025, s 9"
                          verified: true
                          rows: [{ give: bad, when: { fact: lapsing, equals: true } }]
                  - { name: grave,
                """, in: "facts.yaml")
    }

    @Test("nor through a table, and a fact that follows from another that does")
    func circleOfTable() {
        let pack = byState
        #expect(pack.faults() == [])
        expect(
            fault(
                "indicators/late.yaml", "{ perUnit: -5, unit: day, quantityAtMost: 9 }",
                "{ parts: [{ table: often }], quantityAtMost: 9 }",
                says: "from which “state” follows", in: pack), in: "indicators/late.yaml", line: 9)
    }

    @Test("the words of a description tell a sum of points")
    func described() throws {
        let description = PolicyDescription(try standingPack().policy(), on: day("2026-01-01"))
        #expect(
            description.text(in: .en).contains(
                "points of confirmed events of the last 9 months ≤ -24"))
        #expect(description.text(in: .zh).contains("已确认事件（最近 9 个月）的分值合计 ≤ -24"))
    }
}
