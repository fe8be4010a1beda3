// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy
import Scoring

/// Whether an event may be reported.
public enum ReportRules {
    /// Everything that stands against reporting `event` on `today`; empty when nothing does.
    ///
    /// - Source: the files of the indicator and of the assessment that weighs its events, as in
    ///   force on the day the event happened.
    public static func refusals(
        of event: EventRecord, policy: Policy, today: CivilDate
    ) -> [EventRefusal] {
        guard event.regime == policy.code else { return [.regimeMismatch] }
        var refusals: [EventRefusal] = []
        if let indicator = policy.indicators[event.indicator] {
            if let rule = try? indicator.rule.value(on: event.occurredOn).value {
                refusals += contradictions(of: event, with: rule)
                refusals += GradeRules.refusals(of: event, policy: policy)
                refusals += PartRules.refusals(of: event, by: rule, policy: policy)
            } else {
                refusals.append(.indicatorNotInForce(event.indicator, on: event.occurredOn))
            }
        } else {
            refusals.append(.indicatorUnknown(event.indicator))
        }
        if event.reportedOn < event.occurredOn { refusals.append(.reportedBeforeOccurred) }
        if event.reportedOn > today { refusals.append(.reportedInFuture(today: today)) }
        refusals += FactRules.refusals(of: event.facts, subject: .event, policy: policy)
            .map(EventRefusal.fact)
        return refusals
    }

    private static func contradictions(
        of event: EventRecord, with rule: IndicatorRule
    ) -> [EventRefusal] {
        var refusals: [EventRefusal] = []
        if !rule.roles.contains(event.role) {
            refusals.append(.roleNotOpen(event.role, allowed: rule.roles))
        }
        if !rule.points.quantities.contains(event.quantity) {
            refusals.append(.quantityOutOfRange(rule.points.quantities))
        }
        return refusals
    }
}

/// Whether an event may be confirmed.
public enum ConfirmRules {
    /// Everything that stands against `officer` confirming `event` on `day`.
    ///
    /// - Source: IRCC program delivery instructions, 2024-07-19: the officer of the final
    ///   determination is distinct from the one who inspected.
    public static func refusals(
        of event: EventRecord, by officer: TokenID, on day: CivilDate
    ) -> [EventRefusal] {
        if let first = event.sharing?.event { return [.sharedFrom(first)] }
        var refusals: [EventRefusal] = []
        if event.state != .alleged { refusals.append(.notAlleged(event.state)) }
        if event.reporter == officer { refusals.append(.confirmedByReporter) }
        if day < event.reportedOn {
            refusals.append(.determinedBeforeReported(reportedOn: event.reportedOn))
        }
        return refusals
    }
}

/// Whether an event may be annulled.
public enum AnnulRules {
    /// Everything that stands against `officer` annulling `event` on `day`.
    ///
    /// An alleged event may be taken back by whoever reported it; of a confirmed one two officers
    /// were convinced, and a second one must be again.
    ///
    /// - Source: none; what is annulled already cannot be annulled again, and the rule of two
    ///   officers is that of ``ConfirmRules``.
    public static func refusals(
        of event: EventRecord, by officer: TokenID, on day: CivilDate
    ) -> [EventRefusal] {
        if let first = event.sharing?.event { return [.sharedFrom(first)] }
        var refusals: [EventRefusal] = []
        if event.state == .annulled { refusals.append(.alreadyAnnulled) }
        if event.state == .confirmed, event.reporter == officer {
            refusals.append(.annulledByReporter)
        }
        if day < event.reportedOn {
            refusals.append(.determinedBeforeReported(reportedOn: event.reportedOn))
        }
        return refusals
    }
}

/// Whether facts are such as the rules of a regime ask for.
public enum FactRules {
    /// Everything that stands against taking `facts`.
    ///
    /// - Source: `facts.yaml` of the pack.
    public static func refusals(
        of facts: [JSONValue.Member], subject: FactDefinition.Subject, policy: Policy
    ) -> [FactRefusal] {
        facts.compactMap { fact in
            guard let definition = policy.fact(fact.name, of: subject) else {
                return .unknown(fact.name)
            }
            return definition.accepts(fact.value) ? nil : .wrongKind(fact.name)
        }
    }
}
