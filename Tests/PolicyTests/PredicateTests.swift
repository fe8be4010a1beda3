// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Testing

@Suite("Conditions")
struct PredicateTests {
    private func subject(_ facts: [JSONValue.Member], events: Int = 0) -> PredicateSubject {
        PredicateSubject(role: .sponsor, kind: .organisation, facts: facts) { _ in events }
    }

    private func condition(_ yaml: String) throws -> Predicate {
        let pack = SamplePack().replacing(
            "when: { fact: employees, atLeast: 100 }", with: "when: \(yaml)", in: "starts.yaml")
        let table = try pack.policy().starts(on: day("2025-06-01")).value
        return try #require(table.rows[0].condition)
    }

    @Test(
        "each edge of an interval is in or out as it is written",
        arguments: [
            ("{ fact: employees, atLeast: 10, below: 20 }", [false, true, true, false, false]),
            ("{ fact: employees, above: 10, atMost: 20 }", [false, false, true, true, false]),
            ("{ fact: employees, equals: 10 }", [false, true, false, false, false]),
            ("{ fact: employees, in: [9, 21] }", [true, false, false, false, true]),
        ])
    func edges(yaml: String, expected: [Bool]) throws {
        let condition = try condition(yaml)
        let answers = [9, 10, 15, 20, 21].map { number in
            condition.holds(of: subject([.init("employees", .integer(Int64(number)))]))
        }
        #expect(answers == expected)
    }

    @Test("a fact that nobody stated meets no comparison, and can be asked for")
    func unstated() throws {
        #expect(try !condition("{ fact: employees, atLeast: 0 }").holds(of: subject([])))
        #expect(try condition("{ fact: employees, known: false }").holds(of: subject([])))
        let stated = subject([.init("employees", 5)])
        #expect(try !condition("{ fact: employees, known: false }").holds(of: stated))
        #expect(try condition("{ fact: employees, known: true }").holds(of: stated))
    }

    @Test("all, any and not combine")
    func combined() throws {
        let yaml = """
            { all: [ { role: [sponsor] }, { any: [ { kind: [person] }, \
            { not: { fact: employees, atLeast: 5 } } ] } ] }
            """
        let condition = try condition(yaml)
        #expect(condition.holds(of: subject([.init("employees", 4)])))
        #expect(!condition.holds(of: subject([.init("employees", 5)])))
    }

    @Test("events are counted", arguments: [(0, true), (1, false)])
    func counted(events: Int, holds: Bool) throws {
        let condition = try condition("{ count: { of: [late] }, equals: 0 }")
        #expect(condition.holds(of: subject([], events: events)) == holds)
    }

    @Test("decimals compare exactly")
    func decimals() throws {
        let condition = try condition("{ fact: employees, atLeast: 9.999999999 }")
        func holds(_ text: String) throws -> Bool {
            let number = try #require(ExactDecimal(text))
            return condition.holds(of: subject([.init("employees", .decimal(number))]))
        }
        #expect(try holds("9.999999999"))
        #expect(try !holds("9.999999998"))
        #expect(try holds("9223372036854775807"))
    }
}
