// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

/// What the states and moves of a proceeding say of each other: that each state is reached and left
/// again, and that what a move or a state rests on has happened on every way to it.
struct ProceedingCheck {
    private let rule: ProceedingRule
    private let states: [ProceedingStateReading]
    private let moves: [ProceedingMoveReading]
    private let reader: MappingReader

    init(
        _ rule: ProceedingRule, _ states: [ProceedingStateReading],
        _ moves: [ProceedingMoveReading], _ reader: MappingReader
    ) {
        self.rule = rule
        self.states = states
        self.moves = moves
        self.reader = reader
    }

    /// Notes every fault.
    func check() {
        let isKnown = checkNames()
        checkEffects()
        // What is reached from where is told only of states that there are.
        guard isKnown else { return }
        let reached = checkReached()
        checkLeft(reached)
        checkCircles()
        checkPast()
    }

    // MARK: Names

    private func checkNames() -> Bool {
        let stateCodes = rule.states.map(\.code)
        let moveNames = rule.moves.map(\.name)
        var isKnown = true
        func check(_ state: StateCode, _ node: Node?) {
            guard !stateCodes.contains(state) else { return }
            isKnown = false
            reader.fault(
                node, "No state “\(state)” stands in this proceeding.",
                cure: "Use one of: \(stateCodes.map(\.text).joined(separator: ", ")).")
        }
        for state in states {
            if let lapse = state.state.lapse { check(lapse.state, state.lapseNode) }
        }
        for move in moves {
            for (state, node) in move.from {
                check(state, node)
                if rule.state(state)?.isFinal ?? false {
                    reader.fault(
                        node, "The state “\(state)” is final, and nothing follows it.",
                        cure: "Leave it out, or leave out its `final:`.")
                }
            }
            for (outcome, place) in zip(move.move.outcomes, move.outcomes) {
                check(outcome.state, place.node)
            }
            for (name, node) in move.named where !moveNames.contains(name) {
                reader.fault(
                    node, "No move “\(name)” stands in this proceeding.",
                    cure: "Use one of: \(moveNames.map(\.text).joined(separator: ", ")).")
            }
        }
        return isKnown
    }

    // MARK: Effects

    private func checkEffects() {
        let effects = Set(rule.moves.flatMap(\.outcomes).flatMap(\.effects))
        for move in moves {
            for (outcome, place) in zip(move.move.outcomes, move.outcomes) {
                for effect in outcome.effects {
                    guard let needed = effect.needed, effects.isDisjoint(with: needed) else {
                        continue
                    }
                    let words = needed.map { "`\($0.rawValue)`" }.joined(separator: " or ")
                    reader.fault(
                        place.effects, "No move does what “\(effect.rawValue)” undoes.",
                        cure: "Leave it out, or let a move do \(words).")
                }
            }
            if let name = move.move.noWorseThan { checkNoWorse(than: name, move) }
            let suspends = move.move.outcomes.contains { $0.effects.contains(.suspend) }
            if let node = move.nodes.suspendedUntil, !suspends {
                reader.fault(
                    node, "“\(move.move.name)” suspends nothing.",
                    cure: "Leave out `suspendedUntil:`, or let an outcome `suspend`.")
            }
        }
    }

    private func checkNoWorse(than name: MoveCode, _ move: ProceedingMoveReading) {
        if let told = rule.move(name), !told.takesMeasures {
            reader.fault(
                move.nodes.noWorseThan, "The move “\(name)” states no measures.",
                cure: "Name a move that takes `measures: true`.")
        }
        let imposes = move.move.outcomes.contains { $0.effects.contains(.impose) }
        if !imposes {
            reader.fault(
                move.nodes.noWorseThan, "“\(move.move.name)” imposes nothing that could be worse.",
                cure: "Leave out `noWorseThan:`, or let an outcome `impose`.")
        }
    }

    // MARK: Ways

    /// The states to which one leads at once.
    private func next(_ state: ProceedingRule.State) -> Set<StateCode> {
        let made = rule.moves.filter { $0.from.contains(state.code) }
        return Set(made.flatMap(\.outcomes).map(\.state) + [state.lapse?.state].compactMap(\.self))
    }

    private func checkReached() -> Set<StateCode> {
        var reached: Set<StateCode> = []
        var fresh = Set(rule.opening.outcomes.map(\.state))
        while !fresh.isEmpty {
            reached.formUnion(fresh)
            let following = rule.states.filter { fresh.contains($0.code) }.flatMap(next)
            fresh = Set(following).subtracting(reached)
        }
        for state in states where !reached.contains(state.state.code) {
            reader.fault(
                state.node, "The state “\(state.state.code)” is never reached.",
                cure: "Let a move or a lapse lead to it, or leave it out.")
        }
        return reached
    }

    private func checkLeft(_ reached: Set<StateCode>) {
        guard rule.states.contains(where: \.isFinal) else {
            reader.fault(
                reader.node, "The proceeding never ends.",
                cure: "Write `final: true` in the states in which it is over.")
            return
        }
        var ending = Set(rule.states.filter(\.isFinal).map(\.code))
        var isGrowing = true
        while isGrowing {
            let more = rule.states.filter {
                !ending.contains($0.code) && !next($0).isDisjoint(with: ending)
            }
            isGrowing = !more.isEmpty
            ending.formUnion(more.map(\.code))
        }
        for state in states {
            let code = state.state.code
            guard reached.contains(code), !ending.contains(code) else { continue }
            if next(state.state).isEmpty {
                reader.fault(
                    state.node, "Nothing leads out of the state “\(code)”, and it is not final.",
                    cure: "Write `final: true`, or let a move or a lapse lead on.")
            } else {
                reader.fault(
                    state.node, "From the state “\(code)” no way leads to an end.",
                    cure: "Let a move or a lapse lead on to a final state.")
            }
        }
    }

    /// States that follow of themselves, one upon the other, come to an end.
    private func checkCircles() {
        var told: Set<StateCode> = []
        for state in states where !told.contains(state.state.code) {
            var way = [state.state.code]
            while let last = way.last, let following = rule.state(last)?.lapse?.state {
                guard !way.contains(following) else {
                    guard following == state.state.code else { break }
                    told.formUnion(way)
                    reader.fault(
                        state.lapseNode, "What comes of itself here turns in a circle.",
                        cure: "Let one of the states lapse to another, or not at all.")
                    break
                }
                way.append(following)
            }
        }
    }

    // MARK: What has happened

    /// Whatever a move or a state rests on has happened on every way to it.
    private func checkPast() {
        let past = ProceedingPast(rule)
        for state in states {
            let known = past.at(state.state.code)
            let words = "it comes to “\(state.state.code)”"
            let days: [(ProceedingRule.DayReference?, Node?)] = [
                (state.state.due, state.dueNode), (state.state.lapse?.after, state.lapseNode),
            ]
            for (day, node) in days {
                if let day { check(day.clock, at: node, words, known) }
            }
            for (clock, node) in state.stops { check(clock, at: node, words, known) }
        }
        for move in moves {
            let known = past.before(move.move)
            let words = "“\(move.move.name)” is made"
            if let wait = move.move.notBefore {
                check(wait.day.clock, at: move.nodes.notBefore, words, known)
            }
            if let last = move.move.notAfter {
                check(last.clock, at: move.nodes.notAfter, words, known)
            }
            // It may rest on a clock that the move itself starts.
            if let last = move.move.suspendedUntil {
                check(
                    last.clock, at: move.nodes.suspendedUntil, words,
                    known.union(ProceedingPast.facts(of: move.move)))
            }
            for (put, node) in zip(move.move.extends, move.nodes.extends) {
                check(put.day.clock, at: node, words, known)
            }
            if let name = move.move.noWorseThan, rule.move(name) != nil,
                !known.contains(.move(name))
            {
                reader.fault(
                    move.nodes.noWorseThan,
                    "On some way “\(move.move.name)” is made before “\(name)”.",
                    cure: "Let every way to it lead over “\(name)”, or leave out `noWorseThan:`.")
            }
        }
    }

    private func check(
        _ clock: ClockCode, at node: Node?, _ words: String, _ known: Set<ProceedingPast.Fact>
    ) {
        guard !known.contains(.clock(clock)) else { return }
        guard rule.moves.contains(where: { $0.starts.contains { $0.clock == clock } }) else {
            reader.fault(
                node, "No move starts the clock “\(clock)”.",
                cure: "Add it to the `starts:` of a move, or name another clock.")
            return
        }
        reader.fault(
            node, "On some way \(words) before the clock “\(clock)” has started.",
            cure: "Let a move on every way start it, or name another clock.")
    }
}

/// What has happened in a proceeding on every way to one of its states.
private struct ProceedingPast {
    /// One thing that has happened.
    enum Fact: Hashable {
        /// The clock was started.
        case clock(ClockCode)
        /// The move was made.
        case move(MoveCode)
    }

    private let rule: ProceedingRule
    private var facts: [StateCode: Set<Fact>]

    init(_ rule: ProceedingRule) {
        self.rule = rule
        var all: Set<Fact> = []
        for move in rule.moves { all.formUnion(Self.facts(of: move)) }
        facts = Dictionary(rule.states.map { ($0.code, all) }) { first, _ in first }
        // What is left of all when nothing more falls away holds on every way.
        while narrow() {}
    }

    /// What has happened by the time of a state.
    func at(_ state: StateCode) -> Set<Fact> { facts[state] ?? [] }

    /// What has happened by the time of a move, from whichever state it is made.
    func before(_ move: ProceedingMoveRule) -> Set<Fact> {
        guard let first = move.from.first else { return [] }
        return move.from.reduce(into: at(first)) { $0.formIntersection(at($1)) }
    }

    private mutating func narrow() -> Bool {
        let earlier = facts
        for move in rule.moves {
            let starts = move.name == rule.opening.name ? [Set<Fact>()] : move.from.map(at)
            for start in starts {
                for outcome in move.outcomes {
                    facts[outcome.state]?.formIntersection(start.union(Self.facts(of: move)))
                }
            }
        }
        for state in rule.states {
            guard let next = state.lapse?.state else { continue }
            let past = at(state.code)
            facts[next]?.formIntersection(past)
        }
        return facts != earlier
    }

    /// What a move makes happen; a clock whose first day need not be stated may not start.
    static func facts(of move: ProceedingMoveRule) -> Set<Fact> {
        let needed = move.fields.filter(\.isNeeded).map(\.kind)
        let clocks = move.starts.filter { start in
            start.day.map { needed.contains(.day($0)) } ?? true
        }
        return Set(clocks.map { .clock($0.clock) } + [.move(move.name)])
    }
}

extension ProceedingMoveRule.Effect {
    /// What must have been done that it undoes; nil where it undoes nothing.
    fileprivate var needed: [Self]? {
        switch self {
        case .lift, .setAside, .stay: [.impose, .suspend]
        case .resume: [.stay]
        case .confirmEvents, .annulEvents, .impose, .suspend: nil
        }
    }
}
