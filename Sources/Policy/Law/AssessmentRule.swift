// SPDX-License-Identifier: Apache-2.0

public import Domain

/// How one event of a case is weighed, and which measures follow from its weight.
///
/// - Source: the assessment's file in the pack.
public struct AssessmentRule: Hashable, Sendable {
    /// What makes an event count for nothing at all: no points, no measure, no history.
    public struct Justification: Hashable, Sendable {
        /// What it is called.
        public let title: LocalText
        /// When it holds.
        public let condition: Predicate
        /// Where it is written; nil where the source of the whole says so.
        public let source: String?
    }

    /// What takes points off an event.
    public struct Reduction: Hashable, Sendable {
        /// What it is called.
        public let title: LocalText
        /// When it holds.
        public let condition: Predicate
        /// The points it takes off.
        public let points: Points
        /// It takes none below this.
        public let floor: Points
        /// Where it is written; nil where the source of the whole says so.
        public let source: String?
    }

    /// The indicators it is about, sorted; empty for every indicator.
    public let indicators: [IndicatorCode]
    /// What justifies an event, in order; the first that holds is named.
    public let justifications: [Justification]
    /// The parts of which an event's points are the sum; empty where nothing is weighed.
    public let points: [WeightPart]
    /// What takes points off, in order.
    public let reductions: [Reduction]
    /// The measures, in order.
    public let measures: [MeasureRule]

    /// Whether an event of this indicator is weighed by it.
    public func takes(_ indicator: IndicatorCode) -> Bool {
        indicators.isEmpty || indicators.contains(indicator)
    }
}

/// One part of an event's weight.
public enum WeightPart: Hashable, Sendable {
    /// The same for every event.
    case fixed(Points)
    /// So many for each of a number, up to a most of the same sign.
    case each(Points, of: String, cap: Points?)
    /// By how often it happened before.
    case ordinal(OrdinalTable)
    /// By an officer's grades, which are added up.
    case grades([Criterion])
    /// By a table whose cells are points.
    case table(TableCode)

    /// Points by ordinal of repetition.
    public struct OrdinalTable: Hashable, Sendable {
        /// The fact by whose words repetitions are told apart; nil where every event repeats
        /// every other.
        public let by: String?
        /// The fact by which events of one occasion, such as an inspection, are known: they count
        /// once, and have the same ordinal.
        public let occasion: String?
        /// No event before this day counts; nil for every event.
        public let since: CivilDate?
        /// An earlier event counts only so long, from the day it was determined; nil for ever.
        public let window: EventWindow?
        /// By which day of the two it is told that one event came before another.
        public let before: Period.Anchor
        /// The points of the first, second and each later time, by word; of the one word `any`
        /// where `by` is nil. The last of them stands for every later time.
        public let points: [String: [Points]]
    }

    /// The grades that are usual, and the fact that gives the reason for any other.
    public struct Guideline: Hashable, Sendable {
        /// The usual grades.
        public let range: ClosedRange<Int>
        /// The event's fact, a word, in which the reason is written.
        public let reason: String
    }

    /// A criterion that an officer grades.
    public struct Criterion: Hashable, Sendable {
        /// Its name among the grades of an event.
        public let name: String
        /// What it is called.
        public let title: LocalText
        /// The grades it may have, in whole points.
        public let range: ClosedRange<Int>
        /// Within which grades no reason is needed; nil where none ever is.
        public let guideline: Guideline?
    }
}
