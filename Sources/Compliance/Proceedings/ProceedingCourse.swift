// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// What comes of itself after a state was reached: until when somebody must act, and what follows
/// where nobody does.
struct ProceedingCourse {
    /// The last day of whoever must act next.
    let dueOn: CivilDate?
    /// What comes of itself, in order.
    let lapses: [ProceedingLapse]
    private let days: [ProceedingDay]
    private let earlier: ProceedingRecord?

    /// Looks ahead from `state`, by the days that were just set and those set before.
    init(
        _ rule: ProceedingRule, days: [ProceedingDay], earlier: ProceedingRecord?,
        from state: StateCode
    ) {
        self.days = days
        self.earlier = earlier
        func day(_ reference: ProceedingRule.DayReference?) -> CivilDate? {
            Self.day(reference, days, earlier)
        }
        dueOn = day(rule.state(state)?.due)
        var lapses: [ProceedingLapse] = []
        var place = rule.state(state)
        // Each state lapses once at most, however a law might turn in a circle.
        for _ in rule.states {
            guard let lapse = place?.lapse, let last = day(lapse.after),
                let next = rule.state(lapse.state)
            else { break }
            let from = max(last.adding(days: 1), lapses.last?.from ?? .earliest)
            lapses.append(
                ProceedingLapse(
                    from: from, state: next.code, isFinal: next.isFinal, dueOn: day(next.due)))
            place = next
        }
        self.lapses = lapses
    }

    /// The day of a clock, as it was just set or else set before; nil where it was not.
    func day(_ reference: ProceedingRule.DayReference?) -> CivilDate? {
        Self.day(reference, days, earlier)
    }

    private static func day(
        _ reference: ProceedingRule.DayReference?, _ days: [ProceedingDay],
        _ earlier: ProceedingRecord?
    ) -> CivilDate? {
        guard let reference else { return nil }
        let new = days.first { $0.clock == reference.clock && $0.step == reference.step }
        return (new ?? earlier?.day(of: reference.step, by: reference.clock))?.day
    }
}
