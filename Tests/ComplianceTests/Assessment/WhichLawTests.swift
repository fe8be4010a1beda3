// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("Which law weighs an event")
struct WhichLawTests {
    private static func value(_ days: String, _ measures: String, points: String = "1") -> String {
        """

          - \(days)
            source: "Act of \(days.contains("from: 2025") ? 2025 : 2026), s 9"
            verified: true
            indicators: [stay]
            points: [{ fixed: \(points) }]
            measures: \(measures)
        """
    }

    private static func fine(_ size: String) -> String {
        """
        { code: fine, kind: penalty, title: { en: F, zh: 罚 }, size: \(size), published: true }
        """
    }

    private static func bar(_ months: Int) -> String {
        """
        { code: bar, kind: bar, title: { en: B, zh: 禁 }, \
        size: { fixed: \(months), unit: months }, published: true }
        """
    }

    /// A law that changes on 2026-01-01, and a unit that does on 2026-02-01.
    private func pack(_ law: String, _ values: String...) -> SamplePack {
        var pack = WeighingPack.sample.replacing(
            "roles:", with: "whichLaw: { \(law) }\nroles:", in: "regime.yaml")
        pack.files["units.yaml"] = """
            units:
              - code: unit
                title: { en: Unit, zh: 单位 }
                values:
                  - { from: 2025-01-01, until: 2026-02-01, source: "Order 1", verified: true, \
            amount: 2232 }
                  - { from: 2026-02-01, source: "Order 2", verified: true, amount: 2364 }
            """
        pack.files["assessments/stays.yaml"] =
            """
            code: stays
            title: { en: Stays, zh: 停留 }
            description: { en: Stays, zh: 停留 }
            values:
            """ + values.joined()
        return pack
    }

    private func first(
        _ pack: SamplePack, occurredOn: String = "2025-12-31",
        determinedOn: String = "2026-03-03", decisions: [MeasureDecision] = []
    ) throws -> Assessment {
        let event = Visit.event(
            1, "stay", occurredOn: occurredOn, determinedOn: determinedOn, quantity: 3)
        return try Visit(event, policy: pack.policy()).changed {
            $0.decisions = [event.id: decisions]
        }.first()
    }

    private func choice(_ assessment: Assessment) -> String? {
        guard let step = assessment.trace.first(where: { $0.step == "whichLaw" }) else {
            return nil
        }
        let by = step.input.first { $0.name == "by" }?.value
        return [step.output, by].compactMap { value in
            if case .string(let word)? = value { word } else { nil }
        }.joined(separator: " ")
    }

    private static let before = "from: 2025-01-01\n    until: 2026-01-01"
    private static let after = "from: 2026-01-01"

    @Test(
        "a unit is that of the act, of the determination, or the lower one",
        arguments: [
            ("act", "2026-02-01", "6696.00", nil), ("decision", "2026-01-31", "6696.00", nil),
            ("decision", "2026-02-01", "7092.00", "decision"),
            ("decision", "2026-02-02", "7092.00", "decision"),
            ("milder", "2026-02-01", "6696.00", "act"),
        ] as [(String, String, String, String?)])
    func units(law: String, determinedOn: String, amount: String, said: String?) throws {
        let sizes = [
            "{ reckon: { product: [{ unit: unit }, { fact: quantity }] } }",
            "{ units: 3, of: unit }",
        ]
        for size in sizes {
            let pack = pack(
                "units: \(law)", Self.value("from: 2025-01-01", "[\(Self.fine(size))]"))
            let assessment = try first(pack, determinedOn: determinedOn)
            #expect(assessment.measures.map(\.size.text) == [amount])
            #expect(choice(assessment) == said)
        }
    }

    @Test(
        "an assessment is that of the act or of the determination",
        arguments: [
            ("act", "2026-01-01", "100.00", nil), ("decision", "2025-12-31", "100.00", nil),
            ("decision", "2026-01-01", "900.00", "decision"),
            ("decision", "2026-01-02", "900.00", "decision"),
        ] as [(String, String, String, String?)])
    func assessments(law: String, determinedOn: String, amount: String, said: String?) throws {
        let pack = pack(
            "assessments: \(law)",
            Self.value(Self.before, "[\(Self.fine("{ fixed: 100, unit: money }"))]"),
            Self.value(Self.after, "[\(Self.fine("{ fixed: 900, unit: money }"))]"))
        let assessment = try first(pack, determinedOn: determinedOn)
        #expect(assessment.measures.map(\.size.text) == [amount])
        #expect(choice(assessment) == said)
    }

    @Test("the tables it asks are those of the version that weighs")
    func tables() throws {
        let value = Self.value("from: 2025-01-01", "[\(Self.fine("{ table: rate }"))]")
        func table(_ days: String, _ amount: Int) -> String {
            """

              - \(days)
                source: "Order"
                verified: true
                gives: money
                by: quantity
                whole: true
                rows: [{ atMost: 1, give: 4 }, { atLeast: 2, give: \(amount) }]
            """
        }
        for (law, amount) in [("act", "5.00"), ("decision", "7.00"), ("milder", "5.00")] {
            var pack = pack("assessments: \(law)", value)
            pack.files["tables/rate.yaml"] =
                """
                code: rate
                title: { en: Rate, zh: 率 }
                description: { en: Rate, zh: 率 }
                values:
                """ + table(Self.before, 5)
                + table(Self.after, 7)
            #expect(try first(pack).measures.map(\.size.text) == [amount])
        }
    }

    @Test(
        "milder is what bears less heavily, the gravest kind of measure first",
        arguments: [
            // Less of the same.
            ("fine(100)", "fine(99)", 1, 1, "decision penalty", "99.00"),
            ("fine(99)", "fine(100)", 1, 1, "act penalty", "99.00"),
            // A shorter bar outweighs a higher amount.
            ("fine(1) bar(13)", "fine(9) bar(12)", 1, 1, "decision bar", "9.00 12 months"),
            ("fine(9) bar(12)", "fine(1) bar(13)", 1, 1, "act bar", "9.00 12 months"),
            ("fine(9)", "fine(9) bar(1)", 1, 1, "act bar", "9.00"),
            // The same measures: the lower weight.
            ("fine(9)", "fine(9)", 2, 1, "decision points", "9.00"),
            ("fine(9)", "fine(9)", 1, 2, "act points", "9.00"),
            ("fine(9)", "fine(9)", 1, 1, "act same", "9.00"),
            // A bar of no stated time cannot be compared with one of nine months.
            ("bar(9)", "open", 1, 1, "act notComparable", "9 months"),
        ])
    func milder(
        act: String, decision: String, weight: Int, other: Int, said: String, sizes: String
    ) throws {
        func measures(_ text: String) -> String {
            let list = text.split(separator: " ").map { word -> String in
                let number = word.filter(\.isNumber)
                switch word.prefix(3) {
                case "fin": return Self.fine("{ fixed: \(number), unit: money }")
                case "bar": return Self.bar(Int(number) ?? 0)
                default:
                    return "{ code: bar, kind: bar, title: { en: B, zh: 禁 }, published: true }"
                }
            }
            return "[\(list.joined(separator: ", "))]"
        }
        let pack = pack(
            "assessments: milder", Self.value(Self.before, measures(act), points: "\(weight)"),
            Self.value(Self.after, measures(decision), points: "\(other)"))
        let assessment = try first(pack)
        #expect(choice(assessment) == said)
        #expect(assessment.measures.map(\.size.text).joined(separator: " ") == sizes)
    }

    @Test("what was no matter of the law when it was done is none by the milder law")
    func noneBefore() throws {
        let value = Self.value(Self.after, "[\(Self.fine("{ fixed: 100, unit: money }"))]")
        let event = Visit.event(1, "stay", occurredOn: "2025-12-31")
        for (law, count) in [("act", 0), ("milder", 0), ("decision", 1)] {
            let visit = try Visit(event, policy: pack("assessments: \(law)", value).policy())
            #expect(try visit.assess().assessments.count == count)
        }
    }

    @Test("after it was repealed, the last that it said judges")
    func repealed() throws {
        let value = Self.value(Self.before, "[\(Self.fine("{ fixed: 100, unit: money }"))]")
        for law in ["decision", "milder"] {
            let assessment = try first(pack("assessments: \(law)", value))
            #expect(assessment.measures.map(\.size.text) == ["100.00"])
            #expect(choice(assessment) == nil)
        }
    }

    @Test("an officer decides under the version that judges")
    func decided() throws {
        let open = "{ range: { atLeast: 10, atMost: 90 } }"
        let pack = pack(
            "assessments: milder",
            Self.value(Self.before, "[\(Self.fine("{ fixed: 100, unit: money }"))]"),
            Self.value(Self.after, "[\(Self.fine(open))]"))
        let decision = MeasureDecision(
            measure: MeasureCode("fine"), isImposed: true,
            size: .amount(try #require(ExactDecimal("50")), currency: nil))
        #expect(try first(pack).measures.map(\.size.text) == ["10.00…90.00 (–)"])
        #expect(
            try first(pack, decisions: [decision]).measures.map(\.size.text) == ["50.00"])
    }
}
