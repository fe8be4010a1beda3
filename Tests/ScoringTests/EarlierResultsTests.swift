// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("Results of several earlier periods")
struct EarlierResultsTests {
    /// The sample pack, whose bands are poor from 60 down since 2026, with one override more that
    /// caps nothing and is only told.
    private static func pack(_ cause: String) -> SamplePack {
        var pack = SamplePack().replacing(
            "  - { name: grave,",
            with: """
                  - { name: foundedOn, of: party, kind: date, title: { en: Founded, zh: 成立 } }
                  - { name: grave,
                """, in: "facts.yaml")
        pack.files["overrides/told.yaml"] = """
            code: told
            title: { en: Told, zh: 提示 }
            description: { en: It is told., zh: 仅提示。 }
            values:
              - from: 2025-01-01
                source: "Act of 2025, s 10"
                verified: true
                roles: [sponsor]
                effect: cap
                band: good
                \(cause)
            """
        return pack
    }

    /// Whether the override is told, which ``rating(_:asOf:by:party:)`` compares with the steps.
    private func holds(
        _ condition: String, _ events: [ToldEvent], asOf: String, foundedOn: String? = nil
    ) throws -> Bool {
        let facts = foundedOn.map { [JSONValue.Member("foundedOn", .string($0))] } ?? []
        return try rating(
            events, asOf: asOf, by: Self.pack("party: \(condition)").policy(), party: facts
        ).overrides.contains { $0.code.text == "told" }
    }

    /// A year each that ends with 60 points, which is poor.
    private static func poor(_ years: Int...) -> [ToldEvent] {
        years.map { ToldEvent(occurredOn: "\($0)-12-01", quantity: 4) }
    }

    @Test(
        "two years running: one fewer, as many, one more, on the days about a new year",
        arguments: [
            ([2026], "2027-01-01", false), ([2026, 2027], "2027-12-31", false),
            ([2026, 2027], "2028-01-01", true), ([2026, 2027], "2028-01-02", true),
            ([2026, 2027, 2028], "2029-01-01", true), ([2026, 2027], "2028-12-31", true),
            // The year that has ended good breaks the row.
            ([2026, 2027], "2029-01-01", false), ([2026, 2028], "2029-01-01", false),
        ])
    func running(years: [Int], asOf: String, isHeld: Bool) throws {
        let events = years.flatMap { Self.poor($0) }
        #expect(
            try holds(
                "{ results: { period: year, last: 3, bands: [poor], running: true }, atLeast: 2 }",
                events, asOf: asOf) == isHeld)
    }

    @Test(
        "any two of the last three years: a year leaves them when a fourth is over",
        arguments: [
            ([2026, 2028], "2028-12-31", false), ([2026, 2028], "2029-01-01", true),
            ([2026, 2028], "2029-12-31", true), ([2026, 2028], "2030-01-01", false),
        ])
    func among(years: [Int], asOf: String, isHeld: Bool) throws {
        let events = years.flatMap { Self.poor($0) }
        let results = "results: { period: year, last: 3, bands: [poor], basis: [score] }"
        #expect(try holds("{ \(results), equals: 2 }", events, asOf: asOf) == isHeld)
        #expect(
            try holds("{ \(results), below: 2 }", events, asOf: asOf) == !isHeld)
    }

    @Test(
        "who has fewer periods than asked for has not enough of them",
        arguments: [
            ("2025-07-01", "2027-12-31", false), ("2025-07-01", "2028-01-01", true),
            ("2025-12-31", "2028-01-01", true), ("2026-01-01", "2028-01-01", false),
            ("2026-01-01", "2029-01-01", true),
        ])
    func young(firstEvent: String, asOf: String, isHeld: Bool) throws {
        let results = "results: { period: year, last: 3, bands: [good]"
        let event = ToldEvent(occurredOn: firstEvent)
        #expect(try holds("{ \(results) }, equals: 3 }", [event], asOf: asOf) == isHeld)
        // Without any event there is no result, unless a day is named from which on there are.
        #expect(try !holds("{ \(results) }, atLeast: 1 }", [], asOf: asOf))
        let since = "{ \(results), since: foundedOn }, equals: 3 }"
        #expect(try holds(since, [], asOf: asOf, foundedOn: firstEvent) == isHeld)
        // Who states no such day has results from the first event on.
        #expect(try holds(since, [event], asOf: asOf) == isHeld)
    }

    @Test("a year without events rests on none; one before the law has no result")
    func basis() throws {
        func condition(_ basis: String, _ count: Int) -> String {
            "{ results: { period: year, last: 2, bands: [good], basis: [\(basis)], "
                + "since: foundedOn }, equals: \(count) }"
        }
        let event = ToldEvent(occurredOn: "2026-03-01")
        for (basis, count) in [("none", 1), ("score", 1), ("score, none", 2)] {
            #expect(
                try holds(
                    condition(basis, count), [event], asOf: "2027-01-01", foundedOn: "2020-01-01"))
        }
        #expect(
            try holds(condition("none", 1), [], asOf: "2026-01-01", foundedOn: "2020-01-01"))
    }

    @Test(
        "a result of several periods one after the other, two back",
        arguments: [
            ("2028-12-31", false), ("2029-01-01", true), ("2029-12-31", true),
            ("2030-01-01", false),
        ])
    func previous(asOf: String, isHeld: Bool) throws {
        let policy = try Self.pack(
            "previous: { period: year, back: 2, bands: [poor], times: 2 }"
        ).policy()
        let rating = try rating(Self.poor(2026, 2027), asOf: asOf, by: policy)
        let told = rating.overrides.first { $0.code.text == "told" }
        #expect((told != nil) == isHeld)
        #expect(told?.until == (isHeld ? day("2030-01-01") : nil))
    }

    @Test(
        "points are carried over for years in a row, and each is told",
        arguments: [
            ([2026], "2027-01-01", nil), ([2026, 2027], "2028-01-01", "-1.5"),
            ([2026, 2027, 2028], "2029-01-01", "-1.5"), ([2026, 2028], "2029-01-01", nil),
        ] as [([Int], String, String?)])
    func carried(years: [Int], asOf: String, points: String?) throws {
        let policy = try Self.pack("party: { fact: employees, below: 0 }").replacing(
            "    rows:",
            with: """
                    carryOver:
                      code: carried
                      title: { en: Carried over, zh: 结转 }
                      period: year
                      rows:
                        - title: { en: Poor twice, zh: 连续差 }
                          when: { bands: [poor], times: 2 }
                          points: -1.5
                    rows:
                """, in: "starts.yaml"
        ).policy()
        let found = try rating(years.flatMap { Self.poor($0) }, asOf: asOf, by: policy).adjustments
        #expect(found.map(\.points.description) == [points].compactMap(\.self))
        guard points != nil, let last = years.last else { return }
        #expect(
            found.first?.note.en
                == "\(last)-12-31: poor, score; \(last - 1)-12-31: poor, score")
    }

    @Test(
        "a fact that follows from results tells on which day it may be otherwise",
        arguments: [
            ("2026-12-31", false, "2027-01-01"), ("2027-01-01", true, "2028-01-01"),
            ("2027-12-31", true, "2028-01-01"), ("2028-01-01", false, nil),
        ] as [(String, Bool, String?)])
    func following(asOf: String, isPoor: Bool, until: String?) throws {
        let policy = try Self.pack("party: { fact: employees, below: 0 }").replacing(
            "  - { name: grave,",
            with: """
                  - name: poorOnce
                    of: party
                    kind: boolean
                    title: { en: Poor, zh: 差 }
                    derived:
                      values:
                        - from: 2025-01-01
                          source: "Act of 2025, s 9"
                          verified: true
                          rows:
                            - give: true
                              when:
                                results: { period: year, last: 1, bands: [poor] }
                                equals: 1
                  - { name: grave,
                """, in: "facts.yaml"
        ).policy()
        let dossier = try Dossier(
            under: policy,
            telling: [ToldEvent(indicator: "late", occurredOn: "2026-12-01", quantity: 4)])
        let found = try PartyFactsThatFollow(
            of: dossier, role: .sponsor, policy: policy, on: day(asOf))
        #expect(found.facts.map(\.name) == (isPoor ? ["poorOnce"] : []))
        #expect(found.until == until.map { day($0) })
    }
}
