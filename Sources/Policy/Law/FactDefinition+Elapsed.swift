// SPDX-License-Identifier: Apache-2.0

public import Domain

extension FactDefinition {
    /// The time between two days of an event, in whole units.
    public struct Elapsed: Hashable, Sendable {
        /// In what it is counted.
        public enum Unit: String, Hashable, Sendable, CaseIterable {
            /// Calendar days.
            case days
            /// Whole calendar months.
            case months
            /// Whole calendar years.
            case years
            /// The years of the calendar that lie between: 0 in the same year.
            case civilYears
        }

        /// A day of an event, or a fact that is one.
        public enum Day: Hashable, Sendable {
            /// One of the event's own days.
            case anchor(Period.Anchor)
            /// A fact of the kind `date`.
            case fact(String)

            /// That day of an event with these facts; nil where it is unknown.
            package func day(of days: EventDays, _ facts: [JSONValue.Member]) -> CivilDate? {
                switch self {
                case .anchor(let anchor): return anchor.day(of: days)
                case .fact(let name):
                    guard case .string(let text)? = facts.first(where: { $0.name == name })?.value
                    else { return nil }
                    return CivilDate(text)
                }
            }
        }

        /// In what it is counted.
        public let unit: Unit
        /// From which day.
        public let start: Day
        /// To which day.
        public let end: Day

        /// The whole units from the one day to the other, negative where they are in the other
        /// order; nil where one of them is unknown.
        public func value(of days: EventDays, _ facts: [JSONValue.Member]) -> Int? {
            guard let from = start.day(of: days, facts), let to = end.day(of: days, facts) else {
                return nil
            }
            switch unit {
            case .days: return Int(to.daysSinceEpoch) - Int(from.daysSinceEpoch)
            case .months: return Self.months(from, to)
            case .years: return Self.months(from, to) / 12
            case .civilYears: return to.parts.year - from.parts.year
            }
        }

        /// The most months that lie between the two days.
        private static func months(_ from: CivilDate, _ to: CivilDate) -> Int {
            guard from <= to else { return -months(to, from) }
            let (first, last) = (from.parts, to.parts)
            let months = (last.year - first.year) * 12 + last.month - first.month
            return from.adding(months: months) <= to ? months : months - 1
        }
    }
}
