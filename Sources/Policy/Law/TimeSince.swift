// SPDX-License-Identifier: Apache-2.0

public import Domain

/// How much time must have gone by from a day that a fact states to the day asked.
public struct TimeSince: Hashable, Sendable {
    /// In what time is counted.
    public enum Unit: String, Hashable, Sendable, CaseIterable {
        /// Days.
        case days
        /// Whole calendar months.
        case months
        /// Whole calendar years.
        case years
    }

    /// In what it is counted.
    public let unit: Unit
    /// How many whole units.
    public let bounds: Bounds<ExactDecimal>

    init(unit: Unit, bounds: Bounds<ExactDecimal>) {
        self.unit = unit
        self.bounds = bounds
    }

    /// Whether it holds on `day`; never before the day that the fact states.
    public func holds(from stated: CivilDate, on day: CivilDate) -> Bool {
        guard day >= stated else { return false }
        let units =
            switch unit {
            case .days: day.days(since: stated)
            case .months: day.wholeMonths(since: stated)
            case .years: day.wholeMonths(since: stated) / 12
            }
        return bounds.contains(ExactDecimal(mantissa: Int64(units), places: 0))
    }

    /// The days on which it may begin or cease to hold, for a fact that states this day.
    func turningDays(from stated: CivilDate) -> [CivilDate] {
        let edges = [bounds.lower, bounds.upper].compactMap { $0?.value.mantissa }
        return [stated]
            + edges.flatMap { edge in
                // No two days lie a million units apart.
                let whole = Int(min(max(edge, -1_000_000), 1_000_000))
                return [whole, whole + 1].map { count in
                    switch unit {
                    case .days: stated.adding(days: count)
                    case .months: stated.adding(months: count)
                    case .years: stated.adding(months: count * 12)
                    }
                }
            }
    }
}
