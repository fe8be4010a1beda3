// SPDX-License-Identifier: Apache-2.0

public import Domain

/// What in a body of law makes a rating change by the mere passing of time, besides the expiry of
/// an event: windows that events leave, time since a stated day, months without a breach, and
/// results of earlier periods.
public struct PolicyTurns: Hashable, Sendable {
    /// A window that events of some indicators leave.
    public struct Window: Hashable, Sendable {
        /// How long it is.
        public let window: EventWindow
        /// Of which indicators; empty for any.
        public let indicators: [IndicatorCode]

        /// The days on which an event of that day may leave it.
        public func turningDays(of occurredOn: CivilDate) -> [CivilDate] {
            window.turningDays(of: occurredOn)
        }
    }

    /// Time asked for since a day that a fact of the party states.
    public struct Anniversary: Hashable, Sendable {
        /// The fact.
        public let fact: String
        /// The time.
        public let time: TimeSince
        /// The days that the law itself may state, where the fact follows from others.
        let following: Set<CivilDate>

        /// The days on which the answer may change, for a party of these facts.
        public func turningDays(of facts: [JSONValue.Member]) -> [CivilDate] {
            let stated = facts.first { $0.name == fact }?.value.day
            return following.union([stated].compactMap(\.self))
                .flatMap { time.turningDays(from: $0) }
        }
    }

    /// The indicators of each number that conditions draw from events, which is another on the day
    /// of an event; empty for any.
    public let counted: Set<[IndicatorCode]>
    /// The windows.
    public let windows: Set<Window>
    /// The times since a stated day.
    public let anniversaries: Set<Anniversary>
    /// What is regained in clean months.
    public let regenerations: Set<Regeneration>
    /// The periods whose results matter later.
    public let periods: Set<CivilPeriod>
    /// Whether a condition adds up points, so that it may turn when events expire or fade.
    public let addsUpPoints: Bool
    /// The facts of the party that state from which day on its periods have results.
    public let firstDays: Set<String>
    /// Whether a fact of the party follows from results of earlier periods.
    public let factsRestOnResults: Bool
    /// How many months back the earliest day lies on which a result may rest; 0 where none does.
    public let monthsBack: Int

    /// Whether nothing of the sort stands in the law.
    public var isEmpty: Bool {
        windows.isEmpty && anniversaries.isEmpty && regenerations.isEmpty && periods.isEmpty
            && !addsUpPoints
    }

    init(
        bands: Dated<BandScale>, starts: Dated<StartTable>?, overrides: [BandOverride],
        scores: [ScoreParameter], factsThatFollow: [FactDefinition]
    ) {
        let tables =
            (starts?.values.map(\.value) ?? [])
            + scores.flatMap { $0.rule.values.map(\.value.starts) }
        let causes = overrides.flatMap { $0.rule.values.map(\.value.cause) }
        let conditions =
            bands.values.compactMap(\.value.neutral?.condition)
            + tables.flatMap { $0.rows.compactMap(\.condition) }
            + causes.compactMap { if case .party(let condition) = $0 { condition } else { nil } }
        self.init(conditions, tables: tables, causes: causes, factsThatFollow: factsThatFollow)
    }

    /// What makes other facts of a party follow, and nothing else.
    init(factsThatFollow: [FactDefinition]) {
        self.init([], tables: [], causes: [], factsThatFollow: factsThatFollow)
    }

    private init(
        _ conditions: [Predicate], tables: [StartTable], causes: [OverrideRule.Cause],
        factsThatFollow: [FactDefinition]
    ) {
        let conditionsOfFacts = factsThatFollow.flatMap(\.conditions)
        let conditions = conditions + conditionsOfFacts
        let rates = tables.flatMap { $0.terms.rates.map { EventAggregate.rate($0.rate) } }
        let aggregates = conditions.flatMap(\.aggregates) + rates
        counted = Set(conditions.flatMap(\.counts) + aggregates.map(\.indicators))
        windows = Set(aggregates.compactMap(\.window))
        addsUpPoints = aggregates.contains(where: \.isOfPoints)
        anniversaries = Set(
            conditions.flatMap(\.times).map { fact, time in
                let rows = factsThatFollow.filter { $0.name == fact }.flatMap(\.derivedRows)
                return Anniversary(
                    fact: fact, time: time, following: Set(rows.compactMap(\.value.day)))
            })
        regenerations = Set(tables.compactMap(\.terms.regeneration))
        factsRestOnResults = conditionsOfFacts.flatMap(\.aggregates)
            .contains { $0.results != nil }
        let earlier = aggregates.compactMap(\.results)
        firstDays = Set(earlier.compactMap(\.since))
        let results =
            tables.flatMap { $0.terms.carryOver?.rows.map(\.result) ?? [] }
            + causes.compactMap { if case .previous(let result) = $0 { result } else { nil } }
        periods = Set((results + earlier.map(\.result)).map(\.period))
        let reaches =
            results.map { ($0.periodsBack + $0.periodCount) * $0.period.months }
            + earlier.map { ($0.periodCount + 1) * $0.result.period.months }
        monthsBack = reaches.max() ?? 0
    }
}

extension FactDefinition {
    /// The rows by which it follows from others, of all times.
    fileprivate var derivedRows: [DerivedRow] { derivation?.values.flatMap(\.value) ?? [] }
}

extension Predicate {
    /// The aggregates that it asks for, at any depth.
    var aggregates: [EventAggregate] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap(\.aggregates)
        case .not(let part): part.aggregates
        case .aggregate(let aggregate, _): [aggregate]
        default: []
        }
    }

    /// Whether it asks for events of the party, at any depth.
    var asksForEvents: Bool {
        switch self {
        case .all(let parts), .any(let parts): parts.contains { $0.asksForEvents }
        case .not(let part): part.asksForEvents
        case .count, .aggregate: true
        case .fact, .role, .kind, .since: false
        }
    }

    /// The indicators of each count of all events up to the day, at any depth.
    var counts: [[IndicatorCode]] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap(\.counts)
        case .not(let part): part.counts
        case .count(let indicators, _): [indicators]
        default: []
        }
    }

    /// The times since a stated day that it asks for, at any depth.
    var times: [(fact: String, time: TimeSince)] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap(\.times)
        case .not(let part): part.times
        case .since(let fact, let time): [(fact, time)]
        default: []
        }
    }
}
