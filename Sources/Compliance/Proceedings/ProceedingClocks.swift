// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Scoring

/// The clocks of a proceeding: moves start them and put their days off, and in some states they
/// stand still.
///
/// - Source: the proceeding's file of the pack, and those of its clocks.
struct ProceedingClocks {
    private let rule: ProceedingRule
    private let question: ProceedingQuestion
    private let policy: Policy

    init(_ rule: ProceedingRule, _ question: ProceedingQuestion, _ policy: Policy) {
        self.rule = rule
        self.question = question
        self.policy = policy
    }

    /// The days that a move sets: those of the clocks that it starts, and those that it moves.
    func days(
        by move: ProceedingMoveRule, _ asked: ProceedingAsked
    ) throws(ProceedingRefusal) -> [ProceedingDay] {
        var days: [ProceedingDay] = []
        for start in move.starts {
            guard let begins = start.begins(asked.facts, on: question.day) else { continue }
            days += try run(start.clock, from: begins, .init(facts: asked.facts))
        }
        guard let record = question.record else { return days }
        let standing = record.turn(on: question.day).flatMap { rule.state($0.state)?.stops } ?? []
        for clock in Set(move.extends.map(\.day.clock) + standing).sorted()
        where !days.contains(where: { $0.clock == clock }) {
            days += try moved(clock, by: move, asked, record)
        }
        return days
    }

    /// The days of a clock that begins with the last of the events.
    func days(
        of clock: ClockCode, since act: CivilDate, _ facts: [JSONValue.Member]
    ) throws(ProceedingRefusal) -> [ProceedingDay] {
        try run(clock, from: act, .init(facts: facts))
    }

    /// The days of a running clock with all the time for which it stood still, and put off as the
    /// move says. None becomes earlier than it was told.
    private func moved(
        _ clock: ClockCode, by move: ProceedingMoveRule, _ asked: ProceedingAsked,
        _ record: ProceedingRecord
    ) throws(ProceedingRefusal) -> [ProceedingDay] {
        guard let run = RunningClock(clock, rule, record) else { return [] }
        let extensions = move.extends.compactMap { put -> ClockCircumstances.Extension? in
            guard put.day.clock == clock,
                let day = asked.facts.first(where: { $0.name == put.until })?.value.day
            else { return nil }
            return .init(step: put.day.step, extent: .to(day))
        }
        let days = try self.run(
            clock, from: run.begins,
            ClockCircumstances(
                stops: run.stops(rule, record, until: question.day), extensions: extensions,
                facts: run.facts))
        return days.map { day in
            guard let told = record.day(of: day.step, by: clock), told.day > day.day else {
                return day
            }
            return told
        }
    }

    private func run(
        _ clock: ClockCode, from begins: CivilDate, _ circumstances: ClockCircumstances
    ) throws(ProceedingRefusal) -> [ProceedingDay] {
        let notice = AssessmentQuestion(
            party: question.dossier.party, role: question.role, history: [],
            events: question.events, earlierPenalties: [], determinedOn: question.day)
        do {
            return try ClockRunning.run(
                clock, from: begins, for: notice, policy: policy, circumstances: circumstances
            ).steps.map {
                ProceedingDay(
                    clock: clock, step: $0.name, day: $0.day, isProvisional: $0.isProvisional)
            }
        } catch {
            throw .assessment(error)
        }
    }
}

/// A clock as the last move that started it left it.
private struct RunningClock {
    let clock: ClockCode
    let begins: CivilDate
    /// What was stated with that move.
    let facts: [JSONValue.Member]

    /// Nil where no move has started it.
    init?(_ clock: ClockCode, _ rule: ProceedingRule, _ record: ProceedingRecord) {
        for move in record.moves.reversed() {
            guard let start = rule.move(move.name)?.starts.first(where: { $0.clock == clock }),
                let begins = start.begins(move.facts, on: move.day)
            else { continue }
            self.clock = clock
            self.begins = begins
            facts = move.facts
            return
        }
        return nil
    }

    /// The days on which it stood still until a day, as the states have it.
    func stops(
        _ rule: ProceedingRule, _ record: ProceedingRecord, until day: CivilDate
    ) -> [ClockCircumstances.Stop] {
        let turns = record.turns.filter { $0.from <= day }
        var stops: [ClockCircumstances.Stop] = []
        for (index, turn) in turns.enumerated()
        where rule.state(turn.state)?.stops.contains(clock) ?? false {
            let next = index + 1 < turns.count ? turns[index + 1].from : day
            let from = max(turn.from, begins)
            guard from < next else { continue }
            if let last = stops.last, last.until == from {
                stops[stops.count - 1] = .init(from: last.from, until: next)
            } else {
                stops.append(.init(from: from, until: next))
            }
        }
        return stops
    }
}

extension ProceedingMoveRule.Start {
    /// The first day of the clock; nil where a day that need not be stated is not, which starts
    /// nothing.
    fileprivate func begins(_ facts: [JSONValue.Member], on today: CivilDate) -> CivilDate? {
        guard let day else { return today }
        return facts.first { $0.name == day }?.value.day
    }
}
