// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("Windows of days and of the calendar")
struct WindowTests {
    private let policy: Policy

    init() throws { policy = try timedPack().policy() }

    private func codes(_ events: [ToldEvent], asOf: String) throws -> [String] {
        try rating(events, asOf: asOf, by: policy).overrides.map(\.code.text)
    }

    @Test(
        "two in one year count to its end",
        arguments: [
            ("2025-01-01", "2025-12-31", "2025-12-31", ["often"]),
            ("2025-01-01", "2025-12-31", "2026-01-01", []),
            ("2025-12-31", "2026-01-01", "2026-01-01", []),
            ("2026-01-01", "2026-01-02", "2026-01-02", ["often"]),
        ])
    func year(first: String, second: String, asOf: String, codes: [String]) throws {
        let events = [ToldEvent(occurredOn: first), ToldEvent(occurredOn: second)]
        #expect(try self.codes(events, asOf: asOf) == codes)
    }

    @Test(
        "an event is within 30 days through the thirtieth",
        arguments: [("2025-03-01", ["rush"]), ("2025-03-30", ["rush"]), ("2025-03-31", [])])
    func days(asOf: String, codes: [String]) throws {
        let event = ToldEvent(occurredOn: "2025-03-01", quantity: 4)
        #expect(try self.codes([event], asOf: asOf) == codes)
    }

    @Test(
        "a rate of one quarter is unknown in the next",
        arguments: [("2025-03-31", ["share"]), ("2025-04-01", [])])
    func quarter(asOf: String, codes: [String]) throws {
        let events = [
            ToldEvent(occurredOn: "2025-03-30", quantity: 3),
            ToldEvent(indicator: "absent", occurredOn: "2025-01-01"),
        ]
        #expect(try self.codes(events, asOf: asOf) == codes)
    }

    @Test(
        "an override holds to the end of the next year, or for so many days",
        arguments: [
            ("absent", "2025-01-01", "2026-12-31", ["next"]),
            ("absent", "2025-12-31", "2027-01-01", []),
            ("late", "2025-01-31", "2025-02-27", []),
            ("late", "2025-01-31", "2025-02-28", ["soon"]),
            ("late", "2025-01-31", "2025-04-08", ["soon"]),
            ("late", "2025-01-31", "2025-04-09", []),
        ])
    func holds(indicator: String, occurredOn: String, asOf: String, codes: [String]) throws {
        let event = ToldEvent(
            indicator: indicator, occurredOn: occurredOn, facts: [.init("grave", true)])
        #expect(try self.codes([event], asOf: asOf) == codes)
    }

    @Test(
        "the first of a calendar year costs half, another within 30 days twice as much",
        arguments: [
            ("2025-12-31", ["-4", "-16"]), ("2026-01-01", ["-4", "-4"]),
            ("2025-06-30", ["-4", "-16"]), ("2025-07-01", ["-4", "-8"]),
        ])
    func earlier(again: String, points: [String]) throws {
        let first = again < "2025-12-01" ? "2025-06-01" : "2025-12-30"
        let events = [first, again].map { ToldEvent(indicator: "absent", occurredOn: $0) }
        #expect(
            try rating(events, asOf: "2026-02-01", by: policy).contributions
                .map(\.points.description) == points)
    }

    @Test(
        "points go on the anniversary after six months",
        arguments: [
            ("2020-03-15", "2025-09-14", "2026-03-15"), ("2020-03-15", "2025-09-15", "2026-03-15"),
            ("2020-03-15", "2025-09-16", "2027-03-15"), ("2020-02-29", "2025-03-01", "2026-02-28"),
            ("2027-03-15", "2025-03-01", "2026-03-15"),
        ])
    func anniversary(licensedOn: String, occurredOn: String, expiresOn: String) throws {
        let event = ToldEvent(occurredOn: occurredOn)
        let found = try rating(
            [event], asOf: expiresOn, by: policy,
            party: [.init("licensedOn", .string(licensedOn))])
        #expect(found.contributions.map(\.expiresOn) == [day(expiresOn)])
        #expect(found.score == Points(80))
    }

    @Test("where the party states no day, the points stay")
    func noDay() throws {
        let found = try rating(
            [ToldEvent(occurredOn: "2025-01-01")], asOf: "2040-01-01", by: policy)
        #expect(found.contributions.map(\.expiresOn) == [nil])
        #expect(found.score == Points(75))
    }
}
