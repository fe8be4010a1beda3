// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("Caps over several events, and the neutral band")
struct CapAndNeutralTests {
    private let policy: Policy

    init() throws {
        policy = try #require(try shippedPolicies().first { $0.isDefault })
    }

    private func rating(
        _ events: [(indicator: String, occurredOn: String, quantity: Int)], asOf: String,
        facts: [JSONValue.Member] = []
    ) throws -> Rating {
        let events = events.map {
            ToldEvent(indicator: $0.indicator, occurredOn: $0.occurredOn, quantity: $0.quantity)
        }
        return try ScoringTests.rating(
            events, asOf: asOf, by: policy, region: "CN-44", party: facts)
    }

    @Test(
        "overstays split over events cost what they cost at once: four, five and six persons",
        arguments: [(4, -12), (5, -15), (6, -15)])
    func split(persons: Int, cost: Int) throws {
        let split = (1...persons).map {
            (indicator: "cn.nominee.overstay", occurredOn: "2026-01-0\($0)", quantity: 1)
        }
        let whole = [("cn.nominee.overstay", "2026-01-01", persons)]
        for events in [split, whole] {
            let rating = try rating(events, asOf: "2026-06-01")
            #expect(rating.score == Points(90 + cost))
            #expect(rating.contributions.reduce(.zero) { $0 + $1.counted } == Points(cost))
        }
    }

    @Test("the newest is cut, says so, and counts again once the oldest has expired")
    func newestCut() throws {
        let events = [
            ("cn.nominee.overstay", "2025-01-01", 4), ("cn.nominee.overstay", "2026-01-01", 2),
        ]
        let before = try rating(events, asOf: "2026-12-31")
        #expect(before.contributions.map(\.counted) == [Points(-12), Points(-3)])
        #expect(before.contributions.map(\.points) == [Points(-12), Points(-6)])
        #expect(
            before.contributions[1].note?.en
                == "2 × -3; all of this indicator together capped at -15")
        let after = try rating(events, asOf: "2027-01-01")
        #expect(after.contributions.map(\.counted) == [.zero, Points(-6)])
    }

    @Test("credit that the ceiling leaves out does not use up its cap")
    func creditAtCeiling() throws {
        let full: [JSONValue.Member] = [
            .init("paymentRecordsComplete", true), .init("recordsComplete", true),
        ]
        let rating = try rating(
            [
                ("cn.outcome.on-time", "2026-01-01", 9), ("cn.report.missing", "2026-02-01", 1),
                ("cn.outcome.on-time", "2026-03-01", 4), ("cn.outcome.on-time", "2026-04-01", 4),
            ], asOf: "2026-06-01", facts: full)
        #expect(
            rating.contributions.map(\.counted) == [.zero, Points(-11), Points(4), Points(1)])
        #expect(rating.score == Points(94))
    }

    @Test("a full score with the neutral band says what holds it there, with its source")
    func neutral() throws {
        let full: [JSONValue.Member] = [
            .init("paymentRecordsComplete", true), .init("recordsComplete", true),
        ]
        let newcomer = try rating(
            [("cn.records.incomplete", "2026-01-01", 1)], asOf: "2026-06-01",
            facts: full)
        #expect(newcomer.score == Points(99))
        #expect(newcomer.band == BandCode("M"))
        #expect(newcomer.basis == .score)
        let cap = try #require(newcomer.overrides.first)
        #expect(newcomer.overrides.count == 1)
        #expect(cap.code == OverrideCode("cn.neutral.newcomer"))
        #expect(cap.effect == .cap && cap.band == BandCode("M") && cap.event == nil)
        #expect(cap.source.hasPrefix("proposal, after "))
        // Once shown, or once the score is below anyway, nothing holds it.
        let shown = try rating([("cn.outcome.on-time", "2026-01-01", 1)], asOf: "2026-06-01")
        #expect(shown.overrides.isEmpty)
        let below = try rating([("cn.employment.illegal", "2026-01-01", 3)], asOf: "2026-06-01")
        #expect(below.band == BandCode("C") && below.overrides.isEmpty)
    }

    @Test("what is no verified law is never cited as such")
    func citations() throws {
        let rating = try rating([("cn.report.late", "2026-01-01", 1)], asOf: "2026-06-01")
        #expect(rating.start?.source.hasPrefix("proposal, after ") == true)
        #expect(rating.contributions[0].source.hasPrefix("proposal, after "))
    }

    @Test(
        "bands that change on a day: the event the day before, on it and after",
        arguments: [
            ("2025-12-31", ["good", "poor", "poor"]), ("2026-01-01", ["good", "poor", "poor"]),
            ("2026-01-02", ["good", "good", "poor"]),
        ])
    func turnOfBands(occurredOn: String, bands: [String]) throws {
        let sample = try SamplePack().policy()
        let event = ToldEvent(occurredOn: occurredOn, quantity: 9)
        // 80 less 20 is 60: enough until 2025-12-31, one point too few from 2026-01-01 on.
        let found = try ["2025-12-31", "2026-01-01", "2026-01-02"].map { date in
            try ScoringTests.rating([event], asOf: date, by: sample).band?.text
        }
        #expect(found == bands)
    }
}
