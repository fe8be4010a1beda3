// SPDX-License-Identifier: Apache-2.0

public import Domain

/// Days that follow from a first day by law: when a letter counts as received, until when one may
/// reply, when a payment is due.
///
/// - Source: the clock's file in the pack.
public struct ClockRule: Hashable, Sendable {
    /// One day of the clock.
    public struct Step: Hashable, Sendable {
        /// Its name, as `received`.
        public let name: String
        /// What it is called.
        public let title: LocalText
        /// The day it is counted from: the name of an earlier step, that of the first day, or a
        /// fact of the notice that is a day. Of several, those that are known.
        public let after: [String]
        /// Which of several it is counted from.
        public let which: Which
        /// The lengths of which the first applies whose condition every event of the notice
        /// meets; the last has none.
        public let lengths: [Length]
        /// What happens where the last day is none on which business is done.
        public let onHoliday: Holiday
        /// Whether days on which the clock stood still are left out of the count.
        public let isStoppable: Bool
        /// By how much the authority may extend it at most; nil where it may not.
        public let extensionMost: Length?
    }

    /// Which of several days something is counted from.
    public enum Which: String, Hashable, Sendable, CaseIterable {
        /// The later one.
        case later
        /// The earlier one.
        case earlier
    }

    /// How long.
    public struct Length: Hashable, Sendable {
        /// So many; negative ones lie before.
        public let count: Int
        /// Of what.
        public let unit: Unit
        /// When it applies; nil for always.
        public let condition: Predicate?
        /// It is counted from the last day of this period of the calendar; nil where from the day
        /// itself.
        public let endOf: CivilPeriod?
        /// It is counted from this day of the year, and is that day where the count is 0; nil where
        /// from the day itself.
        public let fixedDay: YearDay?

        /// Makes a length.
        public init(
            count: Int, unit: Unit, condition: Predicate? = nil, endOf: CivilPeriod? = nil,
            fixedDay: YearDay? = nil
        ) {
            self.count = count
            self.unit = unit
            self.condition = condition
            self.endOf = endOf
            self.fixedDay = fixedDay
        }

        /// The day from which it is counted where a step follows from `day`.
        public func base(from day: CivilDate) -> CivilDate {
            if let fixedDay { return fixedDay.day(from: day) }
            return endOf.map { $0.next(after: day).adding(days: -1) } ?? day
        }
    }

    /// A fixed day of the year, as 30 April of the next.
    public struct YearDay: Hashable, Sendable {
        /// The month.
        public let month: Int
        /// The day of the month; of 29 February the last day of a month that has none.
        public let day: Int
        /// In the year so many after that from which it is told; nil for the next such day.
        public let years: Int?

        init(month: Int, day: Int, years: Int?) {
            self.month = month
            self.day = day
            self.years = years
        }

        /// That day, told from another one.
        func day(from other: CivilDate) -> CivilDate {
            let year = other.parts.year
            if let years { return day(ofYear: year + years) }
            let sameYear = day(ofYear: year)
            return sameYear > other ? sameYear : day(ofYear: year + 1)
        }

        private func day(ofYear year: Int) -> CivilDate {
            // The year 2000 has every day that any year has.
            guard let pattern = CivilDate(year: 2000, month: month, day: day) else {
                preconditionFailure("The loader refuses a day that no year has.")
            }
            return pattern.adding(months: (year - 2000) * 12)
        }
    }

    /// What is counted.
    public enum Unit: String, Hashable, Sendable, CaseIterable {
        /// Calendar days; the first day is not counted, the last is.
        case calendarDays
        /// Working days of the clock's calendar; the first day is not counted, the last is.
        case workingDays
        /// Calendar months.
        case months
        /// Calendar years.
        case years
    }

    /// What happens where the last day is none on which business is done.
    public enum Holiday: String, Hashable, Sendable, CaseIterable {
        /// It stays.
        case stays
        /// It moves to the next day on which business is done.
        case next
        /// It moves back to the last day before on which business is done.
        case previous
    }

    /// The name of the first day, as `sentOn`.
    public let begins: String
    /// The calendar by which working days and holidays are told.
    public let calendar: CalendarCode?
    /// The steps, in order.
    public let steps: [Step]
}
