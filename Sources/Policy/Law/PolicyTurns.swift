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

        /// The days on which the answer may change, for a party of these facts.
        public func turningDays(of facts: [JSONValue.Member]) -> [CivilDate] {
            facts.first { $0.name == fact }?.value.day.map { time.turningDays(from: $0) } ?? []
        }
    }

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
        let conditionsOfFacts = factsThatFollow.flatMap(\.conditions)
        let conditions =
            bands.values.compactMap(\.value.neutral?.condition)
            + tables.flatMap { $0.rows.compactMap(\.condition) }
            + causes.compactMap { if case .party(let condition) = $0 { condition } else { nil } }
            + conditionsOfFacts
        let rates = tables.flatMap { $0.terms.rates.map { EventAggregate.rate($0.rate) } }
        let aggregates = conditions.flatMap(\.aggregates) + rates
        windows = Set(aggregates.compactMap(\.window))
        addsUpPoints = aggregates.contains(where: \.isOfPoints)
        anniversaries = Set(
            conditions.flatMap(\.times).map { Anniversary(fact: $0.fact, time: $0.time) })
        regenerations = Set(tables.compactMap(\.terms.regeneration))
        factsRestOnResults = conditionsOfFacts.flatMap(\.aggregates)
            .contains { $0.results != nil }
        let counted = aggregates.compactMap(\.results)
        firstDays = Set(counted.compactMap(\.since))
        let results =
            tables.flatMap { $0.terms.carryOver?.rows.map(\.result) ?? [] }
            + causes.compactMap { if case .previous(let result) = $0 { result } else { nil } }
        periods = Set((results + counted.map(\.result)).map(\.period))
        let reaches =
            results.map { ($0.periodsBack + $0.periodCount) * $0.period.months }
            + counted.map { ($0.periodCount + 1) * $0.result.period.months }
        monthsBack = reaches.max() ?? 0
    }
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
