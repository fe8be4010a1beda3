// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// What the rating of a day rests on besides the score. It stays as it is until an event begins to
/// count, an override begins or ends, or the law changes, and so for most of the days on which
/// points expire. One object for all of these.
final class Footing {
    let law: DayLaw
    /// The first later day on which it may be another.
    let until: CivilDate
    /// The score before the first event.
    let opening: Opening
    /// The scores beside the main one.
    let scores: [ScoreFooting]
    /// The overrides in force, strongest first.
    let overrides: [OverrideInForce]
    /// Whether the party has not yet shown what it is worth, so that the neutral band holds it.
    let isNeutral: Bool
    /// What the band rests on where nothing overrides the score.
    let basis: RatingBasis

    init(
        law: DayLaw, until: CivilDate, opening: Opening, scores: [ScoreFooting],
        overrides: [OverrideInForce], isNeutral: Bool, basis: RatingBasis
    ) {
        self.law = law
        self.until = until
        self.opening = opening
        self.scores = scores
        self.overrides = overrides
        self.isNeutral = isNeutral
        self.basis = basis
    }

    /// Band, basis and overrides that come of a score.
    struct Outcome {
        var band: BandCode
        var basis: RatingBasis
        var overrides: [OverrideInForce]
    }

    /// What comes of a score, and of the caps that other scores put on the band.
    ///
    /// What the law says against a party prevails: the neutral band lowers the score's, a floor
    /// holds that up, a direct band goes before both, and a cap before all.
    func outcome(
        of score: Points, caps: [OverrideInForce] = []
    ) throws(PolicyError) -> Outcome {
        var outcome = Outcome(
            band: try law.bands.value.band(for: score), basis: basis, overrides: overrides)
        guard isNeutral || !overrides.isEmpty || !caps.isEmpty else { return outcome }
        let scale = law.bands
        for cap in caps { try Self.insert(cap, into: &outcome.overrides, scale) }
        // Has the party not yet shown what it is worth? Then no score lifts it above neutral.
        var isHeldNeutral = false
        if isNeutral, let neutral = scale.value.neutral?.band,
            try scale.value.meets(outcome.band, minimum: neutral)
        {
            outcome.band = neutral
            isHeldNeutral = true
        }
        for floor in outcome.overrides where floor.effect == .floor && floor.band != outcome.band {
            // Does the floor lie above the band? Only then does it change anything.
            if try scale.value.meets(floor.band, minimum: outcome.band) {
                outcome.band = floor.band
                outcome.basis = .override
            }
        }
        if let strongest = outcome.overrides.first, strongest.effect == .direct {
            outcome.band = strongest.band
            outcome.basis = .override
        }
        for cap in outcome.overrides where cap.effect == .cap && cap.band != outcome.band {
            // Does the cap lie below the band? Only then does it change anything.
            if try scale.value.meets(outcome.band, minimum: cap.band) {
                outcome.band = cap.band
                outcome.basis = .override
            }
        }
        // What holds a full score down must be seen; a direct band leaves it without effect.
        if isHeldNeutral, outcome.overrides.first?.effect != .direct,
            let neutral = scale.value.neutral
        {
            let cap = OverrideInForce(
                code: neutral.code, title: neutral.title, effect: .cap, band: neutral.band,
                event: nil, until: nil, source: neutral.provenance.citation)
            try Self.insert(cap, into: &outcome.overrides, scale)
        }
        return outcome
    }

    /// Puts a cap among the caps: after the worse ones, before the better, before any floor.
    private static func insert(
        _ cap: OverrideInForce, into overrides: inout [OverrideInForce],
        _ scale: DatedValue<BandScale>
    ) throws(PolicyError) {
        guard let rank = scale.value.rank(of: cap.band) else { throw .unknown("bands/\(cap.band)") }
        let place = overrides.firstIndex {
            $0.effect == .floor
                || ($0.effect == .cap && (scale.value.rank(of: $0.band) ?? .max) < rank)
        }
        overrides.insert(cap, at: place ?? overrides.endIndex)
    }
}
