// SPDX-License-Identifier: Apache-2.0

public import Domain

/// What raises or lowers a score besides single events. It counts after the start score and
/// before the first event: what is regained, then the rates in order, then what is carried over.
///
/// - Source: `starts.yaml` of the pack.
public struct ScoreTerms: Hashable, Sendable {
    /// Points regained in clean months; nil for none.
    public let regeneration: Regeneration?
    /// Points by rate, in order.
    public let rates: [RateTerm]
    /// What the result of an earlier period brings; nil for nothing.
    public let carryOver: CarryOver?

    /// No such terms.
    public static let none = ScoreTerms(regeneration: nil, rates: [], carryOver: nil)

    init(regeneration: Regeneration?, rates: [RateTerm], carryOver: CarryOver?) {
        self.regeneration = regeneration
        self.rates = rates
        self.carryOver = carryOver
    }

    /// Whether there are none.
    public var isEmpty: Bool { regeneration == nil && rates.isEmpty && carryOver == nil }
}

/// Points regained in months without a breach: a confirmed event with negative points.
public struct Regeneration: Hashable, Sendable {
    /// Its code.
    public let code: AdjustmentCode
    /// What it is called.
    public let title: LocalText
    /// So many clean months must have gone by.
    public let monthsBefore: Int
    /// For each clean month.
    public let pointsPerMonth: Points
    /// The most in all.
    public let pointsMaximum: Points
    /// Whether the months of waiting earn too, once they are over.
    public let waitingEarns: Bool
    /// The indicators of which an event is a breach; empty for any.
    public let breaches: [IndicatorCode]

    init(
        code: AdjustmentCode, title: LocalText, monthsBefore: Int, pointsPerMonth: Points,
        pointsMaximum: Points, waitingEarns: Bool, breaches: [IndicatorCode]
    ) {
        self.code = code
        self.title = title
        self.monthsBefore = monthsBefore
        self.pointsPerMonth = pointsPerMonth
        self.pointsMaximum = pointsMaximum
        self.waitingEarns = waitingEarns
        self.breaches = breaches
    }

    /// What so many clean months have earned.
    public func points(after months: Int) -> Points {
        guard months >= monthsBefore else { return .zero }
        return min(pointsMaximum, pointsPerMonth * (months - (waitingEarns ? 0 : monthsBefore)))
    }

    /// The months at whose end more is earned than before.
    public var monthsThatTurn: ClosedRange<Int> {
        let first = waitingEarns ? 0 : monthsBefore
        let size = pointsPerMonth.thousandths
        let needed = Int((pointsMaximum.thousandths + size - 1) / size)
        let last = min(first + needed, Self.monthsMaximum)
        return min(monthsBefore, last)...max(monthsBefore, last)
    }

    /// A hundred years: nothing is regained after that.
    private static let monthsMaximum = 1_200
}

/// Points by the rate of some events for each hundred of others.
public struct RateTerm: Hashable, Sendable {
    /// Its code.
    public let code: AdjustmentCode
    /// What it is called.
    public let title: LocalText
    /// The rate.
    public let rate: EventRate
    /// The table of points by percent.
    public let table: TableCode

    init(code: AdjustmentCode, title: LocalText, rate: EventRate, table: TableCode) {
        self.code = code
        self.title = title
        self.rate = rate
        self.table = table
    }
}

/// The result of an earlier period of the calendar: the rating of its last day.
public struct EarlierResult: Hashable, Sendable {
    /// How long the period is.
    public let period: CivilPeriod
    /// Which one: 1 for the last that is over on the day asked.
    public let periodsBack: Int
    /// It is one of these bands.
    public let bands: [BandCode]
    /// It rests on one of these; empty for whatever it rests on.
    public let bases: [RatingBasis]
    /// So many periods ended so one after the other, that one the last of them.
    public let periodCount: Int

    init(
        period: CivilPeriod, periodsBack: Int = 1, bands: [BandCode], bases: [RatingBasis],
        periodCount: Int = 1
    ) {
        self.period = period
        self.periodsBack = periodsBack
        self.periodCount = periodCount
        self.bands = bands
        self.bases = bases
    }

    /// Whether a result is such.
    public func isMet(by band: BandCode, _ basis: RatingBasis) -> Bool {
        bands.contains(band) && (bases.isEmpty || bases.contains(basis))
    }

    /// The last days of the periods, the latest first, seen from `day`; fewer where they would lie
    /// before the earliest day.
    public func lastDays(before day: CivilDate) -> [CivilDate] {
        (0..<periodCount).compactMap { period.lastDay(periodsBack + $0, before: day) }
    }
}

/// Points that the result of the last period brings into the next.
public struct CarryOver: Hashable, Sendable {
    /// One result and its points.
    public struct Row: Hashable, Sendable {
        /// What it is called.
        public let title: LocalText
        /// The result.
        public let result: EarlierResult
        /// The points.
        public let points: Points

        init(title: LocalText, result: EarlierResult, points: Points) {
            self.title = title
            self.result = result
            self.points = points
        }
    }

    /// Its code.
    public let code: AdjustmentCode
    /// What it is called.
    public let title: LocalText
    /// The rows; the first whose result is met counts.
    public let rows: [Row]

    init(code: AdjustmentCode, title: LocalText, rows: [Row]) {
        self.code = code
        self.title = title
        self.rows = rows
    }
}
