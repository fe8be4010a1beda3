// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// A party's confirmed events as the law sees them: what each brings, until when, and which
/// overrides it brings about. Made once, then asked about as many days as needed.
final class ScoredRecord {
    /// What one event brings, where each is explained.
    struct Item {
        let event: EventID
        let days: EventDays
        let quantity: Int
        let indicator: Indicator
        let rule: DatedValue<IndicatorRule>
        let points: Points
        /// What an adjustment left of the points, in words.
        let adjusted: LocalText?
        let expiresOn: CivilDate?

        func counts(on day: CivilDate) -> Bool {
            days.occurredOn <= day && expiresOn.map { day < $0 } ?? true
        }

        /// The order in which items count.
        func precedes(_ other: Item) -> Bool {
            if days.occurredOn != other.days.occurredOn {
                return days.occurredOn < other.days.occurredOn
            }
            if points != other.points { return points < other.points }
            // Each indicator is one object of the law.
            if indicator !== other.indicator { return indicator.code < other.indicator.code }
            return event < other.event
        }
    }

    /// What of one event, or of several alike, a score is worked out from day after day.
    struct Mark {
        let points: Points
        /// The most that all events of the indicator bring together; nil for no cap.
        let cap: Points?
        /// Which of the indicators.
        let indicator: Int
        let from: CivilDate
        /// The first day on which it no longer counts; nil when it never expires.
        let until: CivilDate?
        let count: Int
    }

    /// An override that an event brings about.
    struct Cause {
        let override: BandOverride
        let rule: DatedValue<OverrideRule>
        /// The event; nil where it does not matter which.
        let event: EventID?
        /// The days on which it holds, none before the event happened.
        let validity: Validity
    }

    let dossier: Dossier
    let role: Role
    let policy: Policy
    /// In the order of the marks, one for each; none where events are only counted.
    private(set) var items: [Item] = []
    /// Oldest first; events of one day with the gravest first, so that their order of entry does
    /// not change a score that is held between floor and ceiling.
    private(set) var marks: [Mark] = []
    /// The indicators of the marks.
    private(set) var indicators: [IndicatorCode] = []
    /// The same as objects of the law, which are told apart faster.
    private var indicatorObjects: [ObjectIdentifier] = []
    private(set) var causes: [Cause] = []
    private var law: DayLaw?
    var memory = RecordMemory()

    /// The events one by one, so that each can be explained. The dossier must hold all of them.
    init(
        explaining dossier: Dossier, role: Role, policy: Policy, until day: CivilDate
    ) throws(PolicyError) {
        precondition(
            dossier.events.count == dossier.tally.count,
            "A rating is explained from a whole dossier.")
        self.dossier = dossier
        self.role = role
        self.policy = policy
        items.reserveCapacity(dossier.events.count)
        for event in dossier.events.values
        where event.state == .confirmed && event.role == role && event.regime == policy.code
            && event.occurredOn <= day
        {
            try append(event)
        }
        items.sort { $0.precedes($1) }
        marks.reserveCapacity(items.count)
        for item in items {
            marks.append(
                Mark(
                    points: item.points, cap: item.rule.value.capPerIndicator,
                    indicator: place(of: item.indicator), from: item.days.occurredOn,
                    until: item.expiresOn, count: 1))
        }
    }

    private func append(_ event: EventRecord) throws(PolicyError) {
        let indicator = try Self.indicator(event.indicator, of: policy)
        let days = event.days
        let rule = try indicator.rule.value(on: days.occurredOn)
        let adjusted =
            rule.value.adjustments.isEmpty
            ? nil : try adjusted(EventLine(event), by: rule.value)
        items.append(
            Item(
                event: event.id, days: days, quantity: event.quantity, indicator: indicator,
                rule: rule,
                points: adjusted?.points ?? rule.value.points.points(quantity: event.quantity),
                adjusted: adjusted?.words,
                expiresOn: rule.value.expiry.flatMap { $0.end(for: days) }))
        appendCauses(of: indicator, days, facts: event.facts, event: event.id)
    }

    /// The numbers of the events alone, for what depends on no single one.
    init(
        counting dossier: Dossier, role: Role, policy: Policy, until day: CivilDate
    ) throws(PolicyError) {
        self.dossier = dossier
        self.role = role
        self.policy = policy
        for (group, lines) in dossier.tally.groups
        where group.state == .confirmed && group.role == role && group.regime == policy.code {
            try append(lines, of: group.indicator, until: day)
        }
        let codes = indicators
        marks.sort {
            if $0.from != $1.from { return $0.from < $1.from }
            if $0.points != $1.points { return $0.points < $1.points }
            return $0.indicator != $1.indicator && codes[$0.indicator] < codes[$1.indicator]
        }
        causes = Self.joined(causes)
    }

    private func append(
        _ lines: [EventLine], of code: IndicatorCode, until day: CivilDate
    ) throws(PolicyError) {
        guard let first = lines.first, first.days.occurredOn <= day else { return }
        let indicator = try Self.indicator(code, of: policy)
        let place = place(of: indicator)
        var rule = try indicator.rule.value(on: first.days.occurredOn)
        for line in lines where line.days.occurredOn <= day {
            // Lines follow each other by day, and mostly under one value of the rule.
            if !rule.validity.contains(line.days.occurredOn) {
                rule = try indicator.rule.value(on: line.days.occurredOn)
            }
            // Facts are parsed only where the rule asks for them.
            let points =
                rule.value.adjustments.isEmpty
                ? rule.value.points.points(quantity: line.quantity)
                : try adjusted(line, by: rule.value).points
            marks.append(
                Mark(
                    points, rule.value, indicator: place, from: line.days, count: line.count))
            appendCauses(of: indicator, line.days, facts: line.facts, event: nil)
        }
    }

    /// What the rule gives for one event.
    private func adjusted(
        _ line: EventLine, by rule: IndicatorRule
    ) throws(PolicyError) -> AdjustedPoints {
        let facts =
            rule.adjustments.isEmpty
            ? []
            : policy.adjustmentFacts(
                of: line.days, quantity: line.quantity,
                isVoluntaryDisclosure: line.isVoluntaryDisclosure, stated: line.facts, rule: rule,
                party: dossier.party)
        let subject = PredicateSubject(
            role: role, kind: dossier.party.kind, facts: facts, count: { _ in 0 })
        return try AdjustedPoints(
            rule.points.points(quantity: line.quantity), by: rule, subject: subject,
            on: line.days.occurredOn, policy: policy)
    }

    private static func indicator(
        _ code: IndicatorCode, of policy: Policy
    ) throws(PolicyError) -> Indicator {
        guard let indicator = policy.indicators[code] else {
            throw .unknown("indicators/\(code)")
        }
        return indicator
    }

    /// The place of an indicator among those of the marks.
    private func place(of indicator: Indicator) -> Int {
        let object = ObjectIdentifier(indicator)
        if let place = indicatorObjects.firstIndex(of: object) { return place }
        indicators.append(indicator.code)
        indicatorObjects.append(object)
        return indicators.count - 1
    }

    /// Facts are parsed only where a condition asks for them.
    private func appendCauses(
        of indicator: Indicator, _ days: EventDays,
        facts: @autoclosure () -> [JSONValue.Member], event: EventID?
    ) {
        guard let overrides = policy.overridesByIndicator[indicator.code] else { return }
        for override in overrides {
            guard let rule = override.rule.valueInForce(on: days.occurredOn),
                rule.value.roles.contains(role),
                case .event(let indicators, let condition, let holds) = rule.value.cause,
                indicators.contains(indicator.code), let held = holds.validity(for: days),
                let validity = Validity(
                    from: max(held.from, days.occurredOn), until: held.until)
            else { continue }
            let subject = PredicateSubject(
                role: role, kind: dossier.party.kind,
                facts: condition == nil ? [] : policy.withElapsed(facts(), of: days),
                count: { _ in 0 })
            guard condition?.holds(of: subject) ?? true else { continue }
            causes.append(
                Cause(override: override, rule: rule, event: event, validity: validity))
        }
    }

    /// The law on a day.
    func law(on day: CivilDate) throws(PolicyError) -> DayLaw {
        if let law, law.isInForce(on: day) { return law }
        let law = try DayLaw(policy, on: day)
        self.law = law
        return law
    }

    /// Adds every day after one on which something may change by itself, unsorted.
    func addTurningDays(after day: CivilDate, to days: inout [CivilDate]) {
        for mark in marks {
            if mark.from > day { days.append(mark.from) }
            if let until = mark.until, until > day { days.append(until) }
        }
        for cause in causes {
            if cause.validity.from > day { days.append(cause.validity.from) }
            if let until = cause.validity.until, until > day { days.append(until) }
        }
        if !policy.turns.isEmpty { days += turns.filter { $0 > day } }
    }

    /// The party on `day`, as a condition of the law asks about it.
    func subject(on day: CivilDate) -> PredicateSubject {
        let stated = PredicateSubject(
            role: role, kind: dossier.party.kind, facts: dossier.party.facts, asOf: day,
            aggregate: { [self] in value(of: $0, on: day) }
        ) { [self] codes in
            let asked = indicators.map { codes.isEmpty || codes.contains($0) }
            return marks.reduce(0) { total, mark in
                mark.from <= day && asked[mark.indicator] ? total + mark.count : total
            }
        }
        return stated.with(policy.derivedFacts(of: stated, on: day))
    }
}

extension ScoredRecord.Mark {
    init(
        _ points: Points, _ rule: IndicatorRule, indicator: Int, from days: EventDays, count: Int
    ) {
        self.init(
            points: points, cap: rule.capPerIndicator, indicator: indicator,
            from: days.occurredOn, until: rule.expiry.flatMap { $0.end(for: days) },
            count: count)
    }

    func counts(on day: CivilDate) -> Bool {
        from <= day && until.map { day < $0 } ?? true
    }

    /// What the cap of the indicator leaves of the points beside what counts already.
    func capped(beside counted: Points) -> Points {
        guard let cap else { return points }
        return cap < .zero
            ? max(points, min(cap - counted, .zero)) : min(points, max(cap - counted, .zero))
    }
}
