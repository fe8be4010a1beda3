// SPDX-License-Identifier: Apache-2.0

import Domain

extension PolicyDescription {
    static func place(_ terms: RouteTerms) -> JSONValue? {
        terms.place.map { place in
            guard terms.isUntoldPlaceEnough else { return .string(place.rawValue) }
            return ["place": .string(place.rawValue), "untold": "passes"]
        }
    }

    static func requirements(
        _ terms: RouteTerms, _ when: (Predicate?) -> JSONValue?
    ) -> JSONValue? {
        guard !terms.requirements.isEmpty else { return nil }
        return .array(
            terms.requirements.map { item in
                let acts = item.acts.map { JSONValue.string($0.rawValue) }
                return .object(present: [
                    ("code", JSONValue(text: item.code)), ("title", json(item.title)),
                    ("when", when(item.condition)), ("holds", when(item.holds)),
                    ("otherwise", .string(item.effect.rawValue)),
                    ("acts", acts.isEmpty ? nil : .array(acts)),
                    ("source", item.source.map { .string($0) }),
                ])
            })
    }

    static func json(_ limit: RouteTerms.QuotaRule.Limit) -> JSONValue {
        switch limit {
        case .fixed(.unlimited): "unlimited"
        case .fixed(.number(0)): "none"
        case .fixed(.number(let number)): .integer(Int64(number))
        case .share(let share):
            .object(present: [
                ("percent", JSONValue(share.percent)), ("of", .string(share.fact)),
                ("round", .string(share.rounding.rawValue)),
                ("atLeast", share.minimum.map { .integer(Int64($0)) }),
                ("atMost", share.maximum.map { .integer(Int64($0)) }),
            ])
        }
    }

    static func durations(of rule: RouteTerms.MarketTestRule) -> [(String, JSONValue?)] {
        let age = rule.age.map { age -> JSONValue in
            ["days": .integer(Int64(age.days)), "from": .string(age.anchor.rawValue)]
        }
        let open = rule.openDays.map { days -> JSONValue in ["atLeast": .integer(Int64(days))] }
        return [("openDays", open), ("notOlderThan", age)]
    }
}
