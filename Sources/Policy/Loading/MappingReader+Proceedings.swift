// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    /// A proceeding: its states and moves.
    mutating func proceedingRule(_ validity: Validity) -> ProceedingRule? {
        let kind = choice("kind", of: ProceedingKind.self)
        let roles = roles("roles")
        let onceNode = optional("once")
        let isOnce = bool("once", absent: false)
        let limitationNode = optional("limitation")
        let limitation = optionalMapping("limitation").flatMap { $0.dayReference() }
        if let kind, kind != .penaltyCase, isOnce || limitation != nil {
            fault(
                onceNode ?? limitationNode, "Only a case is about acts, which are punished once.",
                cure: "Leave out `once:` and `limitation:`.")
        }
        let states = mappings("states").compactMap { $0.proceedingState() }
        var moves: [ProceedingMoveRule] = []
        let readers = mappings("moves")
        for (index, reader) in readers.enumerated() {
            if let move = reader.proceedingMove(isFirst: index == 0) { moves.append(move) }
        }
        guard let kind, !states.isEmpty, !moves.isEmpty, moves.count == readers.count else {
            return nil
        }
        let rule = ProceedingRule(
            kind: kind, roles: roles, isOnce: isOnce,
            limitation: limitation.map { .init(last: $0) }, states: states, moves: moves)
        ProceedingCheck(rule, at: place(node), reading).check()
        return rule
    }

    /// A step of a clock, as `{ clock: cn.penalty-notice, step: reply }`.
    private func dayReference() -> ProceedingRule.DayReference? {
        var reader = self
        defer { reader.finish() }
        return reader.readDayReference()
    }

    /// The members `clock` and `step`.
    private mutating func readDayReference() -> ProceedingRule.DayReference? {
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

    private func proceedingState() -> ProceedingRule.State? {
        var reader = self
        let code = reader.code("state", as: StateCode.self)
        let title = reader.localText("title")
        let isFinal = reader.bool("final", absent: false)
        let due = reader.optionalMapping("due").flatMap { $0.dayReference() }
        let lapse = reader.optionalMapping("lapses").flatMap { $0.lapse() }
        reader.finish()
        guard let code, let title else { return nil }
        return .init(code: code, title: title, isFinal: isFinal, due: due, lapse: lapse)
    }

    private func lapse() -> ProceedingRule.Lapse? {
        var reader = self
        let after = reader.mapping("after").flatMap { $0.dayReference() }
        let state = reader.code("to", as: StateCode.self)
        reader.finish()
        guard let after, let state else { return nil }
        return .init(after: after, state: state)
    }

    private func proceedingMove(isFirst: Bool) -> ProceedingMoveRule? {
        var reader = self
        let name = reader.code("move", as: MoveCode.self)
        let title = reader.localText("title")
        let rights = reader.has("rights") ? reader.localText("rights") : nil
        let fromNode = reader.optional("from")
        let from = reader.codes("from", as: StateCode.self, isNeeded: !isFirst)
        if isFirst, let fromNode {
            fault(
                fromNode, "The first move opens the proceeding, and comes from no state.",
                cure: "Leave out `from:`, or put the move that opens it first.")
        }
        let makers = reader.makers()
        let seatNode = reader.optional("seat")
        let seat = seatNode.map {
            choice(of: $0, "seat", as: ProceedingMoveRule.Seat.self)
        }
        let apart = reader.apart()
        let notBefore = reader.optionalMapping("notBefore").flatMap { $0.wait() }
        let notAfter = reader.optionalMapping("notAfter").flatMap { $0.dayReference() }
        let fields = reader.optionalMappings("takes").compactMap { $0.field() }
        let starts = reader.optionalMappings("starts").compactMap { $0.start() }
        let noWorseThan = reader.optionalCode("noWorseThan", as: MoveCode.self)
        let outcomes = reader.outcomes()
        reader.finish()
        guard let name, let title, let seat = seat ?? .own, !makers.isEmpty, !outcomes.isEmpty
        else { return nil }
        return ProceedingMoveRule(
            name: name, title: title, rights: rights, from: from, makers: makers, seat: seat,
            apart: apart, notBefore: notBefore, notAfter: notAfter, fields: fields,
            starts: starts, noWorseThan: noWorseThan, outcomes: outcomes)
    }

    /// A list of codes.
    private mutating func codes<C: Code>(
        _ name: String, as type: C.Type, isNeeded: Bool
    ) -> [C] {
        (isNeeded ? list(name) : optionalList(name)).compactMap { code(of: $0, as: type) }
    }

    /// Who may make the move.
    private mutating func makers() -> [PrincipalRole] {
        let open: [PrincipalRole] = [.regulator, .decider, .employer, .administrator]
        return list("by").compactMap { node -> PrincipalRole? in
            guard let role = node.scalar.flatMap({ PrincipalRole(rawValue: $0.string) }),
                open.contains(role)
            else {
                fault(
                    node, "Nobody of this name makes a move.",
                    cure: "Use one of: \(open.map(\.rawValue).joined(separator: ", ")).")
                return nil
            }
            return role
        }
    }

    private mutating func apart() -> [ProceedingMoveRule.Apart] {
        optionalList("apart").compactMap { node -> ProceedingMoveRule.Apart? in
            switch node.scalar?.string {
            case "reporting"?: return .reporting
            case "any"?: return .anyMove
            case let name?:
                return MoveCode(checking: name).map { .move($0) }
            case nil:
                fault(
                    node, "Nobody is named here.",
                    cure: "Use the name of a move, `reporting`, or `any`.")
                return nil
            }
        }
    }

    private func wait() -> ProceedingMoveRule.Wait? {
        var reader = self
        let day = reader.readDayReference()
        let unless = reader.codes("unless", as: MoveCode.self, isNeeded: false)
        reader.finish()
        return day.map { .init(day: $0, unless: unless) }
    }

    private func start() -> ProceedingMoveRule.Start? {
        var reader = self
        let node = reader.required("clock")
        let clock = reader.code("clock", as: ClockCode.self)
        let day = reader.optionalText("with")
        reader.finish()
        guard let clock else { return nil }
        reading.refer(to: .clock(clock), at: place(node))
        return .init(clock: clock, day: day)
    }

    /// One thing that is stated with a move.
    private func field() -> ProceedingMoveRule.Field? {
        var reader = self
        let words = ["fact", "text", "day", "evidence", "measures"]
        let heads = words.filter(reader.holds)
        guard heads.count == 1 else {
            fault(
                node, "One thing is stated at a time.",
                cure: "Use one of: \(words.joined(separator: ", ")).")
            return nil
        }
        let isNeeded = reader.bool("needed", absent: true)
        let isInternal = reader.bool("internal", absent: false)
        let title = reader.has("title") ? reader.localText("title") : nil
        defer { reader.finish() }
        let kind: ProceedingMoveRule.Field.Kind?
        switch heads[0] {
        case "fact":
            let node = reader.required("fact")
            let name = reader.text("fact")
            if let name {
                let place = place(node)
                reading.later { $0.check(noticeFact: name, at: place) }
            }
            kind = name.map { .fact($0) }
        case "text": kind = reader.name("text").map { .text($0) }
        case "day": kind = reader.name("day").map { .day($0) }
        case "evidence": kind = reader.bool("evidence") == true ? .evidence : nil
        default: kind = reader.bool("measures") == true ? .measures : nil
        }
        return kind.map { .init(kind: $0, title: title, isNeeded: isNeeded, isInternal: isInternal) }
    }

    /// The name of a field: a code, since it stands in requests.
    private mutating func name(_ member: String) -> String? {
        code(member, as: StateCode.self)?.text
    }

    /// One outcome written on the move itself, or several in a list.
    private mutating func outcomes() -> [ProceedingMoveRule.Outcome] {
        guard holds("outcomes") else {
            let state = code("to", as: StateCode.self)
            let effects = effects()
            return state.map { [.init(code: nil, title: nil, state: $0, effects: effects)] } ?? []
        }
        return mappings("outcomes").compactMap { inner in
            var reader = inner
            let code = reader.code("outcome", as: OutcomeCode.self)
            let title = reader.localText("title")
            let state = reader.code("to", as: StateCode.self)
            let effects = reader.effects()
            reader.finish()
            guard let code, let title, let state else { return nil }
            return .init(code: code, title: title, state: state, effects: effects)
        }
    }

    private mutating func effects() -> [ProceedingMoveRule.Effect] {
        optionalList("does").compactMap {
            choice(of: $0, "does", as: ProceedingMoveRule.Effect.self)
        }
    }
}

extension PackLoading {
    /// A fact that is stated with a move is one of a notice.
    func check(noticeFact name: String, at place: PackReading.Place) {
        guard !facts.contains(where: { $0.name == name && $0.subject == .notice }) else { return }
        reading.fault(
            place, "No fact “\(name)” of a notice is defined.",
            cure: "Mend the name, or define it in facts.yaml with `of: notice`.")
    }
}
