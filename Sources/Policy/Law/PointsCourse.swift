// SPDX-License-Identifier: Apache-2.0

public import Domain

/// What becomes of an indicator's points after the event, and beside the points of others.
///
/// - Source: the indicator's file in the pack.
public struct PointsCourse: Hashable, Sendable {
    /// From some months on, only a part of the points counts.
    public struct Decay: Hashable, Sendable {
        /// How many months after the anchor of the expiry, or the day it happened.
        public let afterMonths: Int
        /// How much of the points counts from that day on, in percent.
        public let percent: Int
    }

    /// The most that all events of an indicator bring which happened within one civil period.
    public struct PeriodCap: Hashable, Sendable {
        /// The points.
        public let points: Points
        /// Within which period.
        public let period: CivilPeriod
    }

    /// The parts that count, earliest first; empty where the points stay whole.
    public let decay: [Decay]
    /// The cap of a civil period; nil for none.
    public let capPerPeriod: PeriodCap?
    /// The group that it belongs to; nil for none.
    public let group: GroupCode?
}
