// SPDX-License-Identifier: Apache-2.0

import Domain

extension PolicyDescription {
    static func duty(_ rule: DutyRule) -> [(String, JSONValue?)] {
        [
            ("roles", .array(rule.roles.map { .string($0.rawValue) })),
            ("raisedBy", json(rule.cause)), ("due", json(rule.due)),
            ("dischargedBy", .array(rule.dischargedBy.map { .string($0) })),
            ("late", rule.late.map(json)), ("missed", rule.missed.map(json)),
            ("extension", rule.extensionMost.map(json)), ("waivable", .bool(rule.isWaivable)),
            ("stops", rule.isStoppable ? true : nil),
            (
                "remind",
                rule.remindDays.isEmpty
                    ? nil : .array(rule.remindDays.map { .integer(Int64($0)) })
            ),
            (
                "ends",
                rule.end.map { end in
                    .object(present: [
                        ("with", .array(end.words.map { .string($0) })),
                        ("outlastedBy", end.tail.map(json)),
                    ])
                }
            ),
        ]
    }

    static func repair(_ rule: RepairRule, _ policy: Policy) -> [(String, JSONValue?)] {
        func when(_ condition: Predicate?) -> JSONValue? {
            condition.map { json($0, of: .repair, in: policy) }
        }
        let waits = rule.waits.map { wait -> JSONValue in
            .object(present: [
                ("months", .integer(Int64(wait.months))), ("clean", .bool(wait.isClean)),
                ("when", when(wait.condition)),
            ])
        }
        let conditions = rule.conditions.map { item -> JSONValue in
            .object(present: [
                ("code", .string(item.code)), ("title", json(item.title)),
                ("when", when(item.condition)),
            ])
        }
        let earnings = rule.earnings.map { item -> JSONValue in
            .object(present: [
                ("title", json(item.title)), ("percent", JSONValue(item.percent)),
                (
                    "share",
                    item.share.map { ["paid": .string($0.paid), "owed": .string($0.owed)] }
                ),
                ("when", when(item.condition)),
            ])
        }
        return [
            ("indicators", indicators(rule.indicators)),
            ("anchor", .string(rule.anchor.rawValue)), ("waits", .array(waits)),
            ("conditions", .array(conditions)), ("curedFrom", .string(rule.curedFrom.rawValue)),
            ("earns", .array(earnings)), ("decided", rule.decision.map(json)),
        ]
    }

    static func display(_ rule: DisplayRule, _ policy: Policy) -> [(String, JSONValue?)] {
        let classes = rule.classes.map { item -> JSONValue in
            .object(present: [
                ("code", .string(item.code)), ("title", json(item.title)),
                ("when", item.condition.map { json($0, of: .repair, in: policy) }),
                ("displayed", .bool(item.months != nil)),
                (
                    "months",
                    item.months.map {
                        [
                            "atLeast": .integer(Int64($0.minimum)),
                            "atMost": .integer(Int64($0.maximum)),
                        ]
                    }
                ),
                ("repairAfterMonths", .integer(Int64(item.repairAfterMonths))),
            ])
        }
        return [
            ("indicators", indicators(rule.indicators)),
            ("anchor", .string(rule.anchor.rawValue)), ("classes", .array(classes)),
        ]
    }

    static func sharing(_ rule: SharingRule) -> [(String, JSONValue?)] {
        let vouchers = rule.vouchers.map { share -> JSONValue in
            [
                "role": .string(share.role.rawValue), "percent": JSONValue(share.percent),
                "monthsAfterEnd": .integer(Int64(share.monthsAfterEnd)),
                "overrides": .bool(share.passesOverrides),
            ]
        }
        let relations = rule.relations.map { share -> JSONValue in
            [
                "kind": .string(share.kind.rawValue), "reaches": .string(share.reaches.rawValue),
                "percent": JSONValue(share.percent), "hops": .integer(Int64(share.hops)),
                "monthsAfterEnd": .integer(Int64(share.monthsAfterEnd)),
                "monthsBeforeStart": .integer(Int64(share.monthsBeforeStart)),
                "overrides": .bool(share.passesOverrides),
            ]
        }
        return [
            ("indicators", indicators(rule.indicators)), ("vouchers", .array(vouchers)),
            ("relations", .array(relations)),
        ]
    }

    /// The units in which amounts are told, as they stand on a day.
    static func units(_ policy: Policy, on day: CivilDate) -> JSONValue {
        .array(
            policy.procedure.units.sorted { $0.key < $1.key }.compactMap { code, unit in
                guard let amount = try? unit.amounts.value(on: day) else { return nil }
                return dated(
                    amount,
                    [
                        ("code", JSONValue(text: code)), ("title", json(unit.title)),
                        ("amount", JSONValue(amount.value)),
                    ])
            })
    }

    /// A size in units, as a member of the JSON.
    static func json(_ amount: UnitAmount) -> JSONValue {
        .object(present: [
            ("units", JSONValue(amount.count)), ("of", JSONValue(text: amount.unit)),
            (
                "times",
                amount.factors.isEmpty
                    ? nil : .array(amount.factors.map { .integer(Int64($0.factor)) })
            ),
            (
                "fraction",
                amount.denominator == 1
                    ? nil : .string("\(amount.numerator)/\(amount.denominator)")
            ),
        ])
    }

    static func json(_ length: ClockRule.Length) -> JSONValue {
        .object([.init(length.unit.rawValue, .integer(Int64(length.count)))])
    }

    private static func indicators(_ codes: [IndicatorCode]) -> JSONValue {
        codes.isEmpty ? .string("any") : .array(codes.map { JSONValue(text: $0) })
    }

    private static func json(_ due: DueRule) -> JSONValue {
        switch due {
        case .step(let clock, let step):
            ["clock": JSONValue(text: clock), "step": .string(step)]
        case .length(let length, let calendar, let onHoliday):
            .object(
                present: members(of: length) + [
                    ("calendar", calendar.map { JSONValue(text: $0) }),
                    ("onHoliday", .string(onHoliday.rawValue)),
                ])
        }
    }

    private static func json(_ consequence: DutyRule.Consequence) -> JSONValue {
        [
            "indicator": JSONValue(text: consequence.indicator),
            "quantity": .string(consequence.quantity.rawValue),
        ]
    }

    private static func json(_ cause: DutyRule.Cause) -> JSONValue {
        switch cause {
        case .undertaking(let turn): ["undertaking": .string(turn.rawValue)]
        case .event(let codes): ["event": .array(codes.map { JSONValue(text: $0) })]
        case .reviewOpened: ["review": "opened"]
        case .accreditationGranted: ["accreditation": "granted"]
        case .decisionReceived: ["decision": "received"]
        case .day(let name): ["day": .string(name)]
        }
    }

    /// Duties, repairs, displays, shares and units as lines.
    func appendProcedure(to lines: inout [String], _ language: Language) {
        append(policy.procedure.duties, to: &lines, language) { rule in
            let roles = rule.roles.map(\.rawValue).joined(separator: ", ")
            return "\(roles): \(Self.text(of: rule.due, language))"
        }
        append(policy.procedure.displays, to: &lines, language) { rule in
            rule.classes.map { item in
                let unit = language == .zh ? "个月" : "months"
                let months = item.months.map { "\($0.minimum)–\($0.maximum) \(unit)" } ?? "–"
                return "\(item.title.text(in: language)) \(months)"
            }.joined(separator: ", ")
        }
        append(policy.procedure.repairs, to: &lines, language) { rule in
            rule.earnings.map { "\($0.title.text(in: language)) \($0.percent) %" }
                .joined(separator: ", ")
        }
        append(policy.procedure.sharings, to: &lines, language) { rule in
            let vouchers = rule.vouchers.map { "\($0.role.rawValue) \($0.percent) %" }
            let relations = rule.relations.map { "\($0.kind.rawValue) × \($0.percent) %" }
            return (vouchers + relations).joined(separator: ", ")
        }
        for (code, unit) in policy.procedure.units.sorted(by: { $0.key < $1.key }) {
            guard let amount = try? unit.amounts.value(on: day) else { continue }
            lines.append("")
            let title = unit.title.text(in: language)
            lines.append("\(code)  \(title)  \(amount.value) \(policy.currency)")
            lines.append("    \(amount.provenance.citation)")
        }
    }

    private static func text(of due: DueRule, _ language: Language) -> String {
        switch due {
        case .step(let clock, let step): "\(clock), \(step)"
        case .length(let length, _, _): text(of: length, language)
        }
    }
}
