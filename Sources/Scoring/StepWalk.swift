// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// Goes from day to day over a party's record, forwards, and gathers the steps of its rating.
///
/// Of a day on which only points expire, it works out the score and no more.
struct StepWalk {
    private let record: ScoredRecord
    private var footing: Footing?
    /// Whether the last step was made on the present footing, so that a score decides alone.
    private var isSettled = false
    /// The marks that have not expired by the last day.
    private var marks: [ScoredRecord.Mark]
    private var totals: CapTotals
    /// What other scores put on the band at the last step.
    private var caps: [OverrideInForce] = []
    private(set) var steps: [RatingStep] = []

    init(_ record: ScoredRecord) {
        self.record = record
        marks = record.marks
        totals = CapTotals(record)
    }

    /// Adds a step on a day, unless that day's says the same as the last.
    ///
    /// - Throws: `PolicyError` when the law has no value for the day, or contradicts itself.
    mutating func visit(_ day: CivilDate) throws(PolicyError) {
        if footing.map({ day >= $0.until }) ?? true {
            isSettled = false
            footing = nil
            let law = try record.law(on: day)
            guard law.bands.value.basis == .score else {
                return append(try record.assigned(by: law, on: day))
            }
            footing = try record.footing(
                law, record.ground(law, on: day), on: day, until: record.nextTurn(after: day))
        }
        guard let footing else { return }
        marks.removeAll { $0.until.map { $0 <= day } ?? false }
        let tally = Tally(
            footing.inTotal(marks), totals: &totals, from: footing.opening.score,
            footing.law.starts?.value, on: day)
        let caps = footing.scores.isEmpty ? [] : try footing.caps(of: marks, on: day)
        if isSettled, steps.last?.score == tally.score, caps == self.caps { return }
        isSettled = false
        self.caps = caps
        let outcome = try footing.outcome(of: tally.score, caps: caps)
        append(
            RatingStep(
                from: day, score: tally.score, band: outcome.band, basis: outcome.basis,
                overrides: outcome.overrides.codes))
        isSettled = true
    }

    /// Adds a step without a band, where the law of the day contradicts itself.
    mutating func visitContradiction(_ day: CivilDate) {
        isSettled = false
        append(RatingStep(from: day, score: nil, band: nil, basis: .none, overrides: []))
    }

    private mutating func append(_ step: RatingStep) {
        if let last = steps.last, step.saysTheSame(as: last) { return }
        steps.append(step)
    }
}

extension ScoredRecord {
    /// The step of a day on which the law has bands assigned.
    func assigned(by law: DayLaw, on day: CivilDate) throws(PolicyError) -> RatingStep {
        let assigned = try AssignedRating(
            dossier, role: role, policy: policy, scale: law.bands, on: day)
        return RatingStep(
            from: day, score: nil, band: assigned.band, basis: assigned.basis,
            overrides: assigned.overrides.map(\.code))
    }
}

extension [OverrideInForce] {
    /// Their codes, each once.
    var codes: [OverrideCode] {
        var codes: [OverrideCode] = []
        for override in self where !codes.contains(override.code) { codes.append(override.code) }
        return codes
    }
}
