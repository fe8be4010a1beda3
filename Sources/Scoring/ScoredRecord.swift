// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// A party's confirmed events as the law sees them: what each brings, until when, and which
/// overrides it brings about. Made once, then asked about as many days as needed.
struct ScoredRecord {
    /// What events of one class bring: one event where each is explained, else all at once.
    struct Item {
        let event: EventClass
        /// The event; nil where the item stands for a class.
        let id: EventID?
        let count: Int
        let indicator: Indicator
        let rule: DatedValue<IndicatorRule>
        /// What each brings.
        let points: Points
        let expiresOn: CivilDate?

        func counts(on day: CivilDate) -> Bool {
            event.occurredOn <= day && expiresOn.map { day < $0 } ?? true
        }
    }

    /// What of an item a score is worked out from, day after day.
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

    /// An override that events of one class bring about.
    struct Cause {
        let override: BandOverride
        let rule: DatedValue<OverrideRule>
        let event: EventClass
        let id: EventID?
        /// The days on which it holds, none before the event happened.
        let validity: Validity

        func lasting(until day: CivilDate?) -> Cause {
            guard let end = validity.until, day.map({ $0 > end }) ?? true,
                let longer = Validity(from: validity.from, until: day)
            else { return self }
            return Cause(override: override, rule: rule, event: event, id: id, validity: longer)
        }
    }

    let dossier: Dossier
    let role: Role
    let policy: Policy
    /// Oldest first; events of one day with the gravest first, so that their order of entry does
    /// not change a score that is held between floor and ceiling.
    private(set) var items: [Item] = []
    private(set) var causes: [Cause] = []
    /// One for each item, in the same order.
    private(set) var marks: [Mark] = []
    private(set) var indicatorCount = 0

    /// The events one by one, so that each can be explained. The dossier must hold all of them.
    init(
        explaining dossier: Dossier, role: Role, policy: Policy, until day: CivilDate
    ) throws(PolicyError) {
        precondition(
            dossier.events.count == dossier.tally.values.reduce(0, +),
            "A rating is explained from a whole dossier.")
        self.dossier = dossier
        self.role = role
        self.policy = policy
        for event in dossier.events.values {
            try add(EventClass(event), id: event.id, count: 1, until: day)
        }
        sort()
    }

    /// The events class by class, for what depends on their number alone.
    init(
        counting dossier: Dossier, role: Role, policy: Policy, until day: CivilDate
    ) throws(PolicyError) {
        self.dossier = dossier
        self.role = role
        self.policy = policy
        for (event, count) in dossier.tally {
            try add(event, id: nil, count: count, until: day)
        }
        causes = Self.joined(causes)
        sort()
    }

    private mutating func add(
        _ event: EventClass, id: EventID?, count: Int, until day: CivilDate
    ) throws(PolicyError) {
        guard event.state == .confirmed, event.role == role, event.regime == policy.code,
            event.occurredOn <= day
        else { return }
        guard let indicator = policy.indicators[event.indicator] else {
            throw .unknown("indicators/\(event.indicator)")
        }
        let rule = try indicator.rule.value(on: event.occurredOn)
        items.append(
            Item(
                event: event, id: id, count: count, indicator: indicator, rule: rule,
                points: rule.value.points.points(quantity: event.quantity),
                expiresOn: rule.value.expiry.flatMap { $0.end(for: event) }))
        for (override, rule) in policy.overrides(on: event.occurredOn)
        where rule.value.roles.contains(role) {
            guard case .event(let indicators, let condition, let holds) = rule.value.cause,
                indicators.contains(event.indicator),
                let held = holds.validity(for: event),
                let validity = Validity(
                    from: max(held.from, event.occurredOn), until: held.until)
            else { continue }
            let subject = PredicateSubject(
                role: role, kind: dossier.party.kind, facts: event.facts, count: { _ in 0 })
            guard condition?.holds(of: subject) ?? true else { continue }
            causes.append(
                Cause(override: override, rule: rule, event: event, id: id, validity: validity))
        }
    }

    private mutating func sort() {
        items.sort { left, right in
            if left.event.occurredOn != right.event.occurredOn {
                return left.event.occurredOn < right.event.occurredOn
            }
            if left.points != right.points { return left.points < right.points }
            if left.indicator.code != right.indicator.code {
                return left.indicator.code < right.indicator.code
            }
            guard let leftID = left.id, let rightID = right.id else { return false }
            return leftID < rightID
        }
        var indicators: [IndicatorCode: Int] = [:]
        marks = items.map { item in
            let next = indicators.count
            let indicator = indicators[item.indicator.code] ?? next
            indicators[item.indicator.code] = indicator
            return Mark(
                points: item.points, cap: item.rule.value.capPerIndicator, indicator: indicator,
                from: item.event.occurredOn, until: item.expiresOn, count: item.count)
        }
        indicatorCount = indicators.count
    }

    /// The same overrides on the same days, where it does not matter which event brings one
    /// about: days that touch or overlap become one stretch.
    private static func joined(_ causes: [Cause]) -> [Cause] {
        let groups = Dictionary(grouping: causes) { cause in
            Kind(
                code: cause.override.code, effect: cause.rule.value.effect,
                band: cause.rule.value.band)
        }
        return groups.values.flatMap { group in
            var joined: [Cause] = []
            for cause in group.sorted(by: { $0.validity.from < $1.validity.from }) {
                guard let last = joined.last,
                    last.validity.until.map({ cause.validity.from <= $0 }) ?? true
                else {
                    joined.append(cause)
                    continue
                }
                joined[joined.count - 1] = last.lasting(until: cause.validity.until)
            }
            return joined
        }
    }

    /// What makes two causes bring about the same.
    private struct Kind: Hashable {
        let code: OverrideCode
        let effect: OverrideInForce.Effect
        let band: BandCode
    }

    /// Every day on which something may change by itself, unsorted.
    var turningDays: [CivilDate] {
        var days: [CivilDate] = []
        for item in items {
            days.append(item.event.occurredOn)
            if let expiresOn = item.expiresOn { days.append(expiresOn) }
        }
        for cause in causes {
            days.append(cause.validity.from)
            if let until = cause.validity.until { days.append(until) }
        }
        return days
    }

    /// The party on `day`, as a condition of the law asks about it.
    func subject(on day: CivilDate) -> PredicateSubject {
        PredicateSubject(role: role, kind: dossier.party.kind, facts: dossier.party.facts) {
            codes in
            items.reduce(0) { total, item in
                let isAsked =
                    item.event.occurredOn <= day
                    && (codes.isEmpty || codes.contains(item.event.indicator))
                return isAsked ? total + item.count : total
            }
        }
    }
}
