// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("Points that go after a clean time")
struct CleanTimeTests {
    private let policy: Policy

    init() throws { policy = try timedPack().policy() }

    private func expiries(_ events: [ToldEvent], asOf: String) throws -> [String] {
        try rating(events, asOf: asOf, by: policy).contributions.map { contribution in
            contribution.expiresOn.map { "\($0)" } ?? "never"
        }
    }

    @Test(
        "six clean months: the day before, the day, and the day after",
        arguments: [
            ("2025-07-14", "-3"), ("2025-07-15", "0"), ("2025-07-16", "0"),
        ])
    func alone(asOf: String, counted: String) throws {
        let event = ToldEvent(indicator: "slip", occurredOn: "2025-01-15")
        let found = try rating([event], asOf: asOf, by: policy)
        #expect(found.contributions.map(\.counted.description) == [counted])
        #expect(found.contributions.map(\.expiresOn) == [day("2025-07-15")])
    }

    @Test(
        "a breach within them begins them anew, one on their last day or after does not",
        arguments: [
            ("2025-07-14", ["2026-01-14", "2026-01-14"]),
            ("2025-07-15", ["2025-07-15", "2026-01-15"]),
            ("2025-01-15", ["2025-07-15", "2025-07-15"]),
        ])
    func again(second: String, ends: [String]) throws {
        let events = ["2025-01-15", second].map { ToldEvent(indicator: "slip", occurredOn: $0) }
        #expect(try expiries(events, asOf: "2025-12-31") == ends)
    }

    @Test("one breach after the other keeps all of them, and what expired comes not back")
    func chain() throws {
        let events = ["2025-01-15", "2025-06-01", "2025-11-30", "2026-05-30"].map {
            ToldEvent(indicator: "slip", occurredOn: $0)
        }
        #expect(try rating(events, asOf: "2025-11-29", by: policy).score == Points(74))
        #expect(try rating(events, asOf: "2026-05-29", by: policy).score == Points(71))
        #expect(try rating(events, asOf: "2026-05-30", by: policy).score == Points(77))
        let expected = ["2026-05-30", "2026-05-30", "2026-05-30", "2026-11-30"]
        #expect(try expiries(events, asOf: "2026-06-01") == expected)
    }

    @Test(
        "only events of the indicators named, with negative points, are breaches",
        arguments: [
            ("late", "2025-04-14", "2025-08-14"), ("lapse", "2025-04-14", "2025-08-14"),
            ("slip", "2025-04-14", "2025-05-15"), ("absent", "2025-04-14", "2025-05-15"),
        ])
    func named(indicator: String, occurredOn: String, end: String) throws {
        let events = [
            ToldEvent(indicator: "lapse", occurredOn: "2025-01-15"),
            ToldEvent(indicator: indicator, occurredOn: occurredOn),
        ]
        #expect(try expiries(events, asOf: "2025-04-30")[0] == end)
    }

    @Test("however often it is begun anew, the other end holds")
    func months() throws {
        let events = (0..<6).map { index in
            ToldEvent(
                indicator: "lapse", occurredOn: "\(day("2025-01-15").adding(months: index * 3))")
        }
        #expect(try expiries(events, asOf: "2026-04-30")[0] == "2026-03-15")
    }
}
