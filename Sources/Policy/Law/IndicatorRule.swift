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
    /// It is prolonged to the next anniversary of the day that this fact of the party states, and
    /// without end where it states none; nil where it is not.
    public let anniversaryOf: String?
    /// It ends once so much time has gone by clean, if not before; nil where that ends nothing.
    public let clean: CleanTime?

    init(
        months: Int, days: Int, anchor: Anchor, endOf: Civil? = nil, anniversaryOf: String? = nil,
        clean: CleanTime? = nil
    ) {
        self.endOf = endOf
        self.clean = clean
        self.anniversaryOf = anniversaryOf
        self.months = months
        self.days = days
        self.anchor = anchor
    }

    /// Whether it ends on a day that no other event changes.
    var isFixed: Bool { months > 0 || days > 0 || endOf != nil || anniversaryOf != nil }

    /// The first day after the period, for an event of a party with these facts; nil while the event
    /// lacks its anchor, or the party the day whose anniversary ends it, and where only clean time
    /// does.
    public func end(for event: EventDays, of party: [JSONValue.Member] = []) -> CivilDate? {
        guard let start = anchor.day(of: event) else { return nil }
        let end = start.adding(months: months).adding(days: days)
        // The last day of the period decides in which civil period it ends; one without a length
        // ends in that of its first day.
        let isLength = months > 0 || days > 0
        let last = isLength ? end.adding(days: -1) : end
        if let anniversaryOf {
            return party.first { $0.name == anniversaryOf }?.value.day.map {
                last.nextAnniversary(of: $0)
            }
        }
        if let endOf { return endOf.end(of: last) }
        return isLength ? end : nil
    }
}

/// So many months without a breach: a later confirmed event with negative points.
public struct CleanTime: Hashable, Sendable {
    /// How many months.
    public let months: Int
    /// The indicators of which an event is a breach; empty for any.
    public let breaches: [IndicatorCode]

    init(months: Int, breaches: [IndicatorCode]) {
        self.months = months
        self.breaches = breaches
    }

    /// The day on which the time is over, counted from `start`. Breaches are in order; each that
    /// happens before it is over begins it anew, and what comes after changes nothing any more.
    public func end(from start: CivilDate, breaches: some Sequence<CivilDate>) -> CivilDate {
        var end = start.adding(months: months)
        for breach in breaches where breach < end {
            end = max(end, breach.adding(months: months))
        }
        return end
    }
}

extension CivilDate {
    /// The first day after this one on which a whole number of years has gone by since `day`, or
    /// will have until it.
    func nextAnniversary(of day: CivilDate) -> CivilDate {
        let years = parts.year - day.parts.year
        let next = day.adding(months: years * 12)
        return next > self ? next : day.adding(months: (years + 1) * 12)
    }
}
