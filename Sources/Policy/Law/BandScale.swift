// SPDX-License-Identifier: Apache-2.0

public import Domain

/// The bands (信用等级) of a regime, from best to worst, and how a party comes by one.
///
/// It is one object, which every rating asks.
///
/// - Source: `bands.yaml` of the pack.
public final class BandScale: Hashable, Sendable {
    /// How a party comes by its band.
    public enum Basis: String, Hashable, Sendable, CaseIterable {
        /// By its score.
        case score
        /// An authority assigns it; there is no score.
        case assigned
        /// There are no bands.
        case noBands = "none"
    }

    /// How a party comes by its band.
    public let basis: Basis
    /// The bands, best first.
    public let bands: [Band]
    /// The band of those who have not yet shown what they are worth; nil where there is none.
    public let neutral: NeutralBand?

    init(basis: Basis, bands: [Band], neutral: NeutralBand?) {
        self.basis = basis
        self.bands = bands
        self.neutral = neutral
    }

    /// Whether both say the same.
    public static func == (left: BandScale, right: BandScale) -> Bool {
        (left.basis, left.bands, left.neutral) == (right.basis, right.bands, right.neutral)
    }

    /// Hashes the codes, which tell scales apart.
    public func hash(into hasher: inout Hasher) { hasher.combine(bands.map(\.code)) }

    /// The place of a band, 0 for the best; nil when this scale has no such band.
    public func rank(of band: BandCode) -> Int? {
        bands.firstIndex { $0.code == band }
    }

    /// The band with this code.
    ///
    /// - Throws: `PolicyError.unknown` when this scale has no such band.
    public func band(_ code: BandCode) throws(PolicyError) -> Band {
        guard let band = bands.first(where: { $0.code == code }) else {
            throw .unknown("bands/\(code)")
        }
        return band
    }

    /// Whether `band` is at least as good as `minimum`.
    ///
    /// - Throws: `PolicyError.unknown` when this scale lacks one of them.
    public func meets(_ band: BandCode, minimum: BandCode) throws(PolicyError) -> Bool {
        guard let rank = rank(of: band) else { throw .unknown("bands/\(band)") }
        guard let most = self.rank(of: minimum) else { throw .unknown("bands/\(minimum)") }
        return rank <= most
    }

    /// The band whose interval holds `score`.
    ///
    /// - Throws: `PolicyError.unknown` when the scale has no scores; a scale with scores was
    ///   found without gaps when it was loaded.
    public func band(for score: Points) throws(PolicyError) -> BandCode {
        for band in bands {
            if let bounds = band.score, bounds.contains(score) { return band.code }
        }
        throw .unknown("bands/score")
    }
}

/// One band.
public struct Band: Hashable, Sendable {
    /// Its code.
    public let code: BandCode
    /// What it is called.
    public let title: LocalText
    /// The scores that lead to it; nil where no score does.
    public let score: Bounds<Points>?

    init(code: BandCode, title: LocalText, score: Bounds<Points>?) {
        self.code = code
        self.title = title
        self.score = score
    }
}

/// The band that stands in for a better one as long as a condition holds.
public struct NeutralBand: Hashable, Sendable {
    /// The code under which a rating names it among its overrides.
    public let code: OverrideCode
    /// What it is called.
    public let title: LocalText
    /// Where it is written.
    public let provenance: Provenance
    /// The band.
    public let band: BandCode
    /// As long as this holds, no score leads to a better band.
    public let condition: Predicate

    init(
        code: OverrideCode, title: LocalText, provenance: Provenance, band: BandCode,
        condition: Predicate
    ) {
        self.code = code
        self.title = title
        self.provenance = provenance
        self.band = band
        self.condition = condition
    }
}
