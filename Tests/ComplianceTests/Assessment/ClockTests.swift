// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("Clocks")
struct ClockTests {
    private let grave = Visit.event(1, facts: [.init("grave", true)])

    private func run(_ begins: String, _ events: EventRecord...) throws -> ClockRun {
        let visit = try Visit().changed { $0.events = events }
        return try ClockRunning.run(
            ClockCode("reply"), from: day(begins), for: visit.question, policy: visit.policy)
    }

    private func days(_ begins: String, _ events: EventRecord...) throws -> [String: String] {
        let visit = try Visit().changed { $0.events = events }
        let run = try ClockRunning.run(
            ClockCode("reply"), from: day(begins), for: visit.question, policy: visit.policy)
        return Dictionary(uniqueKeysWithValues: run.steps.map { ($0.name, "\($0.day)") })
    }

    @Test("the first day is not counted, and the last is")
    func counting() throws {
        let run = try run("2026-06-01", Visit.event())
        #expect(run.begins == day("2026-06-01"))
        #expect(run.steps.map(\.name) == ["received", "due", "decided", "closed"])
        #expect(
            run.steps.map(\.day)
                == ["2026-06-11", "2026-07-13", "2026-06-04", "2026-07-01"].map {
                    day($0)
                })
        #expect(run.steps.allSatisfy { !$0.isProvisional })
    }

    @Test(
        "a last day moves to the next on which business is done: Friday, Saturday, Sunday, Monday",
        arguments: [
            ("2026-07-01", "2026-08-10"), ("2026-06-30", "2026-08-10"),
            ("2026-06-29", "2026-08-10"), ("2026-06-28", "2026-08-07"),
        ])
    func weekend(begins: String, due: String) throws {
        #expect(try days(begins, Visit.event())["due"] == due)
    }

    @Test("a holiday moves a last day, and a day off on which people work does not")
    func holidays() throws {
        // Thirty days and ten end on 1 July, which is a holiday, and on Saturday 4 July.
        #expect(try days("2026-05-22", Visit.event())["due"] == "2026-07-02")
        #expect(try days("2026-05-25", Visit.event())["due"] == "2026-07-04")
        #expect(try days("2026-05-26", Visit.event())["due"] == "2026-07-06")
    }

    @Test("working days leave out days off and holidays, and count days off on which people work")
    func workingDays() throws {
        #expect(try days("2026-06-29", Visit.event())["decided"] == "2026-07-03")
        #expect(try days("2026-07-02", Visit.event())["decided"] == "2026-07-06")
        #expect(try days("2026-07-10", Visit.event())["decided"] == "2026-07-15")
    }

    @Test(
        "a length is counted from the end of a period of the calendar",
        arguments: [
            ("2026-01-01", "{ days: 14, endOf: quarter }", "2026-04-14"),
            ("2026-03-31", "{ days: 14, endOf: quarter }", "2026-04-14"),
            ("2026-04-01", "{ days: 14, endOf: quarter }", "2026-07-14"),
            ("2026-01-31", "{ days: 15, endOf: month }", "2026-02-15"),
            ("2026-02-01", "{ days: 15, endOf: month }", "2026-03-15"),
            ("2026-12-31", "{ months: 5, endOf: year }", "2027-05-31"),
            ("2026-02-01", "{ days: 0, endOf: month }", "2026-02-28"),
        ])
    func endOf(begins: String, length: String, day last: String) throws {
        let policy = try WeighingPack.sample.replacing(
            "[{ days: 30 }]\n        onHoliday: next",
            with: "[\(length)]\n        onHoliday: stays", in: "clocks/reply.yaml"
        ).replacing("after: received", with: "after: sentOn", in: "clocks/reply.yaml").policy()
        let visit = try Visit(Visit.event(), policy: policy)
        let run = try ClockRunning.run(
            ClockCode("reply"), from: day(begins), for: visit.question, policy: policy)
        #expect(run.steps.first { $0.name == "due" }?.day == day(last))
    }

    /// The days of a clock of which the reply is due by such a length from the first day.
    private func due(
        _ begins: String, _ length: String, onHoliday: String
    ) throws -> ClockRun.Step {
        let policy = try WeighingPack.sample.replacing(
            "[{ days: 30 }]\n        onHoliday: next",
            with: "[\(length)]\n        onHoliday: \(onHoliday)", in: "clocks/reply.yaml"
        ).replacing("after: received", with: "after: sentOn", in: "clocks/reply.yaml").policy()
        let visit = try Visit(Visit.event(), policy: policy)
        return try ClockRunning.run(
            ClockCode("reply"), from: day(begins), for: visit.question, policy: policy
        ).steps[1]
    }

    @Test(
        "a fixed day of the year lies in the year told, or is the next such day",
        arguments: [
            ("2025-12-31", "{ on: { month: 4, day: 30, years: 1 } }", "2026-04-30"),
            ("2026-01-01", "{ on: { month: 4, day: 30, years: 1 } }", "2027-04-30"),
            ("2026-01-02", "{ on: { month: 4, day: 30, years: 1 } }", "2027-04-30"),
            ("2026-05-01", "{ on: { month: 4, day: 30, years: 0 } }", "2026-04-30"),
            ("2026-04-29", "{ on: { month: 4, day: 30 } }", "2026-04-30"),
            ("2026-04-30", "{ on: { month: 4, day: 30 } }", "2027-04-30"),
            ("2026-05-01", "{ on: { month: 4, day: 30 } }", "2027-04-30"),
            ("2027-02-27", "{ on: { month: 2, day: 29 } }", "2027-02-28"),
            ("2027-02-28", "{ on: { month: 2, day: 29 } }", "2028-02-29"),
            ("2028-02-28", "{ on: { month: 2, day: 29 } }", "2028-02-29"),
            ("2026-02-01", "{ days: 10, on: { month: 4, day: 30, years: 0 } }", "2026-05-10"),
            ("2026-02-01", "{ days: -1, on: { month: 5, day: 1, years: 2 } }", "2028-04-30"),
            ("2026-02-01", "{ workingDays: -2, on: { month: 6, day: 30 } }", "2026-06-26"),
        ])
    func fixedDay(begins: String, length: String, day last: String) throws {
        #expect(try due(begins, length, onHoliday: "stays").day == day(last))
    }

    @Test(
        "a fixed day moves from a holiday as any other, and the trace tells: before, on and after",
        arguments: [(30, 6, "2026-06-30"), (1, 7, "2026-07-02"), (2, 7, "2026-07-02")])
    func fixedHoliday(dayOfMonth: Int, month: Int, day last: String) throws {
        let step = try due(
            "2025-11-01", "{ on: { month: \(month), day: \(dayOfMonth), years: 1 } }",
            onHoliday: "next")
        #expect(step.day == day(last))
        let written = "2026-0\(month)-\(dayOfMonth < 10 ? "0" : "")\(dayOfMonth)"
        let moved = last == written ? [] : [JSONValue.Member("holiday", .string(written))]
        #expect(
            step.trace.input
                == [.init("sentOn", "2025-11-01"), .init("on", .string(written))] + moved)
    }

    @Test("a last day moves back where the law says so: Friday, Saturday, Sunday, a holiday")
    func previous() throws {
        let policy = try WeighingPack.sample.replacing(
            "onHoliday: next", with: "onHoliday: previous", in: "clocks/reply.yaml"
        ).policy()
        for (begins, due) in [
            ("2026-06-28", "2026-08-07"), ("2026-06-29", "2026-08-07"),
            ("2026-06-30", "2026-08-07"), ("2026-07-01", "2026-08-10"),
            ("2026-05-22", "2026-06-30"),
        ] {
            let visit = try Visit(Visit.event(), policy: policy)
            let run = try ClockRunning.run(
                ClockCode("reply"), from: day(begins), for: visit.question, policy: policy)
            #expect(run.steps.first { $0.name == "due" }?.day == day(due))
        }
    }

    @Test("a step that stays does not move from a day off")
    func stays() throws {
        #expect(try days("2026-06-03", Visit.event())["received"] == "2026-06-13")
        #expect(try days("2026-01-31", Visit.event())["closed"] == "2026-02-28")
    }

    @Test("a length with a condition needs every event to meet it, and at least one")
    func conditions() throws {
        #expect(try days("2026-06-01", grave)["received"] == "2026-06-06")
        #expect(try days("2026-06-01", grave, Visit.event(2))["received"] == "2026-06-11")
        #expect(try days("2026-06-01")["received"] == "2026-06-11")
    }

    @Test("a day that was looked up where the calendar is not published is provisional")
    func provisional() throws {
        func provisional(_ begins: String) throws -> [Bool] {
            try run(begins, Visit.event()).steps.map(\.isProvisional)
        }
        // Forty days later lies 31 December 2026, the last day published.
        #expect(try provisional("2026-11-21") == [false, false, false, false])
        #expect(try provisional("2026-11-22") == [false, true, false, false])
        #expect(try provisional("2026-12-28") == [false, true, false, false])
        #expect(try provisional("2026-12-29") == [false, true, true, false])
    }

    @Test("a clock that is unknown, or not in force on its first day, does not run")
    func unknown() throws {
        #expect(
            throws: AssessmentError.policy(.notInForce("clocks/reply", on: day("2024-12-31")))
        ) { try run("2024-12-31") }
        let visit = try Visit()
        #expect(throws: AssessmentError.policy(.unknown("clocks/none"))) {
            try ClockRunning.run(
                ClockCode("none"), from: day("2026-01-01"), for: visit.question,
                policy: visit.policy)
        }
    }

    @Test("the trace tells the length, and the holiday that moved the day")
    func trace() throws {
        let due = try run("2026-05-22", Visit.event()).steps[1].trace
        #expect(due.step == "due")
        #expect(
            due.input == [
                .init("received", "2026-06-01"), .init("calendarDays", 30),
                .init("holiday", "2026-07-01"),
            ])
        #expect(due.output == "2026-07-02")
        // It was looked up in the calendar whether the day is a holiday; receipt was only counted.
        #expect(due.source == "Act of 2025, s 14; Gazette of 2026")
        let received = try run("2026-05-22", Visit.event()).steps[0].trace
        #expect(received.source == "Act of 2025, s 14")
    }
}
