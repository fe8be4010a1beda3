// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Scoring

extension GradeRules {
    /// Everything that stands against the grades of an event; they are taken where the assessment
    /// that weighs the event has criteria.
    ///
    /// - Source: the assessment's file of the pack.
    static func refusals(of event: EventRecord, policy: Policy) -> [EventRefusal] {
        guard !event.grades.isEmpty else { return [] }
        let rule = policy.assessment(of: event.indicator, on: event.occurredOn)
        let criteria = rule?.value.criteria ?? []
        guard !criteria.isEmpty else { return [.gradesNotTaken] }
        return refusals(of: event.grades, by: criteria).map { .grade($0) }
    }
}
