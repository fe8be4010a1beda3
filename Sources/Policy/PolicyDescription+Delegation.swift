// SPDX-License-Identifier: Apache-2.0

import Domain

extension PolicyDescription {
    /// The authorities, what is left to them on a day, and what they set; nil where nothing is.
    static func delegation(_ policy: Policy, on day: CivilDate) -> JSONValue? {
        let law = policy.delegation
        guard !law.authorities.isEmpty else { return nil }
        let authorities = law.authorities.map { authority -> JSONValue in
            .object(present: [
                ("code", JSONValue(text: authority.code)), ("title", json(authority.title)),
                ("level", .string(authority.level)),
                ("parent", authority.parent.map { JSONValue(text: $0) }),
                ("region", JSONValue(text: authority.region)),
            ])
        }
        let parameters = law.parameters.compactMap { parameter -> JSONValue? in
            guard let value = try? parameter.grants.value(on: day) else { return nil }
            return dated(
                value,
                [
                    ("code", JSONValue(text: parameter.code)), ("title", json(parameter.title)),
                    ("path", .string(parameter.path)), ("to", .array(value.value.map(json))),
                    ("set", .array(settings(of: parameter, in: law, on: day))),
                ])
        }
        return ["authorities": .array(authorities), "parameters": .array(parameters)]
    }

    private static func settings(
        of parameter: DelegatedParameter, in law: DelegationLaw, on day: CivilDate
    ) -> [JSONValue] {
        law.inForce(parameter, on: day).map { overlay, setting in
            .object(
                present: [
                    ("code", JSONValue(text: overlay.code)),
                    ("authority", JSONValue(text: overlay.authority)),
                    ("region", JSONValue(text: overlay.region)), ("value", setting.value),
                    ("from", JSONValue(text: setting.validity.from)),
                    ("until", setting.validity.until.map { JSONValue(text: $0) }),
                    ("explanation", .string(law.explanation(of: setting, in: overlay))),
                    ("to", setting.grants.isEmpty ? nil : .array(setting.grants.map(json))),
                ] + members(of: setting.provenance))
        }
    }

    private static func json(_ grant: Grant) -> JSONValue {
        .object(present: [
            ("level", .string(grant.level)), ("allowed", .string(grant.allowed.words)),
            ("approvedBy", grant.approvedBy.map { .string($0) }),
            ("further", .bool(grant.isFurther)),
        ])
    }

    /// What is left to authorities, and what they set, as lines.
    func appendDelegation(to lines: inout [String], _ language: Language) {
        let law = policy.delegation
        for parameter in law.parameters {
            guard let value = try? parameter.grants.value(on: day) else { continue }
            let grants = value.value.map { "\($0.level) \($0.allowed.words)" }
            lines.append("")
            lines.append(
                "\(parameter.code)  \(parameter.title.text(in: language))  "
                    + grants.joined(separator: "; "))
            lines.append("    \(parameter.path)")
            lines.append("    \(value.provenance.citation)")
            for (overlay, setting) in law.inForce(parameter, on: day) {
                lines.append(
                    "    \(overlay.region): \(law.explanation(of: setting, in: overlay))")
            }
        }
    }
}

extension DelegationLaw {
    /// What is set of a parameter on a day, by whom.
    fileprivate func inForce(
        _ parameter: DelegatedParameter, on day: CivilDate
    ) -> [(overlay: Overlay, setting: OverlaySetting)] {
        settings.filter {
            $0.setting.parameter == parameter.code && $0.setting.validity.contains(day)
        }
    }

    /// The days on which something begins or ends to be left to authorities, or to be set.
    var changeDays: [CivilDate] {
        parameters.flatMap(\.grants.changeDays)
            + settings.flatMap {
                [$0.setting.validity.from, $0.setting.validity.until].compactMap(\.self)
            }
    }
}
