// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Scoring

extension ClockCircumstances {
    /// What stands against these stops and extensions under a clock; nil where nothing does.
    ///
    /// - Source: the clock's file of the pack.
    func refusal(under rule: ClockRule) -> ProcedureRefusal? {
        let isStoppable = rule.steps.contains(where: \.isStoppable)
        if let refusal = Self.refusal(of: stops, isStoppable: isStoppable) { return refusal }
        var seen: Set<String> = []
        for (index, item) in extensions.enumerated() {
            guard let step = rule.steps.first(where: { $0.name == item.step }) else {
                return .stepUnknown(item.step, index, known: rule.steps.map(\.name))
            }
            if step.extensionMost == nil { return .notExtendable(item.step, index) }
            if !seen.insert(item.step).inserted { return .extensionRepeated(item.step, index) }
        }
        return nil
    }

    /// What stands against stops; nil where nothing does.
    static func refusal(of stops: [Stop], isStoppable: Bool) -> ProcedureRefusal? {
        if !stops.isEmpty, !isStoppable { return .neverStops }
        for (index, stop) in stops.enumerated() {
            let isAfter = index == 0 || stops[index - 1].until <= stop.from
            if stop.from >= stop.until || !isAfter { return .stopOutOfOrder(index) }
        }
        return nil
    }

    /// The last day of a step as the authority put it off.
    ///
    /// - Throws: `AssessmentError.procedure` where that is earlier than the last day, or further
    ///   than the law allows.
    func putOff(
        _ last: CivilDate, of step: ClockRule.Step, _ calendar: WorkingCalendar?
    ) throws(AssessmentError) -> CivilDate {
        guard let index = extensions.firstIndex(where: { $0.step == step.name }),
            let length = step.extensionMost
        else { return last }
        let most = try DayCount(length, from: last, .stays, calendar).day
        let day: CivilDate
        switch extensions[index].extent {
        case .to(let stated): day = stated
        case .by(let count, let unit):
            day = try DayCount(.init(count: count, unit: unit), from: last, .stays, calendar).day
        }
        if day < last { throw .procedure(.extensionBack(index, last: last)) }
        if day > most { throw .procedure(.extensionTooLong(index, most: most)) }
        return day
    }
}
