// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// What a score beside the main one rests on, on the days of a footing.
struct ScoreFooting {
    let score: ScoreParameter
    let rule: DatedValue<ScoreRule>
    let start: StartTable.Row
    /// Of each indicator of the marks, whether its points are taken.
    let takes: [Bool]
    /// What its caps begin each day with.
    let totals: CapTotals

    /// The score of marks in their order that have not expired by the day.
    func score(of marks: [ScoredRecord.Mark], on day: CivilDate) -> Points {
        var totals = totals
        let tally = Tally(
            marks.filter { takes[$0.indicator] }, totals: &totals, from: start.points,
            rule.value.starts, on: day)
        return tally.score
    }

    /// The worst of the caps that hold at a score.
    func cap(at points: Points, in scale: BandScale) throws(PolicyError) -> OverrideInForce? {
        var worst: (band: BandCode, rank: Int)?
        for cap in rule.value.caps where cap.score.contains(points) {
            guard let rank = scale.rank(of: cap.band) else {
                throw .unknown("bands/\(cap.band)")
            }
            if rank > worst?.rank ?? -1 { worst = (cap.band, rank) }
        }
        return worst.map {
            OverrideInForce(
                code: OverrideCode(score.code.text), title: score.title, effect: .cap,
                band: $0.band, event: nil, until: nil, source: rule.provenance.citation)
        }
    }
}

extension ScoredRecord {
    /// The scores beside the main one that the law of a day keeps.
    func scoreFootings(of subject: PredicateSubject, on day: CivilDate) -> [ScoreFooting] {
        policy.scoresInOrder.compactMap { score in
            guard let rule = score.rule.valueInForce(on: day),
                let start = rule.value.starts.rows.first(where: {
                    $0.condition?.holds(of: subject) ?? true
                })
            else { return nil }
            return ScoreFooting(
                score: score, rule: rule, start: start,
                takes: indicators.map { rule.value.indicators.contains($0) },
                totals: CapTotals(self))
        }
    }
}

extension Footing {
    /// Whether the main score takes the points of an indicator, by its place.
    func takes(_ indicator: Int) -> Bool {
        !scores.contains { !$0.rule.value.isInTotal && $0.takes[indicator] }
    }

    /// The marks that the main score takes.
    func inTotal(_ marks: [ScoredRecord.Mark]) -> [ScoredRecord.Mark] {
        scores.isEmpty ? marks : marks.filter { takes($0.indicator) }
    }

    /// The caps that other scores put on the band.
    func caps(
        of marks: [ScoredRecord.Mark], on day: CivilDate
    ) throws(PolicyError) -> [OverrideInForce] {
        var caps: [OverrideInForce] = []
        for score in scores where !score.rule.value.caps.isEmpty {
            let points = score.score(of: marks, on: day)
            if let cap = try score.cap(at: points, in: law.bands.value) { caps.append(cap) }
        }
        return caps
    }
}
