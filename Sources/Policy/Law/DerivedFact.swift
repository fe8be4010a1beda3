// SPDX-License-Identifier: Apache-2.0

public import Domain

/// A fact of a party or a nominee that nobody stated and that follows from others.
///
/// - Source: the fact's `derived` in `facts.yaml` of the pack.
public struct DerivedFact: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// What follows.
    public let value: JSONValue
    /// Where it is written that it does.
    public let source: String
}

extension Policy {
    /// What follows on `day` from the facts of a party, in the order in which the law defines it,
    /// so that a later fact may follow from an earlier one that itself follows.
    ///
    /// Where the law did not yet say how a fact follows, it stays unknown.
    ///
    /// - Source: `facts.yaml` of the pack, as in force on the day.
    public func derivedFacts(of party: PredicateSubject, on day: CivilDate) -> [DerivedFact] {
        derived(factsThatFollow, of: party, on: day)
    }

    /// The same while an event is weighed: what follows from results of earlier periods is left
    /// out, since no rating is at hand, and the loader lets nobody ask for it there.
    package func factsWhileWeighing(
        of party: PredicateSubject, on day: CivilDate
    ) -> [DerivedFact] {
        derived(factsThatFollowWhileWeighing, of: party, on: day)
    }

    /// What follows on `day` from the facts of a nominee, in the same way.
    ///
    /// - Source: `facts.yaml` of the pack, as in force on the day.
    public func derivedNomineeFacts(
        of nominee: PredicateSubject, on day: CivilDate
    ) -> [DerivedFact] {
        derived(nomineeFactsThatFollow, of: nominee, on: day)
    }

    private func derived(
        _ facts: [FactDefinition], of subject: PredicateSubject, on day: CivilDate
    ) -> [DerivedFact] {
        guard !facts.isEmpty else { return [] }
        var subject = subject
        var derived: [DerivedFact] = []
        for fact in facts {
            let isStated = subject.facts.contains { $0.name == fact.name && $0.value != .null }
            guard !isStated, let rule = fact.derivation?.valueInForce(on: day),
                let row = rule.value.first(where: { $0.condition.holds(of: subject) })
            else { continue }
            derived.append(
                DerivedFact(name: fact.name, value: row.value, source: rule.provenance.citation))
            subject = subject.with([.init(fact.name, row.value)] + subject.facts)
        }
        return derived
    }
}

extension FactDefinition {
    /// The conditions from which it follows, in whatever version of the law.
    var conditions: [Predicate] {
        (derivation?.values.flatMap(\.value) ?? []).map(\.condition)
    }
}

extension [FactDefinition] {
    /// The names of those that follow from such an aggregate, or from a fact that does.
    func following(from isSuch: (EventAggregate) -> Bool) -> Set<String> {
        var found: Set<String> = []
        // A fact follows from facts further up only.
        for fact in self {
            let follows = fact.conditions.contains { condition in
                condition.aggregates.contains(where: isSuch)
                    || !condition.factNames.isDisjoint(with: found)
            }
            if follows { found.insert(fact.name) }
        }
        return found
    }
}

extension Policy {
    /// The days on which it changes how facts of these names follow from others, or those from
    /// which they follow.
    public func derivationChangeDays(of names: Set<String>) -> [CivilDate] {
        var names = names
        var days: [CivilDate] = []
        // A fact follows from facts further up only.
        for fact in facts.reversed() where names.contains(fact.name) {
            guard let derivation = fact.derivation else { continue }
            days += derivation.changeDays
            for row in derivation.values.flatMap(\.value) {
                names.formUnion(row.condition.factNames)
            }
        }
        return days
    }
}

extension PredicateSubject {
    /// The same, with other facts.
    public func with(_ facts: [JSONValue.Member]) -> PredicateSubject {
        PredicateSubject(
            role: role, kind: kind, facts: facts, asOf: asOf, aggregate: aggregate, count: count)
    }

    /// The same, with what follows from others before what is stated.
    public func with(_ derived: [DerivedFact]) -> PredicateSubject {
        derived.isEmpty ? self : with(derived.map { .init($0.name, $0.value) } + facts)
    }
}
