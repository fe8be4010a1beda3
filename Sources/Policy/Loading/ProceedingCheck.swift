// SPDX-License-Identifier: Apache-2.0

import Domain

/// Whether the states and moves of a proceeding fit each other.
struct ProceedingCheck {
    private let rule: ProceedingRule
    private let place: PackReading.Place
    private let reading: PackReading

    init(_ rule: ProceedingRule, at place: PackReading.Place, _ reading: PackReading) {
        self.rule = rule
        self.place = place
        self.reading = reading
    }

    /// Notes every fault.
    func check() {
        checkNames()
        checkTargets()
        checkWays()
        checkLapses()
        checkClocks()
        for move in rule.moves { check(move) }
    }

    private func fault(_ message: String, _ cure: String) {
        reading.fault(place, message, cure: cure)
    }

    private func checkNames() {
        for code in Self.repeated(rule.states.map(\.code)) {
            fault("The state “\(code)” stands here twice.", "Keep one of the two.")
        }
        for name in Self.repeated(rule.moves.map(\.name)) {
            fault("The move “\(name)” stands here twice.", "Give each move its own name.")
        }
    }

    private static func repeated<C: Code>(_ codes: [C]) -> [C] {
        Dictionary(grouping: codes) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
    }

    /// Every state and move that is named must be there.
    private func checkTargets() {
        let states =
            rule.moves.flatMap { $0.from + $0.outcomes.map(\.state) }
            + rule.states.compactMap(\.lapse?.state)
        for code in Set(states).sorted() where rule.state(code) == nil {
            fault(
                "There is no state “\(code)”.",
                "Mend the name, or add the state; there is: "
                    + rule.states.map(\.code.text).joined(separator: ", ") + ".")
        }
        let moves = rule.moves.flatMap { move in
            (move.notBefore?.unless ?? []) + [move.noWorseThan].compactMap(\.self)
                + move.apart.compactMap { apart in
                    if case .move(let name) = apart { name } else { nil }
                }
        }
        for name in Set(moves).sorted() where rule.move(name) == nil {
            fault(
                "There is no move “\(name)”.",
                "Mend the name; there is: " + rule.moves.map(\.name.text).joined(separator: ", ")
                    + ".")
        }
    }

    /// Every state is reached, and from every state that is not final something leads on.
    private func checkWays() {
        var reached = Set(rule.opening.outcomes.map(\.state))
        var edge = Array(reached)
        while let state = edge.popLast() {
            let next =
                rule.moves.filter { $0.from.contains(state) }.flatMap { $0.outcomes.map(\.state) }
                + [rule.state(state)?.lapse?.state].compactMap(\.self)
            edge += next.filter { reached.insert($0).inserted }
        }
        for state in rule.states {
            if !reached.contains(state.code) {
                fault(
                    "Nothing leads to the state “\(state.code)”.",
                    "Let a move end in it, or leave it out.")
            }
            let leads = rule.moves.contains { $0.from.contains(state.code) } || state.lapse != nil
            if state.isFinal, leads {
                fault(
                    "The state “\(state.code)” is final, and yet something leads on from it.",
                    "Leave out `final:`, or what leads on.")
            }
            if !state.isFinal, !leads {
                fault(
                    "Nothing leads on from the state “\(state.code)”.",
                    "Write `final: true`, or add a move from it.")
            }
        }
    }

    private func checkLapses() {
        for state in rule.states {
            var seen: Set<StateCode> = [state.code]
            var next = state.lapse?.state
            while let code = next {
                guard seen.insert(code).inserted else {
                    fault(
                        "The state “\(state.code)” lapses in a circle.",
                        "Let the last of these states not lapse.")
                    return
                }
                next = rule.state(code)?.lapse?.state
            }
        }
    }

    /// A day can only be asked of a clock that some move starts.
    private func checkClocks() {
        let started = Set(rule.moves.flatMap { $0.starts.map(\.clock) })
        let asked =
            rule.states.flatMap { [$0.due, $0.lapse?.after].compactMap(\.self) }
            + rule.moves.flatMap { [$0.notBefore?.day, $0.notAfter].compactMap(\.self) }
        for clock in Set(asked.map(\.clock)).sorted() where !started.contains(clock) {
            fault(
                "No move starts the clock “\(clock)”, whose days are asked for.",
                "Add it to `starts:` of the move with which it begins.")
        }
    }

    private func check(_ move: ProceedingMoveRule) {
        var names: [String] = []
        var days: [String] = []
        for field in move.fields {
            switch field.kind {
            case .fact(let name), .text(let name): names.append(name)
            case .day(let name):
                names.append(name)
                days.append(name)
            case .evidence: names.append("evidence")
            case .measures: names.append("measures")
            }
        }
        if Set(names).count != names.count {
            fault("“\(move.name)” takes one field twice.", "Keep one of the two.")
        }
        for start in move.starts {
            guard let day = start.day, !days.contains(day) else { continue }
            fault(
                "“\(move.name)” starts “\(start.clock)” with “\(day)”, which is no day that it "
                    + "takes.",
                "Add `{ day: \(day), title: … }` to `takes:`, or leave out `with:`.")
        }
        let imposes = move.outcomes.contains { $0.effects.contains(.impose) }
        if imposes, !move.takesMeasures {
            fault(
                "“\(move.name)” imposes measures, and takes none.",
                "Add `{ measures: true }` to `takes:`.")
        }
        if imposes, rule.kind != .penaltyCase {
            fault(
                "“\(move.name)” imposes measures in a proceeding that is no case.",
                "Leave out `impose`, or make it a case.")
        }
        if let named = move.noWorseThan.flatMap(rule.move), !named.takesMeasures {
            fault(
                "“\(move.name)” is held against “\(named.name)”, which tells of no measures.",
                "Name the move that notifies the party.")
        }
        let codes = move.outcomes.compactMap(\.code)
        if Set(codes).count != codes.count {
            fault("“\(move.name)” has one outcome twice.", "Give each its own code.")
        }
        for outcome in move.outcomes {
            let effects = Set(outcome.effects)
            let pairs: [[ProceedingMoveRule.Effect]] = [
                [.confirmEvents, .annulEvents], [.lift, .setAside], [.stay, .resume],
            ]
            for pair in pairs where effects.isSuperset(of: pair) {
                fault(
                    "“\(move.name)” does “\(pair[0].rawValue)” and “\(pair[1].rawValue)” at once.",
                    "Keep one of the two.")
            }
        }
    }
}
