// SPDX-License-Identifier: Apache-2.0

import Domain

extension PolicyDescription {
    static func json(of policy: Policy, on day: CivilDate) -> JSONValue {
        .object(present: [
            ("policy", policy.reference.json),
            ("title", json(policy.title)),
            ("description", json(policy.details)),
            ("default", .bool(policy.isDefault)),
            ("currency", .string(policy.currency)),
            ("asOf", JSONValue(text: day)),
            ("whichLaw", json(policy.whichLaw)),
            ("roles", (try? policy.roles(on: day)).map { roles($0.value) }),
            ("bands", (try? policy.bands(on: day)).map { bands($0, policy) }),
            ("starts", (try? policy.starts(on: day)).map { starts($0, policy) }),
            ("facts", facts(of: policy, on: day)),
            ("indicators", list(policy.indicators, on: day) { indicator($0, policy) }),
            ("overrides", list(policy.overrides, on: day) { override($0, policy) }),
            ("scores", scores(policy, on: day)),
            ("routes", list(policy.routes, on: day) { route($0, policy) }),
            (
                "nomineePoints",
                list(policy.nomineePoints, on: day) { nomineePoints($0, policy) }
            ),
            ("services", list(policy.services, on: day) { _ in [] }),
            ("assessments", list(policy.assessments, on: day) { assessment($0, policy) }),
            ("tables", list(policy.tables, on: day, table)),
            ("notices", (try? policy.notices(on: day)).flatMap(\.self).map(notices)),
            ("clocks", list(policy.clocks, on: day) { clock($0, policy) }),
            ("calendars", calendars(policy)),
            ("duties", list(policy.procedure.duties, on: day, duty)),
            ("repairs", list(policy.procedure.repairs, on: day) { repair($0, policy) }),
            ("displays", list(policy.procedure.displays, on: day) { display($0, policy) }),
            ("sharing", list(policy.procedure.sharings, on: day, sharing)),
            ("proceedings", list(policy.procedure.proceedings, on: day, proceeding)),
            ("units", units(policy, on: day)),
            ("delegation", delegation(policy, on: day)),
            ("region", policy.region.map { JSONValue(text: $0) }),
        ])
    }

    private static func json(_ law: WhichLaw) -> JSONValue {
        [
            "indicators": .string(law.indicators.rawValue),
            "assessments": .string(law.assessments.rawValue),
            "units": .string(law.units.rawValue), "overrides": .string(law.overrides.rawValue),
        ]
    }

    static func roles(_ roles: [Role]) -> JSONValue {
        .array(roles.map { .string($0.rawValue) })
    }

    private static func bands(_ value: DatedValue<BandScale>, _ policy: Policy) -> JSONValue {
        dated(
            value,
            [
                ("basis", .string(value.value.basis.rawValue)),
                ("bands", .array(value.value.bands.map(json))),
                ("neutral", value.value.neutral.map { neutral($0, policy) }),
            ])
    }

    private static func neutral(_ neutral: NeutralBand, _ policy: Policy) -> JSONValue {
        .object(
            present: [
                ("code", JSONValue(text: neutral.code)), ("title", json(neutral.title)),
                ("band", JSONValue(text: neutral.band)),
                ("when", json(neutral.condition, of: .party, in: policy)),
            ] + members(of: neutral.provenance))
    }

    private static func starts(
        _ value: DatedValue<StartTable>, _ policy: Policy
    ) -> JSONValue {
        let rows = value.value.rows.map { row -> JSONValue in
            .object(present: [
                ("points", JSONValue(row.points)), ("title", json(row.title)),
                ("when", row.condition.map { json($0, of: .party, in: policy) }),
            ])
        }
        return dated(
            value,
            [
                ("rows", .array(rows)),
                ("floor", value.value.floor.map { JSONValue($0) }),
                ("ceiling", value.value.ceiling.map { JSONValue($0) }),
                ("groups", groups(value.value)),
            ] + members(of: value.value.terms, policy))
    }

    private static func indicator(
        _ rule: IndicatorRule, _ policy: Policy
    ) -> [(String, JSONValue?)] {
        [
            ("roles", roles(rule.roles)), ("points", json(rule.points)),
            ("capPerIndicator", rule.capPerIndicator.map { JSONValue($0) }),
            ("justifications", justifications(rule, policy)),
            ("adjustments", adjustments(rule, policy)), ("expires", rule.expiry.map(json)),
            ("facts", rule.facts.isEmpty ? nil : .object(rule.facts)),
        ] + members(of: rule.course)
    }

    private static func override(
        _ rule: OverrideRule, _ policy: Policy
    ) -> [(String, JSONValue?)] {
        [
            ("roles", roles(rule.roles)), ("effect", .string(rule.effect.rawValue)),
            ("band", JSONValue(text: rule.band)), ("cause", json(rule.cause, in: policy)),
        ]
    }

    static func list<C: Code, Value>(
        _ parameters: [C: Parameter<C, Value>], on day: CivilDate,
        _ members: (Value) -> [(String, JSONValue?)]
    ) -> JSONValue {
        .array(
            parameters.values.sorted { $0.code < $1.code }.compactMap { parameter in
                guard let rule = try? parameter.rule.value(on: day) else { return nil }
                let head: [(String, JSONValue?)] = [
                    ("code", JSONValue(text: parameter.code)), ("title", json(parameter.title)),
                    ("description", json(parameter.details)),
                ]
                return dated(rule, head + members(rule.value))
            })
    }

    static func dated<Value>(
        _ value: DatedValue<Value>, _ members: [(String, JSONValue?)]
    ) -> JSONValue {
        .object(
            present: members + [
                ("from", JSONValue(text: value.validity.from)),
                ("until", value.validity.until.map { JSONValue(text: $0) }),
            ] + self.members(of: value.provenance))
    }

    static func members(of provenance: Provenance) -> [(String, JSONValue?)] {
        [
            ("source", .string(provenance.source)), ("citation", .string(provenance.citation)),
            ("verified", .bool(provenance.isVerified)),
            ("status", .string(provenance.status.rawValue)),
            ("why", provenance.why.map { .string($0) }),
        ]
    }

    static func json(_ text: LocalText) -> JSONValue {
        ["en": .string(text.en), "zh": .string(text.zh)]
    }

    private static func json(_ band: Band) -> JSONValue {
        .object(present: [
            ("code", JSONValue(text: band.code)), ("title", json(band.title)),
            ("score", band.score.map(json)),
        ])
    }

    private static func json(_ bounds: Bounds<Points>) -> JSONValue {
        .object(present: [
            (
                bounds.lower?.isInclusive == false ? "above" : "atLeast",
                bounds.lower.map { JSONValue($0.value) }
            ),
            (
                bounds.upper?.isInclusive == false ? "below" : "atMost",
                bounds.upper.map { JSONValue($0.value) }
            ),
        ])
    }

    private static func json(_ rule: PointsRule) -> JSONValue {
        switch rule {
        case .fixed(let points): ["fixed": JSONValue(points)]
        case .perUnit(let rule):
            .object(present: [
                ("perUnit", JSONValue(rule.points)), ("unit", .string(rule.unit.rawValue)),
                ("capPerEvent", rule.capPerEvent.map { JSONValue($0) }),
                ("quantityAtMost", .integer(Int64(rule.quantityMaximum))),
            ])
        case .parts(let parts, let maximum):
            [
                "parts": .array(parts.map(json)),
                "quantityAtMost": .integer(Int64(maximum)),
            ]
        case .nothing(let maximum): ["none": true, "quantityAtMost": .integer(Int64(maximum))]
        }
    }

    private static func json(_ period: Period) -> JSONValue {
        .object(present: [
            ("months", period.months > 0 ? .integer(Int64(period.months)) : nil),
            ("days", period.days > 0 ? .integer(Int64(period.days)) : nil),
            ("anchor", .string(period.anchor.rawValue)),
            ("endOf", period.endOf.map { .string($0.rawValue) }),
            ("anniversaryOf", period.anniversaryOf.map { .string($0) }),
            ("cleanMonths", period.clean.map { .integer(Int64($0.months)) }),
            (
                "breach",
                period.clean.map { clean in
                    clean.breaches.isEmpty
                        ? "any" : .array(clean.breaches.map { JSONValue(text: $0) })
                }
            ),
        ])
    }
}
