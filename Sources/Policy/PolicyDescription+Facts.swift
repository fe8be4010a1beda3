// SPDX-License-Identifier: Apache-2.0

import Domain

extension PolicyDescription {
    /// The facts that rules may ask for, and how they follow from others on `day`.
    static func facts(of policy: Policy, on day: CivilDate) -> JSONValue {
        .array(
            policy.facts.map { fact in
                .object(present: [
                    ("name", .string(fact.name)), ("of", .string(fact.subject.rawValue)),
                    ("title", json(fact.title)), ("kind", .string(fact.kind.word)),
                    ("choices", fact.kind.choices.map { .array($0.map { .string($0) }) }),
                    ("derived", derivation(of: fact, in: policy, on: day)),
                ])
            })
    }

    private static func derivation(
        of fact: FactDefinition, in policy: Policy, on day: CivilDate
    ) -> JSONValue? {
        guard let value = try? fact.derivation?.value(on: day) else { return nil }
        let rows = value.value.map { row -> JSONValue in
            [
                "give": row.value,
                "when": json(row.condition, of: fact.scopeOfDerivation, in: policy),
            ]
        }
        return dated(value, [("rows", .array(rows))])
    }

    /// The facts that follow from others, as lines.
    func appendDerivedFacts(to lines: inout [String], _ language: Language) {
        for fact in policy.facts {
            guard let value = try? fact.derivation?.value(on: day) else { continue }
            let words = ConditionText(
                policy: policy, language: language, scope: fact.scopeOfDerivation)
            lines.append("")
            lines.append("\(fact.name)  \(fact.title.text(in: language))")
            for row in value.value {
                let given = ConditionText.text(of: row.value)
                lines.append("    \(given): \(words.text(of: row.condition))")
            }
            lines.append("    \(value.provenance.citation)")
        }
    }
}

extension FactDefinition {
    /// Whose facts it follows from.
    fileprivate var scopeOfDerivation: FactScope { subject == .nominee ? .nominee : .party }
}

extension FactDefinition.Kind {
    /// Its word in `facts.yaml`.
    fileprivate var word: String {
        switch self {
        case .boolean: "boolean"
        case .integer: "integer"
        case .decimal: "decimal"
        case .choice: "choice"
        case .word: "word"
        case .date: "date"
        }
    }

    /// The words of a choice.
    fileprivate var choices: [String]? {
        if case .choice(let words) = self { words } else { nil }
    }
}
