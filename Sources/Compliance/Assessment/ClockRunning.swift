// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy
public import Scoring

/// The days that follow by law from the first day of a notice.
///
/// The first day is never counted and the last is. A length with a condition applies where every
/// event of the notice meets it; a notice without events meets none.
///
/// - Source: the clock's file of the pack, as in force on the first day, and its calendar; for
///   Canada the Interpretation Act, ss. 26 and 27.
public enum ClockRunning {
    /// Runs `clock` from `begins` for a notice about the events of `question`.
    ///
    /// - Throws: `AssessmentError.policy` where the clock is unknown or not in force, or, where a
    ///   length has a condition, an event is of an indicator that was not in force when it
    ///   happened.
    public static func run(
        _ clock: ClockCode, from begins: CivilDate, for question: AssessmentQuestion,
        policy: Policy
    ) throws(AssessmentError) -> ClockRun {
        let rule = try AssessmentError.asking { () throws(PolicyError) in
            try policy.clock(clock, on: begins)
        }
        var books: [FactBook] = []
        let asksForFacts = rule.value.steps.contains { step in
            step.lengths.contains { $0.condition != nil }
        }
        for event in question.events where asksForFacts {
            books.append(try FactBook(of: event, in: question, policy: policy))
        }
        var calendar: WorkingCalendar?
        if let code = rule.value.calendar {
            calendar = policy.calendars[code]
            if calendar == nil { throw .policy(.unknown("calendars/\(code)")) }
        }
        var steps: [ClockRun.Step] = []
        for step in rule.value.steps {
            let earlier = steps.first { $0.name == step.after }
            let base = earlier?.day ?? begins
            guard earlier != nil || step.after == rule.value.begins,
                let length = step.lengths.first(where: { $0.applies(to: books) })
            else { throw .policy(.unknown("clocks/\(clock)/\(step.name)")) }
            let count = try ClockCount(length, from: base, step.onHoliday, calendar)
            // The day rests on the calendar, too, wherever that was looked up.
            var source = rule.provenance.citation
            if count.hasAskedCalendar, let calendar {
                source += "; \(calendar.provenance.citation)"
            }
            steps.append(
                ClockRun.Step(
                    name: step.name, title: step.title, day: count.day,
                    isProvisional: count.isProvisional || earlier?.isProvisional ?? false,
                    trace: TraceStep(
                        step: step.name,
                        input: [.init(step.after, JSONValue(text: base))] + count.input,
                        output: JSONValue(text: count.day), source: source)))
        }
        return ClockRun(clock: clock, begins: begins, steps: steps)
    }
}

extension ClockRule.Length {
    fileprivate func applies(to books: [FactBook]) -> Bool {
        guard let condition else { return true }
        return !books.isEmpty && books.allSatisfy { $0.meets(condition) }
    }
}

/// One length counted from a day.
private struct ClockCount {
    let day: CivilDate
    /// Whether a day was looked up that the calendar is not published for.
    let isProvisional: Bool
    /// Whether any day was looked up.
    let hasAskedCalendar: Bool
    /// What the trace tells of it.
    let input: [JSONValue.Member]

    init(
        _ length: ClockRule.Length, from base: CivilDate, _ onHoliday: ClockRule.Holiday,
        _ calendar: WorkingCalendar?
    ) throws(AssessmentError) {
        var input = [JSONValue.Member(length.unit.rawValue, .integer(Int64(length.count)))]
        let last: CivilDate
        // The days that were looked up.
        var asked: ClosedRange<CivilDate>?
        switch length.unit {
        case .calendarDays: last = base.adding(days: length.count)
        case .months: last = base.adding(months: length.count)
        case .years: last = base.adding(months: length.count * 12)
        case .workingDays:
            guard let calendar else { throw .policy(.unknown("calendars")) }
            last = calendar.adding(workingDays: length.count, to: base)
            asked = min(base, last)...max(base, last)
        }
        var day = last
        if onHoliday == .next {
            guard let calendar else { throw .policy(.unknown("calendars")) }
            day = calendar.workingDay(onOrAfter: last)
            asked = min(asked?.lowerBound ?? last, last)...max(asked?.upperBound ?? day, day)
            if day != last { input.append(.init("holiday", JSONValue(text: last))) }
        }
        self.day = day
        self.input = input
        hasAskedCalendar = asked != nil
        isProvisional =
            if let calendar, let asked {
                !calendar.published.contains(asked.lowerBound)
                    || !calendar.published.contains(asked.upperBound)
            } else { false }
    }
}
