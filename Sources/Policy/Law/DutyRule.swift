// SPDX-License-Identifier: Apache-2.0

public import Domain

/// A duty: what raises it, until when it is to be discharged, and what follows where it is not.
///
/// - Source: the duty's file in the pack.
public struct DutyRule: Hashable, Sendable {
    /// What raises it.
    public enum Cause: Hashable, Sendable {
        /// An undertaking.
        case undertaking(Turn)
        /// An event of one of these indicators.
        case event([IndicatorCode])
        /// A review is opened.
        case reviewOpened
        /// Leave to act is granted.
        case accreditationGranted
        /// A decision is received.
        case decisionReceived
        /// Something that happens on a day, by the law's own name, such as an absence.
        case day(String)
    }

    /// What happens to an undertaking.
    public enum Turn: String, Hashable, Sendable, CaseIterable {
        /// It is made.
        case made
        /// It is closed.
        case closed
        /// It is converted to another route.
        case converted
    }

    /// How many of an indicator follow.
    public enum Quantity: String, Hashable, Sendable, CaseIterable {
        /// One.
        case one
        /// One for each day late.
        case daysLate
    }

    /// The event that follows where the duty is not discharged in time.
    public struct Consequence: Hashable, Sendable {
        /// Its indicator.
        public let indicator: IndicatorCode
        /// How many of it.
        public let quantity: Quantity
    }

    /// The roles in which it is owed, sorted.
    public let roles: [Role]
    /// What raises it.
    public let cause: Cause
    /// Until when.
    public let due: DueRule
    /// The kinds of filing that discharge it.
    public let dischargedBy: [String]
    /// What follows where it is discharged late; nil for nothing.
    public let late: Consequence?
    /// What follows as long as it is not discharged at all; nil for nothing.
    public let missed: Consequence?
    /// By how much the authority may extend it at most; nil where it may not.
    public let extensionMost: ClockRule.Length?
    /// Whether the authority may waive it.
    public let isWaivable: Bool
    /// Whether days on which it stood still are left out of its length.
    public let isStoppable: Bool
    /// When it is owed no longer; nil where nothing ends it.
    public let end: End?
    /// How many days before its last one the party is reminded of it, the earliest reminder first.
    public let remindDays: [Int]

    /// What ends a duty, at once or so much later.
    public struct End: Hashable, Sendable {
        /// The law's own words for what ends it, such as the end of leave to act.
        public let words: [String]
        /// By how much the duty outlasts that; nil for not at all.
        public let tail: ClockRule.Length?
    }
}

extension DutyRule.Cause {
    /// The words by which a filing may name what raised the duty.
    public var words: [String] {
        switch self {
        case .undertaking(let turn): [turn.rawValue]
        case .event(let indicators): indicators.map(\.text)
        case .reviewOpened: ["opened"]
        case .accreditationGranted: ["granted"]
        case .decisionReceived: ["received"]
        case .day(let word): [word]
        }
    }
}

/// How the last day of something is found from its first.
public enum DueRule: Hashable, Sendable {
    /// It is a step of a clock, which begins with the first day.
    case step(ClockCode, String)
    /// It lies so much later.
    case length(ClockRule.Length, calendar: CalendarCode?, onHoliday: ClockRule.Holiday)
}
