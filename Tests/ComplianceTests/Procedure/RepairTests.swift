// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("Repair and display")
struct RepairTests {
    private static let policy = Result { try DocumentedPack().pack }.flatMap { pack in
        Result { try PolicyLoader.load(pack) }
    }

    private func event(
        _ number: UInt64 = 1, _ indicator: String = "example.late-report",
        occurredOn: String = "2026-03-01", determinedOn: String = "2026-03-10",
        state: EventState = .confirmed, owed: Int64? = nil
    ) -> EventRecord {
        Visit.event(
            number, indicator, occurredOn: occurredOn, determinedOn: determinedOn, state: state,
            facts: owed.map { [.init("owed", .integer($0))] } ?? [], regime: "example")
    }

    private func repair(
        _ application: RepairApplication, of event: EventRecord? = nil,
        others: [EventRecord] = [], asOf: String = "2026-12-01"
    ) throws -> RepairStanding {
        let event = event ?? self.event()
        let visit = try Visit(policy: try Self.policy.get()).changed {
            $0.events = [event]
            $0.history = others
        }
        return try #require(
            try RepairRunning.run(
                for: visit.question, repairs: [event.id: application], policy: visit.policy,
                asOf: day(asOf)
            ).last)
    }

    @Test(
        "the days to the cure choose the percentage",
        arguments: [
            ("2026-03-30", "80"), ("2026-03-31", "80"), ("2026-04-01", "0"),
            ("2026-02-01", "80"),
        ])
    func percent(curedOn: String, percent: String) throws {
        // 2026-03-31 is the thirtieth day; beyond it only what was paid counts, and none was.
        let standing = try repair(RepairApplication(curedOn: day(curedOn)))
        #expect(standing.percent?.description == percent)
    }

    @Test("a small amount is below 1,000, and not 1,000", arguments: [(999, "100"), (1_000, "80")])
    func small(owed: Int64, percent: String) throws {
        let standing = try repair(
            RepairApplication(curedOn: day("2026-03-31")), of: event(owed: owed))
        #expect(standing.percent?.description == percent)
    }

    @Test(
        "after thirty days the share that was paid counts, to three decimals, half rounded up",
        arguments: [
            (0, "0"), (1, "0.013"), (1_000, "13.333"), (2_000, "26.667"), (2_999, "39.987"),
            (3_000, "40"), (4_000, "40"),
        ])
    func share(paid: Int64, percent: String) throws {
        let standing = try repair(
            RepairApplication(
                curedOn: day("2026-05-01"), facts: [.init("paid", .integer(paid))]),
            of: event(owed: 3_000))
        #expect(standing.percent?.description == percent)
    }

    @Test("nothing is earned back before what was wrong is right")
    func uncured() throws { #expect(try repair(RepairApplication()).percent == nil) }

    @Test(
        "a wait for clean months ends to the day",
        arguments: [
            ("2026-09-09", RepairStanding.State.tooEarly), ("2026-09-10", .entitled),
            ("2026-09-11", .entitled),
        ])
    func waits(appliedOn: String, state: RepairStanding.State) throws {
        let standing = try repair(
            RepairApplication(appliedOn: day(appliedOn), facts: [.init("promise", true)]),
            of: event(1, "example.false-letter"))
        #expect(standing.earliestOn == day("2026-09-10"))
        #expect(standing.state == state)
    }

    @Test("a later breach begins the clean months anew; an alleged or an earlier one does not")
    func clean() throws {
        func earliest(_ occurredOn: String, _ state: EventState = .confirmed) throws -> String {
            let other = event(2, occurredOn: occurredOn, determinedOn: occurredOn, state: state)
            let standing = try repair(
                RepairApplication(), of: event(1, "example.false-letter"), others: [other])
            return standing.earliestOn.map { "\($0)" } ?? "none"
        }
        #expect(try earliest("2026-05-01") == "2026-11-01")
        #expect(try earliest("2026-05-01", .alleged) == "2026-09-10")
        #expect(try earliest("2026-03-09") == "2026-09-10")
        #expect(try earliest("2026-12-02") == "2026-09-10")
    }

    @Test("a breach that needs no clean months leaves the wait as it is")
    func unclean() throws {
        let other = event(2, occurredOn: "2026-05-01", determinedOn: "2026-05-01")
        #expect(try repair(RepairApplication(), others: [other]).earliestOn == day("2026-03-10"))
    }

    @Test("what is alleged or annulled is neither repaired nor displayed")
    func unconfirmed() throws {
        for state in [EventState.alleged, .annulled] {
            let visit = try Visit(event(state: state), policy: try Self.policy.get())
            let repairs = try RepairRunning.run(
                for: visit.question, repairs: [:], policy: visit.policy, asOf: day("2026-12-01"))
            let displays = try DisplayRunning.run(
                for: visit.question, repairs: [:], policy: visit.policy, asOf: day("2026-12-01"))
            #expect(repairs.isEmpty && displays.isEmpty)
        }
    }

    @Test(
        "a display ends with its longest time, or with a repair once its least time is over",
        arguments: [
            (nil, "2027-03-09", true), (nil, "2027-03-10", false),
            ("2026-06-09", "2026-06-09", true), ("2026-06-09", "2026-06-10", false),
            ("2026-06-11", "2026-06-10", true), ("2026-06-11", "2026-06-11", false),
            ("2028-01-01", "2027-03-10", false),
        ] as [(String?, String, Bool)])
    func display(grantedOn: String?, asOf: String, isDisplayed: Bool) throws {
        let event = event(1, "example.false-letter")
        let visit = try Visit(event, policy: try Self.policy.get())
        let application = RepairApplication(grantedOn: grantedOn.map(day))
        let terms = try DisplayRunning.run(
            for: visit.question, repairs: [event.id: application], policy: visit.policy,
            asOf: day(asOf))
        #expect(terms.map(\.isDisplayed) == [isDisplayed])
        #expect(terms.first?.earliestRepairOn == day("2026-06-10"))
    }
}
