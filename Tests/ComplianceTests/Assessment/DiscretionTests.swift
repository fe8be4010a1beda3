// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("What an officer decides of measures")
struct DiscretionTests {
    private static let measures = """
        - code: fine
          kind: penalty
          title: { en: Fine, zh: 罚款 }
          imposed: normally
          size: { range: { atLeast: 100, atMost: 900, guideline: 300 } }
          published: true
        - code: bar
          kind: bar
          title: { en: Bar, zh: 禁止期 }
          imposed: may
          size: { range: { unit: months, atLeast: 6, atMost: 24, guideline: 12 } }
          afterEarlier: true
          shownAfterDays: 1
          published: true
        - code: end
          kind: revocation
          title: { en: End, zh: 撤销 }
          imposed: may
          when: { fact: grave, equals: true }
          published: true
        - code: order
          kind: order
          title: { en: Order, zh: 责令 }
          published: true
        """

    private func visit(_ decisions: MeasureDecision..., grave: Bool = false) throws -> Visit {
        let pack = WeighingPack.stay(bringing: Self.measures)
        let facts = grave ? [JSONValue.Member("grave", true)] : []
        let event = Visit.event(1, "stay", facts: facts)
        return try Visit(event, policy: pack.policy()).changed {
            $0.decisions = [event.id: decisions]
        }
    }

    private func refusal(_ decision: MeasureDecision) throws -> DecisionRefusal? {
        do {
            _ = try visit(decision).assess()
            return nil
        } catch AssessmentError.decision(let refusal, let event) {
            #expect(event == EventID(high: 3, low: 1))
            return refusal
        }
    }

    @Test("without a decision what normally follows does, and what may follow is told apart")
    func undecided() throws {
        let assessment = try visit().first()
        #expect(assessment.measures.map(\.text) == ["fine 100.00…900.00 (300.00)", "order –"])
        #expect(assessment.allowed.map(\.text) == ["bar 6…24 months"])
        #expect(assessment.allowed[0].from == nil)
        #expect(
            try visit(grave: true).first().allowed.map(\.text) == ["bar 6…24 months", "end –"])
    }

    @Test(
        "an amount lies within its range, and off the guideline has a reason",
        arguments: [
            ("99.99", true, "decision.outOfRange"), ("100", true, nil), ("100.01", true, nil),
            ("299.99", false, "decision.reasonNeeded"), ("300", false, nil),
            ("300.01", false, "decision.reasonNeeded"), ("900", true, nil),
            ("900.01", true, "decision.outOfRange"), ("300.001", true, "decision.outOfRange"),
        ] as [(String, Bool, String?)])
    func amounts(amount: String, isReasoned: Bool, refused: String?) throws {
        let decision = MeasureDecision(
            measure: MeasureCode("fine"), size: .amount(try #require(ExactDecimal(amount))),
            reason: isReasoned ? "So it was." : nil)
        #expect(try refusal(decision)?.code == refused)
    }

    @Test(
        "a time lies within its range whatever its unit",
        arguments: [
            (183, LawTable.Result.days, "decision.outOfRange"), (184, .days, nil),
            (185, .days, nil), (5, .months, "decision.outOfRange"), (6, .months, nil),
            (1, .years, nil), (2, .years, nil), (24, .months, nil),
            (25, .months, "decision.outOfRange"), (3, .years, "decision.outOfRange"),
        ] as [(Int, LawTable.Result, String?)])
    func times(count: Int, unit: LawTable.Result, refused: String?) throws {
        // From 2026-03-03 six months are 184 days.
        let decision = MeasureDecision(
            measure: MeasureCode("bar"), size: .time(count, unit), reason: "So it was.")
        #expect(try refusal(decision)?.code == refused)
    }

    @Test("a decision that the law does not know is refused by name")
    func refusals() throws {
        func code(
            _ measure: String, _ size: MeasureDecision.Size? = nil, isImposed: Bool = true
        ) throws -> String? {
            try refusal(
                .init(measure: MeasureCode(measure), isImposed: isImposed, size: size))?.code
        }
        #expect(try code("gone") == "decision.unknown")
        #expect(try code("end") == "decision.notOpen")
        #expect(try code("end", isImposed: false) == nil)
        #expect(try code("fine", isImposed: false) == "decision.reasonNeeded")
        #expect(try code("order", isImposed: false) == "decision.notDiscretionary")
        #expect(try code("order", .permanent) == "decision.notDiscretionary")
        #expect(try code("bar", .permanent) == "decision.outOfRange")
        let other = MeasureDecision.Size.amount(ExactDecimal(mantissa: 300, places: 0))
        #expect(try code("bar", other) == "decision.otherUnit")
        let foreign = MeasureDecision.Size.amount(
            ExactDecimal(mantissa: 300, places: 0), currency: "CHF")
        #expect(try code("fine", foreign) == "decision.otherUnit")
        let twice = try visit(
            .init(measure: MeasureCode("bar")), .init(measure: MeasureCode("bar")))
        #expect(
            throws: AssessmentError.decision(
                .repeated(MeasureCode("bar")), of: EventID(high: 3, low: 1))
        ) { try twice.assess() }
    }

    @Test("what is decided stands in the trace with its reason")
    func trace() throws {
        let assessment = try visit(
            .init(measure: MeasureCode("fine"), isImposed: false, reason: "A storm."),
            .init(measure: MeasureCode("bar"))
        ).first()
        #expect(assessment.measures.map(\.text) == ["bar 6…24 months", "order –"])
        #expect(assessment.allowed.map(\.text) == ["fine 100.00…900.00 (300.00)"])
        let steps = assessment.trace.filter { $0.step == "decision" }
        #expect(steps.map(\.output) == [.null, assessment.measures[0].size.json])
        #expect(steps[0].input.contains(.init("reason", "A storm.")))
    }

    @Test(
        "a bar begins no earlier than an earlier one ends",
        arguments: [
            ("2026-03-02", "2026-03-03"), ("2026-03-03", "2026-03-03"),
            ("2026-03-04", "2026-03-04"),
        ])
    func consecutive(earlier: String, from: String) throws {
        let bar = MeasureDecision(measure: MeasureCode("bar"), size: .time(12, .months))
        let visit = try visit(bar).changed { $0.barredUntil = day(earlier) }
        let measure = try #require(try visit.first().measures.dropFirst().first)
        #expect(measure.from == day(from))
        #expect(measure.until == day(from).adding(months: 12))
        #expect(measure.shownUntil == measure.until?.adding(days: 1))
    }
}
