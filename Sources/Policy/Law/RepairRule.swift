// SPDX-License-Identifier: Apache-2.0

public import Domain

/// How what an event did to a party's credit is repaired (信用修复).
///
/// - Source: the repair's file in the pack.
public struct RepairRule: Hashable, Sendable {
    /// How long a party waits before it may apply.
    public struct Wait: Hashable, Sendable {
        /// So many months.
        public let months: Int
        /// Whether they begin anew with each later breach.
        public let isClean: Bool
        /// When it applies; nil for always.
        public let condition: Predicate?
    }

    /// What must be so for a repair.
    public struct Condition: Hashable, Sendable {
        /// Its name in answers, as `promise`.
        public let code: String
        /// What it is called.
        public let title: LocalText
        /// When it is met.
        public let condition: Predicate
    }

    /// How much is earned back.
    public struct Earning: Hashable, Sendable {
        /// What it is called.
        public let title: LocalText
        /// So many percent of what was lost.
        public let percent: ExactDecimal
        /// Only in proportion to what was paid; nil for the whole.
        public let share: Share?
        /// When it applies; nil for always.
        public let condition: Predicate?
    }

    /// What was paid of what was owed.
    public struct Share: Hashable, Sendable {
        /// The fact that tells what was paid.
        public let paid: String
        /// The fact that tells what was owed.
        public let owed: String
    }

    /// The indicators whose events can be repaired, sorted; empty for every indicator.
    public let indicators: [IndicatorCode]
    /// The day from which the waiting is counted.
    public let anchor: Period.Anchor
    /// The first whose condition holds applies; where none does, there is no repair.
    public let waits: [Wait]
    /// What must be so; all of it.
    public let conditions: [Condition]
    /// The day from which the days to the cure are counted.
    public let curedFrom: Period.Anchor
    /// The first whose condition holds applies; where none does, nothing is earned back.
    public let earnings: [Earning]
    /// Until when the authority decides on an application; nil where the law does not say.
    public let decision: DueRule?
}

/// How long an event is displayed to the public, and from when it may be repaired (公示期).
///
/// - Source: the display's file in the pack.
public struct DisplayRule: Hashable, Sendable {
    /// A class of events.
    public struct Category: Hashable, Sendable {
        /// Its name in answers, as `serious`.
        public let code: String
        /// What it is called.
        public let title: LocalText
        /// Which events are of it; nil for all that are left.
        public let condition: Predicate?
        /// How long they are displayed; nil where they are not.
        public let months: Months?
        /// So many months after the anchor an application for repair may be made.
        public let repairAfterMonths: Int
    }

    /// A time of display.
    public struct Months: Hashable, Sendable {
        /// Not fewer months, even where it is repaired before.
        public let minimum: Int
        /// Not more months, even where it is never repaired.
        public let maximum: Int
    }

    /// The indicators whose events it is about, sorted; empty for every indicator.
    public let indicators: [IndicatorCode]
    /// The day on which the display begins.
    public let anchor: Period.Anchor
    /// The classes; an event is of the first whose condition holds.
    public let classes: [Category]
}
