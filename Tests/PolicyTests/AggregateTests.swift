// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Testing

@Suite("Numbers drawn from events, and time since a day")
struct AggregateTests {
    private let policy: Policy

    init() throws { policy = try turningPack().policy() }

    /// The condition as a start score of the sample pack would have it.
    private func condition(_ yaml: String) throws -> Predicate {
        let pack = turningPack().replacing(
            "when: { fact: establishedOn, since: { unit: months, atLeast: 24, below: 60 } }",
            with: "when: \(yaml)", in: "starts.yaml")
        return try #require(
            try pack.policy().starts(on: day("2023-06-01")).value.rows[0].condition)
    }

    private func event(
        _ indicator: String, _ occurredOn: String, quantity: Int = 1, count: Int = 1,
        facts: [JSONValue.Member] = []
    ) -> CountedEvent {
        CountedEvent(
            indicator: IndicatorCode(indicator), occurredOn: day(occurredOn), quantity: quantity,
            count: count, isVoluntaryDisclosure: false, facts: facts, policy: policy)
    }

    private func holds(
        _ yaml: String, _ events: [CountedEvent], on asOf: String, facts: [JSONValue.Member] = []
    ) throws -> Bool {
        let day = day(asOf)
        let subject = PredicateSubject(
            role: .sponsor, kind: .organisation, facts: facts, asOf: day,
            aggregate: { $0.value(of: events, on: day, role: .sponsor, kind: .organisation) }
        ) { _ in 0 }
        return try condition(yaml).holds(of: subject)
    }

    @Test(
        "an event leaves a window of months on the day so many months later",
        arguments: [
            ("2025-03-01", ["2025-03-01", "2026-02-28"], ["2025-02-28", "2026-03-01"]),
            // A year after 29 February there is no such day: it is over on the next.
            ("2024-02-29", ["2025-02-28"], ["2025-03-01"]),
            ("2024-08-31", ["2025-08-30"], ["2025-08-31"]),
        ])
    func window(occurredOn: String, within: [String], outside: [String]) throws {
        let yaml = "{ count: { of: [late], months: 12 }, atLeast: 1 }"
        for asOf in within { #expect(try holds(yaml, [event("late", occurredOn)], on: asOf)) }
        for asOf in outside { #expect(try !holds(yaml, [event("late", occurredOn)], on: asOf)) }
        #expect(try !holds(yaml, [event("outing", occurredOn)], on: within[0]))
    }

    @Test("a count takes only events of which its condition holds", arguments: [1, 2, 3])
    func conditional(quantity: Int) throws {
        let yaml = """
            { count: { of: any, where: { all: [{ fact: grave, equals: true }, \
            { fact: quantity, atLeast: 2 }] } }, equals: 4 }
            """
        let grave = [JSONValue.Member("grave", true)]
        let events = [
            event("late", "2025-01-01", quantity: quantity, count: 4, facts: grave),
            event("late", "2025-01-01", quantity: 9),
        ]
        #expect(try holds(yaml, events, on: "2025-06-01") == (quantity >= 2))
    }

    @Test(
        "amounts add up exactly, many events alike included",
        arguments: [("99.99", true), ("100", false), ("100.01", false)])
    func sum(edge: String, isAbove: Bool) throws {
        let amount = [
            JSONValue.Member("amount", .decimal(ExactDecimal(mantissa: 3_333, places: 2)))
        ]
        let events = [
            event("late", "2025-01-01", count: 3, facts: amount),
            event(
                "lie", "2025-01-01",
                facts: [.init("amount", .decimal(ExactDecimal(mantissa: 1, places: 2)))]),
            event("lie", "2025-01-01"),
        ]
        let yaml = "{ sum: { of: any, fact: amount }, above: \(edge) }"
        #expect(try holds(yaml, events, on: "2025-06-01") == isAbove)
    }

    @Test("a sum of quantities counts persons, not events", arguments: [(4, true), (5, false)])
    func quantities(edge: Int, isAbove: Bool) throws {
        let yaml = "{ sum: { of: [outing], fact: quantity }, above: \(edge) }"
        let events = [
            event("outing", "2025-01-01", quantity: 2, count: 2), event("outing", "2025-01-02"),
        ]
        #expect(try holds(yaml, events, on: "2025-06-01") == isAbove)
    }

    @Test("an edge beyond every number is above all rates, and one below it under all")
    func farEdges() throws {
        let rate = "rate: { of: [late], among: [outing], months: 24, minimumExposure: 10 }"
        let events = [
            event("late", "2025-02-01", quantity: 1_000_000, count: 1_000_000),
            event("outing", "2025-02-01", quantity: 1_000_000, count: 1_000_000),
        ]
        let most = "9223372036854775807"
        #expect(try !holds("{ \(rate), atLeast: \(most) }", events, on: "2025-06-01"))
        #expect(try holds("{ \(rate), atMost: \(most) }", events, on: "2025-06-01"))
        #expect(try holds("{ \(rate), atLeast: -\(most) }", events, on: "2025-06-01"))
        #expect(try holds("{ \(rate), equals: 100 }", events, on: "2025-06-01"))
    }

    @Test(
        "a rate is exact: 2, 3 and 4 of 40 beside 7.5 percent",
        arguments: [
            (2, [false, false, true]), (3, [false, true, true]), (4, [true, true, false]),
        ])
    func rate(lates: Int, expected: [Bool]) throws {
        let rate = "rate: { of: [late], among: [outing], months: 24, minimumExposure: 10 }"
        let events = [
            event("late", "2025-02-01", quantity: lates),
            event("outing", "2025-02-01", quantity: 8, count: 5),
            event("late", "2020-02-01", quantity: 9),
        ]
        let found = try ["above: 7.5", "atLeast: 7.5", "atMost: 7.5"].map {
            try holds("{ \(rate), \($0) }", events, on: "2025-06-01")
        }
        #expect(found == expected)
    }

    @Test("below the exposure a rate is unknown and meets no bound", arguments: [9, 10, 11])
    func exposure(outings: Int) throws {
        let rate = "rate: { of: [late], among: [outing], minimumExposure: 10 }"
        let events = [event("outing", "2025-02-01", quantity: outings)]
        for bounds in ["atLeast: 0", "below: 50"] {
            #expect(
                try holds("{ \(rate), \(bounds) }", events, on: "2025-06-01") == (outings >= 10))
        }
    }

    @Test(
        "whole units of time since a day: just before, on and after each edge",
        arguments: [
            (
                "{ unit: months, atLeast: 36 }", "2022-03-15",
                ["2025-03-14", "2025-03-15", "2025-03-16"], [false, true, true]
            ),
            (
                "{ unit: months, above: 1 }", "2025-01-31",
                ["2025-02-28", "2025-03-30", "2025-03-31"], [false, false, true]
            ),
            (
                "{ unit: months, atMost: 1 }", "2025-01-31",
                ["2025-02-28", "2025-03-30", "2025-03-31"], [true, true, false]
            ),
            (
                "{ unit: years, below: 1 }", "2024-02-29",
                ["2024-02-28", "2024-02-29", "2025-02-28"], [false, true, false]
            ),
            (
                "{ unit: days, atLeast: 0, atMost: 2 }", "2025-01-01",
                ["2024-12-31", "2025-01-03", "2025-01-04"], [false, true, false]
            ),
        ])
    func since(time: String, stated: String, days: [String], expected: [Bool]) throws {
        let facts = [JSONValue.Member("establishedOn", .string(stated))]
        let yaml = "{ fact: establishedOn, since: \(time) }"
        #expect(try days.map { try holds(yaml, [], on: $0, facts: facts) } == expected)
        #expect(try !holds(yaml, [], on: days[1]))
    }
}
