// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

extension EligibilityCheck {
    /// The facts of nominee and party; nil where nothing was told of either.
    var subject: PredicateSubject? {
        nomination.map { policy.subject(of: $0, role: request.role, on: day) }
    }

    /// Does what the route asks by name hold? What nobody told is asked for as a condition.
    func unmetRequirements(_ terms: RouteTerms) -> [Reason] {
        let asked = terms.requirements.filter {
            $0.acts.isEmpty || $0.acts.contains(request.act)
        }
        guard !asked.isEmpty else { return [] }
        // Of a party alone, in a question, only the role is told.
        let subject =
            self.subject
            ?? PredicateSubject(role: request.role, kind: .organisation, facts: []) { _ in 0 }
        return asked.compactMap { unmet($0, of: subject) }
    }

    private func unmet(
        _ requirement: RouteTerms.Requirement, of subject: PredicateSubject
    ) -> Reason? {
        let isTold = nomination != nil
        let applies =
            requirement.condition.map { $0.answer(of: subject, isKindTold: isTold) } ?? true
        let holds = requirement.holds.answer(of: subject, isKindTold: isTold)
        if applies == false || holds == true { return nil }
        let whole = route?.rule.provenance ?? roles.provenance
        let source = whole.citation(of: requirement.source)
        if applies == true, holds == false {
            return Reason(
                code: .requirementNotMet, effect: requirement.effect,
                message: ReasonText.requirementNotMet(requirement.title), source: source)
        }
        let asked = [requirement.condition, requirement.holds].compactMap(\.self)
        let names = asked.flatMap { $0.untoldFacts(of: subject, isKindTold: isTold) }
        return Reason(
            code: .requirementNotMet, effect: .condition,
            message: ReasonText.requirementUntold(
                requirement.title, factTitles(of: names)), source: source)
    }

    func factTitles(of names: [String]) -> [LocalText] {
        var known: Set<String> = []
        return names.filter { known.insert($0).inserted }.map { name in
            let fact = policy.fact(name, of: .nominee) ?? policy.fact(name, of: .party)
            return fact?.title ?? LocalText(en: name, zh: name)
        }
    }

    /// The days on which a condition of the route may turn by itself, for the facts told.
    func turningDays(of terms: RouteTerms) -> [CivilDate] {
        guard let subject else { return [] }
        return terms.conditions.flatMap { $0.turningDays(of: subject.facts) }
            + policy.derivationChangeDays(of: terms.factNames)
    }
}

extension Policy {
    /// The facts of nominee and party that the law knows, with what follows from them on `day`.
    func subject(
        of nomination: Nomination, role: Role, on day: CivilDate
    ) -> PredicateSubject {
        let nominee = (nomination.nominee?.facts ?? []).filter {
            fact($0.name, of: .nominee) != nil
        }
        let party = nomination.partyFacts.filter { fact($0.name, of: .party) != nil }
        let stated = PredicateSubject(
            role: role, kind: nomination.kind, facts: nominee + party, asOf: day
        ) { _ in 0 }
        return stated.with(
            derivedFacts(of: stated, on: day) + derivedNomineeFacts(of: stated, on: day))
    }
}
