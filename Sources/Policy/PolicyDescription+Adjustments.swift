// SPDX-License-Identifier: Apache-2.0

import Domain

extension PolicyDescription {
    /// What leaves a part of an event's points; nil where nothing does.
    static func adjustments(_ rule: IndicatorRule, _ policy: Policy) -> JSONValue? {
        guard !rule.adjustments.isEmpty else { return nil }
        return .array(
            rule.adjustments.map { adjustment in
                let percent: JSONValue =
                    switch adjustment.percent {
                    case .fixed(let number): JSONValue(number)
                    case .table(let code): ["table": JSONValue(text: code)]
                    }
                return .object(present: [
                    ("title", json(adjustment.title)),
                    (
                        "when",
                        adjustment.condition.map { json($0, of: .weighing, in: policy) }
                    ),
                    ("earlier", adjustment.earlier.map(json)),
                    ("percent", percent),
                ])
            })
    }

    /// What makes an event count for nothing; nil where nothing does.
    static func justifications(_ rule: IndicatorRule, _ policy: Policy) -> JSONValue? {
        guard !rule.justifications.isEmpty else { return nil }
        return .array(
            rule.justifications.map { item in
                [
                    "title": json(item.title),
                    "when": json(item.condition, of: .weighing, in: policy),
                ]
            })
    }

    private static func json(_ earlier: EarlierEvents) -> JSONValue {
        let bounds = earlier.bounds
        return .object(present: [
            (
                "of",
                earlier.indicators.isEmpty
                    ? nil : .array(earlier.indicators.map { JSONValue(text: $0) })
            ),
            ("by", earlier.word.map { .string($0) }),
            earlier.window.map(member) ?? ("months", nil),
            (
                bounds.lower?.isInclusive == false ? "above" : "atLeast",
                bounds.lower.map { .integer(Int64($0.value)) }
            ),
            (
                bounds.upper?.isInclusive == false ? "below" : "atMost",
                bounds.upper.map { .integer(Int64($0.value)) }
            ),
        ])
    }

    /// A window as a member of the JSON.
    static func member(_ window: EventWindow) -> (String, JSONValue?) {
        switch window {
        case .months(let count): ("months", .integer(Int64(count)))
        case .days(let count): ("days", .integer(Int64(count)))
        case .period(let period): ("period", .string(period.rawValue))
        }
    }
}
