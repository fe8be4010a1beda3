// SPDX-License-Identifier: Apache-2.0

import Domain
import Testing

@Suite("Legal days")
struct CivilDateTests {
    @Test(
        "a day that exists is read and written back",
        arguments: [
            ("1900-01-01", -25_567), ("1969-12-31", -1), ("1970-01-01", 0), ("1970-01-02", 1),
            ("2000-02-29", 11_016), ("2024-02-29", 19_782), ("2026-11-23", 20_780),
            ("2999-12-31", 376_199),
        ])
    func reads(_ text: String, _ days: Int) throws {
        let date = try #require(CivilDate(text))
        #expect(Int(date.daysSinceEpoch) == days)
        #expect(date.description == text)
        #expect(CivilDate(daysSinceEpoch: days) == date)
    }

    @Test(
        "a day that does not exist, or is written otherwise, is refused",
        arguments: [
            "2023-02-29", "1900-02-29", "2100-02-29", "2026-04-31", "2026-00-10", "2026-13-01",
            "2026-01-00", "2026-01-32", "1899-12-31", "3000-01-01", "2026-1-01", "26-01-01",
            "2026/01/01", "2026-01-01 ", " 2026-01-01", "2026-01-0a", "", "２０２６-01-01",
            "-026-01-01", "2026-01-01T00:00:00Z",
        ])
    func refuses(_ text: String) {
        #expect(CivilDate(text) == nil)
    }

    @Test("every day from 1900 to 2999 has its own number, in order")
    func everyDay() throws {
        var expected = CivilDate.earliest
        for days in Int(
            CivilDate.earliest.daysSinceEpoch)...Int(
                CivilDate.latest.daysSinceEpoch)
        {
            let date = try #require(CivilDate(daysSinceEpoch: days))
            let (year, month, day) = date.parts
            #expect(CivilDate(year: year, month: month, day: day) == date)
            #expect(date == expected)
            expected = date.adding(days: 1)
        }
        #expect(CivilDate(daysSinceEpoch: -25_568) == nil)
        #expect(CivilDate(daysSinceEpoch: 376_200) == nil)
    }

    @Test(
        "months later is the same day, or the last of a shorter month",
        arguments: [
            ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", 48, "2028-02-29"),
            ("2026-01-31", 1, "2026-02-28"), ("2026-11-30", 3, "2027-02-28"),
            ("2026-03-31", -1, "2026-02-28"), ("2026-01-15", -1, "2025-12-15"),
            ("2026-12-31", 24, "2028-12-31"), ("2999-12-01", 1, "2999-12-31"),
        ])
    func months(_ text: String, _ months: Int, _ expected: String) throws {
        #expect(try #require(CivilDate(text)).adding(months: months).description == expected)
    }

    @Test("any number of days or months leads to a day", arguments: [Int.max, 1_000_000, 13_200])
    func edges(_ count: Int) throws {
        for date in [CivilDate.earliest, CivilDate.latest] {
            #expect(date.adding(months: count) == .latest)
            #expect(date.adding(months: -count) == .earliest)
        }
        #expect(CivilDate.latest.adding(days: count) == .latest)
        #expect(CivilDate.earliest.adding(days: -count) == .earliest)
        #expect(CivilDate.earliest.adding(days: .max) == .latest)
        #expect(CivilDate.latest.adding(days: .min) == .earliest)
    }
}

@Suite("Instants")
struct InstantTests {
    @Test(
        "an instant is read and written back to the microsecond",
        arguments: [
            ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000000Z", 0),
            (
                "1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z",
                -1
            ),
            ("2026-11-23T08:30:00.5Z", "2026-11-23T08:30:00.500000Z", 1_795_422_600_500_000),
        ])
    func reads(_ text: String, _ written: String, _ microseconds: Int64) throws {
        let instant = try #require(Instant(text))
        #expect(instant.microsecondsSinceEpoch == microseconds)
        #expect(instant.description == written)
    }

    @Test(
        "what is no instant in UTC is refused",
        arguments: [
            "2026-11-23T24:00:00Z", "2026-11-23T23:60:00Z", "2026-11-23T23:59:60Z",
            "2026-11-23T08:30:00", "2026-11-23T08:30:00+00:00", "2026-11-23 08:30:00Z",
            "2026-11-23T08:30:00.Z", "2026-11-23T08:30:00.1234567Z", "2026-02-30T00:00:00Z",
        ])
    func refuses(_ text: String) {
        #expect(Instant(text) == nil)
    }

    @Test("the legal day turns at midnight of the zone")
    func day() throws {
        let before = try #require(Instant("2026-11-23T15:59:59.999999Z"))
        let at = try #require(Instant("2026-11-23T16:00:00Z"))
        #expect(before.day(offsetMinutes: 480).description == "2026-11-23")
        #expect(at.day(offsetMinutes: 480).description == "2026-11-24")
        #expect(at.day(offsetMinutes: 0).description == "2026-11-23")
    }
}

@Suite("Spans")
struct SpanTests {
    private static func day(_ text: String) throws -> CivilDate {
        try #require(CivilDate(text))
    }

    @Test(
        "a fact that took effect between two editions is certain only outside of them",
        arguments: [
            ("2020-07-26", Span.Verdict.no), ("2020-07-27", .no), ("2020-07-28", .perhaps),
            ("2020-10-28", .perhaps), ("2020-10-29", .yes), ("2020-10-30", .yes),
        ])
    func verdict(_ text: String, _ expected: Span.Verdict) throws {
        let span = try #require(
            Span(notBefore: try Self.day("2020-07-27"), notAfter: try Self.day("2020-10-29")))
        #expect(span.verdict(on: try Self.day(text)) == expected)
    }

    @Test(
        "a fact dated to the day turns on that day, one of unknown beginning is never certainly not"
    )
    func edges() throws {
        let day = try Self.day("2020-07-27")
        #expect(Span(on: day).verdict(on: day.adding(days: -1)) == .no)
        #expect(Span(on: day).verdict(on: day) == .yes)
        let open = try #require(Span(notBefore: nil, notAfter: day))
        #expect(open.verdict(on: .earliest) == .perhaps)
        #expect(open.verdict(on: day) == .yes)
        #expect(Span(notBefore: day.adding(days: 1), notAfter: day) == nil)
    }

    @Test("the verdict changes on the turning days and on no other")
    func turningDays() throws {
        let first = try Self.day("2020-07-27")
        for length in 0...5 {
            let span = try #require(
                Span(notBefore: first, notAfter: first.adding(days: length)))
            var turns: [CivilDate] = []
            for offset in -3...8 {
                let day = first.adding(days: offset)
                if span.verdict(on: day) != span.verdict(on: day.adding(days: -1)) {
                    turns.append(day)
                }
            }
            #expect(span.turningDays == turns)
        }
    }
}
