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
    let start: StartTable.Row
    /// The overrides in force, strongest first.
    let overrides: [OverrideInForce]
    /// The neutral band, where the party has not yet shown what it is worth.
    let neutral: NeutralBand?
    /// What the band rests on where nothing overrides the score.
    let basis: RatingBasis

    init(
        law: DayLaw, until: CivilDate, start: StartTable.Row, overrides: [OverrideInForce],
        neutral: NeutralBand?, basis: RatingBasis
    ) {
        self.law = law
        self.until = until
        self.start = start
        self.overrides = overrides
        self.neutral = neutral
        self.basis = basis
    }

    /// Band, basis and overrides that come of a score.
    struct Outcome {
        var band: BandCode
        var basis: RatingBasis
        var overrides: [OverrideInForce]
    }

    func outcome(of score: Points) throws(PolicyError) -> Outcome {
        var outcome = Outcome(
            band: try law.bands.value.band(for: score), basis: basis, overrides: overrides)
        guard neutral != nil || !overrides.isEmpty else { return outcome }
        let scale = law.bands.value
        // Has the party not yet shown what it is worth? Then no score lifts it above neutral.
        var heldNeutral: NeutralBand?
        if let neutral, try scale.meets(outcome.band, minimum: neutral.band) {
            outcome.band = neutral.band
            heldNeutral = neutral
        }
        if let strongest = overrides.first, strongest.effect == .direct {
            outcome.band = strongest.band
            outcome.basis = .override
        }
        for cap in overrides where cap.effect == .cap && cap.band != outcome.band {
            // Does the cap lie below the band? Only then does it change anything.
            if try scale.meets(outcome.band, minimum: cap.band) {
                outcome.band = cap.band
                outcome.basis = .override
            }
        }
        // What holds a full score down must be seen; a direct band leaves it without effect.
        if let heldNeutral, overrides.first?.effect != .direct {
            try Self.insert(heldNeutral, into: &outcome.overrides, scale)
        }
        return outcome
    }

    /// Puts the neutral band among the caps: after the worse ones, before the better.
    private static func insert(
        _ neutral: NeutralBand, into overrides: inout [OverrideInForce], _ scale: BandScale
    ) throws(PolicyError) {
        guard let rank = scale.rank(of: neutral.band) else {
            throw .unknown("bands/\(neutral.band)")
        }
        let cap = OverrideInForce(
            code: neutral.code, title: neutral.title, effect: .cap, band: neutral.band,
            event: nil, until: nil, source: neutral.provenance.citation)
        let place = overrides.firstIndex { (scale.rank(of: $0.band) ?? .max) < rank }
        overrides.insert(cap, at: place ?? overrides.endIndex)
    }
}
