// SPDX-License-Identifier: Apache-2.0

public import Domain

/// A number drawn from the record of a party up to the day asked.
///
/// - Source: a condition, or a rate of `starts.yaml`, in the pack.
public enum EventAggregate: Hashable, Sendable {
    /// How many events there are.
    case count(EventSelection)
    /// What a number that the events state comes to; an event that does not state it adds none.
    case sum(EventSelection, of: String)
    /// How many percent of the exposure there are.
    case rate(EventRate)
    /// What the points of events of these indicators come to, of any when empty, within a time up
    /// to the day. Only a record of what its events bring can tell.
    case points(of: [IndicatorCode], window: EventWindow?)
    /// How many earlier periods ended with a result. Only a record that is rated can tell.
    case results(EarlierResults)
}

/// Which events of a party are taken together.
public struct EventSelection: Hashable, Sendable {
    /// Of which indicators; empty for any.
    public let indicators: [IndicatorCode]
    /// Only those that happened within this time up to the day asked; nil for all.
    public let window: EventWindow?
    /// Only those of which this holds; nil for all.
    public let condition: Predicate?

    /// Makes a selection.
    public init(indicators: [IndicatorCode], window: EventWindow?, condition: Predicate?) {
        self.indicators = indicators
        self.window = window
        self.condition = condition
    }

    /// Whether an event is taken, whenever it happened, of a party of this kind in this role.
    func takes(_ event: CountedEvent, role: Role, kind: PartyKind) -> Bool {
        guard indicators.isEmpty || indicators.contains(event.indicator) else { return false }
        guard let condition else { return true }
        return condition.holds(
            of: PredicateSubject(role: role, kind: kind, facts: event.facts, count: { _ in 0 }))
    }
}

/// A rate in percent: the quantities of some events for each hundred of the exposure.
public struct EventRate: Hashable, Sendable {
    /// The indicators whose quantities are counted.
    public let indicators: [IndicatorCode]
    /// The indicators whose quantities are the exposure.
    public let exposure: [IndicatorCode]
    /// Only events that happened within this time up to the day asked; nil for all.
    public let window: EventWindow?
    /// Below this exposure the rate is unknown.
    public let exposureMinimum: Int

    /// Makes a rate.
    public init(
        indicators: [IndicatorCode], exposure: [IndicatorCode], window: EventWindow?,
        exposureMinimum: Int
    ) {
        self.indicators = indicators
        self.exposure = exposure
        self.window = window
        self.exposureMinimum = exposureMinimum
    }
}

/// So many confirmed events alike, as an aggregate sees them.
public struct CountedEvent: Hashable, Sendable {
    /// The indicator.
    public let indicator: IndicatorCode
    /// The day they happened.
    public let occurredOn: CivilDate
    /// The quantity that each states.
    public let quantity: Int
    /// How many they are.
    public let count: Int
    /// The facts of each: its own, its indicator's, and the built-in ones.
    public let facts: [JSONValue.Member]

    /// Makes events alike, for aggregates that ask for none of their facts.
    public init(indicator: IndicatorCode, occurredOn: CivilDate, quantity: Int, count: Int) {
        self.indicator = indicator
        self.occurredOn = occurredOn
        self.quantity = quantity
        self.count = count
        facts = []
    }

    /// Makes events alike.
    ///
    /// - Source: a fact counts only where the law defines it as an event's or an indicator's.
    public init(
        indicator: IndicatorCode, occurredOn: CivilDate, quantity: Int, count: Int,
        isVoluntaryDisclosure: Bool, facts: [JSONValue.Member], policy: Policy
    ) {
        self.indicator = indicator
        self.occurredOn = occurredOn
        self.quantity = quantity
        self.count = count
        let ofIndicator = try? policy.indicators[indicator]?.rule.value(on: occurredOn).value.facts
        self.facts =
            [
                .init("quantity", .integer(Int64(quantity))),
                .init("voluntaryDisclosure", .bool(isVoluntaryDisclosure)),
            ] + facts.filter { policy.defines($0.name, of: .event) } + (ofIndicator ?? [])
    }
}

extension EventAggregate {
    /// The number on one day; nil for a rate below its exposure, and for points and results, which
    /// events do not tell by themselves. Of many days an ``AggregateSeries`` is asked.
    public func value(
        of events: [CountedEvent], on day: CivilDate, role: Role, kind: PartyKind
    ) -> ExactRatio? {
        AggregateSeries(self, of: events, role: role, kind: kind).value(on: day)
    }

    /// Whether it asks for facts of the events.
    public var asksForFacts: Bool {
        switch self {
        case .count(let selection): selection.condition != nil
        case .sum: true
        case .rate, .points, .results: false
        }
    }

    /// Whether it adds up points.
    var isOfPoints: Bool { if case .points = self { true } else { false } }

    /// The earlier results that it counts; nil where it counts none.
    var results: EarlierResults? { if case .results(let results) = self { results } else { nil } }

    /// Its window and the indicators within; nil without a window.
    var window: PolicyTurns.Window? {
        switch self {
        case .count(let selection), .sum(let selection, _):
            selection.window.map { .init(window: $0, indicators: selection.indicators) }
        case .rate(let rate):
            rate.window.map { .init(window: $0, indicators: rate.indicators + rate.exposure) }
        case .points(let indicators, let window):
            window.map { .init(window: $0, indicators: indicators) }
        case .results: nil
        }
    }

    /// The indicators on whose events it rests; empty for any.
    var indicators: [IndicatorCode] {
        switch self {
        case .count(let selection), .sum(let selection, _): selection.indicators
        case .rate(let rate): rate.indicators + rate.exposure
        case .points(let codes, _): codes
        case .results: []
        }
    }
}

extension CountedEvent {
    /// The number that each states under a name; 0 where it states none.
    func number(_ name: String) -> ExactDecimal {
        switch facts.first(where: { $0.name == name })?.value {
        case .integer(let number)?: ExactDecimal(mantissa: number, places: 0)
        case .decimal(let number)?: number
        default: ExactDecimal(mantissa: 0, places: 0)
        }
    }
}
