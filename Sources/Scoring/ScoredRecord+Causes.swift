// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

extension ScoredRecord {
    /// The overrides that an event brings about. Facts are parsed only where a condition asks for
    /// them.
    ///
    /// - Source: the override's file of the pack, in the version that `whichLaw` wants.
    func causes(
        of indicator: Indicator, _ days: EventDays,
        facts: @autoclosure () -> [JSONValue.Member], event: EventID?
    ) -> [Cause] {
        guard let overrides = policy.overridesByIndicator[indicator.code] else { return [] }
        return overrides.compactMap { override in
            func cause(_ rule: DatedValue<OverrideRule>?) -> Cause? {
                rule.flatMap {
                    self.cause(of: override, $0, indicator.code, days, facts: facts, event)
                }
            }
            let ofAct = override.rule.valueInForce(on: days.occurredOn)
            let choice = policy.whichLaw.overrides
            guard choice != .act else { return cause(ofAct) }
            let decidedOn = max(days.determinedOn ?? days.occurredOn, days.occurredOn)
            let latest = override.rule.judging(since: days.occurredOn, on: decidedOn)
            if latest === ofAct || choice == .decision { return cause(latest) }
            return milder(cause(ofAct), cause(latest), on: decidedOn)
        }
    }

    private func cause(
        of override: BandOverride, _ rule: DatedValue<OverrideRule>, _ code: IndicatorCode,
        _ days: EventDays, facts: () -> [JSONValue.Member], _ event: EventID?
    ) -> Cause? {
        guard rule.value.roles.contains(role),
            case .event(let indicators, let condition, let holds) = rule.value.cause,
            indicators.contains(code), let held = holds.validity(for: days),
            let validity = Validity(from: max(held.from, days.occurredOn), until: held.until)
        else { return nil }
        let subject = PredicateSubject(
            role: role, kind: dossier.party.kind,
            facts: condition == nil ? [] : policy.withElapsed(facts(), of: days),
            count: { _ in 0 })
        guard condition?.holds(of: subject) ?? true else { return nil }
        return Cause(override: override, rule: rule, event: event, validity: validity)
    }

    /// Of what two versions bring about, what costs the party less: none rather than what fixes or
    /// caps a band, what holds one up rather than none; of the same effect the better band, then
    /// the shorter time, or the longer for what holds up. Else that of the act.
    private func milder(_ ofAct: Cause?, _ latest: Cause?, on day: CivilDate) -> Cause? {
        guard let ofAct else { return latest?.effect == .floor ? latest : nil }
        guard let latest else { return ofAct.effect == .floor ? ofAct : nil }
        guard ofAct.effect == latest.effect, let scale = try? policy.bands(on: day).value,
            let one = scale.rank(of: ofAct.rule.value.band),
            let other = scale.rank(of: latest.rule.value.band)
        else { return ofAct }
        if one != other { return other < one ? latest : ofAct }
        let ends = (ofAct.validity.until ?? .latest, latest.validity.until ?? .latest)
        let isLess = latest.effect == .floor ? ends.1 > ends.0 : ends.1 < ends.0
        return isLess ? latest : ofAct
    }
}

extension ScoredRecord.Cause {
    fileprivate var effect: OverrideInForce.Effect { rule.value.effect }
}
