// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("Points that fade, are capped and waived, and the milder law")
struct CourseTests {
    private let policy: Policy

    init() throws { policy = try coursePack().policy() }

    private func absent(
        _ occurredOn: String, facts: [JSONValue.Member] = []
    ) -> ToldEvent {
        ToldEvent(indicator: "absent", occurredOn: occurredOn, facts: facts)
    }

    private func rating(_ events: [ToldEvent], asOf: String, law: Policy? = nil) throws -> Rating {
        try ScoringTests.rating(events, asOf: asOf, by: law ?? policy)
    }

    @Test("a number of earlier events may be told as one, and as bounds")
    func earlier() throws {
        let one = try coursePack().replacing(
            "months: 9, atMost: 0", with: "months: 9, equals: 0", in: "indicators/absent.yaml"
        ).policy()
        let events = [absent("2025-03-01"), absent("2025-06-01")]
        for law in [policy, one] {
            let rating = try rating(events, asOf: "2025-06-01", law: law)
            #expect(rating.contributions.map(\.points) == [.zero, Points(-8)])
        }
    }

    @Test(
        "points fade by steps: the day before, the day, and the day after",
        arguments: [
            ("2025-08-31", "-10", nil), ("2025-09-01", "-5", "50 % by now: -5"),
            ("2025-11-30", "-5", "50 % by now: -5"), ("2025-12-01", "-1", "10 % by now: -1"),
            ("2026-02-28", "-1", "10 % by now: -1"), ("2026-03-01", "0", "expired on 2026-03-01"),
        ] as [(String, String, String?)])
    func decay(asOf: String, counted: String, note: String?) throws {
        let rating = try rating(
            [ToldEvent(indicator: "late", occurredOn: "2025-03-01", quantity: 2)], asOf: asOf)
        #expect(rating.contributions.map(\.counted.description) == [counted])
        let words = note.map { "2 × -5; \($0)" } ?? "2 × -5"
        #expect(rating.contributions[0].note?.en == words)
        #expect(rating.contributions[0].points == Points(-10))
    }

    @Test(
        "a first time is waived, and one is a first time again after nine months",
        arguments: [
            ("2025-11-30", ["0", "-8"]), ("2025-12-01", ["0", "0"]), ("2025-12-02", ["0", "0"]),
            ("2025-03-01", ["0", "0"]), ("2025-03-02", ["0", "-8"]),
        ])
    func first(again: String, points: [String]) throws {
        let rating = try rating(
            [absent("2025-03-01"), absent(again)], asOf: "2025-12-31")
        #expect(rating.contributions.map(\.points.description) == points)
        #expect(rating.contributions[0].note?.en == "0 % left: First in nine months")
    }

    @Test("a justified event counts for nothing, and comes before none")
    func justified() throws {
        let rating = try rating(
            [
                absent("2025-03-01", facts: [.init("grave", true)]),
                absent("2025-04-01"), absent("2025-05-01"),
            ], asOf: "2025-12-31")
        #expect(rating.contributions.map(\.points.description) == ["0", "0", "-8"])
        #expect(rating.contributions[0].note?.en == "justified: Something grave")
        #expect(rating.contributions[1].note?.en == "0 % left: First in nine months")
        #expect(rating.contributions[2].note == nil)
    }

    @Test("events of one site are of a kind; without a site nothing is known")
    func word() throws {
        let site: [JSONValue.Member] = [.init("site", "north")]
        let events = [
            ToldEvent(indicator: "late", occurredOn: "2025-03-01", facts: site),
            absent("2025-04-01", facts: site), absent("2025-05-01"),
            absent("2025-06-01", facts: site),
        ]
        let rating = try rating(events, asOf: "2025-06-02")
        #expect(rating.contributions.map(\.points.description) == ["-5", "0", "-8", "-12"])
        #expect(rating.contributions[3].note?.en.hasPrefix("150 % left: Again") == true)
    }

    @Test("a year has its cap, and a group its own for what takes off")
    func caps() throws {
        let events = [
            absent("2025-01-10"), absent("2025-02-01"),
            absent("2025-02-02"), absent("2025-02-03"),
            ToldEvent(indicator: "help", occurredOn: "2025-02-04"),
            ToldEvent(indicator: "late", occurredOn: "2025-03-01", quantity: 2),
            ToldEvent(indicator: "late", occurredOn: "2025-03-02", quantity: 2),
        ]
        let rating = try rating(events, asOf: "2025-03-03")
        #expect(
            rating.contributions.map(\.counted.description)
                == ["0", "-8", "-8", "0", "4", "-10", "-4"])
        #expect(
            rating.contributions[3].note?.en
                == "all of this indicator of one year capped at -16")
        #expect(
            rating.contributions[6].note?.en == "2 × -5; “Conduct” together capped at -30")
        #expect(rating.score == Points(54))
    }

    @Test(
        "of two laws the milder judges, and where both cost the same that of the act",
        arguments: [
            (1, "2026-02-01", "-5", nil), (2, "2026-02-01", "-10", nil),
            (3, "2025-12-31", "-15", nil),
            (3, "2026-01-01", "-12", "by the law of 2026-01-01, the milder one"),
        ] as [(Int, String, String, String?)])
    func milder(quantity: Int, determinedOn: String, points: String, note: String?) throws {
        let rating = try rating(
            [
                ToldEvent(
                    indicator: "late", occurredOn: "2025-12-01", determinedOn: determinedOn,
                    quantity: quantity)
            ], asOf: "2026-02-01")
        #expect(rating.contributions.map(\.points.description) == [points])
        let words = rating.contributions[0].note?.en ?? ""
        #expect(words.hasPrefix(note ?? "") && words.hasPrefix("by the law") == (note != nil))
        // The version that judges says when it expires.
        #expect(
            rating.contributions[0].expiresOn
                == (note == nil ? day(determinedOn).adding(months: 12) : day("2026-09-01")))
    }

    @Test(
        "the law of the act or of the determination judges where the regime says so",
        arguments: [("act", "-15"), ("decision", "-12")])
    func choice(word: String, points: String) throws {
        let law = try coursePack().replacing("milder", with: word, in: "regime.yaml").policy()
        let rating = try rating(
            [
                ToldEvent(
                    indicator: "late", occurredOn: "2025-12-01", determinedOn: "2026-01-01",
                    quantity: 3)
            ], asOf: "2026-02-01", law: law)
        #expect(rating.contributions.map(\.points.description) == [points])
    }

    @Test(
        "faults name what is wrong",
        arguments: [
            ("indicators/late.yaml", "percent: 10", "percent: 50", "must become less"),
            ("indicators/late.yaml", "afterMonths: 9", "afterMonths: 6", "must become less"),
            ("indicators/help.yaml", "{ points: 5,", "{ points: 0,", "A cap of 0"),
            ("indicators/help.yaml", "of: month", "of: week", "“week” is no known of"),
            ("indicators/help.yaml", "group: conduct", "group: manners", "No group “manners”"),
            ("starts.yaml", "cap: -30", "cap: 0", "A cap of 0"),
            ("indicators/absent.yaml", ", atMost: 0 }", " }", "how many events there may be"),
            ("indicators/absent.yaml", "atMost: 0 }", "atMost: -1 }", "counted in whole numbers"),
            ("indicators/absent.yaml", "by: site", "by: place", "“place”"),
            ("indicators/absent.yaml", "[absent, late]", "[lates]", "No indicator “lates”"),
            ("regime.yaml", "milder", "kinder", "“kinder” is no known indicators"),
        ])
    func faults(file: String, old: String, new: String, message: String) throws {
        let pack = coursePack().replacing(old, with: new, in: file)
        let faults = #expect(throws: PolicyFaults.self) { try PolicyLoader.load(pack.pack) }
        #expect(faults?.faults.contains { $0.message.contains(message) } == true)
    }
}
