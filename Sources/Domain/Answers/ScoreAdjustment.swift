// SPDX-License-Identifier: Apache-2.0

/// What a score gains or loses by no single event: points regained in clean months, brought by a
/// rate, or carried over from an earlier period.
public struct ScoreAdjustment: Hashable, Sendable {
    /// Its code in the regime.
    public let code: AdjustmentCode
    /// What it is called.
    public let title: LocalText
    /// What counts of it on the day asked, held between floor and ceiling.
    public let points: Points
    /// How the points came about.
    public let note: LocalText
    /// Where it is written.
    public let source: String

    /// Makes an adjustment.
    public init(
        code: AdjustmentCode, title: LocalText, points: Points, note: LocalText, source: String
    ) {
        self.code = code
        self.title = title
        self.points = points
        self.note = note
        self.source = source
    }
}

/// A score beside the main one.
public struct NamedScore: Hashable, Sendable {
    /// Its code in the regime.
    public let code: ScoreCode
    /// What it is called.
    public let title: LocalText
    /// The score.
    public let score: Points
    /// Where it is written.
    public let source: String

    /// Makes a score.
    public init(code: ScoreCode, title: LocalText, score: Points, source: String) {
        self.code = code
        self.title = title
        self.score = score
        self.source = source
    }
}
