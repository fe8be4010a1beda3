// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("Amounts that are reckoned, and the day of payment")
struct ReckoningTests {
    /// The measure of a stay, with such a size and such payments.
    private func visit(
        _ size: String, payments: String = "[]", gain: String? = nil, quantity: Int = 1,
        employees: Int64 = 10
    ) throws -> Visit {
        let pack = WeighingPack.stay(
            bringing: """
                - code: fine
                  kind: penalty
                  title: { en: Fine, zh: 罚款 }
                  size: \(size)
                  payments: \(payments)
                  published: true
                """)
        let facts = try gain.map {
            [JSONValue.Member("gain", JSONValue(try #require(ExactDecimal($0))))]
        }
        let event = Visit.event(1, "stay", quantity: quantity, facts: facts ?? [])
        return try Visit(event, policy: pack.policy()).changed {
            $0.facts = [.init("employees", .integer(employees))]
        }
    }

    @Test(
        "from the gain to three times the gain is open",
        arguments: [
            ("0", "0.00…0.00 (–)"), ("0.01", "0.01…0.03 (–)"), ("1234.56", "1234.56…3703.68 (–)"),
        ])
    func multiple(gain: String, size: String) throws {
        let most = "{ product: [3, { fact: gain }] }"
        let range = "{ range: { atLeast: { fact: gain }, atMost: \(most) } }"
        #expect(try visit(range, gain: gain).first().measures.map(\.size.text) == [size])
    }

    @Test(
        "persons times a rate times days, held between a least and a most",
        arguments: [(1, 1, "1000.00"), (2, 10, "1000.00"), (3, 10, "1500.00"), (99, 99, "5000.00")])
    func product(persons: Int, days: Int64, amount: String) throws {
        let term = """
            { reckon: { highest: [1000, { lowest: [5000, \
            { product: [50, { fact: quantity }, { fact: employees }] }] }] } }
            """
        let assessment = try visit(term, quantity: persons, employees: days).first()
        #expect(assessment.measures.map(\.size.text) == [amount])
        let step = try #require(assessment.trace.first { $0.step == "reckoning" })
        #expect(step.input.map(\.name) == ["quantity", "employees"])
    }

    @Test(
        "a finer part of a cent is refused, or falls as the law says",
        arguments: [
            ("0.10", nil, "0.01"), ("0.14", "down", "0.01"), ("0.15", "down", "0.01"),
            ("0.15", "half", "0.02"), ("0.14", "half", "0.01"), ("0.11", "up", "0.02"),
            ("0.10", "up", "0.01"), ("0.15", nil, nil),
        ] as [(String, String?, String?)])
    func rounding(gain: String, round: String?, amount: String?) throws {
        let how = round.map { ", round: \($0)" } ?? ""
        let visit = try visit(
            "{ reckon: { percent: 10, of: { fact: gain } }\(how) }", gain: gain)
        if let amount {
            #expect(try visit.first().measures.map(\.size.text) == [amount])
        } else {
            #expect(throws: AssessmentError.outOfScale("fine", of: EventID(high: 3, low: 1))) {
                try visit.assess()
            }
        }
    }

    @Test("an amount beyond what is reckoned with is refused", arguments: [2, 3])
    func tooLarge(factors: Int) throws {
        let facts = Array(repeating: "{ fact: gain }", count: factors).joined(separator: ", ")
        let term = "{ reckon: { product: [\(facts)] } }"
        #expect(throws: AssessmentError.outOfScale("fine", of: EventID(high: 3, low: 1))) {
            try visit(term, gain: "9223372036854775807").assess()
        }
    }

    @Test("the first size whose condition holds counts, and up to it is open")
    func tiers() throws {
        let tiers = """
            { first: [{ when: { fact: quantity, atLeast: 3 }, \
            size: { fixed: 900, unit: money, upTo: true } }, \
            { size: { each: 10, of: quantity } }] }
            """
        #expect(try visit(tiers, quantity: 2).first().measures.map(\.size.text) == ["20.00"])
        #expect(
            try visit(tiers, quantity: 3).first().measures.map(\.size.text) == ["0.00…900.00 (–)"])
    }

    @Test(
        "payment in time leaves a part, and late payment adds by the day up to the amount itself",
        arguments: [
            (20, "700.00"), (21, "700.00"), (22, "1000.00"), (60, "1000.00"), (61, "1030.50"),
            (100, "1050.00"), (4_000, "3000.00"), (5_000, "3000.00"),
        ])
    func payment(days: Int64, amount: String) throws {
        let payments = """
            [{ title: { en: Fast, zh: 快 }, when: { fact: employees, atMost: 21 }, leaves: 70 }, \
            { title: { en: Late, zh: 迟 }, when: { fact: employees, above: 60 }, adds: 0.05, \
            forEach: employees, atMost: 200 }]
            """
        let assessment = try visit(
            "{ fixed: 1000, unit: money }", payments: payments, employees: days
        ).first()
        #expect(assessment.measures.map(\.size.text) == [amount])
        #expect(assessment.trace.contains { $0.step == "payment" } == (amount != "1000.00"))
    }
}
