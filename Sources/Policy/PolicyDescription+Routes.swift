// SPDX-License-Identifier: Apache-2.0

import Domain

extension PolicyDescription {
    static func route(_ rule: RouteRule, _ policy: Policy) -> [(String, JSONValue?)] {
        // Renewal is told only where it is a measure of its own.
        let renewal =
            rule.minimumForRenewal == rule.minimumForExtension ? nil : rule.minimumForRenewal
        return [
            ("roles", roles(rule.roles)), ("scope", .string(rule.scope.rawValue)),
            ("minimumForNew", rule.minimumForNew.map { JSONValue(text: $0) }),
            ("minimumForRenewal", renewal.map { JSONValue(text: $0) }),
            ("minimumForExtension", rule.minimumForExtension.map { JSONValue(text: $0) }),
        ] + (rule.terms.map { members(of: $0, policy) } ?? [])
    }

    private static func members(
        of terms: RouteTerms, _ policy: Policy
    ) -> [(String, JSONValue?)] {
        func when(_ condition: Predicate?) -> JSONValue? {
            condition.map { json($0, of: .nomination, in: policy) }
        }
        let channels = terms.greenChannels.map { channel -> JSONValue in
            .object(present: [
                ("bands", bands(channel.bands)), ("when", when(channel.condition)),
                ("privileges", .array(channel.privileges.map { JSONValue(text: $0) })),
            ])
        }
        let mark = terms.mark.map { mark -> JSONValue in
            .object(present: [
                ("points", JSONValue(text: mark.points)), ("atLeast", JSONValue(mark.atLeast)),
                ("orWhen", when(mark.orWhen)), ("andWhen", when(mark.andWhen)),
            ])
        }
        return [
            ("vouchers", terms.vouchers.map(json)),
            ("nomineePlace", place(terms)), ("requirements", requirements(terms, when)),
            ("quota", terms.quota.map { quota($0, when) }), ("mark", mark),
            ("labourMarketTest", terms.marketTest.map { marketTest($0, when) }),
            ("documents", terms.documents.isEmpty ? nil : .array(terms.documents.map(json))),
            ("greenChannel", channels.isEmpty ? nil : .array(channels)),
            ("relatedParty", terms.relatedParties.map(json)),
            ("overdue", terms.overdue.map(json)),
            ("decidedByOther", terms.isDecidedByOther ? true : nil),
        ]
    }

    private static func bands(_ bands: [BandCode]) -> JSONValue? {
        bands.isEmpty ? nil : .array(bands.map { JSONValue(text: $0) })
    }

    private static func json(_ vouchers: RouteTerms.Vouchers) -> JSONValue {
        guard case .anyOf(let sets) = vouchers else { return "none" }
        let shares = sets.map { set -> JSONValue in
            let shares = set.map { share -> JSONValue in
                let kinds = share.kinds.map { JSONValue.string($0.rawValue) }
                return .object(present: [
                    ("role", .string(share.role.rawValue)),
                    ("atLeast", .integer(Int64(share.atLeast))),
                    ("kinds", kinds.isEmpty ? nil : .array(kinds)),
                ])
            }
            return ["allOf": .array(shares)]
        }
        return ["anyOf": .array(shares)]
    }

    private static func quota(
        _ rule: RouteTerms.QuotaRule, _ when: (Predicate?) -> JSONValue?
    ) -> JSONValue {
        let rows = rule.rows.map { row -> JSONValue in
            .object(present: [
                ("bands", bands(row.bands)), ("when", when(row.condition)),
                ("limit", json(row.limit)),
            ])
        }
        return [
            "scope": .string(rule.scope.rawValue), "acts": acts(rule.acts), "rows": .array(rows),
        ]
    }

    private static func acts(_ acts: [Act]) -> JSONValue {
        .array(acts.map { .string($0.rawValue) })
    }

    private static func marketTest(
        _ rule: RouteTerms.MarketTestRule, _ when: (Predicate?) -> JSONValue?
    ) -> JSONValue {
        let exemptions = rule.exemptions.map { item -> JSONValue in
            .object(
                present: [
                    ("code", JSONValue(text: item.code)), ("title", json(item.title)),
                    ("when", when(item.condition)),
                    ("from", JSONValue(text: item.validity.from)),
                    ("until", item.validity.until.map { JSONValue(text: $0) }),
                ] + members(of: item.provenance))
        }
        return .object(
            present: [
                ("acts", acts(rule.acts)), ("exemptions", .array(exemptions)),
            ] + durations(of: rule))
    }

    private static func json(_ document: RouteTerms.Document) -> JSONValue {
        .object(present: [
            ("code", JSONValue(text: document.code)), ("title", json(document.title)),
            ("deferDays", document.deferDays.map { .integer(Int64($0)) }),
            ("deferBands", bands(document.deferBands)),
        ])
    }

    private static func json(_ rule: RouteTerms.RelatedParties) -> JSONValue {
        let links = rule.links.map { link -> JSONValue in
            ["kind": .string(link.kind.rawValue), "reaches": .string(link.reaches.rawValue)]
        }
        return ["hops": .integer(Int64(rule.hops)), "through": .array(links)]
    }

    private static func json(_ rule: RouteTerms.OverdueRule) -> JSONValue {
        .object(present: [
            ("duty", rule.duty.map { .string($0.rawValue) }),
            ("review", rule.review.map { .string($0.rawValue) }),
        ])
    }

    /// A route in one line, and one line for each of its terms.
    func routeText(of rule: RouteRule, _ language: Language) -> String {
        let minimum = Act.allCases
            .map { "\($0.rawValue) ≥ \(rule.minimumBand(for: $0)?.text ?? "–")" }
        let roles = rule.roles.map(\.rawValue).joined(separator: ", ")
        let head = "\(roles.isEmpty ? "–" : roles): \(minimum.joined(separator: ", "))"
        guard let terms = rule.terms else { return head }
        let members = Self.members(of: terms, policy).compactMap { name, value in
            value.map { "\n    \(name): \($0.text)" }
        }
        return head + members.joined()
    }
}

extension JSONValue {
    /// The value as one line of JSON.
    fileprivate var text: String {
        var bytes: [UInt8] = []
        write(to: &bytes, sorted: false)
        return String(decoding: bytes, as: UTF8.self)
    }
}
