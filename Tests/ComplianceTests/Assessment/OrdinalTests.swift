// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("How often it happened")
struct OrdinalTests {
    private func named(
        _ number: UInt64, _ inspection: String?, of indicator: String = "lapse",
        determinedOn: String = "2026-03-03", occurredOn: String = "2025-06-01",
        state: EventState = .confirmed
    ) -> EventRecord {
        Visit.event(
            number, indicator, occurredOn: occurredOn, determinedOn: determinedOn, state: state,
            facts: inspection.map { [.init("inspection", .string($0))] } ?? [])
    }

    /// The ordinals and points of a notice with one lapse and one breach, after a history.
    private func ordinals(_ history: [EventRecord]) throws -> [Int?] {
        try Visit(named(1, nil), named(2, nil, of: "breach")).changed { $0.history = history }
            .assess().assessments.map(\.ordinal)
    }

    @Test("each earlier event counts for its own word, and the last points stand for all later")
    func words() throws {
        func points(_ count: Int) throws -> [Points] {
            let history = (0..<count).map {
                named(UInt64(10 + $0), nil, of: "breach", determinedOn: "2025-07-01")
            }
            return try Visit(named(1, nil, of: "breach")).changed { $0.history = history }
                .assess().assessments.map(\.points)
        }
        #expect(try (0...4).map(points) == [2, 3, 4, 4, 4].map { [Points($0)] })
        #expect(try ordinals([named(10, nil, determinedOn: "2025-07-01")]) == [2, 1])
    }

    @Test("the events of one inspection count once, and have the same ordinal")
    func occasions() throws {
        let history = [
            named(10, "i1", determinedOn: "2025-07-01"),
            named(11, "i1", determinedOn: "2025-07-02"),
            named(12, "i1", of: "breach", determinedOn: "2025-07-01"),
            named(13, "i2", determinedOn: "2025-08-01"),
        ]
        #expect(try ordinals(history) == [3, 2])
        let five = try Visit(
            named(1, nil), named(2, nil), named(3, nil), named(4, nil), named(5, nil))
        #expect(try five.assess().assessments.map(\.ordinal) == [1, 1, 1, 1, 1])
    }

    @Test("earlier events that name no inspection stand each alone")
    func alone() throws {
        let history = (10...12).map { named($0, nil, determinedOn: "2025-07-01") }
        #expect(try ordinals(history) == [4, 1])
    }

    @Test("an event of the same inspection is no earlier one, whenever it was determined")
    func same() throws {
        let visit = try Visit(named(1, "i1")).changed {
            $0.history = [named(10, "i1", determinedOn: "2025-07-01")]
        }
        #expect(try visit.first().ordinal == 1)
    }

    @Test("inspections of one notice follow each other by the days they were determined")
    func within() throws {
        let visit = try Visit(
            named(1, "i1", determinedOn: "2026-01-01"), named(2, "i2", determinedOn: "2026-01-02"),
            named(3, "i3", determinedOn: "2026-01-02"))
        #expect(try visit.assess().assessments.map(\.ordinal) == [1, 2, 2])
    }

    @Test("events without an inspection are one occasion where they are determined on one day")
    func oneDay() throws {
        let three = try Visit(
            named(1, nil, determinedOn: "2026-01-10"), named(2, nil, determinedOn: "2026-01-11"),
            named(3, nil, determinedOn: "2026-01-11"), named(4, nil, determinedOn: "2026-01-12"))
        #expect(try three.assess().assessments.map(\.ordinal) == [1, 2, 2, 3])
    }

    @Test(
        "of two events asked about, the one that was determined before is the first",
        arguments: [("2026-03-02", 2), ("2026-03-03", 1), ("2026-03-04", 1)])
    func beforeOfTwo(determinedOn: String, ordinal: Int) throws {
        let visit = try Visit(named(1, nil), named(2, nil, determinedOn: determinedOn))
        #expect(try visit.first().ordinal == ordinal)
    }

    @Test("an event without a day of its own is determined on the day asked about")
    func undated() throws {
        let undated = Visit.event(
            1, occurredOn: "2025-06-01", determinedOn: nil, state: .alleged)
        let visit = try Visit(undated, named(2, nil, determinedOn: "2026-03-03"))
        #expect(try visit.assess().assessments.map(\.ordinal) == [1, 1])
        let later = try Visit(undated, named(2, nil, determinedOn: "2026-03-02"))
        #expect(try later.assess().assessments.map(\.ordinal) == [2, 1])
    }

    @Test(
        "an earlier event counts that was determined before, and not on the same day or after",
        arguments: [("2026-03-02", 2), ("2026-03-03", 1), ("2026-03-04", 1)])
    func before(determinedOn: String, ordinal: Int) throws {
        #expect(try ordinals([named(10, nil, determinedOn: determinedOn)])[0] == ordinal)
    }

    @Test(
        "it counts from the first day that counts at all",
        arguments: [("2025-02-28", 1), ("2025-03-01", 2), ("2025-03-02", 2)])
    func since(occurredOn: String, ordinal: Int) throws {
        let history = [named(10, nil, determinedOn: "2025-07-01", occurredOn: occurredOn)]
        #expect(try ordinals(history)[0] == ordinal)
    }

    @Test(
        "it counts for so many days, or within the same period of the calendar",
        arguments: [
            ("days: 30", "2026-02-01", 1), ("days: 30", "2026-02-02", 2),
            ("period: year", "2025-12-31", 1), ("period: year", "2026-01-01", 2),
            ("period: month", "2026-02-28", 1), ("period: month", "2026-03-01", 2),
        ])
    func windows(window: String, determinedOn: String, ordinal: Int) throws {
        let policy = try WeighingPack.sample.replacing(
            "months: 36", with: window, in: "assessments/inspection.yaml"
        ).policy()
        let visit = try Visit(named(1, nil), policy: policy).changed {
            $0.history = [named(10, nil, determinedOn: determinedOn)]
        }
        #expect(try visit.first().ordinal == ordinal)
    }

    @Test(
        "it counts for 36 months from its determination",
        arguments: [("2028-06-30", 2), ("2028-07-01", 1), ("2028-07-02", 1)])
    func months(determinedOn: String, ordinal: Int) throws {
        let visit = try Visit(named(1, nil, determinedOn: determinedOn)).changed {
            $0.history = [named(10, nil, determinedOn: "2025-07-01")]
            $0.determinedOn = day(determinedOn)
        }
        #expect(try visit.first().ordinal == ordinal)
    }

    @Test("what is alleged, annulled, excused, of another role or law, or this event, is none")
    func none() throws {
        let before = "2025-07-01"
        let history = [
            named(10, nil, determinedOn: before, state: .alleged),
            named(11, nil, determinedOn: before, state: .annulled),
            Visit.event(
                12, occurredOn: "2025-06-01", determinedOn: before,
                facts: [.init("excused", true)]),
            Visit.event(
                13, occurredOn: "2025-06-01", determinedOn: before, role: .inviter),
            Visit.event(
                14, occurredOn: "2025-06-01", determinedOn: before, regime: "other"),
            named(1, nil, determinedOn: before),
            Visit.event(15, "late", occurredOn: "2025-06-01", determinedOn: before),
        ]
        #expect(try ordinals(history) == [1, 1])
    }

    @Test("an earlier event that the law does not know matters only where ordinals are asked for")
    func unknown() throws {
        let history = [Visit.event(10, "gone", determinedOn: "2025-07-01")]
        #expect(throws: AssessmentError.policy(.unknown("indicators/gone"))) {
            try ordinals(history)
        }
        let stay = try Visit(Visit.event(1, "stay")).changed { $0.history = history }
        #expect(try stay.first().measures.count == 1)
    }

    @Test("a warning counts as an earlier event")
    func warning() throws {
        let first = named(10, nil, determinedOn: "2025-07-01")
        #expect(try Visit(first).first().measures.map(\.text) == ["warning –"])
        let second = try Visit(named(1, nil)).changed { $0.history = [first] }.first()
        #expect(second.measures.map(\.text) == ["fine 500.00"])
    }

    @Test("without a word every event repeats every other that the assessment takes")
    func all() throws {
        let policy = try WeighingPack.sample
            .replacing("by: type", with: "by: all", in: "assessments/inspection.yaml")
            .replacing(
                "points: { A: [1, 2], B: [2, 3, 4] }", with: "points: { any: [1, 5] }",
                in: "assessments/inspection.yaml"
            ).policy()
        let visit = try Visit(named(1, nil), named(2, nil, of: "breach"), policy: policy).changed {
            $0.history = [
                named(10, nil, of: "breach", determinedOn: "2025-07-01"),
                Visit.event(11, "late", occurredOn: "2025-06-01", determinedOn: "2025-07-01"),
            ]
        }
        #expect(try visit.assess().assessments.map(\.ordinal) == [2, 2])
        #expect(try visit.assess().assessments.map(\.points) == [Points(5), Points(5)])
    }
}
