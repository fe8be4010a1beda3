// SPDX-License-Identifier: Apache-2.0

public import Domain

extension Predicate {
    /// Whether the condition holds of `subject`; nil where that follows from what nobody told.
    ///
    /// Where ``holds(of:)`` takes silence for no, this one says that it does not know. Whether a
    /// fact is known at all is always an answer.
    ///
    /// - Parameter isKindTold: Whether the kind of party was told.
    public func answer(of subject: PredicateSubject, isKindTold: Bool = true) -> Bool? {
        switch self {
        case .all(let parts):
            let answers = parts.map { $0.answer(of: subject, isKindTold: isKindTold) }
            if answers.contains(false) { return false }
            return answers.contains(nil) ? nil : true
        case .any(let parts):
            let answers = parts.map { $0.answer(of: subject, isKindTold: isKindTold) }
            if answers.contains(true) { return true }
            return answers.contains(nil) ? nil : false
        case .not(let part):
            return part.answer(of: subject, isKindTold: isKindTold).map { !$0 }
        case .fact(_, .isKnown): return holds(of: subject)
        case .fact(let name, _), .since(let name, _):
            return subject.states(name) ? holds(of: subject) : nil
        case .kind: return isKindTold ? holds(of: subject) : nil
        case .role, .count, .aggregate: return holds(of: subject)
        }
    }

    /// The names of the facts that nobody told and on which the answer hangs, each once.
    public func untoldFacts(of subject: PredicateSubject, isKindTold: Bool = true) -> [String] {
        guard answer(of: subject, isKindTold: isKindTold) == nil else { return [] }
        switch self {
        case .all(let parts), .any(let parts):
            var names: [String] = []
            for part in parts {
                for name in part.untoldFacts(of: subject, isKindTold: isKindTold)
                where !names.contains(name) {
                    names.append(name)
                }
            }
            return names
        case .not(let part): return part.untoldFacts(of: subject, isKindTold: isKindTold)
        case .fact(let name, _), .since(let name, _): return [name]
        case .role, .kind, .count, .aggregate: return []
        }
    }

    /// The days on which it may begin or cease to hold by itself, for a subject of these facts.
    public func turningDays(of facts: [JSONValue.Member]) -> [CivilDate] {
        times.flatMap { fact, time in
            facts.first { $0.name == fact }?.value.day.map { time.turningDays(from: $0) } ?? []
        }
    }
}

extension PredicateSubject {
    /// Whether a fact of this name was stated.
    fileprivate func states(_ name: String) -> Bool {
        facts.contains { $0.name == name && $0.value != .null }
    }
}
