// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    /// What must be, or may be, stated with a move.
    mutating func moveFields(of kind: ProceedingKind?) -> [ProceedingMoveRule.Field] {
        var fields: [ProceedingMoveRule.Field] = []
        for inner in optional("takes") == nil ? [] : mappings("takes") {
            guard let field = inner.moveField(of: kind) else { continue }
            if fields.contains(where: { $0.kind.name == field.kind.name }) {
                fault(
                    inner.node, "“\(field.kind.name)” is taken twice.",
                    cure: "Give each text, day and fact a name of its own.")
                continue
            }
            fields.append(field)
        }
        return fields
    }

    private static let fieldWords = ["text", "day", "fact", "evidence", "measures"]

    private func moveField(of proceeding: ProceedingKind?) -> ProceedingMoveRule.Field? {
        var reader = self
        defer { reader.finish() }
        let heads = Self.fieldWords.filter(reader.holds)
        guard heads.count == 1 else {
            for word in Self.fieldWords + ["title", "needed", "internal"] {
                _ = reader.optional(word)
            }
            fault(
                node, "What is taken is exactly one thing.",
                cure: "Use one of: \(Self.fieldWords.joined(separator: ", ")).")
            return nil
        }
        for word in Self.fieldWords { _ = reader.has(word) }
        let kind = reader.fieldKind(heads[0])
        let titleNode = reader.optional("title")
        let title =
            titleNode != nil || heads[0] == "text" || heads[0] == "day"
            ? reader.localText("title") : nil
        if let titleNode, heads[0] == "fact" {
            fault(
                titleNode, "A fact is called as facts.yaml says.", cure: "Leave out `title:`.")
        }
        let neededNode = reader.optional("needed")
        let isNeeded = reader.bool("needed", absent: true)
        let internalNode = reader.optional("internal")
        let isInternal = reader.bool("internal", absent: false)
        if heads[0] == "measures", let node = neededNode ?? internalNode {
            fault(
                node, "What the law has for the events is always weighed, and told.",
                cure: "Leave out `needed:` and `internal:`.")
        } else if heads[0] == "evidence", let internalNode {
            fault(
                internalNode, "Documents that are handed in are open to the party.",
                cure: "Leave out `internal:`.")
        }
        if heads[0] == "measures", let proceeding, proceeding != .penaltyCase {
            fault(
                node, "Only a case has measures.",
                cure: "Leave it out, or write `kind: case`.")
        }
        guard let kind, titleNode == nil || title != nil else { return nil }
        return .init(kind: kind, title: title, isNeeded: isNeeded, isInternal: isInternal)
    }

    private mutating func fieldKind(_ head: String) -> ProceedingMoveRule.Field.Kind? {
        switch head {
        case "text": return code("text", as: StateCode.self).map { .text($0.text) }
        case "day": return code("day", as: StateCode.self).map { .day($0.text) }
        case "fact":
            let node = required("fact")
            guard let name = text("fact") else { return nil }
            let place = place(node)
            reading.later { $0.check(factOfNotice: name, at: place) }
            return .fact(name)
        default:
            guard let node = required(head) else { return nil }
            guard node.scalar?.string == "true" else {
                fault(node, "“\(head)” can only be “true”.", cure: "Write `\(head): true`.")
                return nil
            }
            return head == "evidence" ? .evidence : .measures
        }
    }

    /// What a move may end in: one outcome on the move itself, or several in a list.
    mutating func moveOutcomes(
        _ fields: [ProceedingMoveRule.Field], of kind: ProceedingKind?
    ) -> [(outcome: ProceedingMoveRule.Outcome, node: Node?, effects: Node?)]? {
        guard let listNode = optional("outcomes") else {
            return outcome(isNamed: false, fields, of: kind).map { [$0] }
        }
        let single = [optional("to"), optional("does")].compactMap(\.self)
        if let node = single.first {
            fault(
                node, "The outcomes of the move say where it leads.",
                cure: "Move `to:` and `does:` into the outcomes, or leave out `outcomes:`.")
        }
        if listNode.sequence?.count == 1 {
            fault(
                listNode, "A move that ends in one thing needs no list.",
                cure: "Write `to:` and `does:` on the move itself.")
        }
        var found: [(outcome: ProceedingMoveRule.Outcome, node: Node?, effects: Node?)] = []
        var isWhole = true
        for var inner in mappings("outcomes") {
            let codeNode = inner.optional("code")
            let read = inner.outcome(isNamed: true, fields, of: kind)
            inner.finish()
            guard let read else {
                isWhole = false
                continue
            }
            if found.contains(where: { $0.outcome.code == read.outcome.code }) {
                fault(
                    codeNode, "The outcome “\(read.outcome.code?.text ?? "")” stands here twice.",
                    cure: "Give each outcome its own code.")
            }
            found.append(read)
        }
        return isWhole && !found.isEmpty ? found : nil
    }

    private mutating func outcome(
        isNamed: Bool, _ fields: [ProceedingMoveRule.Field], of kind: ProceedingKind?
    ) -> (outcome: ProceedingMoveRule.Outcome, node: Node?, effects: Node?)? {
        let code = isNamed ? self.code("code", as: OutcomeCode.self) : nil
        let title = isNamed ? localText("title") : nil
        let node = required("to")
        let state = self.code("to", as: StateCode.self)
        let effectsNode = optional("does")
        let effects = effects(fields, of: kind)
        guard let state, !isNamed || (code != nil && title != nil) else { return nil }
        return (
            .init(code: code, title: title, state: state, effects: effects), node, effectsNode
        )
    }

    private mutating func effects(
        _ fields: [ProceedingMoveRule.Field], of kind: ProceedingKind?
    ) -> [ProceedingMoveRule.Effect] {
        guard let listNode = optional("does") else { return [] }
        var effects: [ProceedingMoveRule.Effect] = []
        for node in list("does") {
            guard let effect = choice(of: node, "effect", as: ProceedingMoveRule.Effect.self)
            else { continue }
            if effects.contains(effect) {
                fault(
                    node, "“\(effect.rawValue)” stands here twice.", cure: "Keep one of the two.")
                continue
            }
            if let other = effects.first(where: { !effect.mayFollow($0) }) {
                fault(
                    node, "“\(effect.rawValue)” does not go with “\(other.rawValue)”.",
                    cure: "Keep one of the two; `lift` and `setAside` may stand before `impose` "
                        + "or `suspend`.")
            }
            if effect == .impose, !fields.contains(where: { $0.kind == .measures }) {
                fault(
                    node, "Nothing is stated here that could be imposed.",
                    cure: "Add `- { measures: true }` to `takes:`.")
            }
            effects.append(effect)
        }
        if let kind, let effect = effects.first(where: { !$0.belongs(in: kind) }) {
            fault(
                listNode, "“\(effect.rawValue)” has no place in a proceeding of this kind.",
                cure: "A case may do all; an objection may confirm or annul events.")
        }
        return effects
    }
}

extension ProceedingMoveRule.Field.Kind {
    /// The name under which it is told, or the word of what it is.
    var name: String {
        switch self {
        case .fact(let name), .text(let name), .day(let name): name
        case .evidence: "evidence"
        case .measures: "measures"
        }
    }
}

extension ProceedingMoveRule.Effect {
    /// Whether a move may do it after another one.
    fileprivate func mayFollow(_ earlier: Self) -> Bool {
        switch (earlier, self) {
        case (.confirmEvents, .annulEvents), (.annulEvents, .confirmEvents),
            (.annulEvents, .impose), (.annulEvents, .suspend), (.impose, .annulEvents),
            (.suspend, .annulEvents):
            false
        case (.confirmEvents, _), (.annulEvents, _), (_, .confirmEvents), (_, .annulEvents): true
        case (.lift, .impose), (.setAside, .impose), (.lift, .suspend), (.setAside, .suspend):
            true
        default: false
        }
    }

    /// Whether a proceeding of the kind may do it.
    fileprivate func belongs(in kind: ProceedingKind) -> Bool {
        switch kind {
        case .penaltyCase: true
        case .objection: self == .confirmEvents || self == .annulEvents
        case .application, .repair: false
        }
    }
}

extension PackLoading {
    /// What a move states as a fact is one of the notice.
    fileprivate func check(factOfNotice name: String, at place: PackReading.Place) {
        guard !facts.contains(where: { $0.name == name && $0.subject == .notice }) else { return }
        reading.fault(
            place, "No fact “\(name)” of the notice is defined.",
            cure: "Mend the name, or define it in facts.yaml with `of: notice`.")
    }
}
