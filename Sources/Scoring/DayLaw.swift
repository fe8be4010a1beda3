// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// The bands and start scores in force on a day. One object for all the days that they are in
/// force together, since days are asked about by the dozen.
final class DayLaw {
    let bands: DatedValue<BandScale>
    /// Nil where bands are assigned, and no score is kept.
    let starts: DatedValue<StartTable>?

    /// - Source: `bands.yaml` and `starts.yaml` of the pack.
    init(_ policy: Policy, on day: CivilDate) throws(PolicyError) {
        bands = try policy.bands(on: day)
        starts = bands.value.basis == .score ? try policy.starts(on: day) : nil
    }

    func isInForce(on day: CivilDate) -> Bool {
        bands.validity.contains(day) && starts?.validity.contains(day) ?? true
    }

    /// The start score that a party has.
    func start(of subject: PredicateSubject) throws(PolicyError) -> StartTable.Row {
        let row = starts?.value.rows.first { $0.condition?.holds(of: subject) ?? true }
        guard let row else { throw .unknown("starts/otherwise") }
        return row
    }
}
