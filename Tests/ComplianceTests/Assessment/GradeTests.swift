// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("Grades")
struct GradeTests {
    private func refusals(_ event: EventRecord) throws -> [EventRefusal] {
        ReportRules.refusals(
            of: event, policy: try WeighingPack.policy(), today: day("2026-06-01"))
    }

    @Test(
        "a grade just below, at and just above its range",
        arguments: [(-1, false), (0, true), (6, true), (7, false)])
    func range(grade: Int, isTaken: Bool) throws {
        let event = Visit.event(grades: [.init("benefit", .integer(Int64(grade)))])
        let refusals = try refusals(event)
        #expect(refusals == (isTaken ? [] : [.grade(.outOfRange("benefit", 0...6))]))
        if !isTaken {
            #expect(refusals.map(\.code) == ["grade.outOfRange"])
            #expect(refusals.map(\.pointer) == ["/grades/benefit"])
            #expect(throws: AssessmentError.grade(.outOfRange("benefit", 0...6), of: event.id)) {
                try Visit(event).assess()
            }
        }
    }

    @Test("a grade that is no whole number, or of no criterion, is refused by name")
    func unknown() throws {
        let half = try #require(ExactDecimal("1.5"))
        let refusals = try refusals(
            Visit.event(grades: [.init("harm", .decimal(half)), .init("zeal", 1)]))
        #expect(refusals.map(\.code) == ["grade.outOfRange", "grade.unknown"])
        #expect(refusals.map(\.pointer) == ["/grades/harm", "/grades/zeal"])
        for refusal in refusals { #expect(refusal.message.en != refusal.message.zh) }
    }

    @Test("where no criteria are, no grades are taken")
    func none() throws {
        let grades: [JSONValue.Member] = [.init("harm", 1)]
        for indicator in ["stay", "notice", "late"] {
            #expect(try refusals(Visit.event(1, indicator, grades: grades)) == [.gradesNotTaken])
        }
    }

    @Test("what is not graded counts as 0, and the trace says so")
    func missing() throws {
        let assessment = try Visit(Visit.event(grades: [.init("harm", 2)])).first()
        #expect(assessment.points == Points(3))
        let grades = assessment.trace.filter { $0.step == "grade" }
        #expect(grades.map(\.output) == [0, 2])
        #expect(grades[0].input == [.init("grade", "benefit"), .init("stated", false)])
    }

    @Test("what must be graded because 0 is no grade is asked for by name")
    func needed() throws {
        let policy = try WeighingPack.sample.replacing(
            "name: harm, title: { en: H, zh: 害 }, atLeast: 0",
            with: "name: harm, title: { en: H, zh: 害 }, atLeast: 1",
            in: "assessments/inspection.yaml"
        ).policy()
        let event = Visit.event()
        #expect(throws: AssessmentError.gradeNeeded("harm", 1...10, of: event.id)) {
            try Visit(event, policy: policy).assess()
        }
    }

    @Test(
        "an event that scores nothing has a quantity too",
        arguments: [(0, false), (1, true), (1_000, true), (1_001, false)])
    func quantity(quantity: Int, isTaken: Bool) throws {
        let refusals = try refusals(Visit.event(1, "stay", quantity: quantity))
        #expect(refusals.isEmpty == isTaken)
    }
}
