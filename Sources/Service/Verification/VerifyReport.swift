// SPDX-License-Identifier: Apache-2.0

import Domain

/// What a verification found.
public struct VerifyReport: Sendable {
    /// Entries read.
    public internal(set) var entries: Int64 = 0
    /// Parties folded again.
    public internal(set) var parties: Int64 = 0
    /// Rows of the history compared.
    public internal(set) var historyRows: Int64 = 0
    /// Standings derived again and compared.
    public internal(set) var standings: Int64 = 0
    /// The size of a checkpoint that was compared; nil for none.
    public internal(set) var checkpointSize: UInt64?
    /// What does not agree, the first hundred.
    public private(set) var findings: [Finding] = []
    /// How many findings there were.
    public private(set) var findingCount = 0

    /// Whether everything agrees.
    public var isSound: Bool { findingCount == 0 }

    /// Something that does not agree, and where.
    public struct Finding: Hashable, Sendable, CustomStringConvertible {
        /// Which entry or row: `entry 4711`, `history event 0190…`.
        public let place: String
        /// What does not agree.
        public let detail: String

        /// `entry 4711: its bytes do not have the stored leaf hash`.
        public var description: String { "\(place): \(detail)" }
    }

    /// The most findings that are kept.
    private static let keptCount = 100

    mutating func note(_ place: String, _ detail: String) {
        findingCount += 1
        if findings.count < Self.keptCount {
            findings.append(Finding(place: place, detail: detail))
        }
    }
}
