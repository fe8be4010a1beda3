// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("Sums of points in a condition")
struct PointsSumTests {
    /// The timed pack with one override more, whose cause is such a condition.
    private static func policy(_ condition: String) throws -> Policy {
        var pack = timedPack()
        pack.files["overrides/demerits.yaml"] = """
            code: demerits
            title: { en: Demerits, zh: 记分 }
            description: { en: Too many points., zh: 记分过多。 }
            values:
              - from: 2025-01-01
                source: "Act of 2025, s 10"
                verified: true
                roles: [sponsor]
                effect: cap
                band: poor
                party: \(condition)
            """
        return try pack.policy()
    }

    /// Whether the override holds, which ``rating(_:asOf:by:party:)`` compares with the steps.
    private func holds(
        _ condition: String, _ events: [ToldEvent], asOf: String
    ) throws -> Bool {
        try rating(events, asOf: asOf, by: Self.policy(condition)).overrides
            .contains { $0.code.text == "demerits" }
    }

    @Test(
        "twelve points: one fault fewer, as many and one more",
        arguments: [(3, false), (4, true), (5, true)])
    func edge(count: Int, isHeld: Bool) throws {
        let events = (1...count).map {
            ToldEvent(indicator: "slip", occurredOn: "2025-04-0\($0)")
        }
        #expect(
            try holds(
                "{ sum: { of: any, fact: points, months: 24 }, atMost: -12 }", events,
                asOf: "2025-05-01") == isHeld)
        #expect(
            try holds(
                "{ sum: { of: [slip], fact: points }, equals: -12 }", events,
                asOf: "2025-05-01") == (count == 4))
        #expect(
            try !holds(
                "{ sum: { of: [late], fact: points }, below: 0 }", events, asOf: "2025-05-01"))
    }

    @Test(
        "an event counts from its day on, and leaves the window as others do",
        arguments: [
            ("months: 9", "2025-03-09", false), ("months: 9", "2025-03-10", true),
            ("months: 9", "2025-12-09", true), ("months: 9", "2025-12-10", false),
            ("months: 9", "2025-12-11", false), ("days: 30", "2025-04-08", true),
            ("days: 30", "2025-04-09", false), ("period: quarter", "2025-03-31", true),
            ("period: quarter", "2025-04-01", false),
        ])
    func window(length: String, asOf: String, isHeld: Bool) throws {
        let event = ToldEvent(occurredOn: "2025-03-10", quantity: 3)
        let condition = "{ sum: { of: [late], fact: points, \(length) }, atMost: -15 }"
        #expect(try holds(condition, [event], asOf: asOf) == isHeld)
    }

    @Test(
        "what fades and expires brings less, and then nothing",
        arguments: [
            ("2025-06-09", "atMost: -8", true), ("2025-06-10", "atMost: -8", false),
            ("2025-06-10", "equals: -2.4", true), ("2026-01-09", "equals: -2.4", true),
            ("2026-01-10", "equals: 0", true),
        ])
    func course(asOf: String, bounds: String, isHeld: Bool) throws {
        let event = ToldEvent(indicator: "mess", occurredOn: "2025-03-10", quantity: 2)
        let condition = "{ sum: { of: any, fact: points }, \(bounds) }"
        #expect(try holds(condition, [event], asOf: asOf) == isHeld)
    }

    @Test("of one occasion the worst counts, caps hold, and floor and ceiling do not")
    func limits() throws {
        func seen(_ visits: [String]) -> [ToldEvent] {
            zip(["mess", "stray"], visits).map {
                ToldEvent(
                    indicator: $0, occurredOn: "2025-03-10", facts: [.init("visit", .string($1))])
            }
        }
        let seenSum = "{ sum: { of: [mess, stray], fact: points }, equals"
        #expect(try holds("\(seenSum): -6 }", seen(["a", "a"]), asOf: "2025-04-01"))
        #expect(try holds("\(seenSum): -10 }", seen(["a", "b"]), asOf: "2025-04-01"))
        let mess = ToldEvent(indicator: "mess", occurredOn: "2025-03-10", quantity: 5)
        #expect(
            try holds(
                "{ sum: { of: [mess], fact: points }, equals: -16 }", [mess], asOf: "2025-04-01"))
        // 80 less 135 would lie below the floor of -20.
        let late = (1...3).map { ToldEvent(occurredOn: "2025-03-0\($0)", quantity: 9) }
        #expect(
            try holds(
                "{ sum: { of: any, fact: points }, equals: -135 }", late, asOf: "2025-04-01"))
    }

    @Test("merits weigh against faults, unless the indicators are named")
    func merits() throws {
        let events = [
            ToldEvent(indicator: "slip", occurredOn: "2025-03-10"),
            ToldEvent(indicator: "praise", occurredOn: "2025-03-11"),
        ]
        let any = "{ sum: { of: any, fact: points }, equals"
        #expect(try holds("\(any): -1 }", events, asOf: "2025-04-01"))
        #expect(
            try holds(
                "{ sum: { of: [slip], fact: points }, equals: -3 }", events, asOf: "2025-04-01"))
    }

    @Test(
        "a fact that follows from a sum of points tells when it may be otherwise",
        arguments: [
            ("2025-03-09", false, "2025-03-10"), ("2025-03-10", true, "2025-07-10"),
            ("2025-07-09", true, "2025-07-10"), ("2025-07-10", false, nil),
        ] as [(String, Bool, String?)])
    func following(asOf: String, isLapsing: Bool, until: String?) throws {
        let policy = try timedPack().replacing(
            "  - { name: grave,",
            with: """
                  - name: lapsing
                    of: party
                    kind: boolean
                    title: { en: Lapsing, zh: 屡失 }
                    derived:
                      values:
                        - from: 2025-01-01
                          source: "Act of 2025, s 9"
                          verified: true
                          rows:
                            - give: true
                              when: { sum: { of: [lapse], fact: points, days: 200 }, atMost: -6.5 }
                  - { name: grave,
                """, in: "facts.yaml"
        ).policy()
        // Four clean months end what the lapse brought, before its two hundred days are over.
        let dossier = try Dossier(
            under: policy,
            telling: [ToldEvent(indicator: "lapse", occurredOn: "2025-03-10")])
        let found = try PartyFactsThatFollow(
            of: dossier, role: .sponsor, policy: policy, on: day(asOf))
        #expect(found.facts.map(\.name) == (isLapsing ? ["lapsing"] : []))
        #expect(found.until == until.map { day($0) })
    }
}
