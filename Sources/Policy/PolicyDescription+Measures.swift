// SPDX-License-Identifier: Apache-2.0

import Domain

extension PolicyDescription {
    /// A measure.
    static func json(_ rule: MeasureRule, _ policy: Policy) -> JSONValue {
        .object(present: [
            ("code", JSONValue(text: rule.code)), ("kind", .string(rule.kind.rawValue)),
            ("title", json(rule.title)), ("when", when(rule.condition, policy)),
            ("unless", rule.unless.isEmpty ? nil : codes(rule.unless)),
            ("imposed", .string(rule.discretion.rawValue)),
            ("size", rule.size.map { json($0, policy) }),
            (
                "payments",
                rule.payments.isEmpty ? nil : .array(rule.payments.map { json($0, policy) })
            ),
            ("band", rule.band.map { JSONValue(text: $0) }),
            ("begins", rule.kind.lasts ? .string(rule.beginning.day.text) : nil),
            ("afterEarlier", rule.beginning.isAfterEarlier ? true : nil),
            ("shownAfterDays", .integer(Int64(rule.shownAfterDays))),
            ("published", .bool(rule.isPublished)),
            ("for", .string(rule.bearer.rawValue)), ("bearer", rule.bearerTitle.map(json)),
            ("source", rule.source.map { .string($0) }),
        ])
    }

    private static func when(_ condition: Predicate?, _ policy: Policy) -> JSONValue? {
        condition.map { json($0, of: .weighed, in: policy) }
    }

    private static func json(_ size: MeasureSize, _ policy: Policy) -> JSONValue {
        switch size {
        case .table(let code): ["table": JSONValue(text: code)]
        case .fixed(let number, let unit):
            ["fixed": JSONValue(number), "unit": .string(unit.rawValue)]
        case .each(let amount, let name, let cap):
            .object(present: [
                ("each", JSONValue(amount)), ("of", .string(name)),
                ("cap", cap.map { JSONValue($0) }),
            ])
        case .eachTime(let count, let unit, let name, let most):
            [
                "each": .object(present: [
                    (unit.rawValue, .integer(Int64(count))), ("of", .string(name)),
                    ("atMost", most.map { .integer(Int64($0)) }),
                ])
            ]
        case .percent(let percent, let size, let rounding):
            .object(present: [
                ("percent", JSONValue(percent)), ("of", json(size, policy)),
                ("round", rounding.map { .string($0.rawValue) }),
            ])
        case .units(let amount): json(amount)
        case .range(let range):
            .object(present: [
                ("unit", range.unit == .money ? nil : .string(range.unit.rawValue)),
                ("atLeast", json(range.least)),
                ("atMost", range.most.map(json) ?? "permanent"),
                ("guideline", range.guideline.map(json)),
            ])
        case .reckoned(let term, let rounding):
            .object(present: [
                ("reckon", json(term)), ("round", rounding.map { .string($0.rawValue) }),
            ])
        case .first(let tiers):
            [
                "first": .array(
                    tiers.map { tier in
                        .object(present: [
                            ("when", when(tier.condition, policy)),
                            ("size", json(tier.size, policy)),
                        ])
                    })
            ]
        case .upTo(let most): ["upTo": json(most, policy)]
        }
    }

    private static func json(_ term: AmountTerm) -> JSONValue {
        switch term {
        case .number(let number): JSONValue(number)
        case .fact(let name): ["fact": .string(name)]
        case .unit(let code): ["unit": JSONValue(text: code)]
        case .sum(let terms): ["sum": .array(terms.map(json))]
        case .product(let terms): ["product": .array(terms.map(json))]
        case .percent(let percent, let whole):
            ["percent": JSONValue(percent), "of": json(whole)]
        case .lowest(let terms): ["lowest": .array(terms.map(json))]
        case .highest(let terms): ["highest": .array(terms.map(json))]
        }
    }

    private static func json(_ term: PaymentTerm, _ policy: Policy) -> JSONValue {
        var members: [(String, JSONValue?)] = [
            ("title", json(term.title)), ("when", when(term.condition, policy)),
        ]
        switch term.effect {
        case .leaves(let percent): members.append(("leaves", JSONValue(percent)))
        case .adds(let percent, let name, let cap):
            members += [
                ("adds", JSONValue(percent)), ("forEach", .string(name)),
                ("atMost", cap.map { JSONValue($0) }),
            ]
        }
        members += [
            ("round", term.rounding.map { .string($0.rawValue) }),
            ("source", term.source.map { .string($0) }),
        ]
        return .object(present: members)
    }
}

extension FactDefinition.Elapsed.Day {
    /// The name by which a pack names the day.
    var text: String {
        switch self {
        case .anchor(let anchor): anchor.rawValue
        case .fact(let name): name
        }
    }
}
