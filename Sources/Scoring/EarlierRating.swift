// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// The result of an earlier period: what the rating of its last day came to.
struct EarlierRating: Equatable {
    let day: CivilDate
    let band: BandCode
    let basis: RatingBasis
}

extension ScoredRecord {
    /// The results that a rule asks for, seen from a day, the latest first; nil where one of them
    /// is another or is not there.
    func earlierRatings(_ wanted: EarlierResult, before day: CivilDate) -> [EarlierRating]? {
        let days = wanted.lastDays(before: day)
        guard days.count == wanted.periodCount else { return nil }
        var found: [EarlierRating] = []
        for last in days {
            guard let rating = result(of: wanted.period, endingOn: last, from: firstEvent),
                wanted.isMet(by: rating.band, rating.basis)
            else { return nil }
            found.append(rating)
        }
        return found
    }

    /// How many of the last periods ended with a result, seen from a day.
    func count(of wanted: EarlierResults, before day: CivilDate) -> Int {
        let first = wanted.since.flatMap { stated($0) } ?? firstEvent
        let period = wanted.result.period
        var count = 0
        for back in 1...wanted.periodCount {
            guard let last = period.lastDay(back, before: day) else { break }
            let rating = result(of: period, endingOn: last, from: first)
            if let rating, wanted.result.isMet(by: rating.band, rating.basis) {
                count += 1
            } else if wanted.isRunning {
                break
            }
        }
        return count
    }

    private var firstEvent: CivilDate? { marks.first?.from }

    /// The day that a fact of the party states; nil where it states none.
    private func stated(_ name: String) -> CivilDate? {
        dossier.party.facts.first { $0.name == name }?.value.day
    }

    /// The days on which periods of the party begin to have results, where facts state them.
    var firstDays: [CivilDate] { policy.turns.firstDays.compactMap { stated($0) } }

    /// The result of a period.
    ///
    /// There is none of a period before the first day that counts, and none where the law of its
    /// last day has no value, or contradicts itself: nothing is carried over from there.
    private func result(
        of period: CivilPeriod, endingOn last: CivilDate, from first: CivilDate?
    ) -> EarlierRating? {
        guard let first, first <= last else { return nil }
        if memory.results[last] == nil {
            // From the first one on, so that no result waits for a long row of earlier ones; before
            // there is any law, there are none.
            let row = RecordMemory.PeriodRow(period: period, first: first)
            var start =
                memory.periodsKnown[row]
                ?? period.next(after: max(first, policy.changeDays.first ?? first))
            while start <= last {
                memory.periodsKnown[row] = start
                _ = result(on: start.adding(days: -1))
                start = period.next(after: start)
            }
        }
        return result(on: last)
    }

    /// The band and its basis on a day; nil where there is none.
    private func result(on day: CivilDate) -> EarlierRating? {
        if let known = memory.results[day] { return known.rating }
        let found = try? rated(on: day)
        memory.results[day] = .init(rating: found)
        return found
    }

    private func rated(on day: CivilDate) throws(PolicyError) -> EarlierRating? {
        let law = try law(on: day)
        guard law.bands.value.basis == .score else {
            let assigned = try AssignedRating(
                dossier, role: role, policy: policy, scale: law.bands, on: day)
            return assigned.band.map { EarlierRating(day: day, band: $0, basis: .assigned) }
        }
        let verdict = try verdict(law, on: day, explains: false)
        return EarlierRating(day: day, band: verdict.band, basis: verdict.basis)
    }

    /// Adds the first days of the periods whose results matter, as far as one may still bring
    /// about something new.
    ///
    /// After the last day on which anything else changes, results depend on each other alone. Once
    /// they have stayed the same for twice as long as the law looks back, they stay so for ever.
    /// Where they change again and again, so many changes are enough: a step lies in each.
    func addPeriodStarts(
        after day: CivilDate, to days: inout [CivilDate], changesMaximum: Int = .max
    ) {
        let periods = policy.turns.periods
        guard !periods.isEmpty, !marks.isEmpty || !firstDays.isEmpty else { return }
        let lastTurn = max(days.max() ?? day, day)
        var since = day
        var before = result(on: day)
        var changes = 0
        var start = day
        while let next = periods.map({ $0.next(after: start) }).min(), next > start {
            start = next
            days.append(next)
            let result = result(on: next)
            let isSame = result?.band == before?.band && result?.basis == before?.basis
            if next <= lastTurn || !isSame { since = next }
            if !isSame { changes += 1 }
            guard changes < changesMaximum else { break }
            before = result
            if next > since.adding(months: policy.turns.monthsBack * 2) { break }
        }
    }
}
