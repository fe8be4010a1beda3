// SPDX-License-Identifier: Apache-2.0

package import Domain
package import Policy

/// Whether an officer's grades are such as an assessment takes.
///
/// - Source: the assessment's file of the pack, as in force on the day the event happened.
package enum GradeRules {
    /// Everything that stands against grades, in the order of their names. Facts of the event may
    /// give reasons for them.
    package static func refusals(
        of grades: [JSONValue.Member], by criteria: [WeightPart.Criterion],
        facts: [JSONValue.Member]
    ) -> [GradeRefusal] {
        grades.compactMap { grade in
            guard let criterion = criteria.first(where: { $0.name == grade.name }) else {
                return .unknown(grade.name)
            }
            guard case .integer(let points) = grade.value, let points = Int(exactly: points),
                criterion.range.contains(points)
            else { return .outOfRange(grade.name, criterion.range) }
            guard let guideline = criterion.guideline, !guideline.range.contains(points),
                !facts.contains(where: { $0.name == guideline.reason && $0.value != .null })
            else { return nil }
            return .reasonNeeded(grade.name, guideline.range, fact: guideline.reason)
        }
    }
}

extension AssessmentRule {
    /// The criteria that an officer grades, in order.
    package var criteria: [WeightPart.Criterion] {
        points.flatMap { part -> [WeightPart.Criterion] in
            if case .grades(let criteria) = part { criteria } else { [] }
        }
    }
}

extension Policy {
    /// The criteria by which an event is graded that is determined on a day, in order: those of its
    /// points, then those of each assessment that may apply.
    package func criteria(of event: EventRecord, decidedOn: CivilDate) -> [WeightPart.Criterion] {
        let own = try? indicator(event.indicator, on: event.occurredOn).weighing(
            of: event.indicator)
        return (own?.value.criteria ?? [])
            + assessmentVersions(of: event, decidedOn: decidedOn).candidates
            .flatMap(\.rule.value.criteria)
    }

    /// The assessment that weighs events of an indicator which happened on `day`: in the order of
    /// codes, the first in force that takes it; nil where none does.
    package func assessment(
        of indicator: IndicatorCode, on day: CivilDate
    ) -> DatedValue<AssessmentRule>? {
        for assessment in assessments(of: indicator) {
            if let rule = assessment.rule.valueInForce(on: day), rule.value.takes(indicator) {
                return rule
            }
        }
        return nil
    }
}
