// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("Stops, extensions and service of a clock")
struct StopTests {
    private static func pack(_ lengths: String, _ holiday: String = "stays") -> SamplePack {
        var pack = WeighingPack.sample
        pack.files["facts.yaml", default: ""] += """

              - name: service
                of: notice
                kind: choice
                choices: [post, hand]
                title: { en: Service, zh: 送达 }
            """
        pack.files["clocks/stop.yaml"] = """
            code: stop
            title: { en: A clock that stops, zh: 可中止的期限 }
            description: { en: A clock that stops., zh: 可中止的期限。 }
            values:
              - from: 2025-01-01
                source: "Act of 2025, s 15"
                verified: true
                begins: sentOn
                calendar: place
                steps:
                  - name: due
                    title: { en: Due, zh: 截止 }
                    after: sentOn
                    lengths: \(lengths)
                    onHoliday: \(holiday)
                    stops: true
                    extension: { days: 10 }
            """
        return pack
    }

    private func due(
        _ lengths: String, from begins: String = "2026-06-01", holiday: String = "stays",
        _ told: ClockCircumstances, events: [EventRecord] = []
    ) throws -> String {
        let visit = try Visit(policy: try Self.pack(lengths, holiday).policy())
            .changed { $0.events = events }
        let run = try ClockRunning.run(
            ClockCode("stop"), from: day(begins), for: visit.question, policy: visit.policy,
            circumstances: told)
        return "\(run.steps[0].day)"
    }

    private func stop(_ from: String, _ until: String) -> ClockCircumstances {
        .init(stops: [.init(from: day(from), until: day(until))])
    }

    @Test(
        "a stop counts from its first day to the day before the clock goes on",
        arguments: [
            // Ten days from 1 June end on the 11th.
            ("2026-05-01", "2026-06-02", "2026-06-11"), ("2026-05-01", "2026-06-03", "2026-06-12"),
            ("2026-06-11", "2026-06-12", "2026-06-12"), ("2026-06-12", "2026-06-13", "2026-06-11"),
            ("2026-06-05", "2026-06-15", "2026-06-21"),
        ])
    func calendarDays(from: String, until: String, last: String) throws {
        #expect(try due("[{ days: 10 }]", stop(from, until)) == last)
    }

    @Test("a second stop falls into the days that the first one added")
    func secondStop() throws {
        let stops = ClockCircumstances(stops: [
            .init(from: day("2026-06-05"), until: day("2026-06-10")),
            .init(from: day("2026-06-13"), until: day("2026-06-14")),
        ])
        #expect(try due("[{ days: 10 }]", stops) == "2026-06-17")
    }

    @Test("a stop of a thousand years leaves the last day there is")
    func endless() throws {
        #expect(try due("[{ years: 900 }]", stop("2026-06-02", "2999-12-31")) == "2999-12-31")
    }

    @Test("working days skip stopped days, and a stopped weekend changes nothing")
    func workingDays() throws {
        #expect(try due("[{ workingDays: 5 }]", .none) == "2026-06-08")
        #expect(
            try due("[{ workingDays: 5 }]", stop("2026-06-03", "2026-06-05")) == "2026-06-10")
        #expect(
            try due("[{ workingDays: 5 }]", stop("2026-06-06", "2026-06-08")) == "2026-06-08")
    }

    @Test("a month runs on for as many days as it had left")
    func months() throws {
        #expect(try due("[{ months: 1 }]", .none) == "2026-07-01")
        #expect(try due("[{ months: 1 }]", stop("2026-06-10", "2026-06-20")) == "2026-07-11")
    }

    @Test("a last day that was stopped or extended still moves from a holiday")
    func holiday() throws {
        // 2026-06-20 is a Saturday, 2026-06-22 the Monday after.
        let stopped = stop("2026-06-05", "2026-06-14")
        #expect(try due("[{ days: 10 }]", holiday: "next", stopped) == "2026-06-22")
        let extended = ClockCircumstances(
            extensions: [.init(step: "due", extent: .by(9, .calendarDays))])
        #expect(try due("[{ days: 10 }]", holiday: "next", extended) == "2026-06-22")
    }

    @Test(
        "an extension may not end before the last day, nor after the most",
        arguments: [
            ("2026-06-10", "clock.extensionBack"), ("2026-06-11", nil), ("2026-06-21", nil),
            ("2026-06-22", "clock.extensionTooLong"),
        ])
    func extended(to: String, refusal: String?) throws {
        let told = ClockCircumstances(
            extensions: [.init(step: "due", extent: .to(day(to)))])
        guard let refusal else {
            #expect(try due("[{ days: 10 }]", told) == to)
            return
        }
        let error = #expect(throws: AssessmentError.self) { try due("[{ days: 10 }]", told) }
        #expect(error?.code == refusal)
    }

    @Test("the manner of service chooses the length, with events and without")
    func service() throws {
        let lengths = "[{ days: 0, when: { fact: service, equals: hand } }, { days: 10 }]"
        let hand = ClockCircumstances(facts: [.init("service", "hand")])
        let post = ClockCircumstances(facts: [.init("service", "post")])
        #expect(try due(lengths, hand) == "2026-06-01")
        #expect(try due(lengths, hand, events: [Visit.event()]) == "2026-06-01")
        #expect(try due(lengths, post) == "2026-06-11")
        #expect(try due(lengths, .none) == "2026-06-11")
    }

    @Test("a clock of which the law lets nothing stop or be put off refuses both")
    func refused() throws {
        let visit = try Visit()
        func code(_ told: ClockCircumstances) -> String? {
            do {
                _ = try ClockRunning.run(
                    ClockCode("reply"), from: day("2026-06-01"), for: visit.question,
                    policy: visit.policy, circumstances: told)
                return nil
            } catch { return error.code }
        }
        #expect(code(stop("2026-06-02", "2026-06-03")) == "clock.neverStops")
        let extend = { (step: String) in
            ClockCircumstances(extensions: [.init(step: step, extent: .by(1, .months))])
        }
        #expect(code(extend("due")) == "clock.notExtendable")
        #expect(code(extend("tea")) == "clock.stepUnknown")
        let twice = ClockCircumstances(
            extensions: Array(
                repeating: .init(step: "due", extent: .by(1, .calendarDays)), count: 2))
        let error = #expect(throws: AssessmentError.self) { try due("[{ days: 10 }]", twice) }
        #expect(error?.code == "clock.extensionRepeated")
        for (from, until) in [("2026-06-05", "2026-06-05"), ("2026-06-06", "2026-06-05")] {
            let error = #expect(throws: AssessmentError.self) {
                try due("[{ days: 10 }]", stop(from, until))
            }
            #expect(error?.code == "clock.stopOutOfOrder")
        }
    }
}
