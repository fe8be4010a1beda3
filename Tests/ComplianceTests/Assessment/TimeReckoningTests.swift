// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("Times that are reckoned")
struct TimeReckoningTests {
    /// A bar of such a size for each of so many stays, and what a notice makes of bars.
    private func visit(
        _ size: String, quantities: [Int], total: String = "combine: highest"
    ) throws -> Visit {
        let policy = try WeighingPack.stay(
            bringing: """
                - code: bar
                  kind: bar
                  title: { en: Bar, zh: 禁 }
                  size: \(size)
                  shownAfterDays: 1
                  published: true
                """
        ).replacing(
            "{ kind: bar, combine: highest }", with: "{ kind: bar, \(total) }",
            in: "notices.yaml"
        ).policy()
        return try Visit(policy: policy).changed { visit in
            visit.events = quantities.enumerated().map { index, quantity in
                Visit.event(UInt64(index + 1), "stay", quantity: quantity)
            }
        }
    }

    @Test(
        "so many months for each, up to a most",
        arguments: [(1, "6 months"), (3, "18 months"), (4, "24 months"), (5, "24 months")])
    func each(quantity: Int, size: String) throws {
        let visit = try visit(
            "{ each: { months: 6, of: quantity, atMost: 24 } }", quantities: [quantity])
        #expect(try visit.first().measures.map(\.size.text) == [size])
    }

    @Test("of none of a number nothing follows, and parts of a unit are refused")
    func none() throws {
        let none = try visit("{ each: { days: 6, of: employees } }", quantities: [1]).changed {
            $0.facts = [.init("employees", 0)]
        }
        #expect(try none.first().measures.isEmpty)
        let part = try visit("{ each: { months: 5, of: gain } }", quantities: []).changed {
            $0.events = [
                Visit.event(
                    1, "stay",
                    facts: [.init("gain", JSONValue(ExactDecimal(mantissa: 15, places: 1)))])
            ]
        }
        #expect(throws: AssessmentError.outOfScale("bar", of: EventID(high: 3, low: 1))) {
            try part.assess()
        }
    }

    @Test(
        "a time is prolonged by half, in months where years are no longer whole",
        arguments: [
            ("{ fixed: 2, unit: years }", "", "3 years"),
            ("{ fixed: 1, unit: years }", "", "18 months"),
            ("{ fixed: 6, unit: months }", "", "9 months"),
            ("{ fixed: 5, unit: months }", ", round: down", "7 months"),
            ("{ fixed: 5, unit: months }", ", round: half", "8 months"),
            ("{ fixed: 5, unit: months }", ", round: up", "8 months"),
            ("{ range: { unit: months, atLeast: 2, atMost: permanent } }", "", "3…∞ months"),
        ])
    func prolonged(whole: String, round: String, size: String) throws {
        let visit = try visit("{ percent: 150, of: \(whole)\(round) }", quantities: [1])
        let found = try visit.first()
        #expect(found.measures.map(\.size.text) == [size])
        #expect(found.trace.contains { $0.step == "percent" })
    }

    @Test("half a month is refused where nobody says what becomes of it")
    func half() throws {
        let visit = try visit(
            "{ percent: 150, of: { fixed: 5, unit: months } }", quantities: [1])
        #expect(throws: AssessmentError.outOfScale("bar", of: EventID(high: 3, low: 1))) {
            try visit.assess()
        }
    }

    @Test(
        "a notice bars no longer than its most",
        arguments: [
            ([1, 2], "18 months", "2027-09-03"), ([1, 3], "24 months", "2028-03-03"),
            ([2, 3], "2 years", "2028-03-03"),
        ])
    func cap(quantities: [Int], imposed: String, until: String) throws {
        let visit = try visit(
            "{ each: { months: 6, of: quantity } }", quantities: quantities,
            total: "combine: sum, cap: { years: 2 }")
        let total = try #require(try visit.assess().totals.first)
        #expect(total.imposed.text == imposed)
        #expect(total.computed.text == "\(6 * quantities.reduce(0, +)) months")
        #expect(total.until == day(until))
        #expect(total.shownUntil == day(until).adding(days: 1))
    }

    @Test("what is permanent, or left open, is held to the most as well")
    func open() throws {
        let range = "{ range: { unit: years, atLeast: 1, atMost: permanent } }"
        let visit = try visit(
            range, quantities: [1], total: "combine: highest, cap: { months: 30 }")
        let total = try #require(try visit.assess().totals.first)
        #expect(total.imposed.text == "12…30 months")
        #expect(total.computed.text == "1…∞ years")
    }

    @Test(
        "what is no time is a fault",
        arguments: [
            ("{ each: { months: 6, days: 1, of: quantity } }", "exactly one unit"),
            ("{ each: { months: 6, of: quantity, atMost: 5 } }", "less than the time for one"),
            ("{ percent: 150, of: { fixed: 5, unit: money } }", "is not measured in money"),
        ])
    func faults(size: String, says: String) throws {
        do {
            _ = try visit(size, quantities: [1])
            Issue.record("It was read.")
        } catch let error as PolicyFaults {
            #expect(error.faults.contains { $0.message.contains(says) })
        }
    }
}
