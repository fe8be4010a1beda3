// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy
public import Scoring

/// What one duty of a party has come to on a day.
///
/// - Source: the duty's file of the pack; each names its own.
public struct DutyStanding: Hashable, Sendable {
    /// How far it has come.
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// It is owed, and its last day is not over.
        case open
        /// It was discharged by its last day.
        case dischargedInTime
        /// It was discharged after its last day.
        case dischargedLate
        /// Its last day is over, and it is not discharged.
        case missed
        /// The authority waived it.
        case waived
        /// What ends the duty happened before it was raised, or before its last day was over.
        case notOwed
    }

    /// The event that follows where the duty was not discharged in time.
    public struct Raised: Hashable, Sendable {
        /// Its indicator.
        public let indicator: IndicatorCode
        /// How many of it.
        public let quantity: Int
        /// The day on which it counts: the day after the last one.
        public let occurredOn: CivilDate
    }

    /// How the filing is named.
    public let filing: String
    /// The duty.
    public let duty: DutyCode
    /// What it is called.
    public let title: LocalText
    /// The day on which it was raised.
    public let raisedOn: CivilDate
    /// Until when by the law.
    public let dueOn: CivilDate
    /// Until when, with what the authority extended.
    public let lastDay: CivilDate
    /// How far it has come.
    public let state: State
    /// How many days after its last one it was discharged, or is not yet; nil where it is not late.
    public let daysLate: Int?
    /// Whether a calendar is not yet published that far, so that the last day may become later.
    public let isProvisional: Bool
    /// What follows; nil for nothing.
    public let raised: Raised?
    /// Where it is written.
    public let source: String
    /// How it came about.
    public let trace: [TraceStep]
}

/// Whether duties were discharged, and what follows where they were not.
///
/// - Source: the duty's file of the pack, as in force on the day on which it was raised.
public enum DutyRunning {
    /// Tells what `filing` has come to on `asOf`.
    ///
    /// - Throws: `AssessmentError.policy` where the duty is unknown or not in force, and
    ///   `.procedure` where the filing tells something that the law does not allow.
    public static func run(
        _ filing: DutyFiling, for question: AssessmentQuestion, policy: Policy, asOf: CivilDate
    ) throws(AssessmentError) -> DutyStanding {
        let rule = try AssessmentError.asking { () throws(PolicyError) in
            try policy.procedure.duty(filing.duty, on: filing.raisedOn)
        }
        if let refusal = filing.refusal(under: rule.value, role: question.role, asOf: asOf) {
            throw .procedure(refusal)
        }
        let source = rule.provenance.citation
        let due = try DueDay(
            rule.value.due, from: filing.raisedOn, for: question, facts: filing.facts,
            stops: filing.stops, source: source, policy: policy)
        let last = try filing.lastDay(due, rule.value)
        let end = filing.end(under: rule.value)
        let (state, daysLate) = filing.state(lastDay: last, end: end, asOf: asOf)
        let consequence: DutyRule.Consequence? =
            switch state {
            case .dischargedLate: rule.value.late
            case .missed: rule.value.missed
            case .open, .dischargedInTime, .waived, .notOwed: nil
            }
        let raised = consequence.map { $0.raised(after: last, daysLate: daysLate ?? 1) }
        var input = [
            JSONValue.Member("lastDay", JSONValue(text: last)),
            .init("asOf", JSONValue(text: asOf)),
        ]
        if let filedOn = filing.filedOn {
            input.append(.init("filedOn", JSONValue(text: filedOn)))
        }
        if let end { input.append(.init("notOwedFrom", JSONValue(text: end))) }
        let step = TraceStep(
            step: "duty", input: input, output: .string(state.rawValue), source: source)
        return DutyStanding(
            filing: filing.name, duty: filing.duty,
            title: policy.procedure.duties[filing.duty]?.title ?? LocalText(en: "", zh: ""),
            raisedOn: filing.raisedOn, dueOn: due.day, lastDay: last, state: state,
            daysLate: daysLate, isProvisional: due.isProvisional, raised: raised, source: source,
            trace: due.trace + [step])
    }
}

extension DutyFiling {
    fileprivate func refusal(
        under rule: DutyRule, role: Role, asOf: CivilDate
    ) -> ProcedureRefusal? {
        if !rule.roles.contains(role) { return .otherRole(role, allowed: rule.roles) }
        if raisedOn > asOf { return .dayInFuture("raisedOn", asOf: asOf) }
        if let filedOn, filedOn > asOf { return .dayInFuture("filedOn", asOf: asOf) }
        if let kind, !rule.dischargedBy.contains(kind) {
            return .kindUnknown(kind, known: rule.dischargedBy)
        }
        if let raisedBy, !rule.cause.words.contains(raisedBy) {
            return .otherCause(raisedBy, known: rule.cause.words)
        }
        if let ended, !(rule.end?.words.contains(ended.word) ?? false) {
            return .neverEnds(ended.word, known: rule.end?.words ?? [])
        }
        if case .length = rule.due,
            let refusal = ClockCircumstances.refusal(of: stops, isStoppable: rule.isStoppable)
        {
            return refusal
        }
        if isWaived, !rule.isWaivable { return .notWaivable }
        if extendedTo != nil, rule.extensionMost == nil { return .dutyNotExtendable }
        return nil
    }

    /// Until when, with what the authority extended.
    fileprivate func lastDay(
        _ due: DueDay, _ rule: DutyRule
    ) throws(AssessmentError) -> CivilDate {
        guard let extendedTo, let length = rule.extensionMost else { return due.day }
        let most = try DayCount(length, from: due.day, .stays, due.calendar).day
        guard (due.day...most).contains(extendedTo) else {
            throw .procedure(.dutyExtension(beyond: most, from: due.day))
        }
        return due.moved(extendedTo).day
    }

    /// The first day on which the duty is owed no longer; nil where nothing ended it.
    fileprivate func end(under rule: DutyRule) -> CivilDate? {
        ended.map { rule.end?.notOwed(since: $0.day) ?? $0.day }
    }

    fileprivate func state(
        lastDay: CivilDate, end: CivilDate?, asOf: CivilDate
    ) -> (DutyStanding.State, daysLate: Int?) {
        if let end, raisedOn >= end { return (.notOwed, nil) }
        if let filedOn, filedOn <= lastDay { return (.dischargedInTime, nil) }
        if let end, end <= lastDay { return (.notOwed, nil) }
        if isWaived { return (.waived, nil) }
        if let filedOn { return (.dischargedLate, filedOn.days(since: lastDay)) }
        return asOf > lastDay ? (.missed, asOf.days(since: lastDay)) : (.open, nil)
    }
}

extension DutyRule.Consequence {
    /// The event that follows where the last day passed: it counts on the day after, whenever that
    /// is looked at.
    func raised(after lastDay: CivilDate, daysLate: Int) -> DutyStanding.Raised {
        DutyStanding.Raised(
            indicator: indicator, quantity: quantity == .daysLate ? daysLate : 1,
            occurredOn: lastDay.adding(days: 1))
    }
}

extension DutyRule.End {
    /// The first day on which the duty is owed no longer, where what ends it happened on a day.
    func notOwed(since day: CivilDate) -> CivilDate {
        guard let tail else { return day }
        return switch tail.unit {
        case .calendarDays, .workingDays: day.adding(days: tail.count)
        case .months: day.adding(months: tail.count)
        case .years: day.adding(months: tail.count * 12)
        }
    }
}
