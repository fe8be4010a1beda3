// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

extension ScoredRecord {
    /// Score, overrides and band of one day.
    struct Verdict {
        let start: StartTable.Row
        let tally: Tally
        let overrides: [OverrideInForce]
        let band: BandCode
        let basis: RatingBasis
    }

    func verdict(_ law: DayLaw, on day: CivilDate) throws(PolicyError) -> Verdict {
        let footing = try footing(law, on: day)
        let tally = Tally(self, from: footing.start.points, law.starts?.value, on: day)
        let outcome = try footing.outcome(of: tally.score)
        return Verdict(
            start: footing.start, tally: tally, overrides: outcome.overrides, band: outcome.band,
            basis: outcome.basis)
    }

    /// All but the score that the rating of one day rests on.
    func footing(_ law: DayLaw, on day: CivilDate) throws(PolicyError) -> Footing {
        let scale = law.bands.value
        let subject = subject(on: day)
        return Footing(
            law: law, until: nextTurn(after: day), start: try law.start(of: subject),
            overrides: try overridesInForce(scale: scale, subject: subject, on: day),
            neutral: scale.neutral.flatMap { $0.condition.holds(of: subject) ? $0 : nil },
            basis: marks.first.map { $0.from <= day } ?? false ? .score : .none)
    }

    /// The first later day on which a footing may be another.
    private func nextTurn(after day: CivilDate) -> CivilDate {
        var next = marks.first { $0.from > day }?.from ?? .latest
        for cause in causes {
            if cause.validity.from > day { next = min(next, cause.validity.from) }
            if let until = cause.validity.until, until > day { next = min(next, until) }
        }
        return min(next, policy.changeDays.first { $0 > day } ?? .latest)
    }

    /// The overrides in force, strongest first: direct ones before caps, worse bands first.
    private func overridesInForce(
        scale: BandScale, subject: PredicateSubject, on day: CivilDate
    ) throws(PolicyError) -> [OverrideInForce] {
        var found: [(override: OverrideInForce, rank: Int)] = []
        for cause in causes where cause.validity.contains(day) {
            let override = Self.inForce(
                cause.override, cause.rule, event: cause.event, until: cause.validity.until)
            found.append((override, try Self.rank(of: override, in: scale)))
        }
        for (override, rule) in policy.overridesByFact(on: day)
        where rule.value.roles.contains(role) {
            guard case .party(let condition) = rule.value.cause, condition.holds(of: subject)
            else { continue }
            let inForce = Self.inForce(override, rule, event: nil, until: nil)
            found.append((inForce, try Self.rank(of: inForce, in: scale)))
        }
        if found.count > 1 { found.sort(by: Self.isStronger) }
        return found.map(\.override)
    }

    private static func isStronger(
        _ left: (override: OverrideInForce, rank: Int),
        _ right: (override: OverrideInForce, rank: Int)
    ) -> Bool {
        let isDirect = (left.override.effect == .direct, right.override.effect == .direct)
        if isDirect.0 != isDirect.1 { return isDirect.0 }
        if left.rank != right.rank { return left.rank > right.rank }
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
        of override: OverrideInForce, in scale: BandScale
    ) throws(PolicyError) -> Int {
        guard let rank = scale.rank(of: override.band) else {
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
