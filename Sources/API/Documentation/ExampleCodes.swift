// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// The codes that the examples of the description name: those of the regime that this program
/// takes where nobody says another, so that an example can be sent as it stands.
///
/// - Source: the shipped packs.
struct ExampleCodes {
    private let codes: [(placeholder: String, code: String)]

    /// Those of the shipped packs.
    static let shipped = ExampleCodes(of: (try? ShippedRegimes.load()) ?? [])

    /// Takes two routes of one role where there are such, an indicator of that role and a duty that
    /// is told of it; plain words stand where a law has none.
    init(of policies: [Policy]) {
        let policy = policies.first(where: \.isDefault) ?? policies.first
        let routes = (policy?.routes.values.map { $0 } ?? []).sorted { $0.code < $1.code }
        let roles = Role.allCases.map { role in
            (role, routes.filter { $0.isOpen(to: role) }.map(\.code.text))
        }
        let chosen = roles.first { $0.1.count > 1 } ?? roles.first { !$0.1.isEmpty }
        let role = chosen?.0 ?? .sponsor
        let indicator = policy?.indicators.values.filter { indicator in
            indicator.rule.values.last?.value.roles.contains(role) ?? false
        }.map(\.code.text).min()
        let duty = policy?.procedure.duties.values.filter { duty in
            duty.rule.values.last.map { $0.value.isTold(of: role) } ?? false
        }.map(\.code.text).min()
        codes =
            [
                ("$regime", policy?.code.text ?? "regime"), ("$role", role.rawValue),
                ("$route", chosen?.1.first ?? "route"),
                ("$otherRoute", chosen?.1.dropFirst().first ?? "other-route"),
                ("$indicator", indicator ?? "indicator"), ("$duty", duty ?? "duty"),
            ]
            + ProceedingKind.allCases.map { kind in
                let proceedings = policy?.procedure.proceedings.values ?? [:].values
                let known = proceedings.filter { $0.rule.values.last?.value.kind == kind }
                return ("$\(kind.rawValue)", known.map(\.code.text).min() ?? kind.rawValue)
            }
    }

    /// A text with codes in place of the words that begin with `$`.
    func filled(into text: String) -> String {
        codes.reduce(text) { text, pair in
            text.replacing("\"\(pair.placeholder)\"", with: "\"\(pair.code)\"")
                .replacing("\\\"\(pair.placeholder)\\\"", with: "\\\"\(pair.code)\\\"")
        }
    }
}

extension Route {
    /// Whether its newest value lets parties of a role vouch.
    fileprivate func isOpen(to role: Role) -> Bool {
        rule.values.last?.value.roles.contains(role) ?? false
    }
}

extension DutyRule {
    /// Whether it is owed in a role for a day that is told.
    fileprivate func isTold(of role: Role) -> Bool {
        if case .day = cause { roles.contains(role) } else { false }
    }
}
