// SPDX-License-Identifier: Apache-2.0

package import Domain
package import Policy

/// Whether an officer's grades are such as an assessment takes.
///
/// - Source: the assessment's file of the pack, as in force on the day the event happened.
package enum GradeRules {
    /// Everything that stands against grades, in the order of their names.
    package static func refusals(
        of grades: [JSONValue.Member], by criteria: [WeightPart.Criterion]
    ) -> [GradeRefusal] {
        grades.compactMap { grade in
            guard let criterion = criteria.first(where: { $0.name == grade.name }) else {
                return .unknown(grade.name)
            }
            guard case .integer(let points) = grade.value,
                Int(exactly: points).map(criterion.range.contains) ?? false
            else { return .outOfRange(grade.name, criterion.range) }
            return nil
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
    /// The assessment that weighs events of an indicator which happened on `day`: in the order of
    /// codes, the first in force that takes it; nil where none does.
    package func assessment(
        of indicator: IndicatorCode, on day: CivilDate
    ) -> DatedValue<AssessmentRule>? {
        assessments(on: day).first { $0.rule.value.takes(indicator) }?.rule
    }
}
