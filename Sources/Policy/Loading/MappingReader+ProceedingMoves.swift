// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

/// A move as it was read, with where what it says stands.
struct ProceedingMoveReading {
    let move: ProceedingMoveRule
    let node: Node?
    /// The states from which it is made.
    let from: [(code: StateCode, node: Node)]
    /// Moves that it names, each with the place where it does.
    let named: [(name: MoveCode, node: Node?)]
    let nodes: Nodes
    /// The outcomes, in order.
    let outcomes: [(node: Node?, effects: Node?)]

    /// Where its members stand.
    struct Nodes {
        var notBefore: Node?
        var notAfter: Node?
        var extends: [Node?] = []
        var suspendedUntil: Node?
        var noWorseThan: Node?
    }
}

extension MappingReader {
    /// One move; `earlier` are the names of those that stand before it.
    func proceedingMove(
        after earlier: [MoveCode], of kind: ProceedingKind?, isFirst: Bool
    ) -> ProceedingMoveReading? {
        var reader = self
        defer { reader.finish() }
        let (name, nameNode) = reader.moveName(after: earlier)
        let title = reader.localText("title")
        let rightsNode = reader.optional("rights")
        let rights = rightsNode == nil ? nil : reader.localText("rights")
        let from = reader.origins(isFirst: isFirst)
        let makers = reader.makers()
        let seat = reader.seat(makers, isFirst: isFirst)
        let (apart, apartNamed) = reader.apart(isFirst: isFirst)
        var nodes = ProceedingMoveReading.Nodes()
        nodes.notBefore = reader.optional("notBefore")
        let (wait, waitNamed) = reader.wait()
        nodes.notAfter = reader.optional("notAfter")
        let notAfter = reader.optionalMapping("notAfter").flatMap { $0.dayReferenceAlone() }
        let fields = reader.moveFields(of: kind)
        let starts = reader.starts(fields)
        let extends = reader.extensions(fields)
        nodes.extends = extends.map(\.node)
        nodes.suspendedUntil = reader.optional("suspendedUntil")
        let suspendedUntil = reader.optionalMapping("suspendedUntil").flatMap {
            $0.dayReferenceAlone()
        }
        nodes.noWorseThan = reader.optional("noWorseThan")
        let noWorseThan = reader.optionalCode("noWorseThan", as: MoveCode.self)
        let outcomes = reader.moveOutcomes(fields, of: kind)
        guard let name, let title, !makers.isEmpty, let seat, let outcomes,
            isFirst || !from.isEmpty
        else { return nil }
        let move = ProceedingMoveRule(
            name: name, title: title, rights: rights, from: from.map(\.code), makers: makers,
            seat: seat, apart: apart, notBefore: wait, notAfter: notAfter, fields: fields,
            starts: starts, extends: extends.map(\.extension),
            suspendedUntil: suspendedUntil, noWorseThan: noWorseThan,
            outcomes: outcomes.map(\.outcome))
        let worse = noWorseThan.map { (name: $0, node: nodes.noWorseThan) }
        return .init(
            move: move, node: nameNode, from: from,
            named: apartNamed + waitNamed + [worse].compactMap(\.self), nodes: nodes,
            outcomes: outcomes.map { ($0.node, $0.effects) })
    }

    /// The name, as it stands in the path of a request.
    private mutating func moveName(after earlier: [MoveCode]) -> (MoveCode?, Node?) {
        let node = required("code")
        guard let name = code("code", as: MoveCode.self) else { return (nil, node) }
        if earlier.contains(name) {
            fault(
                node, "The move “\(name)” stands here twice.",
                cure: "Give each move its own name; one move may start from several states.")
        }
        let isPlain = name.text.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
        }
        if !isPlain {
            fault(
                node, "“\(name)” is no name of a move.",
                cure: "Use lower-case letters, digits and hyphens, as in `decide-appeal`.")
        }
        return (name, node)
    }

    private mutating func origins(isFirst: Bool) -> [(code: StateCode, node: Node)] {
        guard isFirst else { return requiredCodes("from", as: StateCode.self) }
        if let node = optional("from") {
            fault(
                node, "The first move opens the proceeding, and comes from no state.",
                cure: "Leave out `from:`, or put the move that opens it first.")
        }
        return []
    }

    /// Those who may make a move: officers, deciders, the party itself or the administrator.
    private static let makers: [PrincipalRole] = [.regulator, .decider, .employer, .administrator]

    private mutating func makers() -> [PrincipalRole] {
        var makers: [PrincipalRole] = []
        for node in list("by") {
            let word = node.scalar?.string ?? "…"
            guard let maker = Self.makers.first(where: { $0.rawValue == word }) else {
                let known = Self.makers.map(\.rawValue).joined(separator: ", ")
                fault(
                    node, "“\(word)” makes no move.",
                    cure: "Use one of: \(known); `employer` is the party itself.")
                continue
            }
            if makers.contains(maker) {
                fault(node, "“\(word)” stands here twice.", cure: "Keep one of the two.")
                continue
            }
            makers.append(maker)
        }
        return makers
    }

    private mutating func seat(
        _ makers: [PrincipalRole], isFirst: Bool
    ) -> ProceedingMoveRule.Seat? {
        guard let node = optional("seat") else { return .own }
        let seat = choice(of: node, "seat", as: ProceedingMoveRule.Seat.self)
        if seat == .superior {
            if isFirst {
                fault(
                    node, "A proceeding is opened before the authority of whoever opens it.",
                    cure: "Leave out `seat:`.")
            } else if makers == [.employer] {
                fault(
                    node, "A party acts for no authority.",
                    cure: "Leave out `seat:`, or let an officer make the move.")
            }
        }
        return seat
    }

    /// Who is kept apart, and the moves that are named.
    private mutating func apart(
        isFirst: Bool
    ) -> ([ProceedingMoveRule.Apart], [(name: MoveCode, node: Node?)]) {
        guard let node = optional("apart") else { return ([], []) }
        if isFirst {
            fault(
                node, "Nobody had a hand in a proceeding before it is opened.",
                cure: "Leave out `apart:`, and keep the later moves apart from this one.")
        }
        if node.scalar?.string == "any" { return ([.anyMove], []) }
        guard let nodes = node.sequence, !nodes.isEmpty else {
            fault(
                node, "It cannot be told who is kept apart.",
                cure: "Write `any`, or a list of `reporting` and `{ move: … }`.")
            return ([], [])
        }
        var found: [ProceedingMoveRule.Apart] = []
        var named: [(name: MoveCode, node: Node?)] = []
        for node in nodes {
            var apart: ProceedingMoveRule.Apart?
            if node.mapping != nil, var inner = MappingReader(node, file: file, reading: reading) {
                let moveNode = inner.optional("move")
                if let name = inner.code("move", as: MoveCode.self) {
                    apart = .move(name)
                    named.append((name, moveNode))
                }
                inner.finish()
            } else if node.scalar?.string == "reporting" {
                apart = .reporting
            } else {
                fault(
                    node, "“\(node.scalar?.string ?? "…")” keeps nobody apart.",
                    cure: "Use `reporting` or `{ move: … }`, or write `apart: any`.")
            }
            guard let apart else { continue }
            if found.contains(apart) {
                fault(node, "The same hand stands here twice.", cure: "Keep one of the two.")
                continue
            }
            found.append(apart)
        }
        return (found, named)
    }

    /// Until when it must wait, and the moves after which it need not.
    private mutating func wait() -> (
        ProceedingMoveRule.Wait?, [(name: MoveCode, node: Node?)]
    ) {
        guard var inner = optionalMapping("notBefore") else { return (nil, []) }
        let day = inner.dayReference()
        let unless = inner.optionalCodes("unless", as: MoveCode.self)
        inner.finish()
        let named = unless.map { (name: $0.code, node: Optional($0.node)) }
        return (day.map { .init(day: $0, unless: unless.map(\.code)) }, named)
    }

    private mutating func starts(
        _ fields: [ProceedingMoveRule.Field]
    ) -> [ProceedingMoveRule.Start] {
        var starts: [ProceedingMoveRule.Start] = []
        for var inner in optional("starts") == nil ? [] : mappings("starts") {
            let clockNode = inner.required("clock")
            let clock = inner.code("clock", as: ClockCode.self)
            let begins = inner.dayField("begins", fields)
            inner.finish()
            guard let clock else { continue }
            reading.refer(to: .clock(clock), at: place(clockNode))
            if starts.contains(where: { $0.clock == clock }) {
                fault(
                    clockNode, "The clock “\(clock)” starts here twice.",
                    cure: "Keep one of the two.")
            }
            starts.append(.init(clock: clock, day: begins))
        }
        return starts
    }

    private mutating func extensions(
        _ fields: [ProceedingMoveRule.Field]
    ) -> [(extension: ProceedingMoveRule.Extension, node: Node?)] {
        var found: [(extension: ProceedingMoveRule.Extension, node: Node?)] = []
        for var inner in optional("extends") == nil ? [] : mappings("extends") {
            let stepNode = inner.required("step")
            let day = inner.dayReference()
            let untilNode = inner.required("until")
            let until = untilNode == nil ? nil : inner.dayField("until", fields)
            inner.finish()
            guard let day, let until else { continue }
            let place = place(stepNode)
            reading.later { $0.check(extendable: day, at: place) }
            if found.contains(where: { $0.extension.day == day }) {
                fault(inner.node, "The same day is put off twice.", cure: "Keep one of the two.")
            }
            found.append((.init(day: day, until: until), inner.node))
        }
        return found
    }

    /// The name of a field of the move that is a day; nil where none is named.
    private mutating func dayField(
        _ member: String, _ fields: [ProceedingMoveRule.Field]
    ) -> String? {
        guard let node = optional(member), let name = text(of: node, member) else { return nil }
        guard fields.contains(where: { $0.kind == .day(name) }) else {
            fault(
                node, "No day “\(name)” is taken with this move.",
                cure: "Add `- { day: \(name), title: … }` to `takes:`, or mend the name.")
            return nil
        }
        return name
    }
}
