// SPDX-License-Identifier: Apache-2.0

public import Domain

/// How the measures of several events are put together in one notice.
///
/// - Source: `notices.yaml` of the pack.
public struct NoticeRule: Hashable, Sendable {
    /// How sizes of one kind of measure are put together.
    public enum Combination: String, Hashable, Sendable, CaseIterable {
        /// They are added up.
        case sum
        /// The highest, or longest, stands for all.
        case highest
    }

    /// What holds for one kind of measure.
    public struct Total: Hashable, Sendable {
        /// The kind.
        public let kind: MeasureRule.Kind
        /// How several are put together.
        public let combination: Combination
        /// The most money that one notice imposes; nil for no limit.
        public let cap: ExactDecimal?
        /// The longest time that one notice imposes; nil for no limit.
        public let timeCap: TimeCap?
        /// The most that all notices of a time impose together; the newest is reduced.
        public let rolling: Rolling?
    }

    /// The longest time that a notice imposes.
    public struct TimeCap: Hashable, Sendable {
        /// How many.
        public let count: Int
        /// Years, months or days.
        public let unit: LawTable.Result
    }

    /// A limit over the notices of a time.
    public struct Rolling: Hashable, Sendable {
        /// So many months before the determination.
        public let months: Int
        /// The most of all together.
        public let cap: ExactDecimal
    }

    /// The kinds that are put together; each stands once.
    public let totals: [Total]
    /// Lists of kinds, the gravest first, of which a notice imposes the gravest only.
    public let atMostOne: [[MeasureRule.Kind]]
}
