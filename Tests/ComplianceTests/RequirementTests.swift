// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Testing

@Suite("What a route asks by name")
struct RequirementTests {
    private func answer(_ situation: Situation) throws -> [String] {
        try situation.decide().reasons.map { "\($0.code.rawValue) \($0.effect.rawValue)" }
    }

    private static let met = ["eligible information"]
    private static let refused = ["requirement.notMet refusal"]
    private static let asked = ["requirement.notMet condition"]

    private func nominee(_ facts: [String: JSONValue]) throws -> Situation {
        try Situation.trading().told {
            $0.nominee = .init(
                facts: facts.map { JSONValue.Member($0.key, $0.value) }, place: .abroad)
        }
    }

    @Test(
        "a least wage is met at its edge and refuses below it",
        arguments: [(49_999, refused), (50_000, met), (50_001, met)] as [(Int64, [String])])
    func wage(salary: Int64, expected: [String]) throws {
        let situation = try nominee(["salary": .integer(salary), "prize": false])
        #expect(try answer(situation) == expected)
    }

    @Test("it is asked of whom it concerns, and for its acts")
    func concerned() throws {
        let prized = try nominee(["salary": .integer(1), "prize": true])
        #expect(try answer(prized) == Self.met)
        let poor = try nominee(["salary": .integer(1), "prize": false])
        #expect(try answer(poor.changed { $0.act = .renewal }) == Self.refused)
        #expect(try answer(poor.changed { $0.act = .extension }) == Self.met)
    }

    @Test("a fact that nobody told is asked for by name, and only where the answer hangs on it")
    func untold() throws {
        let silent = try nominee(["prize": false])
        #expect(try answer(silent) == Self.asked)
        let reason = try #require(try silent.decide().reasons.first)
        #expect(
            reason.message.en
                == "Make sure that this is met: Wage of 50,000. Not told was: Salary a year.")
        #expect(reason.message.zh == "须核实是否符合：年薪五万；所问未载明：年薪。")
        #expect(reason.source == "Sponsorship Act 2025, s 15(2)")
        // Whether it concerns the nominee hangs on the prize, and the wage is too low.
        let perhaps = try nominee(["salary": .integer(1)])
        #expect(try answer(perhaps) == Self.asked)
        #expect(try perhaps.decide().reasons[0].message.en.hasSuffix("told was: Holds a prize."))
        // Enough is enough, whatever the prize.
        #expect(try answer(try nominee(["salary": .integer(50_000)])) == Self.met)
    }

    @Test(
        "twelve months of trading are over on the same day of the year after",
        arguments: [
            ("2026-05-31", asked), ("2026-06-01", met), ("2026-06-02", met),
        ])
    func trading(asOf: String, expected: [String]) throws {
        let situation = try Situation.trading().changed { $0.asOf = day(asOf) }
        #expect(try answer(situation) == expected)
        // The answer of the day before knows that it turns; a month later it is asked again.
        let wanted = asOf == "2026-05-31" ? day("2026-05-31") : day("2026-06-30")
        #expect(try situation.decide().validUntil == wanted)
    }

    @Test("what is only a condition is none, and its source is that of the route")
    func conditional() throws {
        let decision = try Situation.trading().changed { $0.asOf = day("2026-05-31") }.decide()
        #expect(decision.outcome == .conditional)
        #expect(decision.reasons[0].source == "Sponsorship Act 2025, s 15")
        #expect(
            decision.reasons[0].message.en
                == "This is asked for and not met: Twelve months of trading.")
        let person = try Situation.trading().changed {
            $0.asOf = day("2026-05-31")
            $0.kind = .person
        }
        #expect(try answer(person) == Self.met)
    }

    @Test("of a party alone everything is asked for")
    func alone() throws {
        let decision = try Situation.trading().changed { $0.nomination = nil }.decide()
        #expect(decision.outcome == .conditional)
        #expect(
            decision.reasons.map(\.code)
                == [
                    .quotaExhausted, .requirementNotMet, .requirementNotMet,
                    .labourMarketTestRequired,
                ])
        #expect(
            decision.reasons[1...2].map(\.message.en) == [
                "Make sure that this is met: Wage of 50,000. Not told was: Holds a prize, "
                    + "Salary a year.",
                "Make sure that this is met: Twelve months of trading. Not told was: "
                    + "Day of establishment.",
            ])
    }

    @Test("an untold place passes where the route says so, and a wrong one refuses")
    func place() throws {
        func at(_ place: Nomination.Place?) throws -> [String] {
            try answer(
                try Situation.trading().told {
                    $0.nominee = .init(facts: $0.nominee?.facts ?? [], place: place)
                })
        }
        #expect(try at(nil) == Self.met)
        #expect(try at(.abroad) == Self.met)
        #expect(try at(.inside) == ["nominee.wrongPlace refusal"])
    }

    @Test("silence is neither yes nor no, at any depth")
    func threeValues() {
        let rich = Predicate.fact("rich", .equals(true))
        let old = Predicate.fact("old", .equals(true))
        func subject(_ facts: [JSONValue.Member]) -> PredicateSubject {
            PredicateSubject(role: .sponsor, kind: .person, facts: facts) { _ in 0 }
        }
        let silent = subject([])
        let isOld = subject([.init("old", true)])
        let isYoung = subject([.init("old", false)])
        #expect(Predicate.all([rich, old]).answer(of: isYoung) == false)
        #expect(Predicate.all([rich, old]).answer(of: isOld) == nil)
        #expect(Predicate.any([rich, old]).answer(of: isOld) == true)
        #expect(Predicate.any([rich, old]).answer(of: isYoung) == nil)
        #expect(Predicate.not(rich).answer(of: silent) == nil)
        #expect(Predicate.not(old).answer(of: isYoung) == true)
        #expect(Predicate.fact("rich", .isKnown(false)).answer(of: silent) == true)
        #expect(Predicate.kind([.person]).answer(of: silent, isKindTold: false) == nil)
        #expect(Predicate.kind([.person]).answer(of: silent) == true)
        #expect(
            Predicate.any([.not(rich), .all([rich, old])]).untoldFacts(of: silent)
                == ["rich", "old"])
        #expect(Predicate.all([rich, old]).untoldFacts(of: isOld) == ["rich"])
        #expect(Predicate.all([rich, old]).untoldFacts(of: isYoung) == [])
    }
}
