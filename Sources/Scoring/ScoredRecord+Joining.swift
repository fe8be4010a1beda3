// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

extension ScoredRecord {
    /// What makes two causes bring about the same.
    private struct Kind: Hashable {
        let code: OverrideCode
        let effect: OverrideInForce.Effect
        let band: BandCode
    }

    /// The same overrides on the same days, where it does not matter which event brings one
    /// about: stretches of days that touch or overlap become one.
    static func joined(_ causes: [Cause]) -> [Cause] {
        guard causes.count > 1 else { return causes }
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
}

extension ScoredRecord.Cause {
    /// The same, lasting to a day where that is later.
    fileprivate func lasting(until day: CivilDate?) -> ScoredRecord.Cause {
        guard let end = validity.until, day.map({ $0 > end }) ?? true,
            let longer = Validity(from: validity.from, until: day)
        else { return self }
        return ScoredRecord.Cause(
            override: override, rule: rule, event: event, validity: longer)
    }
}
