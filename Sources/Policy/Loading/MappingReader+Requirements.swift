// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    /// What a route asks of nominee and party by name; none where it is left out.
    mutating func requirements() -> [RouteTerms.Requirement] {
        let found = optionalMappings("requirements").compactMap { $0.requirement() }
        checkOnce(found.map(\.code.text), "requirements")
        return found
    }

    private func requirement() -> RouteTerms.Requirement? {
        var reader = self
        let code = reader.code("code", as: RequirementCode.self)
        let title = reader.localText("title")
        let condition = reader.optionalPredicate("when", facts: .nomination)
        let holds = reader.predicate("holds", facts: .nomination)
        let effect = reader.effectOtherwise()
        let acts =
            reader.optionalList("acts").compactMap { choice(of: $0, "act", as: Act.self) }
        let source = reader.optionalText("source")
        reader.finish()
        guard let code, let title, let holds else { return nil }
        return .init(
            code: code, title: title, condition: condition, holds: holds, effect: effect,
            acts: acts, source: source)
    }

    /// What is not met refuses, or is only a condition.
    private mutating func effectOtherwise() -> Reason.Effect {
        guard let node = optional("otherwise") else { return .refusal }
        switch node.scalar?.string {
        case "refusal": return .refusal
        case "condition": return .condition
        default:
            fault(
                node, "“\(node.scalar?.string ?? "…")” does not follow from what is not met.",
                cure: "Use one of: refusal, condition.")
            return .refusal
        }
    }

    /// A place, or a mapping of a place and what follows where nobody told it; nil for any.
    mutating func nomineePlace() -> (place: Nomination.Place?, untoldPasses: Bool) {
        guard let node = optional("nomineePlace") else { return (nil, false) }
        guard node.mapping != nil else { return (place(of: node), false) }
        guard var inner = MappingReader(node, file: file, reading: reading) else {
            return (nil, false)
        }
        let place = inner.required("place").flatMap { inner.place(of: $0) }
        let untold = inner.optional("untold")
        inner.finish()
        switch untold?.scalar?.string {
        case nil where untold == nil: return (place, false)
        case "condition": return (place, false)
        case "passes": return (place, true)
        default:
            fault(
                untold, "“\(untold?.scalar?.string ?? "…")” does not follow from an untold place.",
                cure: "Use one of: condition, passes.")
            return (place, false)
        }
    }

    /// `abroad`, `inside` or `any`; nil for any.
    private func place(of node: Node) -> Nomination.Place? {
        if node.scalar?.string == "any" { return nil }
        guard let text = node.scalar?.string, let place = Nomination.Place(rawValue: text) else {
            fault(
                node, "“\(node.scalar?.string ?? "…")” is no known place of a nominee.",
                cure: "Use one of: abroad, inside, any.")
            return nil
        }
        return place
    }
}
