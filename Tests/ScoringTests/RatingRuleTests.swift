// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Scoring
import Testing

/// Ratings under the shipped scored regime, taken apart at their edges.
@Suite("Rating")
struct RatingRuleTests {
    private let policy: Policy

    init() throws {
        policy = try #require(try shippedPolicies().first { $0.isDefault })
    }

    private func event(
        _ indicator: String, _ occurredOn: String, quantity: Int = 1,
        determinedOn: String? = nil, state: EventState = .confirmed,
        facts: [JSONValue.Member] = [], id: UInt64 = 1
    ) -> EventRecord {
        EventRecord(
            id: EventID(high: 3, low: id), role: .inviter, regime: policy.code,
            indicator: IndicatorCode(indicator), state: state, occurredOn: day(occurredOn),
            reportedOn: day(determinedOn ?? occurredOn), quantity: quantity, grades: [],
            facts: facts, isVoluntaryDisclosure: false, origin: nil, note: nil, evidence: [],
            reporter: TokenID(high: 4, low: 1))
    }

    private func rating(
        _ events: [EventRecord], asOf: String, role: Role = .inviter,
        facts: [JSONValue.Member] = []
    ) throws -> Rating {
        var dossier = Dossier(under: policy, region: "CN-44", facts: facts)
        for event in events { try dossier.apply(.eventReported(event)) }
        return try RatingRule.rate(dossier, role: role, policy: policy, asOf: day(asOf))
    }

    @Test(
        "an event counts from the day it happened to the day before it expires",
        arguments: [
            ("2026-02-28", 90, 0), ("2026-03-01", 85, 1), ("2028-02-29", 85, 1),
            ("2028-03-01", 90, 1),
        ])
    func expiry(asOf: String, score: Int, listed: Int) throws {
        // Determined on the day it happened; it counts for 24 months.
        let rating = try rating([event("cn.invitation.not-closed-out", "2026-03-01")], asOf: asOf)
        #expect(rating.score == Points(score))
        #expect(rating.contributions.count == listed)
        if listed == 1 { #expect(rating.contributions[0].expiresOn == day("2028-03-01")) }
    }

    @Test("an expired contribution is listed, counts nothing and says so")
    func expired() throws {
        let rating = try rating(
            [event("cn.invitation.not-closed-out", "2024-01-10")], asOf: "2026-11-23")
        #expect(rating.contributions[0].points == Points(-5))
        #expect(rating.contributions[0].counted == .zero)
        #expect(rating.contributions[0].note?.en == "expired on 2026-01-10")
    }

    @Test("the anchor of an expiry is the day of the determination where the law says so")
    func anchor() throws {
        let late = event(
            "cn.invitation.not-closed-out", "2026-03-01", determinedOn: "2026-05-20")
        let rating = try rating([late], asOf: "2026-11-23")
        #expect(rating.contributions[0].expiresOn == day("2028-05-20"))
    }

    @Test(
        "a cap holds one unit below it, at it and above it",
        arguments: [
            (5, -25, nil as String?), (6, -30, nil), (7, -30, "7 × -5, capped at -30"),
        ])
    func cap(quantity: Int, points: Int, note: String?) throws {
        let rating = try rating(
            [event("cn.invitation.not-closed-out", "2026-03-01", quantity: quantity)],
            asOf: "2026-11-23")
        #expect(rating.contributions[0].points == Points(points))
        #expect(rating.contributions[0].note?.en == note ?? "\(quantity) × -5")
        #expect(rating.contributions[0].note?.zh.contains("为限") == (note != nil))
    }

    @Test(
        "neither an alleged nor an annulled event scores",
        arguments: [EventState.alleged, .annulled])
    func unconfirmed(state: EventState) throws {
        let rating = try rating(
            [event("cn.verification.refused", "2026-03-01", state: state)], asOf: "2026-11-23")
        #expect(rating.contributions.isEmpty)
        #expect(rating.score == Points(90))
        #expect(rating.basis == .none)
    }

    @Test("an event in one role does not touch another")
    func otherRole() throws {
        let rating = try rating(
            [event("cn.verification.refused", "2026-03-01")], asOf: "2026-11-23",
            role: .recommender)
        #expect(rating.contributions.isEmpty)
    }

    @Test("credit earned at the ceiling is not banked, credit earned below it counts")
    func ceiling() throws {
        let full: [JSONValue.Member] = [
            .init("paymentRecordsComplete", true), .init("recordsComplete", true),
        ]
        let earned = event("cn.outcome.on-time", "2026-01-01", quantity: 4, id: 1)
        let lost = event("cn.verification.refused", "2026-02-01", id: 2)
        let again = event("cn.outcome.on-time", "2026-03-01", quantity: 4, id: 3)
        let rating = try rating([earned, lost, again], asOf: "2026-11-23", facts: full)
        #expect(rating.contributions.map(\.counted) == [.zero, Points(-11), Points(4)])
        #expect(rating.score == Points(93))
        #expect(rating.band == BandCode("A"))
        #expect(rating.contributions[0].note?.en == "4 × 1; held at the ceiling of 100")
    }

    @Test("no score falls below the floor")
    func floor() throws {
        let events = (1...4).map { event("cn.invitation.false-statement", "2026-01-01", id: $0) }
        let rating = try rating(events, asOf: "2026-11-23")
        #expect(rating.score == .zero)
        #expect(rating.band == BandCode("D"))
        #expect(rating.contributions.map(\.counted.thousandths) == [-35_000, -35_000, -20_000, 0])
    }

    @Test(
        "a direct D holds to the day before its end, then the third year is capped at B",
        arguments: [
            ("2026-03-03", "C", [] as [String], nil as String?),
            ("2026-03-04", "D", ["cn.direct.unlawful-letter"], "2028-03-04"),
            ("2028-03-03", "D", ["cn.direct.unlawful-letter"], "2028-03-04"),
            ("2028-03-04", "B", ["cn.cap.third-year"], "2029-03-04"),
            ("2029-03-03", "B", ["cn.cap.third-year"], "2029-03-04"),
            ("2029-03-04", "A", [], nil),
        ])
    func directBand(asOf: String, band: String, codes: [String], until: String?) throws {
        let sold = event(
            "cn.invitation.false-statement", "2026-03-01", determinedOn: "2026-03-04",
            facts: [.init("forGain", true)], id: 1)
        let good = event("cn.outcome.on-time", "2026-01-01", id: 2)
        let later = event("cn.outcome.on-time", "2028-01-01", id: 3)
        let rating = try rating([sold, good, later], asOf: asOf)
        #expect(rating.band == BandCode(band))
        #expect(rating.overrides.map(\.code.text) == codes)
        #expect(rating.overrides.first?.until?.description == until)
    }

    @Test("the same false statement without gain brings no override")
    func withoutGain() throws {
        for facts in [[], [JSONValue.Member("forGain", false)]] {
            let rating = try rating(
                [event("cn.invitation.false-statement", "2026-03-01", facts: facts)],
                asOf: "2026-11-23")
            #expect(rating.overrides.isEmpty)
            #expect(rating.band == BandCode("C"))
        }
    }

    @Test("before the law is in force no rating is made up")
    func beforeTheLaw() {
        #expect(throws: PolicyError.notInForce("bands", on: day("2022-12-31"))) {
            try rating([], asOf: "2022-12-31")
        }
        #expect(throws: Never.self) { try rating([], asOf: "2023-01-01") }
    }

    @Test("an indicator that this version of the law lacks is an error")
    func unknownIndicator() {
        #expect(throws: PolicyError.unknown("indicators/cn.gone")) {
            try rating([event("cn.gone", "2026-03-01")], asOf: "2026-11-23")
        }
    }
}
