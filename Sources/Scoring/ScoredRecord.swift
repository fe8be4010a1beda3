// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// A party's confirmed events as the law sees them: what each brings, until when, and which
/// overrides it brings about. Made once, then asked about as many days as needed.
struct ScoredRecord {
    /// What one event brings.
    struct Item {
        let event: EventRecord
        let indicator: Indicator
        let rule: DatedValue<IndicatorRule>
        let points: Points
        let expiresOn: CivilDate?

        func counts(on day: CivilDate) -> Bool {
            event.occurredOn <= day && expiresOn.map { day < $0 } ?? true
        }
    }

    /// An override that one event brings about.
    struct Cause {
        let override: BandOverride
        let rule: DatedValue<OverrideRule>
        let event: EventRecord
        let validity: Validity
    }

    let dossier: Dossier
    let role: Role
    let policy: Policy
    /// Oldest first; events of one day with the gravest first, so that their order of entry does
    /// not change a score that is held between floor and ceiling.
    private(set) var items: [Item] = []
    private(set) var causes: [Cause] = []

    init(
        _ dossier: Dossier, role: Role, policy: Policy, until day: CivilDate
    ) throws(PolicyError) {
        self.dossier = dossier
        self.role = role
        self.policy = policy
        for event in dossier.events.values
        where event.state == .confirmed && event.role == role && event.regime == policy.code
            && event.occurredOn <= day
        {
            guard let indicator = policy.indicators[event.indicator] else {
                throw .unknown("indicators/\(event.indicator)")
            }
            let rule = try indicator.rule.value(on: event.occurredOn)
            items.append(
                Item(
                    event: event, indicator: indicator, rule: rule,
                    points: rule.value.points.points(quantity: event.quantity),
                    expiresOn: rule.value.expiry.flatMap { $0.end(for: event) }))
            appendCauses(of: event)
        }
        items.sort {
            ($0.event.occurredOn, $0.points, $0.indicator.code, $0.event.id)
                < ($1.event.occurredOn, $1.points, $1.indicator.code, $1.event.id)
        }
    }

    private mutating func appendCauses(of event: EventRecord) {
        for (override, rule) in policy.overrides(on: event.occurredOn)
        where rule.value.roles.contains(role) {
            guard case .event(let indicators, let condition, let holds) = rule.value.cause,
                indicators.contains(event.indicator),
                let validity = holds.validity(for: event)
            else { continue }
            let subject = PredicateSubject(
                role: role, kind: dossier.party.kind, facts: event.facts, count: { _ in 0 })
            guard condition?.holds(of: subject) ?? true else { continue }
            causes.append(
                Cause(override: override, rule: rule, event: event, validity: validity))
        }
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
            items.count { item in
                item.event.occurredOn <= day
                    && (codes.isEmpty || codes.contains(item.event.indicator))
            }
        }
    }
}
