// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy
public import Scoring

/// What the law makes of one event: its weight, and the measures that follow.
///
/// - Source: the assessment of the pack; each measure and each step of the trace names its own.
public struct Assessment: Hashable, Sendable {
    /// The event.
    public let event: EventID
    /// What justifies it; nil where nothing does. A justified event weighs nothing, has no
    /// measure, and enters no history.
    public let justification: LocalText?
    /// How often the like of it has happened, this time included; nil where that is not asked.
    public let ordinal: Int?
    /// Its weight.
    public let points: Points
    /// The measures, in the order of the law.
    public let measures: [Measure]
    /// What an officer may impose besides, and has not, in the order of the law.
    public let allowed: [Measure]
    /// How it came about, step by step.
    public let trace: [TraceStep]
}

/// A measure that follows from an event, or from several in one notice.
public struct Measure: Hashable, Sendable {
    /// How large a measure is.
    public enum Size: Hashable, Sendable {
        /// It has no size.
        case none
        /// So much money.
        case amount(Money)
        /// Between two amounts, at the officer's discretion.
        case range(Money, Money, guideline: Money?)
        /// So many calendar years, months or days.
        case time(Int, LawTable.Result)
        /// Between two times of a unit, at the officer's discretion; without the second, without
        /// limit.
        case timeRange(TimeRange)
        /// Without end.
        case permanent
    }

    /// Two times between which an officer decides.
    public struct TimeRange: Hashable, Sendable {
        /// Years, months or days.
        public let unit: LawTable.Result
        /// The least.
        public let least: Int
        /// The most; nil for no limit.
        public let most: Int?
        /// What is usual; nil where nothing is.
        public let guideline: Int?
    }

    /// Its code in the assessment.
    public let code: MeasureCode
    /// What kind.
    public let kind: MeasureRule.Kind
    /// What it is called.
    public let title: LocalText
    /// How large.
    public let size: Size
    /// The band to which the party is lowered; nil where the law names none.
    public let band: BandCode?
    /// The first day on which it holds, where it lasts; nil where it does not last, or the day on
    /// which it begins is not known yet.
    public let from: CivilDate?
    /// The first day on which it no longer holds; nil where it has no end or does not last.
    public let until: CivilDate?
    /// The end as it is shown to the public; nil where there is none.
    public let shownUntil: CivilDate?
    /// Whether it may be published.
    public let isPublished: Bool
    /// On whom it falls.
    public let bearer: MeasureRule.Bearer
    /// What the law calls whoever bears it; nil unless that is somebody other.
    public let bearerTitle: LocalText?
    /// Where it is written.
    public let source: String
}

/// What one notice imposes for one kind of measure.
public struct NoticeTotal: Hashable, Sendable {
    /// The kind.
    public let kind: MeasureRule.Kind
    /// What is imposed.
    public let imposed: Measure.Size
    /// What it would be without the limits of the law.
    public let computed: Measure.Size
    /// The first day on which it holds, where it lasts.
    public let from: CivilDate?
    /// The first day on which it no longer holds.
    public let until: CivilDate?
    /// The end as it is shown.
    public let shownUntil: CivilDate?
}

/// The days that a clock gives for one notice.
public struct ClockRun: Hashable, Sendable {
    /// One day.
    public struct Step: Hashable, Sendable {
        /// Its name, as `received`.
        public let name: String
        /// What it is called.
        public let title: LocalText
        /// The day.
        public let day: CivilDate
        /// Whether the calendar is not yet published that far, so that it may become later.
        public let isProvisional: Bool
        /// How it came about.
        public let trace: TraceStep
    }

    /// The clock.
    public let clock: ClockCode
    /// The day it begins with.
    public let begins: CivilDate
    /// The days, in order.
    public let steps: [Step]
}

/// Everything that the law makes of the events of one notice.
public struct NoticeAssessment: Hashable, Sendable {
    /// One for each event that an assessment takes, in the order given.
    public let assessments: [Assessment]
    /// What is imposed in all, in the order of the law.
    public let totals: [NoticeTotal]
    /// The kinds of measure on the party that the notice does not impose, because of the kinds of
    /// which it imposes one at most a graver one is among them.
    public let outdone: Set<MeasureRule.Kind>
    /// Whether anything of it may be published; nil where the law assesses nothing.
    public let isPublished: Bool?
    /// How the totals came about.
    public let trace: [TraceStep]

    /// Whether the notice imposes one of the measures of its events.
    public func imposes(_ measure: Measure) -> Bool {
        measure.bearer != .party || !outdone.contains(measure.kind)
    }
}
