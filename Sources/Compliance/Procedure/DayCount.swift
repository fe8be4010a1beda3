// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Scoring

/// One length counted from a day: stops, which are in order, left out; then put off by the
/// authority; then moved from a day on which no business is done.
///
/// - Source: none; it is arithmetic over the length and the calendar of the law.
struct DayCount {
    /// The last day, moved from a holiday where the law says so.
    let day: CivilDate
    /// The last day as it is counted, before any extension and holiday.
    let counted: CivilDate
    /// Whether a day was looked up that the calendar is not published for.
    let isProvisional: Bool
    /// Whether any day was looked up.
    let hasAskedCalendar: Bool
    /// What the trace tells of it.
    let input: [JSONValue.Member]

    /// Counts `length` from `base`.
    ///
    /// - Throws: `AssessmentError.policy` where the law needs a calendar and has none, and what
    ///   `putOff` throws.
    init(
        _ length: ClockRule.Length, from base: CivilDate, _ onHoliday: ClockRule.Holiday,
        _ calendar: WorkingCalendar?, stops: [ClockCircumstances.Stop] = [],
        putOff: (CivilDate) throws(AssessmentError) -> CivilDate = {
            day throws(AssessmentError) in day
        }
    ) throws(AssessmentError) {
        if length.unit == .workingDays, calendar == nil { throw .policy(.unknown("calendars")) }
        let base = length.base(from: base)
        var input = Self.input(length, from: base)
        counted = Self.last(length, from: base, calendar, stops: stops)
        // The days that were looked up.
        var asked: ClosedRange<CivilDate>?
        if length.unit == .workingDays { asked = min(base, counted)...max(base, counted) }
        let unstopped = stops.isEmpty ? counted : Self.last(length, from: base, calendar, stops: [])
        if unstopped != counted { input.append(.init("withoutStops", JSONValue(text: unstopped))) }
        let extended = try putOff(counted)
        if extended != counted {
            input.append(.init("withoutExtension", JSONValue(text: counted)))
        }
        var day = extended
        if onHoliday != .stays {
            guard let calendar else { throw .policy(.unknown("calendars")) }
            day = calendar.day(extended, moved: onHoliday)
            let known = asked ?? extended...extended
            asked = min(known.lowerBound, extended, day)...max(known.upperBound, extended, day)
            if day != extended { input.append(.init("holiday", JSONValue(text: extended))) }
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

    /// What the trace tells of a length that is counted from `base`.
    private static func input(
        _ length: ClockRule.Length, from base: CivilDate
    ) -> [JSONValue.Member] {
        let count = JSONValue.Member(length.unit.rawValue, .integer(Int64(length.count)))
        if length.fixedDay != nil {
            // Without a length there is nothing to count, and the day is all.
            return [.init("on", JSONValue(text: base))] + (length.count == 0 ? [] : [count])
        }
        guard let endOf = length.endOf else { return [count] }
        return [
            count, .init("endOf", .string(endOf.rawValue)), .init("end", JSONValue(text: base)),
        ]
    }

    /// The last day of a length. The first day is not counted, and the last is.
    private static func last(
        _ length: ClockRule.Length, from base: CivilDate, _ calendar: WorkingCalendar?,
        stops: [ClockCircumstances.Stop]
    ) -> CivilDate {
        let last =
            switch length.unit {
            case .calendarDays: base.adding(days: length.count)
            case .months: base.adding(months: length.count)
            case .years: base.adding(months: length.count * 12)
            case .workingDays:
                calendar?.adding(workingDays: length.count, to: base) ?? base
            }
        guard length.count > 0, stops.contains(where: { $0.from <= last && $0.until > base })
        else { return last }
        // Months and years run on for as many days as they would have had left.
        let isOfWork = length.unit == .workingDays
        var left = isOfWork ? length.count : last.days(since: base)
        var day = base
        // The stops are in order, so that each is passed once, however long it is.
        var ahead = stops[...]
        while left > 0, day < .latest {
            let next = day.adding(days: 1)
            if let stop = ahead.first, stop.from <= next {
                ahead.removeFirst()
                day = max(day, stop.until.adding(days: -1))
                continue
            }
            day = next
            if !isOfWork || calendar?.isWorking(day) ?? true { left -= 1 }
        }
        return day
    }
}
