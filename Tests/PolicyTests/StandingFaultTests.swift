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

    @Test(
        "a count of results says of which periods and bands, and stays within them",
        arguments: [
            ("bands: [poor]", "bands: [bad]", "No scale has the band “bad”"),
            ("last: 3", "last: 61", "must be a whole number"),
            ("last: 3, ", "", "“last” is missing"),
            ("period: quarter", "period: week", "“week” is no known period"),
            ("running: true", "running: often", "must be true or false"),
            (", equals: 2", "", "A count of results must be compared"),
            ("equals: 2", "atLeast: 4", "No whole number from 0 to 3 lies within"),
            ("equals: 2", "above: 3", "No whole number from 0 to 3 lies within"),
            ("equals: 2", "equals: 1.5", "No whole number from 0 to 3 lies within"),
            ("equals: 2", "equals: -1", "No whole number from 0 to 3 lies within"),
            ("equals: 2", "below: 0", "No whole number from 0 to 3 lies within"),
            ("running: true", "since: employees", "“employees” is no day of the party"),
            ("running: true", "since: founded", "“founded” is no day of the party"),
        ])
    func results(old: String, new: String, says: String) {
        let file = "overrides/shadowed.yaml"
        expect(fault(file, old, new, says: says), in: file, line: 11)
    }

    @Test("periods begin on a day that is stated, not on one that follows from others")
    func dayThatFollows() {
        let pack = standingPack().replacing(
            "  - { name: grave,",
            with: """
                  - name: openedOn
                    of: party
                    kind: date
                    title: { en: Opened, zh: 开业 }
                    derived:
                      values:
                        - from: 2025-01-01
                          source: "Act of 2025, s 9"
                          verified: true
                          rows: [{ give: "2024-01-01", when: { fact: lapsing, equals: true } }]
                  - { name: grave,
                """, in: "facts.yaml")
        #expect(pack.faults() == [])
        let file = "overrides/shadowed.yaml"
        expect(
            fault(
                file, "running: true", "since: openedOn",
                says: "“openedOn” follows from other facts", in: pack), in: file, line: 11)
    }

    @Test("results are asked for of a party alone, and never where events are weighed")
    func weighing() {
        let results = "{ results: { period: year, last: 2, bands: [poor] }, equals: 2 }"
        expect(
            fault(
                "overrides/soon.yaml", "{ fact: grave, equals: true }", results,
                says: "A condition on an event cannot count earlier results"),
            in: "overrides/soon.yaml", line: 11)
        expect(
            fault(
                "indicators/late.yaml", "    points:",
                """
                    justifications:
                      - title: { en: Steady, zh: 稳 }
                        when: { fact: steady, equals: true }
                    points:
                """, says: "“steady” follows from earlier results"),
            in: "indicators/late.yaml", line: 11)
        expect(
            fault(
                "starts.yaml", "times: 3", "times: 0", says: "“times” must be a whole number"),
            in: "starts.yaml", line: 11)
    }

    @Test("the words of a description tell a sum of points, and a count of results")
    func described() throws {
        let description = PolicyDescription(try standingPack().policy(), on: day("2026-01-01"))
        #expect(
            description.text(in: .en).contains(
                "points of confirmed events of the last 9 months ≤ -24"))
        #expect(description.text(in: .zh).contains("已确认事件（最近 9 个月）的分值合计 ≤ -24"))
        for words in [
            "quarters of the last 3 that ended poor, unbroken = 2",
            "months of the last 4 that ended good, unbroken since “Day” > 3",
            "quarters of the last 3 that ended good by score ≥ 2",
            "result of the month before, the last of 3 running: poor",
        ] { #expect(description.text(in: .en).contains(words), "\(words)") }
        for words in [
            "最近 3 个季度中结果为 poor 的连续期数 = 2",
            "最近 4 个月中结果为 good 的连续期数（自“日”起） > 3",
            "前第 1 个月的结果为 poor，至此连续 3 个月",
        ] { #expect(description.text(in: .zh).contains(words), "\(words)") }
    }
}
