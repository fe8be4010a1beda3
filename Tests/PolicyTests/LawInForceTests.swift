// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Testing

@Suite("Law in force")
struct LawInForceTests {
    private let policy: Policy

    init() throws { policy = try SamplePack().policy() }

    @Test("before the first day there is no value, and that is an error which names day and law")
    func beforeTheFirstDay() {
        #expect(throws: PolicyError.notInForce("bands", on: day("2024-12-31"))) {
            try policy.bands(on: day("2024-12-31"))
        }
        #expect(throws: PolicyError.notInForce("indicators/late", on: day("2024-12-31"))) {
            try policy.indicator(IndicatorCode("late"), on: day("2024-12-31"))
        }
        #expect(
            PolicyError.notInForce("bands", on: day("2024-12-31")).description
                == "No value of “bands” is in force on 2024-12-31.")
    }

    @Test(
        "a value holds from its first day to the day before the next",
        arguments: [
            ("2025-01-01", "Act of 2025, s 3"), ("2025-12-31", "Act of 2025, s 3"),
            ("2026-01-01", "Act of 2026, s 3"), ("2926-01-01", "Act of 2026, s 3"),
        ])
    func turnOfLaw(date: String, source: String) throws {
        #expect(try policy.bands(on: day(date)).provenance.source == source)
    }

    @Test("an unknown code is an error, not an empty rule")
    func unknownCode() {
        #expect(throws: PolicyError.unknown("routes/study")) {
            try policy.route(RouteCode("study"), on: day("2025-06-01"))
        }
    }

    @Test(
        "an inclusive lower edge: just below, at and just above 50",
        arguments: [(49_999, "poor"), (50_000, "good"), (50_001, "good")])
    func inclusiveEdge(thousandths: Int64, band: String) throws {
        let scale = try policy.bands(on: day("2025-06-01")).value
        #expect(try scale.band(for: Points(thousandths: thousandths)) == BandCode(band))
    }

    @Test(
        "an exclusive lower edge: just below, at and just above 60",
        arguments: [(59_999, "poor"), (60_000, "poor"), (60_001, "good")])
    func exclusiveEdge(thousandths: Int64, band: String) throws {
        let scale = try policy.bands(on: day("2026-06-01")).value
        #expect(try scale.band(for: Points(thousandths: thousandths)) == BandCode(band))
    }

    @Test("the days on which the law changes are known")
    func changeDays() {
        #expect(policy.changeDays == [day("2025-01-01"), day("2026-01-01")])
    }

    @Test("a summer time that begins at 01:00 UTC on the last Sunday of March moves the legal day")
    func summerTime() throws {
        let london = try #require(try ShippedRegimes.load().first { $0.time.offsetMinutes == 0 })
        func legalDay(_ instant: String) throws -> String {
            london.day(at: try #require(Instant(instant))).description
        }
        // 2026-03-29 and 2026-10-25 are the Sundays.
        #expect(try legalDay("2026-03-28T23:30:00Z") == "2026-03-28")
        #expect(try legalDay("2026-03-29T23:30:00Z") == "2026-03-30")
        #expect(try legalDay("2026-10-24T23:30:00Z") == "2026-10-25")
        #expect(try legalDay("2026-10-25T00:59:59Z") == "2026-10-25")
        #expect(try legalDay("2026-10-25T23:30:00Z") == "2026-10-25")
        #expect(try legalDay("2026-07-01T22:59:59Z") == "2026-07-01")
        #expect(try legalDay("2026-07-01T23:00:00Z") == "2026-07-02")
    }

    @Test(
        "clocks are changed on the Sunday that the law names, and a summer may span the new year",
        arguments: [
            // From the second Sunday of March, 2:00, to the first of November.
            (-300, "2026-03-08T04:59:59Z", "2026-03-07"),
            (-300, "2026-03-08T05:00:00Z", "2026-03-08"),
            (-300, "2026-03-09T03:59:59Z", "2026-03-08"),
            (-300, "2026-03-09T04:00:00Z", "2026-03-09"),
            (-300, "2026-11-01T03:59:59Z", "2026-10-31"),
            (-300, "2026-11-01T04:00:00Z", "2026-11-01"),
            (-300, "2026-11-02T04:59:59Z", "2026-11-01"),
            (-300, "2026-11-02T05:00:00Z", "2026-11-02"),
            // From the first Sunday of October, 2:00, to the first of April.
            (600, "2026-10-03T13:59:59Z", "2026-10-03"),
            (600, "2026-10-03T14:00:00Z", "2026-10-04"),
            (600, "2026-10-04T12:59:59Z", "2026-10-04"),
            (600, "2026-10-04T13:00:00Z", "2026-10-05"),
            (600, "2026-12-31T12:59:59Z", "2026-12-31"),
            (600, "2026-12-31T13:00:00Z", "2027-01-01"),
            (600, "2027-04-03T12:59:59Z", "2027-04-03"),
            (600, "2027-04-03T13:00:00Z", "2027-04-04"),
            (600, "2027-04-04T13:59:59Z", "2027-04-04"),
            (600, "2027-04-04T14:00:00Z", "2027-04-05"),
        ])
    func clockChanges(offsetMinutes: Int, instant: String, day: String) throws {
        let law = try #require(
            try ShippedRegimes.load().first { $0.time.offsetMinutes == offsetMinutes })
        #expect(law.day(at: try #require(Instant(instant))).description == day)
    }
}
