// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// The score of one day: the start value, and what counts of each item, in the order of the items.
///
/// The score is held between floor and ceiling as it runs from the oldest event to the newest:
/// credit that would rise above the ceiling is not banked against a later fault. What it leaves
/// out does not use up any cap either.
struct Tally {
    /// What counts of an item, and what each limit before left of it.
    struct Count {
        /// What time has left.
        var points = Points.zero
        /// What the cap of its civil period leaves.
        var period = Points.zero
        /// What the cap of the indicator leaves.
        var indicator = Points.zero
        /// What the cap of its group leaves, before floor and ceiling.
        var capped = Points.zero
        /// What counts.
        var counted = Points.zero
        /// Whether a worse fault of the same occasion counts instead.
        var isOutdone = false
    }

    /// What counts of each item, where they are explained.
    private(set) var counts: [Count] = []
    private(set) var score: Points
    private let floor: Points?
    private let ceiling: Points?

    /// Where not every indicator counts, `takes` tells by its place which do. Unless each item is
    /// explained, the score is all there is.
    ///
    /// - Source: `starts.yaml` of the pack gives start, floor, ceiling and the caps of groups.
    init(
        _ record: ScoredRecord, from start: Points, _ table: StartTable?, on day: CivilDate,
        takes: ((Int) -> Bool)? = nil, explains: Bool = true
    ) {
        score = start
        floor = table?.floor
        ceiling = table?.ceiling
        let explains = explains && !record.items.isEmpty
        if explains { counts.reserveCapacity(record.marks.count) }
        var totals = CapTotals(record)
        totals.begin(table)
        func isTaken(_ mark: ScoredRecord.Mark) -> Bool {
            mark.counts(on: day) && takes?(mark.indicator) ?? true
        }
        let worst = totals.worstOfOccasions(record.marks, on: day, where: isTaken)
        for (place, mark) in record.marks.enumerated() {
            var count = Count()
            if isTaken(mark) {
                count = take(mark, worst[place] ?? mark.count, totals: &totals, on: day)
            }
            if explains { counts.append(count) }
        }
    }

    /// The score alone, of marks in their order that have not expired by the day; held between the
    /// floor and the ceiling of the table, or by neither.
    ///
    /// `totals` is written over.
    init(
        _ marks: [ScoredRecord.Mark], totals: inout CapTotals, from start: Points,
        _ table: StartTable?, on day: CivilDate, isHeld: Bool = true
    ) {
        score = start
        floor = isHeld ? table?.floor : nil
        ceiling = isHeld ? table?.ceiling : nil
        totals.begin(table)
        let worst = totals.worstOfOccasions(marks, on: day) { $0.from <= day }
        for (place, mark) in marks.enumerated() {
            guard mark.from <= day else { break }
            _ = take(mark, worst[place] ?? mark.count, totals: &totals, on: day)
        }
    }

    /// Takes in so many events of an item, one after the other in effect.
    private mutating func take(
        _ mark: ScoredRecord.Mark, _ events: Int, totals: inout CapTotals, on day: CivilDate
    ) -> Count {
        let whole = totals.points(of: mark, on: day)
        var sums = Count()
        sums.points = whole * mark.count
        sums.isOutdone = events == 0
        var left = events
        while left > 0 {
            let limits = totals.limited(whole, of: mark)
            var next = score + limits.all
            if let ceiling { next = min(next, ceiling) }
            if let floor { next = max(next, floor) }
            let step = next - score
            // As many as come to the same at once: all, where nothing bounds them.
            let count = step == whole ? alike(whole, mark, left, totals) : 1
            score = score + step * count
            totals.add(step * count, of: mark)
            sums.counted = sums.counted + step * count
            left -= count
            // Where one changes nothing, neither does the next.
            let same = step == .zero ? count + left : count
            sums.period = sums.period + limits.period * same
            sums.indicator = sums.indicator + limits.indicator * same
            sums.capped = sums.capped + limits.all * same
            if step == .zero { break }
        }
        return sums
    }

    /// How many more events of an item bring its full points, at least one, before a cap, floor or
    /// ceiling is met.
    private func alike(
        _ points: Points, _ mark: ScoredRecord.Mark, _ left: Int, _ totals: CapTotals
    ) -> Int {
        let size = abs(points.thousandths)
        guard left > 1, size > 0 else { return left }
        var room = totals.room(points, of: mark, Int64(left))
        if let bound = points < .zero ? floor : ceiling {
            room = min(room, abs((bound - score).thousandths) / size)
        }
        return max(1, Int(room))
    }
}
