// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy
public import Scoring

/// The days that follow by law from the first day of a notice.
///
/// The first day is never counted and the last is. A length with a condition applies where every
/// event of the notice meets it; a notice without events meets only what asks for its own facts.
///
/// - Source: the clock's file of the pack, as in force on the first day, and its calendar; for
///   Canada the Interpretation Act, ss. 26 and 27.
public enum ClockRunning {
    /// Runs `clock` from `begins` for a notice about the events of `question`.
    ///
    /// - Throws: `AssessmentError.policy` where the clock is unknown or not in force, or, where a
    ///   length has a condition, an event is of an indicator that was not in force when it
    ///   happened; `.procedure` where a stop or an extension is none that the law allows.
    public static func run(
        _ clock: ClockCode, from begins: CivilDate, for question: AssessmentQuestion,
        policy: Policy, circumstances: ClockCircumstances = .none
    ) throws(AssessmentError) -> ClockRun {
        let rule = try AssessmentError.asking { () throws(PolicyError) in
            try policy.clock(clock, on: begins)
        }
        if let refusal = circumstances.refusal(under: rule.value) { throw .procedure(refusal) }
        var books: [FactBook] = []
        let asksForFacts = rule.value.steps.contains { step in
            step.lengths.contains { $0.condition != nil }
        }
        for event in question.events where asksForFacts {
            books.append(
                try FactBook(of: event, in: question, policy: policy)
                    .stating(circumstances.facts))
        }
        var calendar: WorkingCalendar?
        if let code = rule.value.calendar {
            calendar = policy.calendars[code]
            if calendar == nil { throw .policy(.unknown("calendars/\(code)")) }
        }
        let notice = NoticeFacts(books: books, circumstances: circumstances, question: question)
        var steps: [ClockRun.Step] = []
        for step in rule.value.steps {
            let base = StepBase(of: step, rule.value.begins, on: begins, steps, circumstances)
            guard let day = base.day,
                let length = step.lengths.first(where: { notice.meets($0.condition) })
            else { throw .policy(.unknown("clocks/\(clock)/\(step.name)")) }
            let count = try DayCount(
                length, from: day, step.onHoliday, calendar,
                stops: step.isStoppable ? circumstances.stops : []
            ) { last throws(AssessmentError) in
                try circumstances.putOff(last, of: step, calendar)
            }
            // The day rests on the calendar, too, wherever that was looked up.
            var source = rule.provenance.citation
            if count.hasAskedCalendar, let calendar {
                source += "; \(calendar.provenance.citation)"
            }
            steps.append(
                ClockRun.Step(
                    name: step.name, title: step.title, day: count.day,
                    isProvisional: count.isProvisional || base.isProvisional,
                    trace: TraceStep(
                        step: step.name,
                        input: base.input + count.input,
                        output: JSONValue(text: count.day), source: source)))
        }
        return ClockRun(clock: clock, begins: begins, steps: steps)
    }
}

/// The day that a step of a clock is counted from.
private struct StepBase {
    /// The day; nil where none is known.
    let day: CivilDate?
    /// Whether it may become later.
    let isProvisional: Bool
    /// The days among which it was chosen.
    let input: [JSONValue.Member]

    init(
        of step: ClockRule.Step, _ first: String, on begins: CivilDate, _ steps: [ClockRun.Step],
        _ circumstances: ClockCircumstances
    ) {
        var days: [CivilDate] = []
        var input: [JSONValue.Member] = []
        for name in step.after {
            let earlier = steps.first { $0.name == name }?.day
            let day = name == first ? begins : earlier ?? circumstances.day(named: name)
            guard let day else { continue }
            days.append(day)
            input.append(.init(name, JSONValue(text: day)))
        }
        day = step.which == .later ? days.max() : days.min()
        isProvisional = steps.contains { step.after.contains($0.name) && $0.isProvisional }
        self.input = input
    }
}

extension ClockCircumstances {
    /// A day that the notice states; nil where it states none of that name.
    fileprivate func day(named name: String) -> CivilDate? {
        guard case .string(let text)? = facts.first(where: { $0.name == name })?.value else {
            return nil
        }
        return CivilDate(text)
    }
}

/// The facts by which the lengths of one clock are chosen.
private struct NoticeFacts {
    let books: [FactBook]
    let circumstances: ClockCircumstances
    let question: AssessmentQuestion

    func meets(_ condition: Predicate?) -> Bool {
        guard let condition else { return true }
        guard books.isEmpty else { return books.allSatisfy { $0.meets(condition) } }
        let names = Set(circumstances.facts.map(\.name))
        guard !names.isEmpty, condition.asksOnly(for: names) else { return false }
        return condition.holds(
            of: PredicateSubject(
                role: question.role, kind: question.party.kind, facts: circumstances.facts,
                count: { _ in 0 }))
    }
}

extension Predicate {
    /// Whether it asks for no fact but these.
    fileprivate func asksOnly(for names: Set<String>) -> Bool {
        switch self {
        case .all(let parts), .any(let parts): parts.allSatisfy { $0.asksOnly(for: names) }
        case .not(let part): part.asksOnly(for: names)
        case .fact(let name, _): names.contains(name)
        case .role, .kind: true
        case .count, .aggregate, .since: false
        }
    }
}
