// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("Points that are the sum of parts")
struct PartsTests {
    private struct Event {
        let occurredOn: String
        var quantity = 1
        var severity: Int64?
        var site: String?
        var harm: Int64? = 0
        var why: String?
    }

    private let policy: Policy

    init() throws { policy = try coursePack().policy() }

    private func contributions(_ events: [Event], asOf: String) throws -> [Contribution] {
        let told = events.map { event in
            let facts = [
                event.site.map { JSONValue.Member("site", .string($0)) },
                event.harm.map { .init("harm", .integer($0)) },
                event.why.map { .init("why", .string($0)) },
            ].compactMap(\.self)
            return ToldEvent(
                indicator: "obstruct", occurredOn: event.occurredOn, quantity: event.quantity,
                grades: event.severity.map { [.init("severity", .integer($0))] } ?? [],
                facts: facts)
        }
        return try rating(told, asOf: asOf, by: policy).contributions
    }

    @Test("the second time costs more, and several of one occasion are one time")
    func ordinal() throws {
        let events = [
            Event(occurredOn: "2025-03-01", site: "north"),
            Event(occurredOn: "2025-03-02", site: "north"),
            Event(occurredOn: "2025-04-01", site: "south"),
            Event(occurredOn: "2025-05-01", site: "east"),
        ]
        let found = try contributions(events, asOf: "2025-05-02")
        #expect(found.map(\.points.description) == ["-1.5", "-1.5", "-2.5", "-4.5"])
        #expect(
            found[2].note?.en.hasPrefix("ordinal (by any ordinal 2): -2, grade (") == true)
    }

    @Test(
        "an earlier time counts for twelve months from its determination",
        arguments: [("2026-02-28", "-2.5"), ("2026-03-01", "-1.5"), ("2026-03-02", "-1.5")])
    func months(again: String, points: String) throws {
        let events = [
            Event(occurredOn: "2025-03-01", site: "north"), Event(occurredOn: again, site: "south"),
        ]
        #expect(
            try contributions(events, asOf: "2026-03-02").last?.points.description == points)
    }

    @Test(
        "a grade outside the guideline counts with its reason alone",
        arguments: [
            (-3, nil, "-4.5"), (-4, nil, "0"), (-4, "It was planned", "-5.5"), (-6, "x", "-7.5"),
            (-7, "x", "0"),
        ] as [(Int64, String?, String)])
    func grades(severity: Int64, why: String?, points: String) throws {
        let found = try contributions(
            [Event(occurredOn: "2025-03-01", severity: severity, why: why)], asOf: "2025-03-02")
        #expect(found.map(\.points.description) == [points])
        #expect(found[0].note?.en.hasPrefix("not weighed: ") == (points == "0"))
    }

    @Test(
        "so much for each up to a most, and by a table from its edges on",
        arguments: [
            (3, 0, "-2.5"), (4, 0, "-3"), (5, 0, "-3"), (1, 1, "-2.5"), (1, 100, "-2.5"),
            (1, 101, "-4.5"),
        ])
    func each(quantity: Int, harm: Int64, points: String) throws {
        let found = try contributions(
            [Event(occurredOn: "2025-03-01", quantity: quantity, harm: harm)],
            asOf: "2025-03-02")
        #expect(found.map(\.points.description) == [points])
    }

    @Test("what cannot be told brings nothing and says why")
    func untold() throws {
        let found = try contributions(
            [Event(occurredOn: "2025-03-01", harm: nil)], asOf: "2025-03-02")
        #expect(found.map(\.points) == [.zero])
        #expect(
            found[0].note?.en
                == "not weighed: The law asks for the fact “harm”, and nobody stated it. State "
                + "it, or the facts that it follows from.")
    }

    @Test(
        "faults name what is wrong",
        arguments: [
            ("parts:", "fixed: -1\n      parts:", "either the sum of parts"),
            ("reason: why", "reason: harm", "“harm” is no word of an event"),
            ("{ atLeast: -3, atMost: 0, reason", "{ atLeast: -7, atMost: 0, reason", "lies within"),
            ("table: by-harm", "table: by-harms", "No table “by-harms”"),
            ("points: { any: [-1, -2, -4] }", "points: { some: [-1] }", "“any” has no points"),
        ])
    func faults(old: String, new: String, message: String) throws {
        let pack = coursePack().replacing(old, with: new, in: "indicators/obstruct.yaml")
        let faults = #expect(throws: PolicyFaults.self) { try PolicyLoader.load(pack.pack) }
        #expect(faults?.faults.contains { $0.message.contains(message) } == true)
    }
}
