// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    /// A kind of proceeding.
    mutating func proceedingRule(_ validity: Validity) -> ProceedingRule? {
        let kind = choice("kind", of: ProceedingKind.self)
        let roles = roles("roles")
        let onceNode = optional("once")
        let isOnce = bool("once", absent: false)
        let limitationNode = optional("limitation")
        if let kind, kind != .penaltyCase, let node = onceNode ?? limitationNode {
            fault(
                node, "Only a case is about acts that lie back.",
                cure: "Leave out `once:` and `limitation:`, or write `kind: case`.")
        }
        var states: [ProceedingStateReading] = []
        for inner in mappings("states") {
            guard let state = inner.proceedingState(after: states.map(\.state.code)) else {
                continue
            }
            states.append(state)
        }
        var moves: [ProceedingMoveReading] = []
        for inner in mappings("moves") {
            let isFirst = moves.isEmpty
            guard
                let move = inner.proceedingMove(
                    after: moves.map(\.move.name), of: kind, isFirst: isFirst)
            else { continue }
            moves.append(move)
        }
        let limitation = optionalMapping("limitation").flatMap {
            $0.limitation(cutting: moves.map(\.move.name))
        }
        guard let kind, !states.isEmpty, !moves.isEmpty,
            states.count == optional("states")?.sequence?.count,
            moves.count == optional("moves")?.sequence?.count
        else { return nil }
        let rule = ProceedingRule(
            kind: kind, roles: roles, isOnce: isOnce, limitation: limitation,
            states: states.map(\.state), moves: moves.map(\.move))
        ProceedingCheck(rule, states, moves, self).check()
        return rule
    }

    /// The day beyond which some moves may not be made; the opening where none is named.
    private func limitation(cutting moves: [MoveCode]) -> ProceedingRule.Limitation? {
        var reader = self
        let last = reader.dayReference()
        let names = reader.optionalCodes("moves", as: MoveCode.self)
        for (name, node) in names where !moves.contains(name) {
            fault(
                node, "No move “\(name)” stands in this proceeding.",
                cure: "Use one of: \(moves.map(\.text).joined(separator: ", ")).")
        }
        reader.finish()
        guard let last else { return nil }
        let cut = names.isEmpty ? Array(moves.prefix(1)) : names.map(\.code)
        return .init(last: last, moves: moves.filter(cut.contains))
    }

    private func proceedingState(after earlier: [StateCode]) -> ProceedingStateReading? {
        var reader = self
        let codeNode = reader.required("code")
        let code = reader.code("code", as: StateCode.self)
        if let code, earlier.contains(code) {
            fault(
                codeNode, "The state “\(code)” stands here twice.",
                cure: "Give each state its own code.")
        }
        let title = reader.localText("title")
        let isFinal = reader.bool("final", absent: false)
        let dueNode = reader.optional("due")
        let due = reader.optionalMapping("due").flatMap { $0.dayReferenceAlone() }
        let lapseNode = reader.optional("lapses")
        let lapse = reader.optionalMapping("lapses").flatMap { $0.lapse() }
        let stops = reader.optionalCodes("stops", as: ClockCode.self)
        for (clock, node) in stops {
            reading.refer(to: .clock(clock), at: place(node))
            let place = place(node)
            reading.later { $0.check(stoppable: clock, at: place) }
        }
        reader.finish()
        if isFinal, let node = dueNode ?? lapseNode ?? stops.first?.node {
            fault(
                node, "Nothing is due after a final state, and nothing follows it.",
                cure: "Leave out `due:`, `lapses:` and `stops:`, or `final:`.")
        }
        guard let code, let title else { return nil }
        let state = ProceedingRule.State(
            code: code, title: title, isFinal: isFinal, due: due, lapse: lapse,
            stops: stops.map(\.code).sorted())
        return .init(
            state: state, node: codeNode, dueNode: dueNode, lapseNode: lapseNode, stops: stops)
    }

    private func lapse() -> ProceedingRule.Lapse? {
        var reader = self
        let after = reader.mapping("after").flatMap { $0.dayReferenceAlone() }
        let state = reader.code("to", as: StateCode.self)
        reader.finish()
        guard let after, let state else { return nil }
        return .init(after: after, state: state)
    }

    /// A day of a clock, and nothing else.
    func dayReferenceAlone() -> ProceedingRule.DayReference? {
        var reader = self
        let day = reader.dayReference()
        reader.finish()
        return day
    }

    /// A day of a clock, by the clock and its step.
    mutating func dayReference() -> ProceedingRule.DayReference? {
        let clockNode = required("clock")
        let clock = code("clock", as: ClockCode.self)
        let stepNode = required("step")
        let step = text("step")
        guard let clock, let step else { return nil }
        reading.refer(to: .clock(clock), at: place(clockNode))
        let place = place(stepNode)
        reading.later { $0.check(step: step, of: clock, at: place) }
        return .init(clock: clock, step: step)
    }

    /// Codes in a list that may be absent, each once, with where each stands.
    mutating func optionalCodes<C: Code>(
        _ name: String, as type: C.Type
    ) -> [(code: C, node: Node)] {
        guard let list = optional(name) else { return [] }
        return codes(of: list, name, as: type)
    }

    /// Codes in a list that must be there, each once, with where each stands.
    mutating func requiredCodes<C: Code>(
        _ name: String, as type: C.Type
    ) -> [(code: C, node: Node)] {
        guard let list = required(name) else { return [] }
        return codes(of: list, name, as: type)
    }

    private func codes<C: Code>(
        of list: Node, _ name: String, as type: C.Type
    ) -> [(code: C, node: Node)] {
        guard let nodes = list.sequence, !nodes.isEmpty else {
            fault(list, "“\(name)” must be a list.", cure: "Write its elements as `- …` lines.")
            return []
        }
        var found: [(code: C, node: Node)] = []
        for node in nodes {
            guard let code = code(of: node, as: type) else { continue }
            if found.contains(where: { $0.code == code }) {
                fault(node, "“\(code)” stands here twice.", cure: "Keep one of the two.")
                continue
            }
            found.append((code, node))
        }
        return found
    }
}

/// A state as it was read, with where what it says stands.
struct ProceedingStateReading {
    let state: ProceedingRule.State
    let node: Node?
    let dueNode: Node?
    let lapseNode: Node?
    let stops: [(code: ClockCode, node: Node)]
}

extension PackLoading {
    /// A clock that stands still has a step, in every value of it, that lets it.
    func check(stoppable clock: ClockCode, at place: PackReading.Place) {
        guard let values = clocks[clock]?.rule.values,
            !values.allSatisfy({ $0.value.steps.contains(where: \.isStoppable) })
        else { return }
        reading.fault(
            place, "The clock “\(clock)” never stands still.",
            cure: "Leave it out, or give one of its steps `stops: true`.")
    }

    /// A day that is put off has an extension, in every value of its clock that has the step.
    func check(extendable day: ProceedingRule.DayReference, at place: PackReading.Place) {
        let steps = (clocks[day.clock]?.rule.values ?? []).flatMap { value in
            value.value.steps.filter { $0.name == day.step }
        }
        guard steps.contains(where: { $0.extensionMost == nil }) else { return }
        reading.fault(
            place, "The step “\(day.step)” of “\(day.clock)” cannot be put off.",
            cure: "Name another step, or give this one an `extension:`.")
    }
}
