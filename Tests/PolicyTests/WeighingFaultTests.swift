// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Testing

extension PlantedFault {
    fileprivate static let inspection = "assessments/inspection.yaml"
    fileprivate static let stays = "assessments/stays.yaml"
    fileprivate static let bar = "tables/bar.yaml"
    fileprivate static let heads = "tables/heads.yaml"

    /// Faults in what weighs events, and in what follows.
    static let ofWeighing: [PlantedFault] = [
        .init(
            "a bar of so much for each", inspection, "{ table: bar }",
            "{ each: 5, of: quantity }", line: 35, says: "is not measured in money"),
        .init(
            "a bar between two amounts", inspection, "{ table: bar }",
            "{ range: { atLeast: 5, atMost: 6 } }", line: 35, says: "is not measured in money"),
        .init(
            "sizes of which none may apply", stays, "{ each: 1, of: gain }",
            "{ first: [{ when: { fact: grave, equals: true }, size: { fixed: 1, unit: money } }] }",
            line: 23, says: "Some events have no size"),
        .init(
            "an amount reckoned in two ways", stays, "{ each: 1, of: gain }",
            "{ reckon: { fact: gain, sum: [1] } }", line: 23, says: "exactly one way"),
        .init(
            "a range of months of money", stays, "{ each: 1, of: gain }",
            "{ range: { unit: months, atMost: 6 } }", line: 23, says: "not measured in months"),
        .init(
            "a suspension that lowers a band", stays, "size: { fixed: 6, unit: months }",
            "band: good", line: 35, says: "lowers no band"),
        .init(
            "a suspension that is paid", stays, "size: { fixed: 6, unit: months }",
            "payments: [{ title: { en: Fast, zh: 快 }, leaves: 70 }]", line: 35,
            says: "is not paid"),
        .init(
            "somebody other without a name", stays, "size: { fixed: 6, unit: months }",
            "for: other", line: 35, says: "Nobody knows who"),
        .init(
            "a row after the largest number", bar, "- { atLeast: 10, give",
            "- { atLeast: 10, atMost: 9223372036854775807, give: [1, 1] }\n"
                + "      - { atLeast: 9223372036854775807, give", line: 18, says: "too large"),
        .init(
            "a justification by points", inspection, "{ fact: excused, equals: true }",
            "{ fact: points, atLeast: 1 }", line: 10, says: "No fact “points”"),
        .init(
            "a reduction by points", inspection, "{ fact: voluntaryDisclosure, equals: true }",
            "{ fact: points, atLeast: 1 }", line: 23, says: "No fact “points”"),
        .init(
            "a time to reply by points", "clocks/reply.yaml", "{ fact: grave, equals: true }",
            "{ fact: points, atLeast: 1 }", line: 15, says: "No fact “points”"),
        .init(
            "points for each of the points", stays, "of: quantity, cap: 2", "of: points, cap: 2",
            line: 11, says: "No fact “points”"),
        .init(
            "points by a table of points", heads, "by: quantity", "by: points", line: 12,
            says: "asks for points while"),
        .init(
            "two criteria of one name", inspection, "name: harm", "name: benefit", line: 20,
            says: "“benefit” stands here twice"),
        .init(
            "a cap of the other sign", stays, "cap: 2", "cap: -2", line: 11,
            says: "sign of the points"),
        .init(
            "a first row from one point on", bar, "{ atMost: 2,", "{ atLeast: 1, atMost: 2,",
            line: 14, says: "No row takes the numbers below"),
        .init(
            "a first row above no points", bar, "{ atMost: 2,", "{ above: 0, atMost: 2,",
            line: 14, says: "No row takes the numbers below"),
        .init(
            "a first row above one head", heads, "{ atMost: 1, give: none }",
            "{ above: 1, below: 2, give: none }", line: 12, says: "No row takes the numbers"),
        .init(
            "whole numbers of a fact with decimals", heads, "by: quantity", "by: gain", line: 10,
            says: "may have decimals"),
        .init(
            "whole points of grades and halves", inspection, "A: [1, 2]", "A: [1.5, 2]", line: 5,
            says: "points that may have decimals"),
        .init(
            "an indicator without the word of an ordinal", "indicators/lapse.yaml",
            "facts: { type: A }", "facts: {}", line: 5, says: "“lapse” does not state “type”"),
        .init(
            "a table that begins later", bar, "from: 2025-01-01", "from: 2025-01-02", line: 5,
            says: "in force from 2025-01-02 only"),
        .init(
            "a table that ends before", bar, "from: 2025-01-01",
            "from: 2025-01-01\n    until: 2027-01-01", line: 5,
            says: "in force until 2027-01-01 only"),
        .init(
            "notices that begin later", "notices.yaml", "from: 2025-01-01", "from: 2025-01-02",
            line: 5, says: "in force from 2025-01-02 only"),
        .init(
            "facts that are no mapping", "indicators/lapse.yaml", "facts: { type: A }",
            "facts: [type]", line: 11, says: "A mapping of names"),
        .init(
            "a calendar without a workday", "calendars/place.yaml", "[saturday, sunday]",
            "[monday, tuesday, wednesday, thursday, friday, saturday, sunday]", line: 7,
            says: "No business is ever done"),
        .init(
            "a fact that follows from itself", "facts.yaml", "{ fact: employees, below: 100 }",
            "{ fact: size, known: false }", line: 25, says: "follows from itself"),
        .init(
            "a fact that follows from a later one", "facts.yaml", "  - name: size\n",
            """
              - name: tax
                of: party
                kind: boolean
                title: { en: Tax, zh: 税 }
                derived:
                  values:
                    - from: 2025-01-01
                      source: "Act of 2025, s 10"
                      verified: true
                      rows: [{ give: true, when: { fact: size, equals: large } }]
              - name: size

            """, line: 23, says: "“size” is derived only after “tax”"),
    ]

    /// Those that are reported where the law asks, and not where it is lacking.
    var reportedFile: String {
        switch what {
        case "points by a table of points": Self.stays
        case "an indicator without the word of an ordinal", "a table that begins later",
            "a table that ends before", "notices that begin later":
            Self.inspection
        default: file
        }
    }
}

@Suite("Faults in what weighs events")
struct WeighingFaultTests {
    @Test("the pack that weighs has none")
    func soundPack() { #expect(WeighingPack.sample.faults().isEmpty) }

    @Test(
        "a planted fault is reported with file and line", arguments: PlantedFault.ofWeighing)
    func reported(_ planted: PlantedFault) throws {
        let faults = WeighingPack.sample
            .replacing(planted.old, with: planted.new, in: planted.file).faults()
        let fault = faults.first {
            $0.message.contains(planted.says) && $0.file == planted.reportedFile
        }
        #expect(fault != nil, "\(faults)")
        #expect(fault?.line == planted.line, "\(faults)")
        #expect(fault?.cure.isEmpty == false)
    }

    @Test("grades of a case that are no mapping are a fault")
    func grades() {
        var pack = WeighingPack.sample
        pack.files["cases/a-grade.yaml"] = """
            law: sample
            asOf: 2026-03-03
            source: "Act of 2025, s 11"
            explanation: Grades in a list.
            input:
              role: sponsor
              party: { facts: [employees] }
              events:
                - { id: v1, indicator: lapse, occurredOn: 2025-08-01, grades: [harm] }
            expected:
              assessments: [{ event: v1, points: 1 }]
            """
        let lines = pack.faults().filter { $0.message.contains("A mapping of names") }.map(\.line)
        #expect(lines == [7, 9])
    }

    @Test(
        "a first row by points may begin below or at none, and by another number at one",
        arguments: [
            ("tables/bar.yaml", "{ atMost: 2,", "{ atLeast: 0, atMost: 2,"),
            ("tables/bar.yaml", "{ atMost: 2,", "{ above: -1, atMost: 2,"),
            ("tables/heads.yaml", "{ atMost: 1,", "{ equals: 1,"),
        ])
    func firstRow(file: String, old: String, new: String) {
        #expect(WeighingPack.sample.replacing(old, with: new, in: file).faults().isEmpty)
    }
}
