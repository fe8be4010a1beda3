// SPDX-License-Identifier: Apache-2.0

/// One step of a rating as a function of the legal day: it holds from `from` until the next.
public struct RatingStep: Hashable, Sendable {
    /// The first day on which it holds.
    public let from: CivilDate
    /// The score; nil where the regime has none.
    public let score: Points?
    /// The band; nil where nothing was assigned.
    public let band: BandCode?
    /// What the band rests on.
    public let basis: RatingBasis
    /// The overrides in force.
    public let overrides: [OverrideCode]

    /// Makes a step.
    public init(
        from: CivilDate, score: Points?, band: BandCode?, basis: RatingBasis,
        overrides: [OverrideCode]
    ) {
        self.from = from
        self.score = score
        self.band = band
        self.basis = basis
        self.overrides = overrides
    }

    /// Whether only the day differs.
    public func saysTheSame(as other: RatingStep) -> Bool {
        score == other.score && band == other.band && basis == other.basis
            && overrides == other.overrides
    }
}
