// SPDX-License-Identifier: Apache-2.0

import Domain
public import Policy
import Scoring

/// Whether a move may be made in a proceeding, and what comes of it.
///
/// A proceeding runs by the law that was in force on the day on which it was opened, so that no
/// change of law moves a window that is running; its measures follow the law that weighs the
/// events.
///
/// - Source: the proceeding's file of the pack.
public enum ProceedingRules {
    /// What comes of `asked`, made by `maker`.
    ///
    /// - Throws: `ProceedingRefusal`, by the first rule that stands against it.
    public static func step(
        _ asked: ProceedingAsked, by maker: ProceedingMaker, in question: ProceedingQuestion,
        policy: Policy
    ) throws(ProceedingRefusal) -> ProceedingStep {
        let dated: DatedValue<ProceedingRule>
        do {
            dated = try policy.procedure.proceeding(
                question.code, on: question.record?.openedOn ?? question.day)
        } catch {
            throw .assessment(.policy(error))
        }
        let rule = dated.value
        guard let move = rule.move(asked.move) else {
            throw .moveUnknown(asked.move, known: rule.moves.map(\.name))
        }
        try checkPlace(of: move, rule, question)
        try checkMaker(maker, move, question)
        try checkDays(of: move, asked, rule, question, policy)
        try FieldCheck(asked, move, question, policy).check()
        let outcome = try outcome(of: asked, move)
        let weighed = try MeasureWeighing(asked, move, outcome, maker, question, policy)
        let days = try ProceedingClocks(rule, question, policy).days(by: move, asked)
        let course = ProceedingCourse(
            rule, days: days, earlier: question.record, from: outcome.state)
        return ProceedingStep(
            outcome: outcome.code, state: outcome.state,
            isFinal: rule.state(outcome.state)?.isFinal ?? false, dueOn: course.dueOn,
            lapses: course.lapses, days: days, measures: weighed.measures,
            imposed: weighed.imposed
                + ImposedMeasure.suspensions(
                    by: outcome, until: course.day(move.suspendedUntil),
                    under: dated.provenance, question),
            internalFields: move.internalFields,
            effects: outcome.effects)
    }

    /// From where the move is made, or what the proceeding is opened about.
    private static func checkPlace(
        of move: ProceedingMoveRule, _ rule: ProceedingRule, _ question: ProceedingQuestion
    ) throws(ProceedingRefusal) {
        if let state = question.record?.turn(on: question.day)?.state {
            guard move.from.contains(state) else {
                throw .stateOther(
                    move.name, state: state,
                    open: rule.moves.filter { $0.from.contains(state) }.map(\.name))
            }
            return
        }
        guard move.name == rule.opening.name else {
            throw .moveUnknown(move.name, known: [rule.opening.name])
        }
        guard rule.roles.contains(question.role) else {
            throw .roleOther(question.role, allowed: rule.roles)
        }
        if rule.kind == .penaltyCase, question.events.isEmpty { throw .eventsNeeded }
        for event in question.events
        where event.role != question.role || event.state == .annulled {
            throw .eventUnfit(event.id)
        }
        if rule.isOnce { try checkOnce(question) }
    }

    /// One act, one proceeding: an event stands in no other that is open, or that has imposed a
    /// penalty which stands.
    private static func checkOnce(
        _ question: ProceedingQuestion
    ) throws(ProceedingRefusal) {
        let others = question.dossier.proceedings.values.filter { $0.code == question.code }
        for other in others.sorted(by: { $0.id < $1.id }) {
            let shared = Set(other.events).intersection(question.events.map(\.id))
            guard let event = shared.min() else { continue }
            let hasPenalty = question.dossier.sanctions.values.contains {
                $0.proceeding == other.id && $0.kind == .penalty && $0.setAsideOn == nil
            }
            if hasPenalty || !other.isClosed(on: question.day) {
                throw .eventTaken(event, in: other.id)
            }
        }
    }

    private static func checkMaker(
        _ maker: ProceedingMaker, _ move: ProceedingMoveRule, _ question: ProceedingQuestion
    ) throws(ProceedingRefusal) {
        guard move.makers.contains(maker.actor.role) else {
            throw .makerOther(move.name, allowed: move.makers)
        }
        guard maker.actor.role != .employer, let record = question.record else { return }
        if record.authority != nil {
            let isSeated =
                switch move.seat {
                case .own: maker.seat != .other
                case .superior:
                    maker.seat == .above || (maker.seat == .same && !maker.hasSuperior)
                }
            guard isSeated else { throw .seatOther(move.name, move.seat) }
        }
        guard let token = maker.actor.token else { return }
        for apart in move.apart {
            let isSame =
                switch apart {
                case .reporting: question.events.contains { $0.reporter == token }
                case .move(let name):
                    record.moves.contains { $0.name == name && $0.actor.token == token }
                case .anyMove: record.moves.contains { $0.actor.token == token }
                }
            if isSame { throw .sameHand(move.name, apart) }
        }
    }

    private static func checkDays(
        of move: ProceedingMoveRule, _ asked: ProceedingAsked, _ rule: ProceedingRule,
        _ question: ProceedingQuestion, _ policy: Policy
    ) throws(ProceedingRefusal) {
        if let wait = move.notBefore, let record = question.record {
            guard let start = record.lastStart(of: wait.day) else {
                throw .clockNotStarted(move.name, wait.day)
            }
            let isWaived = record.moves[(start.index + 1)...].contains {
                wait.unless.contains($0.name)
            }
            if !isWaived, question.day <= start.day {
                throw .early(move.name, possibleFrom: start.day.adding(days: 1), wait.day)
            }
        }
        if let last = move.notAfter, let record = question.record {
            guard let day = record.day(of: last.step, by: last.clock)?.day else {
                throw .clockNotStarted(move.name, last)
            }
            if question.day > day { throw .late(move.name, last: day, last) }
        }
        guard let limitation = rule.limitation, limitation.moves.contains(move.name),
            let act = question.events.map(\.occurredOn).max()
        else { return }
        // The newest statement of a fact is found first.
        let facts = asked.facts + (question.record?.moves ?? []).reversed().flatMap(\.facts)
        let days = try ProceedingClocks(rule, question, policy)
            .days(of: limitation.last.clock, since: act, facts)
        if let last = days.first(where: { $0.step == limitation.last.step })?.day,
            question.day > last
        {
            throw .barredByTime(last: last, limitation.last)
        }
    }

    private static func outcome(
        of asked: ProceedingAsked, _ move: ProceedingMoveRule
    ) throws(ProceedingRefusal) -> ProceedingMoveRule.Outcome {
        if asked.outcome == nil, move.outcomes.count == 1 { return move.outcomes[0] }
        guard let code = asked.outcome,
            let outcome = move.outcomes.first(where: { $0.code == code })
        else { throw .outcomeNeeded(known: move.outcomes.compactMap(\.code)) }
        return outcome
    }
}

extension ProceedingRecord {
    /// The move that last set a day, and the day.
    func lastStart(
        of reference: ProceedingRule.DayReference
    ) -> (index: Int, day: CivilDate)? {
        for index in moves.indices.reversed() {
            let day = moves[index].days.first {
                $0.clock == reference.clock && $0.step == reference.step
            }
            if let day { return (index, day.day) }
        }
        return nil
    }
}

extension ImposedMeasure {
    /// The suspension that holds while a proceeding runs, where the outcome brings one.
    fileprivate static func suspensions(
        by outcome: ProceedingMoveRule.Outcome, until last: CivilDate?,
        under provenance: Provenance, _ question: ProceedingQuestion
    ) -> [Self] {
        guard outcome.effects.contains(.suspend) else { return [] }
        return [
            Self(
                kind: .suspension, bearer: .party, size: .none, band: nil, from: question.day,
                until: last?.adding(days: 1), shownUntil: nil, isPublished: false,
                provision: provenance.source, events: question.events.map(\.id))
        ]
    }
}

extension ProceedingMoveRule {
    fileprivate var internalFields: [String] {
        fields.filter(\.isInternal).compactMap { field in
            switch field.kind {
            case .text(let name), .fact(let name), .day(let name): name
            case .evidence, .measures: nil
            }
        }
    }
}

extension JSONValue {
    /// The legal day that a string tells; nil where it tells none.
    var day: CivilDate? { if case .string(let text) = self { CivilDate(text) } else { nil } }
}
