// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// The score of one day: the start value, and what counts of each item, in the order of the items.
///
/// The score is held between floor and ceiling as it runs from the oldest event to the newest:
/// credit that would rise above the ceiling is not banked against a later fault. What it leaves
/// out does not use up the cap of an indicator either.
struct Tally {
    /// What counts of each item, where they are explained.
    private(set) var counted: [Points] = []
    /// What the cap of the indicator leaves of each item, before floor and ceiling.
    private(set) var capped: [Points] = []
    private(set) var score: Points
    private let floor: Points?
    private let ceiling: Points?

    /// Where not every indicator counts, `takes` tells by its place which do. Unless each item is
    /// explained, the score is all there is.
    ///
    /// - Source: `starts.yaml` of the pack gives start, floor and ceiling.
    init(
        _ record: ScoredRecord, from start: Points, _ table: StartTable?, on day: CivilDate,
        takes: ((Int) -> Bool)? = nil, explains: Bool = true
    ) {
        score = start
        floor = table?.floor
        ceiling = table?.ceiling
        let explains = explains && !record.items.isEmpty
        if explains {
            counted.reserveCapacity(record.marks.count)
            capped.reserveCapacity(record.marks.count)
        }
        var totals = [Points](repeating: .zero, count: record.indicators.count)
        for mark in record.marks {
            var sums = (capped: Points.zero, counted: Points.zero)
            if mark.counts(on: day), takes?(mark.indicator) ?? true {
                sums = take(mark, total: &totals[mark.indicator])
            }
            guard explains else { continue }
            capped.append(sums.capped)
            counted.append(sums.counted)
        }
    }

    /// The score alone, of marks in their order that have not expired by the day.
    ///
    /// `totals` has a place for each indicator, and is written over.
    init(
        _ marks: [ScoredRecord.Mark], totals: inout [Points], from start: Points,
        _ table: StartTable?, on day: CivilDate
    ) {
        score = start
        floor = table?.floor
        ceiling = table?.ceiling
        for place in totals.indices { totals[place] = .zero }
        for mark in marks {
            guard mark.from <= day else { break }
            _ = take(mark, total: &totals[mark.indicator])
        }
    }

    /// Takes in the events of an item, one after the other in effect.
    private mutating func take(
        _ mark: ScoredRecord.Mark, total: inout Points
    ) -> (capped: Points, counted: Points) {
        var sums = (capped: Points.zero, counted: Points.zero)
        var left = mark.count
        while left > 0 {
            let points = mark.capped(beside: total)
            var next = score + points
            if let ceiling { next = min(next, ceiling) }
            if let floor { next = max(next, floor) }
            let step = next - score
            // As many as come to the same at once: all, where nothing bounds them.
            let count = step == mark.points ? alike(mark, left, total: total) : 1
            score = score + step * count
            total = total + step * count
            sums.capped = sums.capped + points * count
            sums.counted = sums.counted + step * count
            left -= count
            // Where one changes nothing, neither does the next.
            if step == .zero {
                sums.capped = sums.capped + points * left
                break
            }
        }
        return sums
    }

    /// How many more events of an item bring its full points, at least one, before the cap of
    /// the indicator, floor or ceiling is met.
    private func alike(_ mark: ScoredRecord.Mark, _ left: Int, total: Points) -> Int {
        let size = abs(mark.points.thousandths)
        guard left > 1, size > 0 else { return left }
        var room = Int64(left)
        if let cap = mark.cap { room = min(room, abs((cap - total).thousandths) / size) }
        if let bound = mark.points < .zero ? floor : ceiling {
            room = min(room, abs((bound - score).thousandths) / size)
        }
        return max(1, Int(room))
    }
}
