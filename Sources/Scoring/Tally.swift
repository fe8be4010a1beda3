// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// The score of one day: the start value, and what counts of each item, in the order of the items.
///
/// The score is held between floor and ceiling as it runs from the oldest event to the newest:
/// credit that would rise above the ceiling is not banked against a later fault. What it leaves
/// out does not use up the cap of an indicator either.
struct Tally {
    let start: StartTable.Row
    let startProvenance: Provenance
    let table: StartTable
    let counted: [Points]
    /// What the cap of the indicator leaves of each item, before floor and ceiling.
    let capped: [Points]
    let score: Points

    /// - Source: `starts.yaml` of the pack.
    init(_ record: ScoredRecord, subject: PredicateSubject, on day: CivilDate) throws(PolicyError) {
        let dated = try record.policy.starts(on: day)
        table = dated.value
        startProvenance = dated.provenance
        let row = table.rows.first { $0.condition?.holds(of: subject) ?? true }
        guard let row else { throw .unknown("starts/otherwise") }
        start = row
        var running = row.points
        var counted: [Points] = []
        var capped: [Points] = []
        counted.reserveCapacity(record.items.count)
        capped.reserveCapacity(record.items.count)
        var totals: [IndicatorCode: Points] = [:]
        for item in record.items {
            guard item.counts(on: day) else {
                counted.append(.zero)
                capped.append(.zero)
                continue
            }
            let total = totals[item.indicator.code, default: .zero]
            let points = item.rule.value.points(item.points, beside: total)
            var next = running + points
            if let ceiling = table.ceiling { next = min(next, ceiling) }
            if let floor = table.floor { next = max(next, floor) }
            capped.append(points)
            counted.append(next - running)
            totals[item.indicator.code] = total + (next - running)
            running = next
        }
        self.capped = capped
        self.counted = counted
        score = running
    }
}
