// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Scoring

/// The last day of a duty or a decision, found from its first by the law.
///
/// - Source: the due rule of the duty's or repair's file, and the clock that it names.
struct DueDay {
    /// The last day by the law.
    let day: CivilDate
    /// What happens where a day to which it is extended is none on which business is done.
    let onHoliday: ClockRule.Holiday
    /// The calendar by which that is told.
    let calendar: WorkingCalendar?
    /// Whether the calendar is not yet published that far.
    let isProvisional: Bool
    /// How it came about.
    let trace: [TraceStep]

    /// Finds the last day of `rule` from `begins`.
    ///
    /// - Throws: `AssessmentError.policy` where the law needs a clock or calendar and has none.
    init(
        _ rule: DueRule, from begins: CivilDate, for question: AssessmentQuestion,
        facts: [JSONValue.Member], stops: [ClockCircumstances.Stop] = [], source: String,
        policy: Policy
    ) throws(AssessmentError) {
        switch rule {
        case .step(let code, let name):
            // A duty is of no event, so that lengths can ask for its own facts only.
            let alone = AssessmentQuestion(
                party: question.party, role: question.role, history: [], events: [],
                earlierPenalties: [], determinedOn: begins)
            let run = try ClockRunning.run(
                code, from: begins, for: alone, policy: policy,
                circumstances: .init(stops: stops, facts: facts))
            let clock = try AssessmentError.asking { () throws(PolicyError) in
                try policy.clock(code, on: begins).value
            }
            guard let index = run.steps.firstIndex(where: { $0.name == name }) else {
                throw .policy(.unknown("clocks/\(code)/\(name)"))
            }
            day = run.steps[index].day
            onHoliday = clock.steps[index].onHoliday
            calendar = clock.calendar.flatMap { policy.calendars[$0] }
            isProvisional = run.steps[index].isProvisional
            trace = run.steps[...index].map(\.trace)
        case .length(let length, let code, let holiday):
            calendar = code.flatMap { policy.calendars[$0] }
            onHoliday = holiday
            let count = try DayCount(length, from: begins, holiday, calendar, stops: stops)
            day = count.day
            isProvisional = count.isProvisional
            trace = [
                TraceStep(
                    step: "due",
                    input: [.init("raisedOn", JSONValue(text: begins))] + count.input,
                    output: JSONValue(text: day), source: source)
            ]
        }
    }
}

extension DueDay {
    /// A day to which the authority extends it, moved where no business is done on it, and whether
    /// it may yet become later.
    func moved(_ extended: CivilDate) -> (day: CivilDate, isProvisional: Bool) {
        guard let calendar, onHoliday != .stays else { return (extended, false) }
        return (
            calendar.day(extended, moved: onHoliday), !calendar.published.contains(extended)
        )
    }
}
