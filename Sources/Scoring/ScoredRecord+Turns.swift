// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// What a record has worked out once for all days, where the law asks for more than its marks.
struct RecordMemory {
    /// A result that was looked for: it may be that there is none.
    struct Result {
        let rating: EarlierRating?
    }

    /// The events without their facts, for most aggregates ask for none.
    var events: [CountedEvent]?
    var eventsWithFacts: [CountedEvent]?
    /// The numbers drawn from the events, each for any day.
    var series: [EventAggregate: AggregateSeries] = [:]
    /// How many events of some indicators there are, for any day.
    var counts: [[IndicatorCode]: RunningSum] = [:]
    var earlier: [EarlierLine]?
    var weighing: RecordWeighing?
    var weighed: [RecordWeighing.Key: WeighedLine] = [:]
    var turns: [CivilDate]?
    var results: [CivilDate: Result] = [:]
    /// Up to which day the results of periods were looked for, of one length and from one day on.
    var periodsKnown: [PeriodRow: CivilDate] = [:]

    /// Periods one behind the other.
    struct PeriodRow: Hashable {
        let period: CivilPeriod
        let first: CivilDate
    }
}

extension ScoredRecord {
    /// A number drawn from the events up to a day.
    func value(of aggregate: EventAggregate, on day: CivilDate) -> ExactRatio? {
        if case .points(let codes, let window) = aggregate {
            return ExactRatio(points(of: codes, within: window, on: day))
        }
        if case .results(let results) = aggregate {
            return ExactRatio(count(of: results, before: day))
        }
        if let series = memory.series[aggregate] { return series.value(on: day) }
        let series = AggregateSeries(
            aggregate, of: aggregate.asksForFacts ? eventsWithFacts : events, role: role,
            kind: dossier.party.kind)
        if isOfManyDays { memory.series[aggregate] = series }
        return series.value(on: day)
    }

    /// How many events of some indicators there are up to a day; of any when none is named.
    func count(of codes: [IndicatorCode], on day: CivilDate) -> Int {
        let asked = asked(codes)
        guard isOfManyDays else {
            return marks.reduce(0) { total, mark in
                mark.from <= day && asked[mark.indicator] ? total + mark.count : total
            }
        }
        if let counts = memory.counts[codes] { return Int(counts.total { $0 <= day }) }
        let counts = RunningSum(
            marks.filter { asked[$0.indicator] }.map { ($0.from, Int128($0.count)) })
        memory.counts[codes] = counts
        return Int(counts.total { $0 <= day })
    }

    /// Of each indicator of the marks, whether it is one of these; every one when none is named.
    private func asked(_ codes: [IndicatorCode]) -> [Bool] {
        indicators.map { codes.isEmpty || codes.contains($0) }
    }

    /// What the events of these indicators bring together, of any when empty, of those that
    /// happened within a time up to the day: as in a score that begins with 0 and that nothing
    /// holds. What has expired or is outdone brings nothing, what fades less, and caps hold.
    private func points(
        of codes: [IndicatorCode], within window: EventWindow?, on day: CivilDate
    ) -> Points {
        let asked = asked(codes)
        let taken = marks.filter { mark in
            asked[mark.indicator] && mark.counts(on: day)
                && (window?.takes(mark.from, on: day) ?? true)
        }
        // The table has the caps of groups, where the law of the day has one.
        let table = (try? law(on: day))?.starts?.value
        var totals = CapTotals(self)
        return Tally(taken, totals: &totals, from: .zero, table, on: day, isHeld: false).score
    }

    /// The confirmed events as aggregates see them that ask for none of their facts.
    private var events: [CountedEvent] {
        if let events = memory.events { return events }
        let events = confirmed { indicator, line in
            CountedEvent(
                indicator: indicator, occurredOn: line.days.occurredOn, quantity: line.quantity,
                count: line.count)
        }
        memory.events = events
        return events
    }

    private var eventsWithFacts: [CountedEvent] {
        if let events = memory.eventsWithFacts { return events }
        let events = confirmed { indicator, line in
            CountedEvent(
                indicator: indicator, occurredOn: line.days.occurredOn, quantity: line.quantity,
                count: line.count, isVoluntaryDisclosure: line.isVoluntaryDisclosure,
                facts: policy.withElapsed(line.facts, of: line.days), policy: policy)
        }
        memory.eventsWithFacts = events
        return events
    }

    private func confirmed<Value>(_ make: (IndicatorCode, EventLine) -> Value) -> [Value] {
        var made: [Value] = []
        for (group, lines) in dossier.tally.groups
        where group.state == .confirmed && group.role == role && group.regime == policy.code {
            for line in lines { made.append(make(group.indicator, line)) }
        }
        return made
    }

    /// The days on which a condition or what is regained may change by the mere passing of time,
    /// in order; the periods of the calendar apart.
    var turns: [CivilDate] {
        if let turns = memory.turns { return turns }
        let turns = turns(of: policy.turns).sorted()
        memory.turns = turns
        return turns
    }

    /// The days after one on which other facts of the party may follow, in order: on each day in
    /// between follow the same.
    func turnsOfFacts(after day: CivilDate) -> [CivilDate] {
        let law = policy.turnsOfFacts
        var turns = turns(of: law)
        for codes in law.counted {
            let asked = asked(codes)
            for mark in marks where asked[mark.indicator] { turns.insert(mark.from) }
        }
        turns.formUnion(policy.derivationChangeDays(of: Set(policy.facts.map(\.name))))
        // Points that are added up are held by caps that the law may change.
        if law.addsUpPoints { turns.formUnion(policy.changeDays) }
        return turns.filter { $0 > day }.sorted()
    }

    private func turns(of law: PolicyTurns) -> Set<CivilDate> {
        var turns: Set<CivilDate> = []
        for anniversary in law.anniversaries {
            turns.formUnion(anniversary.turningDays(of: dossier.party.facts))
        }
        for window in law.windows {
            let asked = asked(window.indicators)
            for mark in marks where asked[mark.indicator] {
                turns.formUnion(window.turningDays(of: mark.from))
            }
        }
        for rule in law.regenerations { addMonths(of: rule, to: &turns) }
        turns.formUnion(firstDays)
        if law.addsUpPoints {
            turns.formUnion(marks.compactMap(\.until))
            turns.formUnion(shared.courses.flatMap(\.steps).map(\.from))
        }
        return turns
    }

    /// The days on which clean months are over, until the next breach.
    private func addMonths(of rule: Regeneration, to turns: inout Set<CivilDate>) {
        let breaches = marks.filter(breaches(of: rule)).map(\.from)
        for (index, breach) in breaches.enumerated() {
            let next = index + 1 < breaches.count ? breaches[index + 1] : .latest
            for months in rule.monthsThatTurn {
                let day = breach.adding(months: months)
                guard day < next else { break }
                turns.insert(day)
            }
        }
    }

    /// The first later day on which a condition, what is regained, or the result of the period
    /// before may be another.
    func nextTurnOfLaw(after day: CivilDate) -> CivilDate {
        guard !policy.turns.isEmpty else { return .latest }
        let days = turns
        var low = 0
        var high = days.count
        while low < high {
            let middle = (low + high) / 2
            if days[middle] > day { high = middle } else { low = middle + 1 }
        }
        let period = policy.turns.periods.map { $0.next(after: day) }.min() ?? .latest
        return min(low < days.count ? days[low] : .latest, period)
    }
}
