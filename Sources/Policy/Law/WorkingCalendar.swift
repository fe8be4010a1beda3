// SPDX-License-Identifier: Apache-2.0

public import Domain

/// The days on which business is done in a place, as published.
///
/// - Source: the calendar's file in the pack.
public struct WorkingCalendar: Hashable, Sendable {
    /// A day of the week.
    public enum Weekday: String, Hashable, Sendable, CaseIterable {
        case monday, tuesday, wednesday, thursday, friday, saturday, sunday

        /// The weekday of a day.
        public init(of day: CivilDate) {
            // 1970-01-01 was a Thursday, three days after a Monday.
            let place = ((Int(day.daysSinceEpoch) + 3) % 7 + 7) % 7
            self = Self.allCases[place]
        }
    }

    /// What the calendar is called.
    public let title: LocalText
    /// The days for which holidays are published.
    public let published: Validity
    /// The weekdays on which no business is done.
    public let daysOff: Set<Weekday>
    /// The days on which none is done besides.
    public let holidays: Set<CivilDate>
    /// The days off on which business is done all the same (调休).
    public let workdays: Set<CivilDate>
    /// Where it is written.
    public let provenance: Provenance

    /// Whether business is done on a day. Outside the published days only the weekday tells.
    public func isWorking(_ day: CivilDate) -> Bool {
        if workdays.contains(day) { return true }
        return !holidays.contains(day) && !daysOff.contains(Weekday(of: day))
    }

    /// The day so many working days later, or earlier when negative; the first is not counted.
    public func adding(workingDays count: Int, to day: CivilDate) -> CivilDate {
        var left = count.magnitude
        var end = day
        while left > 0, end > .earliest, end < .latest {
            end = end.adding(days: count.signum())
            if isWorking(end) { left -= 1 }
        }
        return end
    }

    /// The same day, or the next one on which business is done.
    public func workingDay(onOrAfter day: CivilDate) -> CivilDate {
        var next = day
        while !isWorking(next), next < .latest { next = next.adding(days: 1) }
        return next
    }

    /// The same day, or the last one before on which business is done.
    public func workingDay(onOrBefore day: CivilDate) -> CivilDate {
        var last = day
        while !isWorking(last), last > .earliest { last = last.adding(days: -1) }
        return last
    }

    /// The day to which a last day moves that is none on which business is done.
    public func day(_ day: CivilDate, moved onHoliday: ClockRule.Holiday) -> CivilDate {
        switch onHoliday {
        case .stays: day
        case .next: workingDay(onOrAfter: day)
        case .previous: workingDay(onOrBefore: day)
        }
    }
}
