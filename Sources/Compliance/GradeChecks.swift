// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Scoring

extension GradeRules {
    /// Everything that stands against the grades of an event; they are taken where the
    /// indicator's points or the assessment that weighs the event have criteria.
    ///
    /// - Source: the files of the indicator and of the assessment in the pack.
    static func refusals(of event: EventRecord, policy: Policy) -> [EventRefusal] {
        guard !event.grades.isEmpty else { return [] }
        let criteria = policy.criteria(
            of: event, decidedOn: event.determinedOn ?? event.reportedOn)
        guard !criteria.isEmpty else { return [.gradesNotTaken] }
        return refusals(of: event.grades, by: criteria, facts: event.facts).map { .grade($0) }
    }
}
