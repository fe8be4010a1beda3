// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("Weighing one event, and what follows")
struct MeasureTests {
    @Test(
        "a row of a table takes its first and its last number, and no neighbour's",
        arguments: [
            (0, ["warning –"]), (1, ["fine 500.00"]), (2, ["fine 1000.00"]),
            (3, ["fine 1000.00"]), (4, ["fine 100000.00", "bar 1 years"]),
            (8, ["fine 100000.00", "bar 1 years"]), (9, ["fine 100000.00", "bar permanent"]),
        ])
    func rows(harm: Int, measures: [String]) throws {
        let assessment = try Visit(Visit.graded(harm: Int64(harm))).first()
        #expect(assessment.points == Points(harm + 1))
        #expect(assessment.ordinal == 1)
        #expect(assessment.measures.map(\.text) == measures)
    }

    @Test(
        "the size of a party follows from its staff, just below and at the edge",
        arguments: [(99, "1000.00"), (100, "2000.00"), (101, "2000.00")])
    func derived(employees: Int, amount: String) throws {
        let visit = try Visit(Visit.event(1, "breach")).changed {
            $0.facts = [.init("employees", .integer(Int64(employees)))]
        }
        let assessment = try visit.first()
        #expect(assessment.measures.map(\.size.text) == [amount])
        #expect(assessment.trace.first?.step == "fact")
        #expect(assessment.trace.first?.source == "Act of 2025, s 10")
    }

    @Test("a stated fact prevails over what would follow, and is then not derived")
    func stated() throws {
        let visit = try Visit(Visit.event(1, "breach")).changed {
            $0.facts = [.init("employees", 10), .init("size", "large")]
        }
        #expect(try visit.first().measures.map(\.size.text) == ["2000.00"])
        #expect(try visit.first().trace.contains { $0.step == "fact" } == false)
    }

    @Test("a fact that is needed and unknown is named, with its event")
    func missing() throws {
        let visit = try Visit(Visit.event(7, "breach")).changed { $0.facts = [] }
        let error = AssessmentError.factNeeded("size", of: EventID(high: 3, low: 7))
        #expect(throws: error) { try visit.assess() }
        #expect(error.code == "fact.needed")
        #expect(error.message.en.contains("“size”"))
        #expect(error.message.zh.contains("“size”"))
    }

    @Test("nobody changes by an event what the law says of its indicator or of the party")
    func planted() throws {
        let event = Visit.event(1, "breach", facts: [.init("type", "A"), .init("size", "large")])
        #expect(try Visit(event).first().measures.map(\.size.text) == ["1000.00"])
    }

    @Test("what is disclosed weighs four points less, and never less than nothing")
    func reduction() throws {
        for (harm, points) in [(2, 0), (3, 0), (4, 1), (10, 7)] {
            let event = Visit.event(
                grades: [.init("harm", .integer(Int64(harm)))], isVoluntaryDisclosure: true)
            #expect(try Visit(event).first().points == Points(points))
        }
    }

    @Test("what is justified weighs nothing and nothing follows")
    func justified() throws {
        let event = Visit.event(
            grades: [.init("harm", 10)], facts: [.init("excused", true)])
        let notice = try Visit(event).assess()
        #expect(notice.assessments[0].justification?.en == "An excuse")
        #expect(notice.assessments[0].points == .zero)
        #expect(notice.assessments[0].measures.isEmpty)
        #expect(notice.totals.isEmpty)
        #expect(notice.isPublished == false)
    }

    @Test(
        "so much for each is held to its most",
        arguments: [
            (1, "1.25", "10000.00"), (3, "3.25", "30000.00"), (8, "4.5", "80000.00"),
            (9, "4.5", "90000.00"), (10, "4.5", "100000.00"), (11, "4.5", "100000.00"),
        ])
    func each(quantity: Int, points: String, amount: String) throws {
        let assessment = try Visit(Visit.event(1, "stay", quantity: quantity)).first()
        #expect(assessment.points.description == points)
        #expect(assessment.measures.first?.text == "fine \(amount)")
        #expect(assessment.ordinal == nil)
    }

    @Test("a measure may ask for the weight, and a range keeps its guideline")
    func range() throws {
        let range = "discretion 10000.00…50000.00 (20000.00)"
        let light = try Visit(Visit.event(1, "stay", quantity: 1)).first()
        #expect(light.measures.map(\.text) == ["fine 10000.00"])
        let heavy = try Visit(Visit.event(1, "stay", quantity: 2)).first()
        #expect(heavy.points == Points(3))
        #expect(heavy.measures.map(\.text) == ["fine 20000.00", range])
    }

    @Test("gains are confiscated to the cent, and what is finer or too large is refused")
    func gains() throws {
        func gain(_ text: String) throws -> [String] {
            let value = try #require(ExactDecimal(text))
            let event = Visit.event(1, "stay", facts: [.init("gain", JSONValue(value))])
            return try Visit(event).first().measures.map(\.text)
        }
        #expect(try gain("1234.56") == ["fine 10000.00", "gain 1234.56"])
        #expect(try gain("10000000000") == ["fine 10000.00", "gain 10000000000.00"])
        for unfit in ["0.001", "10000000000.01", "9223372036854775807"] {
            #expect(throws: AssessmentError.outOfScale("gain", of: EventID(high: 3, low: 1))) {
                try gain(unfit)
            }
        }
    }

    @Test("so much for each of less than none is refused, and of none is nothing")
    func negative() throws {
        let pack = WeighingPack.sample.replacing(
            "each: 0.25, of: quantity", with: "each: 0.25, of: employees",
            in: "assessments/stays.yaml")
        let visit = try Visit(Visit.event(1, "stay"), policy: pack.policy())
        for (employees, weight) in [(0, 1_000), (1, 1_250)] as [(Int64, Int64)] {
            let points = try visit.changed { $0.facts = [.init("employees", .integer(employees))] }
                .first().points
            #expect(points.thousandths == weight)
        }
        let below = visit.changed { $0.facts = [.init("employees", -1)] }
        let error = AssessmentError.numberNegative("employees", of: EventID(high: 3, low: 1))
        #expect(throws: error) { try below.assess() }
    }

    @Test("a bar begins with the determination, ends on its anniversary and is shown a day later")
    func days() throws {
        let bar = try #require(
            try Visit(Visit.graded(1, "breach", harm: 3)).first().measures.last)
        #expect(bar.text == "bar 2 years")
        #expect(bar.from == day("2026-03-03"))
        #expect(bar.until == day("2028-03-03"))
        #expect(bar.shownUntil == day("2028-03-04"))
        #expect(bar.source == "Act of 2025, Table 2")
        let forEver = try #require(try Visit(Visit.graded(harm: 9)).first().measures.last)
        #expect(forEver.from == day("2026-03-03"))
        #expect(forEver.until == nil)
        #expect(forEver.shownUntil == nil)
        let fine = try #require(try Visit(Visit.graded(harm: 1)).first().measures.first)
        #expect(fine.from == nil)
    }

    @Test("what is still alleged is determined on the day asked about")
    func alleged() throws {
        let event = Visit.event(1, "breach", state: .alleged, grades: [.init("harm", 3)])
        let visit = try Visit(event).changed { $0.determinedOn = day("2026-08-31") }
        #expect(try visit.first().measures.last?.from == day("2026-08-31"))
    }

    @Test("an event that no assessment takes, or that was annulled, is left out")
    func untaken() throws {
        #expect(try Visit(Visit.event(1, "notice")).assess().isPublished == nil)
        #expect(try Visit(Visit.event(state: .annulled)).assess().assessments.isEmpty)
        let both = try Visit(Visit.event(1, "notice"), Visit.event(2)).assess()
        #expect(both.assessments.map(\.event) == [EventID(high: 3, low: 2)])
    }

    @Test("an event is weighed by the law of the day it happened")
    func law() throws {
        let before = Visit.event(occurredOn: "2024-12-31")
        #expect(try Visit(before).assess().assessments.isEmpty)
        #expect(try Visit(Visit.event(occurredOn: "2025-01-01")).assess().assessments.count == 1)
    }

    @Test("each step names its source")
    func trace() throws {
        let trace = try Visit(Visit.graded(benefit: 1, harm: 3)).first().trace
        #expect(
            trace.map(\.step) == [
                "fact", "ordinal", "grade", "grade", "weight", "table", "measure", "table",
                "measure",
            ])
        #expect(trace.allSatisfy { $0.source.hasPrefix("Act of 2025, ") })
        #expect(trace[4].output == 5)
    }
}
