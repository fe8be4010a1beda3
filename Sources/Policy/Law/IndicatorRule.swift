// SPDX-License-Identifier: Apache-2.0

public import Domain

/// What an indicator (指标) brings to a score, whose it can be, and for how long it counts.
///
/// - Source: the indicator's file in the pack.
public struct IndicatorRule: Hashable, Sendable {
    /// The roles in which a party can have such an event, sorted.
    public let roles: [Role]
    /// What one event brings.
    public let points: PointsRule
    /// What leaves only a part of the points; the first whose condition holds.
    public let adjustments: [PointsAdjustment]
    /// The most that all events of the indicator which count on a day can bring together, of the
    /// same sign; nil for no cap.
    public let capPerIndicator: Points?
    /// When an event stops counting; nil for never.
    public let expiry: Period?
    /// The indicator's own facts, sorted by name.
    public let facts: [JSONValue.Member]
    /// What justifies an event, so that it counts for nothing; the first that holds is named.
    public let justifications: [AssessmentRule.Justification]
    /// What becomes of the points later and beside others; nil where they stay as they are.
    public let course: PointsCourse?
    /// Whether facts of an event decide what it brings.
    public let asksForFacts: Bool

    init(
        roles: [Role], points: PointsRule, capPerIndicator: Points?, expiry: Period?,
        facts: [JSONValue.Member], adjustments: [PointsAdjustment] = [],
        justifications: [AssessmentRule.Justification] = [], course: PointsCourse? = nil
    ) {
        self.justifications = justifications
        self.course = course
        var asks = !adjustments.isEmpty || !justifications.isEmpty
        if case .parts = points { asks = true }
        asksForFacts = asks
        self.adjustments = adjustments
        self.facts = facts.sorted { $0.name < $1.name }
        self.roles = roles
        self.points = points
        self.capPerIndicator = capPerIndicator
        self.expiry = expiry
    }
}

/// How an event's points come about.
public enum PointsRule: Hashable, Sendable {
    /// The same for every event, whose quantity is always 1.
    case fixed(Points)
    /// So many for each unit.
    case perUnit(PerUnit)
    /// The sum of parts, which facts, grades and repetitions decide.
    case parts([WeightPart], quantityMaximum: Int)
    /// None at all: the event brings nothing to a score.
    case nothing(quantityMaximum: Int)

    /// Points for each person, day or instance.
    public struct PerUnit: Hashable, Sendable {
        /// For one unit; negative for a deduction.
        public let points: Points
        /// What is counted.
        public let unit: QuantityUnit
        /// The most that one event can bring, of the same sign; nil for no cap.
        public let capPerEvent: Points?
        /// The largest quantity that an event may state.
        public let quantityMaximum: Int

        init(points: Points, unit: QuantityUnit, capPerEvent: Points?, quantityMaximum: Int) {
            self.points = points
            self.unit = unit
            self.capPerEvent = capPerEvent
            self.quantityMaximum = quantityMaximum
        }
    }

    /// The quantities that an event may state.
    public var quantities: ClosedRange<Int> {
        switch self {
        case .fixed: 1...1
        case .perUnit(let rule): 1...rule.quantityMaximum
        case .parts(_, let maximum), .nothing(let maximum): 1...maximum
        }
    }

    /// The points of one event with this quantity; none where more than that decides.
    public func points(quantity: Int) -> Points {
        switch self {
        case .fixed(let points): return points
        case .perUnit(let rule):
            let product = rule.points * quantity
            guard let cap = rule.capPerEvent else { return product }
            return cap.thousandths < 0 ? max(product, cap) : min(product, cap)
        case .parts, .nothing: return .zero
        }
    }
}

/// What the quantity of an event counts.
public enum QuantityUnit: String, Hashable, Sendable, CaseIterable {
    /// Persons.
    case person
    /// Days.
    case day
    /// Months.
    case month
    /// Instances of the same act.
    case instance
    /// Documents or filings.
    case document
}

/// A length of time from one of an event's days.
public struct Period: Hashable, Sendable {
    /// Which of the event's days a period is counted from.
    public enum Anchor: String, Hashable, Sendable, CaseIterable {
        /// The day it happened.
        case occurredOn
        /// The day it was reported.
        case reportedOn
        /// The day it was confirmed.
        case determinedOn

        /// That day of `event`; nil while it is not determined.
        public func day(of event: EventDays) -> CivilDate? {
            switch self {
            case .occurredOn: event.occurredOn
            case .reportedOn: event.reportedOn
            case .determinedOn: event.determinedOn
            }
        }
    }

    /// A civil period of the calendar.
    public enum Civil: String, Hashable, Sendable, CaseIterable {
        /// From January to December.
        case year
        /// Three months, the first from January on.
        case quarter
        /// One month.
        case month

        /// The first day after the period in which `day` lies.
        public func end(of day: CivilDate) -> CivilDate {
            let parts = day.parts
            let length =
                switch self {
                case .year: 12
                case .quarter: 3
                case .month: 1
                }
            let begun = (parts.month - 1) % length
            return day.adding(days: 1 - parts.day).adding(months: length - begun)
        }
    }

    /// Whole calendar months, added before the days.
    public let months: Int
    /// Calendar days.
    public let days: Int
    /// From which day.
    public let anchor: Anchor
    /// It is prolonged to the end of this period of the calendar; nil where it is not.
    public let endOf: Civil?

    init(months: Int, days: Int, anchor: Anchor, endOf: Civil? = nil) {
        self.endOf = endOf
        self.months = months
        self.days = days
        self.anchor = anchor
    }

    /// The first day after the period; nil while the event lacks its anchor.
    public func end(for event: EventDays) -> CivilDate? {
        guard let start = anchor.day(of: event) else { return nil }
        let end = start.adding(months: months).adding(days: days)
        // The last day of the period decides in which civil period it ends; one without a length
        // ends in that of its first day.
        let isLength = months > 0 || days > 0
        return endOf.map { $0.end(of: isLength ? end.adding(days: -1) : end) } ?? end
    }
}
