// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Service
import TestSupport
import Testing

@Suite("The clocks of duties")
struct DutyClockTests {
    @Test("a duty is missed at midnight in the legal time of its regime, and once")
    func midnight() async throws {
        try await DutyStage.at("2026-05-10T00:00:00Z") { stage in
            let party = try await stage.inviter()
            let duty = try await stage.raise("cn.supplement", of: party, on: "2026-05-02")
            #expect(try await stage.duty(duty).lastDay == day("2026-06-01"))
            // Whoever looks too early, as by a clock that is ahead, enters nothing.
            try await stage.put("2026-06-01T15:59:00Z")
            let early = try await stage.registry.registrar.submit(MissDuty(duty))
            #expect(early.bodies == [])
            for (instant, missed) in [
                ("2026-06-01T15:59:10Z", 0), ("2026-06-01T15:59:58Z", 0),
                ("2026-06-01T16:00:00Z", 1), ("2026-06-01T16:00:01Z", 0),
                ("2026-06-20T00:00:00Z", 0),
            ] {
                try await stage.put(instant)
                let sweep = try #require(try await stage.registry.keepDuties(every: .zero))
                #expect(sweep.missed == missed, "\(instant)")
                #expect(sweep.refused == 0)
            }
            #expect(
                try await stage.events(party) == [
                    "cn.documents.not-supplemented confirmed 2026-06-02 1"
                ])
            #expect(try await stage.duty(duty).state(on: day("2026-06-20")) == .missed)
            #expect(try await stage.registry.verify().findings == [])
        }
    }

    @Test("three daemons of which none ran for a week enter each miss once, as of the due date")
    func downForAWeek() async throws {
        try await DutyStage.at("2026-05-10T00:00:00Z") { stage in
            let parties = [try await stage.inviter(), try await stage.inviter()]
            var duties: [DutyID] = []
            for party in parties {
                for (number, text) in ["2026-05-01", "2026-05-02", "2026-05-08"].enumerated() {
                    duties.append(
                        try await stage.raise(
                            "cn.supplement", of: party, on: text, reference: "r\(number)"))
                }
            }
            // Due on 05-31, 06-01 and 06-07; the last is not over on the 7th.
            try await stage.put("2026-06-07T12:00:00Z")
            try await stage.withDaemon { second in
                try await stage.withDaemon { third in
                    async let one = stage.registry.keepDuties(every: .zero)
                    async let two = second.keepDuties(every: .zero)
                    async let three = third.keepDuties(every: .zero)
                    let sweeps = try await [one, two, three].compactMap { $0 }
                    #expect(sweeps.map(\.missed).reduce(0, +) == 4)
                    #expect(sweeps.map(\.refused).reduce(0, +) == 0)
                    // Whoever comes within the period finds it done.
                    #expect(try await second.keepDuties() == nil)
                }
            }
            for party in parties {
                let events = try await stage.dossier(party).eventsInOrder
                #expect(events.map(\.occurredOn) == [day("2026-06-01"), day("2026-06-02")])
                #expect(events.map(\.reportedOn) == events.map(\.occurredOn))
                #expect(events.map(\.determinedOn) == events.map(\.occurredOn))
            }
            #expect(try await stage.registry.verify().findings == [])
        }
    }

    @Test("at one instant the legal days of two regimes differ")
    func timeZones() async throws {
        try await DutyStage.at("2026-06-20T00:00:00Z") { stage in
            let party = try await stage.inviter()
            let chinese = try await stage.raise(
                "cn.report-change", of: party, role: .sponsor, on: "2026-06-19")
            let british = try await stage.raise(
                "uk.report.organisation", of: party, role: .sponsor, on: "2026-06-01")
            for duty in [chinese, british] {
                #expect(try await stage.duty(duty).lastDay == day("2026-06-29"))
            }
            for (instant, states) in [
                ("2026-06-29T15:59:58Z", [DutyState.open, .open]),
                ("2026-06-29T16:00:00Z", [.missed, .open]),
                // British summer time is an hour before the end of the day in UTC.
                ("2026-06-29T22:59:58Z", [.missed, .open]),
                ("2026-06-29T23:00:00Z", [.missed, .missed]),
            ] {
                try await stage.put(instant)
                _ = try await stage.registry.keepDuties(every: .zero)
                let found = [
                    try await stage.duty(chinese).recordedState,
                    try await stage.duty(british).recordedState,
                ]
                #expect(found == states, "\(instant)")
            }
            // The law of the second has no event for it; that it was missed stands all the same.
            #expect(try await stage.duty(british).missed == DutyRecord.Miss(event: nil))
        }
    }

    @Test("a duty by an unpublished calendar is missed by none, and by the published one then")
    func calendarChange() async throws {
        let before = [DutyPack.sample.pack]
        try await DutyStage.at("2026-12-26T12:00:00Z", packs: before) { stage in
            let party = try await stage.registry.register(by: .world)
            let duty = try await stage.raise("answer", of: party, on: "2026-12-25")
            #expect(try await stage.duty(duty).lastDay == day("2027-01-01"))
            #expect(try await stage.duty(duty).isProvisional)
            try await stage.put("2027-01-02T12:00:00Z")
            let first = try await stage.registry.keepDuties(every: .zero)
            #expect(first == DutySweep())
            #expect(try await stage.duty(duty).state(on: day("2027-01-02")) == .overdue)
            // The holiday of New Year is declared: the day moves to Monday the 4th.
            let after = before + [DutyPack.published(holidays: "[2027-01-01]").pack]
            try await stage.withDaemon(packs: after) { daemon in
                #expect(try await daemon.keepDuties(every: .zero)?.moved == 1)
                #expect(try await stage.duty(duty).lastDay == day("2027-01-04"))
                #expect(try await !stage.duty(duty).isProvisional)
                try await stage.put("2027-01-04T22:59:58Z")
                #expect(try await daemon.keepDuties(every: .zero) == DutySweep())
                try await stage.put("2027-01-04T23:00:00Z")
                #expect(try await daemon.keepDuties(every: .zero)?.missed == 1)
            }
            #expect(try await stage.events(party) == ["late confirmed 2027-01-05 1"])
            try await stage.registry.refreshLaw()
            #expect(try await stage.registry.verify().findings == [])
        }
    }

    @Test("a calendar that is published late finds the day already over: it is told and missed")
    func publishedLate() async throws {
        let before = [DutyPack.sample.pack]
        try await DutyStage.at("2026-12-26T12:00:00Z", packs: before) { stage in
            let party = try await stage.registry.register(by: .world)
            let duty = try await stage.raise("answer", of: party, on: "2026-12-25")
            try await stage.put("2027-02-01T12:00:00Z")
            let after = before + [DutyPack.published(holidays: "[2027-01-01]").pack]
            try await stage.withDaemon(packs: after) { daemon in
                let sweep = try #require(try await daemon.keepDuties(every: .zero))
                #expect((sweep.moved, sweep.missed) == (1, 1))
            }
            #expect(try await stage.duty(duty).lastDay == day("2027-01-04"))
            #expect(try await stage.events(party) == ["late confirmed 2027-01-05 1"])
            try await stage.registry.refreshLaw()
            #expect(try await stage.registry.verify().findings == [])
        }
    }

    @Test("a sweep that is cut off anywhere loses nothing and repeats nothing")
    func cutOff() async throws {
        try await DutyStage.at("2026-05-10T00:00:00Z") { stage in
            var parties: [PartyID] = []
            for _ in 0..<5 { parties.append(try await stage.inviter()) }
            let commands = parties.flatMap { party in
                (0..<90).map { number in
                    RaiseDuty(
                        RaiseDuty.Details(
                            party: PartyAddress(party), role: .inviter,
                            duty: DutyCode("cn.supplement"), day: day("2026-05-02"),
                            reference: "r\(number)"), asking: Asking(.world))
                }
            }
            let raised = await stage.registry.registrar.submit(group: commands)
            #expect(raised.count { (try? $0.get()) != nil } == 450)
            try await stage.put("2026-06-05T00:00:00Z")
            var missed = 0
            // Each look dies with its connections, at another moment each time.
            for pause in [5, 20, 60, 120] {
                let look = Task { try? await stage.registry.keepDuties(every: .zero) }
                try await Task.sleep(for: .milliseconds(pause))
                try await tamper(
                    stage.connectionString,
                    """
                    SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity
                    WHERE application_name = 'probity_writer' AND datname = current_database()
                    """)
                missed += await look.value?.missed ?? 0
            }
            // What was cut off is told so, and the next look begins on new connections.
            var last: DutySweep?
            for _ in 0..<20 where last == nil {
                last = try? await stage.registry.keepDuties(every: .zero)
            }
            missed += try #require(last).missed
            for party in parties {
                let events = try await stage.events(party)
                #expect(events.count == 90)
                #expect(Set(events) == ["cn.documents.not-supplemented confirmed 2026-06-02 1"])
            }
            #expect(missed <= 450)
            #expect(try await stage.registry.verify().findings == [])
        }
    }
}
