// SPDX-License-Identifier: Apache-2.0

public import Domain

/// What becomes of an indicator's points after the event, and beside the points of others.
///
/// - Source: the indicator's file in the pack.
public struct PointsCourse: Hashable, Sendable {
    /// From some months on, only a part of the points counts.
    public struct Decay: Hashable, Sendable {
        /// How many months after the anchor of the expiry, or the day it happened.
        public let afterMonths: Int
        /// How much of the points counts from that day on, 0 to 100 of a hundred.
        public let percent: Int
    }

    /// The most that all events of an indicator bring which happened within one civil period.
    public struct PeriodCap: Hashable, Sendable {
        /// The points.
        public let points: Points
        /// Within which period.
        public let period: CivilPeriod
    }

    /// The parts that count, earliest first; empty where the points stay whole.
    public let decay: [Decay]
    /// The cap of a civil period; nil for none.
    public let capPerPeriod: PeriodCap?
    /// The group that it belongs to; nil for none.
    public let group: GroupCode?
}

/// A civil period, by the calendar.
public enum CivilPeriod: String, Hashable, Sendable, CaseIterable {
    /// From the first of January.
    case year
    /// From the first of January, April, July or October.
    case quarter
    /// From the first of a month.
    case month

    /// The first day of the period in which `day` lies.
    public func start(of day: CivilDate) -> CivilDate {
        let (_, month, number) = day.parts
        let first = day.adding(days: 1 - number)
        switch self {
        case .year: return first.adding(months: 1 - month)
        case .quarter: return first.adding(months: -((month - 1) % 3))
        case .month: return first
        }
    }

    /// The first day after that period.
    public func end(of day: CivilDate) -> CivilDate {
        switch self {
        case .year: start(of: day).adding(months: 12)
        case .quarter: start(of: day).adding(months: 3)
        case .month: start(of: day).adding(months: 1)
        }
    }
}

extension Points {
    /// So many hundredths of the points, rounded half away from zero to a thousandth.
    public func percent(_ percent: Int) -> Points {
        let product = thousandths * Int64(percent)
        let (whole, rest) = product.quotientAndRemainder(dividingBy: 100)
        guard rest.magnitude >= 50 else { return Points(thousandths: whole) }
        return Points(thousandths: whole + rest.signum())
    }
}
