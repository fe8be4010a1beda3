// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Scoring

/// How much one unit is for an event.
///
/// - Source: `units.yaml` of the pack, in the version that `whichLaw` of its `regime.yaml` wants.
struct UnitReading {
    let amount: DatedValue<ExactDecimal>
    /// Which version it is and why, where two differ.
    let trace: [TraceStep]

    /// Reads the amount.
    ///
    /// - Throws: `AssessmentError.policy` where none is in force on a day that is asked about.
    init(
        _ code: UnitCode, of event: Precedent, policy: Policy
    ) throws(AssessmentError) {
        let choice = policy.whichLaw.units
        let act = event.event.occurredOn
        func ofAct() throws(AssessmentError) -> DatedValue<ExactDecimal> {
            try AssessmentError.asking { () throws(PolicyError) in
                try policy.procedure.unit(code, on: act)
            }
        }
        guard choice != .act else {
            amount = try ofAct()
            trace = []
            return
        }
        let later = try AssessmentError.asking { () throws(PolicyError) in
            try policy.procedure.unit(code, since: act, on: max(event.determinedOn, act))
        }
        // What the unit was when nobody had fixed one matters to the milder law alone.
        let earlier = choice == .milder ? try ofAct() : try? ofAct()
        let isLater = choice == .decision || earlier.map { later.value < $0.value } ?? true
        amount = isLater ? later : earlier ?? later
        guard earlier != later else {
            trace = []
            return
        }
        let output: WhichLaw.Choice = isLater ? .decision : .act
        trace = [
            TraceStep(
                step: "whichLaw",
                input: [
                    .init("units", .string(choice.rawValue)),
                    .init("unit", JSONValue(text: code)),
                    .init("act", earlier.map { JSONValue($0.value) } ?? .null),
                    .init("decision", JSONValue(later.value)),
                ], output: .string(output.rawValue), source: amount.provenance.citation)
        ]
    }
}
