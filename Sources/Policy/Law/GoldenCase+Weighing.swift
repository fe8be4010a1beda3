// SPDX-License-Identifier: Apache-2.0

public import Domain

extension GoldenCase {
    /// A notice that a case tells of: one whose clock is run, or an earlier one with its penalty.
    public struct Notice: Hashable, Sendable {
        /// How the case names it.
        public let name: String
        /// The clock to be run; nil for an earlier notice.
        public let clock: ClockCode?
        /// The first day of the clock.
        public let begins: CivilDate?
        /// The events it is about.
        public let events: [EventID]
        /// The day of its determination, of an earlier notice.
        public let determinedOn: CivilDate?
        /// What it imposed, of an earlier notice.
        public let penalty: Money?
        /// The first day on which its bar no longer holds, of an earlier notice.
        public let barUntil: CivilDate?
        /// What else is told of it.
        public let circumstances: ClockCircumstances
    }

    /// How large a measure is expected to be.
    public enum ExpectedSize: Hashable, Sendable {
        /// The measure does not follow.
        case nothing
        /// It has no size.
        case plain
        /// So much money.
        case amount(ExactDecimal)
        /// Between two amounts.
        case range(ExactDecimal, ExactDecimal)
        /// So long.
        case time(Int, LawTable.Result)
        /// Between two times of a unit; without the second, without limit.
        case timeRange(Int, Int?, LawTable.Result)
        /// Without end.
        case permanent
    }

    /// A measure that is expected.
    public struct ExpectedMeasure: Hashable, Sendable {
        /// Its code.
        public let code: MeasureCode
        /// How large.
        public let size: ExpectedSize
        /// The band to which it lowers the party; nil where it is not compared.
        public let band: BandCode?
        /// The first day; nil where it is not compared.
        public let from: CivilDate?
        /// The first day on which it no longer holds; nil where it is not compared.
        public let until: CivilDate?
        /// The end as it is shown; nil where it is not compared.
        public let shownUntil: CivilDate?
    }

    /// What one event is expected to weigh; what is nil is not compared.
    public struct ExpectedAssessment: Hashable, Sendable {
        /// The event.
        public let event: EventID
        /// Its weight.
        public let points: Points?
        /// Whether it is justified.
        public let isJustified: Bool?
        /// Its measures, in order.
        public let measures: [ExpectedMeasure]?
        /// What an officer may impose besides, in order.
        public let allowed: [ExpectedMeasure]?
    }

    /// What a notice is expected to impose; what is nil is not compared.
    public struct ExpectedTotal: Hashable, Sendable {
        /// By kind of measure; the code of each is the kind's word.
        public let measures: [MeasureRule.Kind: ExpectedMeasure]
        /// Whether anything of it may be published.
        public let isPublished: Bool?
    }

    /// The days that the clock of a notice is expected to give.
    public struct ExpectedClock: Hashable, Sendable {
        /// The notice, as the case names it.
        public let notice: String
        /// The days by the names of its steps.
        public let days: [String: CivilDate]
    }
}
