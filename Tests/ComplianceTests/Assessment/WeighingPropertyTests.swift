// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Scoring
import Testing

/// Notices made up at random; the same for the same seed.
private struct RandomVisit {
    var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func make() throws -> Visit {
        let history = (0..<pick(0...4)).map { event(UInt64(100 + $0), isEarlier: true) }
        let events = (0..<pick(1...5)).map { event(UInt64(1 + $0), isEarlier: false) }
        let employees = pick(98...101)
        let used = try #require(
            Money(minorUnits: Int64(pick(0...30_000_000)), currency: "EUR"))
        let on = day("2026-03-03").adding(days: -pick(0...500))
        return try Visit().changed {
            $0.history = history
            $0.events = events
            $0.facts = [.init("employees", .integer(Int64(employees)))]
            $0.earlier = [.init(determinedOn: on, amount: used)]
        }
    }

    private mutating func event(_ number: UInt64, isEarlier: Bool) -> EventRecord {
        let indicator = ["lapse", "breach", "stay"][pick(0...2)]
        var facts: [JSONValue.Member] = []
        if pick(0...1) == 0 { facts.append(.init("inspection", .string("i\(pick(0...2))"))) }
        if pick(0...5) == 0 { facts.append(.init("excused", true)) }
        if pick(0...3) == 0 { facts.append(.init("grave", true)) }
        var grades: [JSONValue.Member] = []
        if indicator != "stay" {
            if pick(0...1) == 0 { grades.append(.init("benefit", .integer(Int64(pick(0...6))))) }
            if pick(0...1) == 0 { grades.append(.init("harm", .integer(Int64(pick(0...10))))) }
        }
        let occurred = day("2025-01-01").adding(days: pick(0...300))
        let determined = isEarlier ? occurred.adding(days: pick(0...200)) : day("2026-03-03")
        return Visit.event(
            number, indicator, occurredOn: "\(occurred)", determinedOn: "\(determined)",
            state: pick(0...5) == 0 ? .alleged : .confirmed,
            quantity: indicator == "stay" ? pick(1...12) : 1, grades: grades, facts: facts,
            isVoluntaryDisclosure: pick(0...3) == 0)
    }

    mutating func pick(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &generator)
    }
}

@Suite("Properties of weighing")
struct WeighingPropertyTests {
    private static let parts: Set<String> = ["fixed", "each", "ordinal", "grade"]

    /// The points of a step; nothing for a step that gives none.
    private func points(_ value: JSONValue) -> Points {
        switch value {
        case .integer(let number): Points(Int(number))
        case .decimal(let number): Points(number) ?? .zero
        default: .zero
        }
    }

    @Test("the parts of a weight add up to it, before what is taken off", arguments: 1...40)
    func parts(seed: UInt64) throws {
        var random = RandomVisit(seed: seed)
        for _ in 0..<5 {
            for assessment in try random.make().assess().assessments {
                let isPart = { (step: TraceStep) in
                    Self.parts.contains(step.step)
                        || step.step == "table" && step.input.first?.value == "heads"
                }
                let sum = assessment.trace.filter(isPart).reduce(Points.zero) {
                    $0 + points($1.output)
                }
                if let weight = assessment.trace.first(where: { $0.step == "weight" }) {
                    #expect(points(weight.output) == sum)
                } else {
                    #expect(assessment.justification != nil)
                }
                let last = assessment.trace.last { ["weight", "reduction"].contains($0.step) }
                #expect(last.map { points($0.output) } ?? .zero == assessment.points)
                #expect(assessment.points >= .zero && assessment.points <= sum)
            }
        }
    }

    @Test("the order of the events of a notice changes nothing but the order", arguments: 1...40)
    func permutation(seed: UInt64) throws {
        var random = RandomVisit(seed: seed)
        for _ in 0..<5 {
            let visit = try random.make()
            let shuffled = visit.changed {
                $0.events.shuffle(using: &random.generator)
                $0.history.shuffle(using: &random.generator)
            }
            let (one, other) = (try visit.assess(), try shuffled.assess())
            #expect(
                one.assessments.sorted { $0.event < $1.event }
                    == other.assessments.sorted { $0.event < $1.event })
            #expect(one.totals == other.totals)
            #expect(one.isPublished == other.isPublished)
        }
    }

    @Test("nothing is imposed beyond its limits, nor beyond what was computed", arguments: 1...40)
    func limits(seed: UInt64) throws {
        var random = RandomVisit(seed: seed)
        for _ in 0..<5 {
            for total in try random.make().assess().totals {
                guard case .amount(let imposed) = total.imposed,
                    case .amount(let computed) = total.computed
                else { continue }
                #expect(imposed.minorUnits <= 25_000_000)
                #expect((0...computed.minorUnits).contains(imposed.minorUnits))
            }
        }
    }
}
