// SPDX-License-Identifier: Apache-2.0

public import Domain

/// The time by which the legal days of a regime are counted.
///
/// - Source: `regime.yaml` of the pack.
public struct RegimeTime: Hashable, Sendable {
    /// Summer time, from the last Sunday of one month to the last Sunday of another, each at
    /// 01:00 UTC.
    public struct Summer: Hashable, Sendable {
        /// Minutes east of UTC in summer.
        public let offsetMinutes: Int
        /// The month on whose last Sunday it begins, 1…12.
        public let firstMonth: Int
        /// The month on whose last Sunday it ends, 1…12, after `firstMonth`.
        public let lastMonth: Int

        init(offsetMinutes: Int, firstMonth: Int, lastMonth: Int) {
            self.offsetMinutes = offsetMinutes
            self.firstMonth = firstMonth
            self.lastMonth = lastMonth
        }
    }

    /// Minutes east of UTC.
    public let offsetMinutes: Int
    /// Summer time; nil for none.
    public let summer: Summer?

    init(offsetMinutes: Int, summer: Summer?) {
        self.offsetMinutes = offsetMinutes
        self.summer = summer
    }

    /// The legal day at `instant`.
    public func day(at instant: Instant) -> CivilDate {
        guard let summer else { return instant.day(offsetMinutes: offsetMinutes) }
        let year = instant.day(offsetMinutes: 0).parts.year
        let begins = Self.lastSundayAtOne(ofMonth: summer.firstMonth, year: year)
        let ends = Self.lastSundayAtOne(ofMonth: summer.lastMonth, year: year)
        guard let begins, let ends, instant >= begins, instant < ends else {
            return instant.day(offsetMinutes: offsetMinutes)
        }
        return instant.day(offsetMinutes: summer.offsetMinutes)
    }

    private static func lastSundayAtOne(ofMonth month: Int, year: Int) -> Instant? {
        guard let first = CivilDate(year: year, month: month, day: 1) else { return nil }
        let last = first.adding(months: 1).adding(days: -1)
        // 1970-01-01 was a Thursday: 4 days after a Sunday.
        let daysAfterSunday = ((Int(last.daysSinceEpoch) + 4) % 7 + 7) % 7
        let sunday = Int64(last.daysSinceEpoch) - Int64(daysAfterSunday)
        return Instant(microsecondsSinceEpoch: (sunday * 24 + 1) * 3_600_000_000)
    }
}
