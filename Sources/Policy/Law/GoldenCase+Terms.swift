// SPDX-License-Identifier: Apache-2.0

public import Domain

extension GoldenCase {
    /// What is expected to count besides single events.
    public struct ExpectedAdjustment: Hashable, Sendable {
        /// Its code.
        public let code: AdjustmentCode
        /// What counts of it.
        public let points: Points

        /// Makes an expectation.
        public init(code: AdjustmentCode, points: Points) {
            self.code = code
            self.points = points
        }
    }

    /// What a score beside the main one is expected to be.
    public struct ExpectedScore: Hashable, Sendable {
        /// Its code.
        public let code: ScoreCode
        /// The score.
        public let score: Points

        /// Makes an expectation.
        public init(code: ScoreCode, score: Points) {
            self.code = code
            self.score = score
        }
    }
}
