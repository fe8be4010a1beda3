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
    /// The result that a rule asks for, seen from a day.
    ///
    /// There is none of a period before the first event, and none where the law of its last day
    /// has no value, or contradicts itself: nothing is carried over from there.
    func earlierRating(_ wanted: EarlierResult, before day: CivilDate) -> EarlierRating? {
        guard let last = wanted.lastDay(before: day), let first = marks.first?.from, first <= last
        else { return nil }
        if memory.results[last] == nil {
            // From the first event on, so that no result waits for a long row of earlier ones.
            var start = wanted.period.next(after: first)
            while start <= last {
                _ = result(on: start.adding(days: -1))
                start = wanted.period.next(after: start)
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
    func addPeriodStarts(after day: CivilDate, to days: inout [CivilDate]) {
        let periods = policy.turns.periods
        guard !periods.isEmpty, !marks.isEmpty else { return }
        let lastTurn = max(days.max() ?? day, day)
        var since = day
        var before: EarlierRating?
        var start = day
        while let next = periods.map({ $0.next(after: start) }).min(), next > start {
            start = next
            days.append(next)
            let result = result(on: next)
            let isSame = result?.band == before?.band && result?.basis == before?.basis
            if next <= lastTurn || !isSame { since = next }
            before = result
            if next > since.adding(months: policy.turns.monthsBack * 2) { break }
        }
    }
}
