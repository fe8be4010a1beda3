// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

extension ScoredRecord {
    /// Score, overrides and band of one day.
    struct Verdict {
        let footing: Footing
        let tally: Tally
        let scores: [NamedScore]
        let overrides: [OverrideInForce]
        let band: BandCode
        let basis: RatingBasis
    }

    /// What the rating of a day rests on besides its bands.
    struct Ground {
        let subject: PredicateSubject
        let opening: Opening
        let scores: [ScoreFooting]
        /// In no order: how strong they are depends on the bands.
        let overrides: [OverrideInForce]
    }

    func verdict(
        _ law: DayLaw, on day: CivilDate, explains: Bool = true
    ) throws(PolicyError) -> Verdict {
        try verdict(law, ground(law, on: day), on: day, explains: explains)
    }

    func verdict(
        _ law: DayLaw, _ ground: Ground, on day: CivilDate, explains: Bool
    ) throws(PolicyError) -> Verdict {
        let footing = try footing(law, ground, on: day, until: .latest)
        let tally = Tally(
            self, from: footing.opening.score, law.starts?.value, on: day,
            takes: footing.scores.isEmpty ? nil : footing.takes, explains: explains)
        let held = footing.scores.isEmpty ? [] : marks.filter { $0.counts(on: day) }
        let outcome = try footing.outcome(
            of: tally.score, caps: footing.caps(of: held, on: day))
        var scores: [NamedScore] = []
        for score in footing.scores where explains {
            scores.append(
                NamedScore(
                    code: score.score.code, title: score.score.title,
                    score: score.score(of: held, on: day),
                    source: score.rule.provenance.citation))
        }
        return Verdict(
            footing: footing, tally: tally, scores: scores, overrides: outcome.overrides,
            band: outcome.band, basis: outcome.basis)
    }

    func ground(_ law: DayLaw, on day: CivilDate) throws(PolicyError) -> Ground {
        let subject = subject(on: day)
        return Ground(
            subject: subject, opening: try opening(law, subject, on: day),
            scores: policy.scoresInOrder.isEmpty ? [] : scoreFootings(of: subject, on: day),
            overrides: overridesInForce(of: subject, on: day))
    }

    /// All but the score that the rating of one day rests on.
    func footing(
        _ law: DayLaw, _ ground: Ground, on day: CivilDate, until: CivilDate
    ) throws(PolicyError) -> Footing {
        Footing(
            law: law, until: until, opening: ground.opening, scores: ground.scores,
            overrides: try Self.inOrder(ground.overrides, law.bands),
            isNeutral: law.bands.value.neutral?.condition.holds(of: ground.subject) ?? false,
            basis: marks.first.map { $0.from <= day } ?? false ? .score : .none)
    }

    /// The first later day on which a footing may be another.
    func nextTurn(after day: CivilDate) -> CivilDate {
        var next = marks.first { $0.from > day }?.from ?? .latest
        for cause in causes {
            if cause.validity.from > day { next = min(next, cause.validity.from) }
            if let until = cause.validity.until, until > day { next = min(next, until) }
        }
        for lowered in lowered {
            if lowered.validity.from > day { next = min(next, lowered.validity.from) }
            if let until = lowered.validity.until, until > day { next = min(next, until) }
        }
        next = min(next, nextTurnOfLaw(after: day))
        return min(next, policy.changeDays.first { $0 > day } ?? .latest)
    }

    /// Strongest first: direct ones before caps, worse bands first; floors after both, better bands
    /// first.
    private static func inOrder(
        _ overrides: [OverrideInForce], _ scale: DatedValue<BandScale>
    ) throws(PolicyError) -> [OverrideInForce] {
        var ranked: [(override: OverrideInForce, rank: Int)] = []
        for override in overrides { ranked.append((override, try rank(of: override, in: scale))) }
        guard ranked.count > 1 else { return overrides }
        return ranked.sorted(by: isStronger).map(\.override)
    }

    /// The overrides in force.
    private func overridesInForce(
        of subject: PredicateSubject, on day: CivilDate
    ) -> [OverrideInForce] {
        var found: [OverrideInForce] = []
        for cause in causes where cause.validity.contains(day) {
            found.append(
                Self.inForce(
                    cause.override, cause.rule, event: cause.event, until: cause.validity.until))
        }
        for override in policy.overridesByFact {
            guard let rule = override.rule.valueInForce(on: day), rule.value.roles.contains(role)
            else { continue }
            let until: CivilDate?
            switch rule.value.cause {
            case .event: continue
            case .party(let condition):
                guard condition.holds(of: subject) else { continue }
                until = nil
            case .previous(let result):
                guard earlierRatings(result, before: day) != nil else { continue }
                until = result.period.next(after: day)
            }
            found.append(Self.inForce(override, rule, event: nil, until: until))
        }
        found += lowered.filter { $0.validity.contains(day) }.map(\.cap)
        return found
    }

    private static func isStronger(
        _ left: (override: OverrideInForce, rank: Int),
        _ right: (override: OverrideInForce, rank: Int)
    ) -> Bool {
        let strengths = (left.override.effect.strength, right.override.effect.strength)
        if strengths.0 != strengths.1 { return strengths.0 > strengths.1 }
        if left.rank != right.rank {
            return left.override.effect == .floor
                ? left.rank < right.rank : left.rank > right.rank
        }
        if left.override.code != right.override.code {
            return left.override.code < right.override.code
        }
        let ends = (left.override.until ?? .latest, right.override.until ?? .latest)
        if ends.0 != ends.1 { return ends.0 > ends.1 }
        guard let leftEvent = left.override.event, let rightEvent = right.override.event else {
            return right.override.event != nil
        }
        return leftEvent < rightEvent
    }

    private static func rank(
        of override: OverrideInForce, in scale: DatedValue<BandScale>
    ) throws(PolicyError) -> Int {
        guard let rank = scale.value.rank(of: override.band) else {
            throw .unknown("bands/\(override.band)")
        }
        return rank
    }

    private static func inForce(
        _ override: BandOverride, _ rule: DatedValue<OverrideRule>, event: EventID?,
        until: CivilDate?
    ) -> OverrideInForce {
        OverrideInForce(
            code: override.code, title: override.title, effect: rule.value.effect,
            band: rule.value.band, event: event, until: until, source: rule.provenance.citation)
    }
}

extension OverrideInForce.Effect {
    /// Which goes before which: what lowers a band before what holds it up.
    fileprivate var strength: Int {
        switch self {
        case .direct: 2
        case .cap: 1
        case .floor: 0
        }
    }
}
