// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("Points by no single event, and earlier results")
struct StandingAdjustmentTests {
    private let policy: Policy

    init() throws { policy = try turningPack().policy() }

    private func rating(
        _ events: [ToldEvent], asOf: String, policy law: Policy? = nil
    ) throws -> Rating {
        try ScoringTests.rating(events, asOf: asOf, by: law ?? policy)
    }

    /// The adjustments by code.
    private func adjustments(_ rating: Rating) -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: rating.adjustments.map { ($0.code.text, "\($0.points)") })
    }

    @Test(
        "clean months earn after three of waiting, up to eight points",
        arguments: [
            ("2023-04-14", nil), ("2023-04-15", nil), ("2023-05-14", nil), ("2023-05-15", "1.5"),
            ("2023-09-14", "6"), ("2023-09-15", "7.5"), ("2023-10-15", "8"), ("2023-12-31", "8"),
        ] as [(String, String?)])
    func regained(asOf: String, points: String?) throws {
        let rating = try rating(
            [ToldEvent(indicator: "late", occurredOn: "2023-01-15")], asOf: asOf)
        #expect(adjustments(rating)["clean"] == points)
    }

    @Test(
        "where the months of waiting earn too, all of them do at once",
        arguments: [("2025-01-14", nil), ("2025-01-15", "6"), ("2025-02-15", "7")]
            as [(String, String?)])
    func waiting(asOf: String, points: String?) throws {
        // An outing has no negative points and breaks nothing.
        let events = [
            ToldEvent(indicator: "lie", occurredOn: "2024-07-15"),
            ToldEvent(indicator: "outing", occurredOn: "2024-12-01"),
        ]
        #expect(adjustments(try rating(events, asOf: asOf))["clean"] == points)
    }

    @Test("another breach begins the clean months anew")
    func breach() throws {
        let first = ToldEvent(indicator: "late", occurredOn: "2023-01-15")
        let again = ToldEvent(indicator: "late", occurredOn: "2023-08-01")
        #expect(adjustments(try rating([first, again], asOf: "2023-07-31"))["clean"] == "4.5")
        #expect(adjustments(try rating([first, again], asOf: "2023-08-01"))["clean"] == nil)
        #expect(adjustments(try rating([], asOf: "2023-08-01")).isEmpty)
    }

    @Test(
        "a rate brings the points of its row from its exposure on",
        arguments: [
            (0, 2, nil, 0), (0, 3, "3", 3), (1, 9, nil, 0), (2, 5, nil, 0), (3, 7, "-9.5", -9),
        ] as [(Int, Int, String?, Int)])
    func rated(lates: Int, outings: Int, points: String?, rounded: Int) throws {
        var events = [ToldEvent(indicator: "outing", occurredOn: "2025-02-01", quantity: outings)]
        if lates > 0 {
            events.append(ToldEvent(indicator: "late", occurredOn: "2025-02-01", quantity: lates))
        }
        let rating = try rating(events, asOf: "2025-02-02")
        #expect(adjustments(rating)["lateness"] == points)
        #expect(rating.adjustments.first?.note.en == points.map { _ in "\(lates) / \(outings)" })
    }

    @Test("poor by score lowers the next year, poor by an override does not")
    func carried() throws {
        let byScore = [
            ToldEvent(indicator: "late", occurredOn: "2022-12-01", quantity: 9),
            ToldEvent(indicator: "late", occurredOn: "2022-12-01", quantity: 9),
        ]
        #expect(adjustments(try rating(byScore, asOf: "2022-12-31")).isEmpty)
        let next = try rating(byScore, asOf: "2023-01-01")
        #expect(adjustments(next) == ["carried": "-11"])
        #expect(next.adjustments.first?.note.en == "2022-12-31: poor, score")
        #expect(next.adjustments.first?.title.en == "Poor by score")
        // The year after that, the events have expired and 69 was fair.
        #expect(adjustments(try rating(byScore, asOf: "2024-01-01")) == ["clean": "8"])
        let grave = [
            ToldEvent(
                indicator: "late", occurredOn: "2022-09-15", facts: [.init("grave", true)])
        ]
        let last = try rating(grave, asOf: "2022-12-31")
        #expect(last.band == BandCode("poor") && last.basis == .override)
        #expect(adjustments(try rating(grave, asOf: "2023-01-01"))["carried"] == nil)
    }

    @Test("nothing is carried over from a day on which the law had no value")
    func noLawBefore() throws {
        let law = try turningPack().replacing(
            "from: 2022-01-01\n    until: 2024-07-01",
            with: "from: 2023-01-01\n    until: 2024-07-01",
            in: "starts.yaml"
        ).policy()
        let events = (0..<2).map { _ in
            ToldEvent(indicator: "late", occurredOn: "2022-12-01", quantity: 9)
        }
        let rating = try rating(events, asOf: "2023-01-01", policy: law)
        #expect(rating.adjustments.isEmpty)
        #expect(rating.overrides.isEmpty)
    }

    @Test("what the ceiling leaves out does not count, and the adjustment says so")
    func ceiling() throws {
        let law = try turningPack().replacing("points: 80", with: "points: 97", in: "starts.yaml")
            .policy()
        let rating = try rating(
            [ToldEvent(indicator: "late", occurredOn: "2023-01-15")], asOf: "2023-09-15",
            policy: law)
        #expect(adjustments(rating) == ["clean": "3"])
        #expect(
            rating.adjustments[0].note.en
                == "8 whole months since 2023-01-15; held at the ceiling of 100")
        #expect(rating.score == Points(95))
    }

    @Test(
        "a result two quarters back caps the band for one quarter",
        arguments: [
            ("2023-06-30", false), ("2023-07-01", true), ("2023-09-30", true),
            ("2023-10-01", false),
        ])
    func shadow(asOf: String, holds: Bool) throws {
        // Poor by override from 2023-02-15 through 2023-04-14, and so on 2023-03-31 alone.
        let events = [
            ToldEvent(indicator: "late", occurredOn: "2022-11-15", facts: [.init("grave", true)])
        ]
        let rating = try rating(events, asOf: asOf)
        let shadow = rating.overrides.first { $0.code.text == "shadow" }
        #expect((shadow != nil) == holds)
        if holds { #expect(shadow?.until == day("2023-10-01") && shadow?.effect == .cap) }
    }

    @Test(
        "a floor holds up the band of a score and says so: 200, 200.01, 600 and 600.01",
        arguments: [(20_000, "poor"), (20_001, "fair"), (60_000, "fair"), (60_001, "poor")])
    func floor(cents: Int64, band: String) throws {
        let amount = JSONValue.decimal(ExactDecimal(mantissa: cents, places: 2))
        let rating = try rating(
            [
                ToldEvent(
                    indicator: "late", occurredOn: "2026-02-01", quantity: 9,
                    facts: [.init("amount", amount)])
            ],
            asOf: "2026-02-02")
        #expect(rating.score == Points(35))
        #expect(rating.band?.text == band)
        #expect(rating.basis == (band == "fair" ? .override : .score))
    }

    @Test("a direct band and a cap go before a floor")
    func floorYields() throws {
        let facts: [JSONValue.Member] = [.init("amount", 300), .init("grave", true)]
        let direct = try rating(
            [ToldEvent(indicator: "late", occurredOn: "2024-08-01", quantity: 1, facts: facts)],
            asOf: "2024-11-01")
        #expect(direct.band?.text == "poor")
        #expect(direct.overrides.map(\.code.text) == ["fraud", "kept"])
        let capped = try rating(
            [
                ToldEvent(indicator: "lie", occurredOn: "2025-02-01"),
                ToldEvent(indicator: "outing", occurredOn: "2025-02-01", quantity: 6),
            ], asOf: "2025-02-02")
        // The floor of “steady” asks for good, the conduct of 55 allows fair.
        #expect(capped.overrides.map(\.code.text) == ["conduct", "steady"])
        #expect(capped.band?.text == "fair")
    }

    @Test("a score of its own keeps its points out of the main one, and caps the band")
    func namedScore() throws {
        let rating = try rating(
            [ToldEvent(indicator: "lie", occurredOn: "2025-02-01")], asOf: "2025-02-02")
        #expect(rating.score == Points(80))
        #expect(rating.contributions.map(\.points) == [Points(-45)])
        #expect(rating.contributions.map(\.counted) == [.zero])
        #expect(rating.contributions[0].note?.en == "counts in another score")
        #expect(rating.scores.map(\.code.text) == ["conduct", "punctuality"])
        #expect(rating.scores.map(\.score) == [Points(55), Points(30)])
        #expect(rating.overrides.map(\.code.text) == ["conduct"])
        #expect(rating.overrides[0].band.text == "fair" && rating.overrides[0].effect == .cap)
        let later = try self.rating(
            [ToldEvent(indicator: "lie", occurredOn: "2025-02-01")], asOf: "2026-02-01")
        #expect(later.scores.map(\.score) == [Points(100)])
    }

    @Test(
        "a named score caps from its edge on: 15, 10 and 5",
        arguments: [(3, "fair"), (4, "poor"), (5, "poor")])
    func namedEdge(quantity: Int, band: String) throws {
        let rating = try rating(
            [ToldEvent(indicator: "late", occurredOn: "2025-02-01", quantity: quantity)],
            asOf: "2025-02-02")
        #expect(rating.scores.last?.score == Points(30 - 5 * quantity))
        #expect(rating.band?.text == band)
    }
}
