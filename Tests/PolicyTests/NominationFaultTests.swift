// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Testing

enum NominationFaults {
    private static let points = "nomineePoints/example.points.yaml"
    private static let trade = "routes/example-trade.yaml"
    private static let talent = "routes/example-talent.yaml"

    static let all: [DocumentedFault] = [
        .init(
            "an item with two ways", points, "        stated: bonus",
            "        stated: bonus\n        perUnit: { by: age, from: 1, points: 1, each: 1 }",
            says: "An item gives points in exactly one way."),
        .init(
            "rows that overlap", points, "below: 60000", "atMost: 60000",
            says: "This row and another one take the same numbers."),
        .init(
            "rows with a gap", points, "below: 60000", "below: 59999",
            says: "Between this row and the one below it lies a gap."),
        .init(
            "whole numbers with a gap", points, "atLeast: 26", "atLeast: 27",
            says: "Between this row and the one below it lies a gap."),
        .init(
            "whole numbers that overlap", points, "atLeast: 26", "atLeast: 25",
            says: "This row and another one take the same numbers."),
        .init(
            "whole numbers of a fact with fractions", points, "by: age", "by: yearsOfWork",
            says: "The fact “yearsOfWork” need not be a whole number."),
        .init(
            "a row above the most", points, "points: 40 }", "points: 41 }",
            says: "An item gives from 0 to its most."),
        .init(
            "an item below zero", points, "max: 5", "max: -5",
            says: "The most that an item gives is no less than 0."),
        .init(
            "classes out of order", points, "code: fit, atLeast: 60", "code: fit, atLeast: 80",
            says: "“fit” asks no less than “high”."),
        .init(
            "a direct way to no class", points, "band: high", "band: highest",
            says: "The table has no class “highest”."),
        .init(
            "an item twice", points, "code: merit", "code: years",
            says: "The code “years” stands here twice."),
        .init(
            "a fact of an event", points, "fact: degree, equals: master",
            "fact: forGain, equals: true",
            says: "No fact “forGain” of the nominee, party is defined."),
        .init(
            "a row that takes off more than its item", points, "points: -20,", "points: -21,",
            says: "An item gives from -20 to its most."),
        .init(
            "an item that takes off nothing", points, "min: -20", "min: 0",
            says: "What an item takes off is below 0."),
        .init(
            "an item that must give more than its most", points, "atLeast: 30\n        numbers",
            "atLeast: 41\n        numbers",
            says: "What an item must give lies above its least and not above its most."),
        .init(
            "an item that must give nothing", points, "atLeast: 30\n        numbers",
            "atLeast: 0\n        numbers",
            says: "What an item must give lies above its least and not above its most."),
        .init(
            "a nominee's fact that follows from the party's", "facts.yaml",
            "fact: salary, below: 60000", "fact: employees, below: 60000",
            says: "No fact “employees” of the nominee is defined."),
        .init(
            "an event's fact that follows from others", "facts.yaml",
            "    title: { en: Promise given, zh: 已作承诺 }\n    curable: true",
            "    title: { en: Promise given, zh: 已作承诺 }\n    derived: { values: [] }",
            says: "Only a fact of a party or a nominee follows from others."),
        .init(
            "a table that does not stand there", talent, "points: example.points",
            "points: example.marks", says: "No table of points “example.marks” stands"),
        .init(
            "a table in force too late", points, "from: 2025-01-01", "from: 2026-01-02",
            says: "The table of points “example.points” is not in force as long as this value.",
            at: talent),
        .init(
            "a role that the regime has not", talent, "role: recommender, atLeast",
            "role: guarantor, atLeast", says: "The regime has no role “guarantor”."),
        .init(
            "an unknown place", talent, "nomineePlace: abroad", "nomineePlace: moon",
            says: "“moon” is no known place of a nominee."),
        .init(
            "an untold place that does neither", trade, "untold: passes", "untold: refuses",
            says: "“refuses” does not follow from an untold place."),
        .init(
            "an unknown place in a mapping", trade, "place: abroad", "place: moon",
            says: "“moon” is no known place of a nominee."),
        .init(
            "a requirement that only informs", trade, "otherwise: condition",
            "otherwise: information", says: "“information” does not follow from what is not met."),
        .init(
            "a share of nothing", trade, "percent: 10,", "percent: 0,",
            says: "A share is so many of a hundred."),
        .init(
            "a share too fine", trade, "percent: 7.5,", "percent: 7.5555,",
            says: "A share is so many of a hundred."),
        .init(
            "a share whose most is less than its fewest", trade, "atLeast: 1, atMost: 9",
            "atLeast: 10, atMost: 9", says: "The most is less than the fewest."),
        .init(
            "a share of a word", trade, "of: employees }", "of: sizeClass }",
            says: "The fact “sizeClass” is no number and has no bounds."),
        .init(
            "a share of a nominee's number", trade, "of: employees }", "of: salary }",
            says: "No fact “salary” of the party is defined."),
        .init(
            "a share that is rounded otherwise", trade, "round: half", "round: nearest",
            says: "“nearest” is no known rounding."),
        .init(
            "a test open for no day", trade, "openDays: { atLeast: 14", "openDays: { atLeast: 0",
            says: "“atLeast” must be a whole number."),
        .init(
            "a test as old as no day", trade, "days: 90", "days: 0",
            says: "“days” must be a whole number."),
        .init(
            "a test whose age is counted from another day", trade, "from: closedOn",
            "from: reportedOn", says: "“reportedOn” is no known day of a test."),
        .init(
            "a test that closed before it opened",
            "cases/a-post-advertised-for-14-days-may-be-filled.yaml", "closedOn: 2026-06-15",
            "closedOn: 2026-05-31", says: "The posts were advertised no more before they were."),
        .init(
            "a test of which nothing is dated",
            "cases/a-post-advertised-for-14-days-may-be-filled.yaml",
            ", advertisedOn: 2026-06-01", "", says: "“until” is missing."),
        .init(
            "a requirement twice", trade, "code: example.trading", "code: example.wage",
            says: "The code “example.wage” stands here twice."),
        .init(
            "a requirement that asks nothing", trade, "holds: { fact: salary",
            "unless: { fact: salary", says: "“holds” is missing."),
        .init(
            "time since a fact that is no day", trade, "fact: establishedOn", "fact: employees",
            says: "The fact “employees” is no day."),
        .init(
            "time since a fact of an event", trade, "fact: establishedOn", "fact: paidOn",
            says: "No fact “paidOn” of the nominee, party is defined."),
        .init(
            "a quota that leaves some out", talent, "        - { limit: none }\n", "",
            says: "Some parties have no quota."),
        .init(
            "a limit that is no number", talent, "limit: 20", "limit: many",
            says: "“limit” must be a whole number."),
        .init(
            "a limit that is a mapping of something else", talent, "limit: 20",
            "limit: { share: 10 }", says: "“share” is not known here."),
        .init(
            "an exemption that ends before it begins", talent, "until: 2027-01-01",
            "until: 2026-01-01", says: "“until” must lie after “from”."),
        .init(
            "an exemption without a source", talent,
            "          source: \"Sponsorship Act 2025, s 13(2)\"\n", "",
            says: "“source” is missing."),
        .init(
            "a document that is deferred for no day", talent, "days: 30", "days: 0",
            says: "“days” must be a whole number."),
        .init(
            "a channel open to all", talent, "{ when: { fact: prize, equals: true } }",
            "{ privileges: [fast] }", says: "A channel that is open to all is no green channel."),
        .init(
            "a bar that runs too far", talent, "hops: 2", "hops: 6",
            says: "“hops” must be a whole number."),
        .init(
            "nothing overdue that matters", talent, "{ duty: condition, review: refusal }", "{}",
            says: "Nothing that is overdue matters."),
        .init(
            "roles where nobody vouches", "routes/example-alone.yaml", "    vouchers: none",
            "    roles: [sponsor]\n    vouchers: none",
            says: "Nobody vouches on this route, so that it has no roles."),
        .init(
            "a band unknown while the value is in force", talent, "bands: [good], limit",
            "bands: [superb], limit", says: "The band “superb” is unknown"),
        .init(
            "points expected of no nominee",
            "cases/a-false-letter-costs-35-points-and-stops-new-sponsorships.yaml",
            "  score: 65", "  score: 65\n  nomineePoints: { total: 60 }",
            says: "“nomineePoints” is expected and there is no nominee."),
    ]
}

@Suite("Faults in what a pack says of nominations")
struct NominationFaultTests {
    @Test("a planted fault is reported in its file", arguments: NominationFaults.all)
    func planted(fault: DocumentedFault) throws { try fault.expectTold() }

    @Test("points and terms are described, with their source")
    func described() throws {
        let policy = try PolicyLoader.load(try DocumentedPack().pack)
        let description = PolicyDescription(policy, on: day("2026-06-01"))
        let text = description.text(in: .en)
        for wanted in [
            "example.points  Points of workers  high ≥ 80, fit ≥ 60", "Salary  ≤ 40, ≥ 30",
            #"vouchers: {"anyOf":[{"allOf":[{"role":"sponsor","atLeast":1}"#,
            #"labourMarketTest: {"acts":["new"],"exemptions":[{"code":"example.doctors""#,
            #"nomineePlace: "abroad""#, #"nomineePlace: {"place":"abroad","untold":"passes"}"#,
            #""limit":{"percent":7.5,"of":"employees","round":"down"}"#,
            #""openDays":{"atLeast":14},"notOlderThan":{"days":90,"from":"closedOn"}"#,
            #"requirements: [{"code":"example.wage""#, #""source":"Sponsorship Act 2025, s 15(2)""#,
            "decidedByOther: true", #"vouchers: "none""#,
        ] {
            #expect(text.contains(wanted), "\(wanted)")
        }
        // No rating turns where only an exemption or a table of points does.
        #expect(!policy.changeDays.contains(day("2027-01-01")))
    }
}
