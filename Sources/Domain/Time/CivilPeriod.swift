// SPDX-License-Identifier: Apache-2.0

/// A period of the calendar: a year, a quarter or a month.
public enum CivilPeriod: String, Hashable, Sendable, CaseIterable {
    /// From 1 January to 31 December.
    case year
    /// Three months, from the first day of January, April, July or October.
    case quarter
    /// From the first to the last day of a month.
    case month

    /// How many months it lasts.
    public var months: Int {
        switch self {
        case .year: 12
        case .quarter: 3
        case .month: 1
        }
    }

    /// The first day of the period in which `day` lies.
    public func start(of day: CivilDate) -> CivilDate {
        let (_, month, dayOfMonth) = day.parts
        return day.adding(days: 1 - dayOfMonth).adding(months: -((month - 1) % months))
    }

    /// The first day of the period after the one in which `day` lies, held within 1900…2999.
    public func next(after day: CivilDate) -> CivilDate {
        start(of: day).adding(months: months)
    }
}

extension CivilDate {
    /// Whole months from `other` to this day, as `adding(months:)` counts them; negative when
    /// this day is the earlier one.
    public func wholeMonths(since other: CivilDate) -> Int {
        let (year, month, _) = parts
        let (otherYear, otherMonth, _) = other.parts
        let months = (year - otherYear) * 12 + month - otherMonth
        return other.adding(months: months) > self ? months - 1 : months
    }
}
