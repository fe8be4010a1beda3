// SPDX-License-Identifier: Apache-2.0

public import Domain

/// A score beside the main one: a start score and the points of its own indicators.
///
/// - Source: the score's file in the pack.
public struct ScoreRule: Hashable, Sendable {
    /// A band that the whole rating does not exceed while the score lies within bounds.
    public struct Cap: Hashable, Sendable {
        /// The scores.
        public let score: Bounds<Points>
        /// The band.
        public let band: BandCode

        init(score: Bounds<Points>, band: BandCode) {
            self.score = score
            self.band = band
        }
    }

    /// The indicators whose points it takes, sorted.
    public let indicators: [IndicatorCode]
    /// Whether the main score takes their points too.
    public let isInTotal: Bool
    /// Start, floor and ceiling.
    public let starts: StartTable
    /// The caps of the band.
    public let caps: [Cap]

    init(indicators: [IndicatorCode], isInTotal: Bool, starts: StartTable, caps: [Cap]) {
        self.indicators = indicators
        self.isInTotal = isInTotal
        self.starts = starts
        self.caps = caps
    }
}

/// A score beside the main one, by code.
public typealias ScoreParameter = Parameter<ScoreCode, ScoreRule>
