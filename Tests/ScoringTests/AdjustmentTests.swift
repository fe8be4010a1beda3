// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("Adjusted points")
struct AdjustmentTests {
    private let policy: Policy

    init() throws { policy = try PolicyLoader.load(adjustedPack().pack) }

    private func dossier(
        _ facts: [JSONValue.Member], occurredOn: String = "2026-03-01", quantity: Int = 1,
        share: ExactDecimal = EventRecord.wholeShare
    ) throws -> Dossier {
        let event = ToldEvent(
            occurredOn: occurredOn, quantity: quantity, facts: facts, share: share)
        return try Dossier(under: policy, telling: [event])
    }

    @Test(
        "the table says what is left, by the days to the cure",
        arguments: [
            ("2026-02-28", 0), ("2026-03-04", 0), ("2026-03-05", -1_000),
            ("2026-03-31", -1_000), ("2026-04-01", -2_000), ("2026-04-15", -2_000),
            ("2026-05-30", -2_000), ("2026-05-31", -3_000), ("2026-06-29", -3_000),
        ])
    func repair(curedOn: String, thousandths: Int64) throws {
        let dossier = try dossier([.init("curedOn", .string(curedOn))])
        let rating = try RatingRule.rate(
            dossier, role: .sponsor, policy: policy, asOf: day("2026-06-30"))
        let contribution = try #require(rating.contributions.first)
        #expect(contribution.points == Points(thousandths: thousandths))
        #expect(contribution.counted == contribution.points)
        #expect(rating.score == Points(80) + contribution.points)
        #expect(contribution.note?.en.contains("% left: Cured") == true)
        let steps = try RatingRule.steps(
            dossier, role: .sponsor, policy: policy, from: day("2026-06-30"))
        #expect(steps.first?.score == rating.score)
    }

    @Test(
        "the first adjustment that holds applies, and where none does all counts",
        arguments: [
            (1_999, "2026-03-31", 0), (2_000, "2026-03-31", -1_000), (2_001, "2026-03-31", -1_000),
            (1_999, "2026-03-30", 0), (1_999, "2026-04-01", -2_000), (1_999, "", -5_000),
        ])
    func order(amount: Int64, curedOn: String, thousandths: Int64) throws {
        var facts = [JSONValue.Member("amount", .integer(amount))]
        if !curedOn.isEmpty { facts.append(.init("curedOn", .string(curedOn))) }
        let rating = try RatingRule.rate(
            try dossier(facts), role: .sponsor, policy: policy, asOf: day("2026-06-30"))
        #expect(rating.contributions.map(\.points) == [Points(thousandths: thousandths)])
    }

    @Test(
        "a count asks for the time between two days of each event",
        arguments: [("2026-03-30", 80), ("2026-03-31", 100), ("2026-04-01", 100)])
    func elapsedOfCount(curedOn: String, start: Int) throws {
        let pack = adjustedPack().replacing(
            "when: { fact: employees, atLeast: 100 }",
            with: "when: { count: { of: [late], where: { fact: daysToCure, atLeast: 30 } }, "
                + "atLeast: 1 }", in: "starts.yaml")
        let rating = try RatingRule.rate(
            try dossier([.init("curedOn", .string(curedOn))]), role: .sponsor,
            policy: try PolicyLoader.load(pack.pack), asOf: day("2026-06-30"))
        #expect(rating.start?.points == Points(start))
    }

    @Test(
        "an override asks for the time between two days of its event",
        arguments: [("2026-03-30", RatingBasis.score), ("2026-03-31", .override)])
    func elapsedOfOverride(curedOn: String, basis: RatingBasis) throws {
        let pack = adjustedPack().replacing(
            "when: { fact: grave, equals: true }", with: "when: { fact: daysToCure, atLeast: 30 }",
            in: "overrides/fraud.yaml")
        let rating = try RatingRule.rate(
            try dossier([.init("curedOn", .string(curedOn))]), role: .sponsor,
            policy: try PolicyLoader.load(pack.pack), asOf: day("2026-06-30"))
        #expect(rating.basis == basis)
    }

    @Test(
        "a share of the points counts, exact to a thousandth, after what adjustments leave",
        arguments: [
            ("100", "", -5_000), ("99.99", "", -5_000), ("99.98", "", -4_999), ("60", "", -3_000),
            ("0", "", 0), ("60", "2026-03-31", -600),
        ])
    func shared(percent: String, curedOn: String, thousandths: Int64) throws {
        let share = try #require(ExactDecimal(percent))
        let facts = curedOn.isEmpty ? [] : [JSONValue.Member("curedOn", .string(curedOn))]
        let dossier = try dossier(facts, share: share)
        let rating = try RatingRule.rate(
            dossier, role: .sponsor, policy: policy, asOf: day("2026-06-30"))
        let contribution = try #require(rating.contributions.first)
        #expect(contribution.counted == Points(thousandths: thousandths))
        #expect(contribution.points == Points(curedOn.isEmpty ? -5 : -1))
        let cured = curedOn.isEmpty ? "" : "20 % left: Cured; "
        #expect(contribution.note?.en == (percent == "100" ? nil : "\(cured)× \(percent) %"))
        let steps = try RatingRule.steps(
            dossier, role: .sponsor, policy: policy, from: day("2026-06-30"))
        #expect(steps.first?.score == rating.score)
        let event = try #require(dossier.events.values.first)
        #expect(try EventRecord(event.json) == event)
        #expect((event.json["share"] == nil) == (percent == "100"))
    }

    @Test("the cap per event comes before the percentage")
    func capped() throws {
        let dossier = try dossier([.init("curedOn", "2026-03-05")], quantity: 6)
        let rating = try RatingRule.rate(
            dossier, role: .sponsor, policy: policy, asOf: day("2026-06-30"))
        #expect(rating.contributions.map(\.points) == [Points(-4)])
        #expect(
            rating.contributions.first?.note?.en == "6 × -5, capped at -20; 20 % left: Cured")
    }

    @Test(
        "what expires at the end of the year counts through its last day",
        arguments: [
            ("2026-01-01", "2026-12-31", 75), ("2026-01-01", "2027-01-01", 80),
            ("2026-12-31", "2026-12-31", 75), ("2026-12-31", "2027-01-01", 80),
            ("2025-12-31", "2026-01-01", 80),
        ])
    func endOfYear(occurredOn: String, asOf: String, score: Int) throws {
        let rating = try RatingRule.rate(
            try dossier([], occurredOn: occurredOn), role: .sponsor, policy: policy,
            asOf: day(asOf))
        #expect(rating.score == Points(score))
    }

    @Test(
        "a percentage is exact, and half a thousandth is rounded away from zero",
        arguments: [
            (5, 10, 1), (-5, 10, -1), (4, 10, 0), (-4, 10, 0), (-15, 10, -2), (-5_000, 20, -1_000),
        ])
    func rounding(thousandths: Int64, percent: Int64, left: Int64) {
        let points = Points(thousandths: thousandths)
            .percent(ExactDecimal(mantissa: percent, places: 0))
        #expect(points == Points(thousandths: left))
    }

    @Test(
        "a period is prolonged to the end of the civil period of its last day",
        arguments: [
            ("endOf: quarter", "2026-03-31", "2026-04-01"),
            ("endOf: quarter", "2026-04-01", "2026-07-01"),
            ("endOf: month", "2026-02-28", "2026-03-01"),
            ("months: 12, endOf: year", "2026-01-01", "2027-01-01"),
            ("months: 12, endOf: year", "2026-01-02", "2028-01-01"),
        ])
    func prolonged(period: String, occurredOn: String, until: String) throws {
        let pack = adjustedPack().replacing("endOf: year", with: period, in: "indicators/late.yaml")
        let rule = try PolicyLoader.load(pack.pack).indicator(
            IndicatorCode("late"), on: day("2026-01-01"))
        let on = day(occurredOn)
        let days = EventDays(occurredOn: on, reportedOn: on, determinedOn: on)
        #expect(rule.value.expiry?.end(for: days) == day(until))
    }

    @Test(
        "faults name what is wrong",
        arguments: [
            (
                "indicators/late.yaml", "percent: 0", "percent: -1",
                "“percent” must be a percentage."
            ),
            (
                "tables/repair.yaml", "gives: percent", "gives: points",
                "The table “repair” does not give percent."
            ),
            ("facts.yaml", "to: curedOn", "to: amount", "“amount” is no day of an event."),
            ("facts.yaml", "unit: days", "unit: weeks", "“weeks” is no known unit."),
            (
                "tables/repair.yaml", "from: 2025-01-01", "from: 2025-01-02",
                "The table “repair” is not in force as long as this value."
            ),
        ])
    func faults(file: String, old: String, new: String, message: String) throws {
        let pack = adjustedPack().replacing(old, with: new, in: file)
        let faults = #expect(throws: PolicyFaults.self) { try PolicyLoader.load(pack.pack) }
        #expect(faults?.faults.map(\.message).contains(message) == true)
    }
}
