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
        let scale = law.bands.value
        let subject = subject(on: day)
        let start = try law.start(of: subject)
        let tally = Tally(self, from: start.points, law.starts?.value, on: day)
        var band = try scale.band(for: tally.score)
        var basis = marks.first.map { $0.from <= day } ?? false ? RatingBasis.score : .none
        // Has the party not yet shown what it is worth? Then no score lifts it above neutral.
        var heldNeutral: NeutralBand?
        if let neutral = scale.neutral, neutral.condition.holds(of: subject),
            try scale.meets(band, minimum: neutral.band)
        {
            band = neutral.band
            heldNeutral = neutral
        }
        var overrides = try overridesInForce(scale: scale, subject: subject, on: day)
        if let strongest = overrides.first, strongest.effect == .direct {
            band = strongest.band
            basis = .override
        }
        for cap in overrides where cap.effect == .cap && cap.band != band {
            // Does the cap lie below the band? Only then does it change anything.
            if try scale.meets(band, minimum: cap.band) {
                band = cap.band
                basis = .override
            }
        }
        // What holds a full score down must be seen; a direct band leaves it without effect.
        if let heldNeutral, overrides.first?.effect != .direct {
            try Self.insert(heldNeutral, into: &overrides, scale)
        }
        return Verdict(
            start: start, tally: tally, overrides: overrides, band: band, basis: basis)
    }

    /// Puts the neutral band among the caps: after the worse ones, before the better.
    private static func insert(
        _ neutral: NeutralBand, into overrides: inout [OverrideInForce], _ scale: BandScale
    ) throws(PolicyError) {
        let cap = OverrideInForce(
            code: neutral.code, title: neutral.title, effect: .cap, band: neutral.band,
            event: nil, until: nil, source: neutral.provenance.citation)
        let rank = try rank(of: cap, in: scale)
        let place = overrides.firstIndex { (scale.rank(of: $0.band) ?? .max) < rank }
        overrides.insert(cap, at: place ?? overrides.endIndex)
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
