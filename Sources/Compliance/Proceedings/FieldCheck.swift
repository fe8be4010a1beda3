// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// Whether what is stated with a move is what the law asks for.
struct FieldCheck {
    private let asked: ProceedingAsked
    private let move: ProceedingMoveRule
    private let question: ProceedingQuestion
    private let policy: Policy

    init(
        _ asked: ProceedingAsked, _ move: ProceedingMoveRule, _ question: ProceedingQuestion,
        _ policy: Policy
    ) {
        self.asked = asked
        self.move = move
        self.question = question
        self.policy = policy
    }

    /// Throws for the first field that is missing, unknown or unfit.
    func check() throws(ProceedingRefusal) {
        for field in move.fields { try check(field) }
        try checkUnknown()
        if let decisions = asked.decisions {
            let known = Set(question.events.map(\.id))
            if let other = decisions.keys.sorted().first(where: { !known.contains($0) }) {
                throw .eventOther(other)
            }
        }
    }

    private func check(_ field: ProceedingMoveRule.Field) throws(ProceedingRefusal) {
        switch field.kind {
        case .fact(let name):
            guard let fact = try stated(name, field) else { return }
            let refusals = FactRules.refusals(of: [fact], subject: .notice, policy: policy)
            if let refusal = refusals.first { throw .fact(refusal) }
        case .day(let name):
            guard let fact = try stated(name, field) else { return }
            // What was done before the last move cannot have followed it, and nobody may shorten a
            // window by a day in the past.
            let first = question.record?.last.day ?? .earliest
            // To which day another may be put off, its clock says.
            let last = move.extends.contains { $0.until == name } ? .latest : question.day
            guard let day = fact.value.day, (first...last).contains(day) else {
                throw .dayOutOfRange(name, from: first, to: last)
            }
        case .text(let name):
            if field.isNeeded, !asked.texts.contains(name) {
                throw .fieldMissing(pointer: "/texts/\(name)")
            }
        case .evidence:
            if field.isNeeded, asked.evidence.isEmpty { throw .fieldMissing(pointer: "/evidence") }
        case .measures: break
        }
    }

    private func stated(
        _ name: String, _ field: ProceedingMoveRule.Field
    ) throws(ProceedingRefusal) -> JSONValue.Member? {
        let fact = asked.facts.first { $0.name == name }
        if fact == nil, field.isNeeded { throw .fieldMissing(pointer: "/facts/\(name)") }
        return fact
    }

    private func checkUnknown() throws(ProceedingRefusal) {
        var facts: [String] = []
        var texts: [String] = []
        for field in move.fields {
            switch field.kind {
            case .fact(let name), .day(let name): facts.append(name)
            case .text(let name): texts.append(name)
            case .evidence, .measures: break
            }
        }
        if let other = asked.facts.first(where: { !facts.contains($0.name) }) {
            throw .fieldUnknown(pointer: "/facts/\(other.name)", known: facts)
        }
        if let other = asked.texts.first(where: { !texts.contains($0) }) {
            throw .fieldUnknown(pointer: "/texts/\(other)", known: texts)
        }
        if !asked.evidence.isEmpty, !move.fields.contains(where: { $0.kind == .evidence }) {
            throw .fieldUnknown(pointer: "/evidence", known: facts + texts)
        }
        if asked.decisions != nil, !move.takesMeasures {
            throw .fieldUnknown(pointer: "/decisions", known: facts + texts)
        }
    }
}
