// SPDX-License-Identifier: Apache-2.0

public import Domain

/// The time by which the legal days of a regime are counted.
///
/// - Source: `regime.yaml` of the pack.
public struct RegimeTime: Hashable, Sendable {
    /// Summer time, which may span the new year.
    public struct Summer: Hashable, Sendable {
        /// Minutes east of UTC in summer.
        public let offsetMinutes: Int
        /// When it begins.
        public let begins: Turn
        /// When it ends.
        public let ends: Turn
    }

    /// When the clocks are changed.
    public struct Turn: Hashable, Sendable {
        /// The month, 1…12.
        public let month: Int
        /// On which of its Sundays.
        public let sunday: Sunday
        /// Minutes after midnight.
        public let minute: Int
        /// Whether these are minutes of UTC, and not of the clock that was in use until then.
        public let isUniversal: Bool

        /// On the last Sunday of a month at 01:00 UTC.
        static func lastSunday(ofMonth month: Int) -> Turn {
            Turn(month: month, sunday: .last, minute: 60, isUniversal: true)
        }

        /// The instant in a year, where clocks were so many minutes east of UTC until then.
        fileprivate func instant(year: Int, offsetMinutes: Int) -> Instant? {
            guard let first = CivilDate(year: year, month: month, day: 1) else { return nil }
            let day = sunday.day(ofMonthBeginning: first)
            let minutes = Int64(day.daysSinceEpoch) * 1_440 + Int64(minute)
            let universal = minutes - (isUniversal ? 0 : Int64(offsetMinutes))
            return Instant(microsecondsSinceEpoch: universal * 60_000_000)
        }
    }

    /// A Sunday of a month.
    public enum Sunday: String, Hashable, Sendable, CaseIterable {
        /// The first.
        case first
        /// The second.
        case second
        /// The third.
        case third
        /// The fourth.
        case fourth
        /// The last, which is the fourth or fifth.
        case last

        fileprivate func day(ofMonthBeginning first: CivilDate) -> CivilDate {
            switch self {
            case .first: first.sundayOnOrAfter
            case .second: first.sundayOnOrAfter.adding(days: 7)
            case .third: first.sundayOnOrAfter.adding(days: 14)
            case .fourth: first.sundayOnOrAfter.adding(days: 21)
            case .last: first.adding(months: 1).sundayOnOrAfter.adding(days: -7)
            }
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
        instant.day(offsetMinutes: summer.flatMap { offset(at: instant, $0) } ?? offsetMinutes)
    }

    /// Minutes east of UTC in summer; nil where it is not summer.
    private func offset(at instant: Instant, _ summer: Summer) -> Int? {
        let year = instant.day(offsetMinutes: 0).parts.year
        let begins = summer.begins.instant(year: year, offsetMinutes: offsetMinutes)
        let ends = summer.ends.instant(year: year, offsetMinutes: summer.offsetMinutes)
        guard let begins, let ends else { return nil }
        // Where summer spans the new year, a civil year begins and ends in it.
        let isSummer =
            begins < ends
            ? instant >= begins && instant < ends : instant >= begins || instant < ends
        return isSummer ? summer.offsetMinutes : nil
    }
}

extension CivilDate {
    /// The first Sunday that does not lie before this day.
    fileprivate var sundayOnOrAfter: CivilDate {
        // 1970-01-01 was a Thursday: 4 days after a Sunday.
        let daysAfterSunday = ((Int(daysSinceEpoch) + 4) % 7 + 7) % 7
        return adding(days: (7 - daysAfterSunday) % 7)
    }
}
