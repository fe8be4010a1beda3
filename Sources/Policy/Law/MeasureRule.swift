// SPDX-License-Identifier: Apache-2.0

public import Domain

/// A measure that may follow from an event.
///
/// - Source: the assessment's file of the pack.
public struct MeasureRule: Hashable, Sendable {
    /// The code, unique in its assessment.
    public let code: MeasureCode
    /// What kind.
    public let kind: Kind
    /// What it is called.
    public let title: LocalText
    /// When it follows; nil for always.
    public let condition: Predicate?
    /// It does not follow where one of these does.
    public let unless: [MeasureCode]
    /// Whether it follows of itself, or an officer decides.
    public let discretion: Discretion
    /// How much: money for a penalty, a length of time for a bar, suspension or plan; nil where
    /// the measure has no size.
    public let size: MeasureSize?
    /// What payment in time takes off the amount, or late payment adds, in order.
    public let payments: [PaymentTerm]
    /// The band to which the party is lowered; nil where the law names none.
    public let band: BandCode?
    /// When it begins, where it lasts.
    public let beginning: Beginning
    /// How many days after the first day on which it no longer holds a bar is shown to end.
    public let shownAfterDays: Int
    /// Whether it may be published.
    public let isPublished: Bool
    /// On whom it falls.
    public let bearer: Bearer
    /// What the law calls whoever bears it; nil unless that is somebody other.
    public let bearerTitle: LocalText?
    /// Where it is written; nil where the source of the whole says so.
    public let source: String?

    /// What kind of measure.
    public typealias Kind = SanctionKind
    /// On whom a measure falls.
    public typealias Bearer = SanctionBearer

    /// Whether a measure follows of itself.
    public enum Discretion: String, Hashable, Sendable, CaseIterable {
        /// It follows.
        case always
        /// It follows, unless an officer decides otherwise and says why.
        case normally
        /// It follows only where an officer decides so.
        case may
    }

    /// When a measure begins that lasts.
    public struct Beginning: Hashable, Sendable {
        /// The day: one of the event's own, or an event's fact, as the day of payment. While it is
        /// unknown the measure has not begun.
        public let day: FactDefinition.Elapsed.Day
        /// Whether it begins no earlier than an earlier bar ends.
        public let isAfterEarlier: Bool

        /// On the day of the determination.
        public static let determination = Beginning(
            day: .anchor(.determinedOn), isAfterEarlier: false)
    }
}

/// How large a measure is.
public indirect enum MeasureSize: Hashable, Sendable {
    /// By a table.
    case table(TableCode)
    /// Always the same, in the unit of the measure.
    case fixed(ExactDecimal, LawTable.Result)
    /// So much for each of a number, up to a most.
    case each(ExactDecimal, of: String, cap: ExactDecimal?)
    /// So much time in a unit for each of a number, up to a most; none where there is none of it.
    case eachTime(Int, LawTable.Result, of: String, most: Int?)
    /// So many percent of another size: 150 prolongs a time by half.
    case percent(ExactDecimal, of: MeasureSize, rounding: Rounding?)
    /// At the officer's discretion between two sizes; outside the guideline with a written reason.
    case range(SizeRange)
    /// So many units, times what multiplies it.
    case units(UnitAmount)
    /// An amount that is reckoned from facts.
    case reckoned(AmountTerm, rounding: Rounding?)
    /// The first whose condition holds; the last has none.
    case first([SizeTier])
    /// At the officer's discretion, but no more than this.
    case upTo(MeasureSize)
}

/// One of several sizes, and when it applies.
public struct SizeTier: Hashable, Sendable {
    /// When; nil for always.
    public let condition: Predicate?
    /// How large the measure is then.
    public let size: MeasureSize
}

/// Two sizes between which an officer decides.
public struct SizeRange: Hashable, Sendable {
    /// Money, years, months or days.
    public let unit: LawTable.Result
    /// The least.
    public let least: AmountTerm
    /// The most; nil for no limit, which only a time may have.
    public let most: AmountTerm?
    /// What is usual; nil where nothing is.
    public let guideline: AmountTerm?
}

/// An amount as it is reckoned.
public indirect enum AmountTerm: Hashable, Sendable {
    /// This number.
    case number(ExactDecimal)
    /// The number of a fact.
    case fact(String)
    /// The amount of a unit, by the law that `whichLaw` wants.
    case unit(UnitCode)
    /// All of them added up.
    case sum([AmountTerm])
    /// All of them multiplied.
    case product([AmountTerm])
    /// So many percent of it.
    case percent(ExactDecimal, of: AmountTerm)
    /// The lowest of them.
    case lowest([AmountTerm])
    /// The highest of them.
    case highest([AmountTerm])
}

/// How an amount is brought to whole minor units, or a time to whole units.
public enum Rounding: String, Hashable, Sendable, CaseIterable {
    /// What is finer falls away.
    case down
    /// What is finer makes one more.
    case up
    /// Half a unit and more makes one more.
    case half
}

/// What the day of payment does to an amount.
public struct PaymentTerm: Hashable, Sendable {
    /// What happens to the amount.
    public enum Effect: Hashable, Sendable {
        /// So many percent of it are left to pay.
        case leaves(ExactDecimal)
        /// So many percent of it are added for each of a number, up to so many in all.
        case adds(ExactDecimal, forEach: String, cap: ExactDecimal?)
    }

    /// What it is called.
    public let title: LocalText
    /// When it applies; nil for always.
    public let condition: Predicate?
    /// What happens.
    public let effect: Effect
    /// How the amount is brought to whole minor units; nil where it is one by law.
    public let rounding: Rounding?
    /// Where it is written; nil where the source of the whole says so.
    public let source: String?
}
