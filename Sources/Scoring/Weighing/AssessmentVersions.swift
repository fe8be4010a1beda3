// SPDX-License-Identifier: Apache-2.0

package import Domain
package import Policy

/// One version of the law by which an event may be weighed.
package struct AssessmentVersion {
    /// How it is weighed.
    package let rule: DatedValue<AssessmentRule>
    /// The day whose tables it asks.
    package let tablesOn: CivilDate

    package init(rule: DatedValue<AssessmentRule>, tablesOn: CivilDate) {
        self.rule = rule
        self.tablesOn = tablesOn
    }
}

/// The versions of the law by which one event may be weighed, and which of them the law wants.
///
/// - Source: `whichLaw` of `regime.yaml`, and the assessments of the pack.
package struct AssessmentVersions {
    /// Which is wanted.
    package let choice: WhichLaw.Choice
    /// That of the day the event happened; nil where none took it.
    package let ofAct: AssessmentVersion?
    /// That of the day of the determination, where it is another; nil where it is the same, or is
    /// not asked for.
    package let ofDecision: AssessmentVersion?

    /// Those that may apply: two only where it is the milder of them, none where nothing follows.
    package var candidates: [AssessmentVersion] {
        switch choice {
        case .act: [ofAct].compactMap(\.self)
        case .decision: [ofDecision ?? ofAct].compactMap(\.self)
        // What was no matter of the law when it was done is none later.
        case .milder: ofAct == nil ? [] : [ofAct, ofDecision].compactMap(\.self)
        }
    }
}

extension Policy {
    /// The versions by which an event may be weighed that is determined on a day.
    package func assessmentVersions(
        of event: EventRecord, decidedOn: CivilDate
    ) -> AssessmentVersions {
        let act = event.occurredOn
        let ofAct = assessment(of: event.indicator, on: act).map {
            AssessmentVersion(rule: $0, tablesOn: act)
        }
        let choice = whichLaw.assessments
        guard choice != .act else {
            return AssessmentVersions(choice: choice, ofAct: ofAct, ofDecision: nil)
        }
        let decision = max(decidedOn, act)
        let rule =
            assessment(of: event.indicator, on: decision)
            ?? lastAssessment(of: event.indicator, since: act, on: decision)
        let ofDecision = rule.map {
            AssessmentVersion(rule: $0, tablesOn: $0.lastDay(upTo: decision))
        }
        guard let ofAct, let ofDecision, saysTheSame(ofAct, ofDecision) else {
            return AssessmentVersions(choice: choice, ofAct: ofAct, ofDecision: ofDecision)
        }
        return AssessmentVersions(choice: choice, ofAct: ofAct, ofDecision: nil)
    }

    /// The assessment that was in force last, once none is any longer.
    private func lastAssessment(
        of indicator: IndicatorCode, since act: CivilDate, on decision: CivilDate
    ) -> DatedValue<AssessmentRule>? {
        let values = assessments(of: indicator).compactMap { assessment in
            assessment.rule.values.last { value in
                value.value.takes(indicator) && value.validity.from <= decision
                    && value.validity.until.map { $0 > act } ?? true
            }
        }
        // Of those that end on one day, the first in order of codes.
        return values.reduce(nil) { last, next in
            guard let last else { return next }
            return (last.validity.until ?? .latest) < (next.validity.until ?? .latest)
                ? next : last
        }
    }

    private func saysTheSame(_ left: AssessmentVersion, _ right: AssessmentVersion) -> Bool {
        left.rule === right.rule
            && left.rule.value.tables.allSatisfy { code in
                let table = tables[code]?.rule
                return table?.valueInForce(on: left.tablesOn)
                    === table?.valueInForce(on: right.tablesOn)
            }
    }
}
