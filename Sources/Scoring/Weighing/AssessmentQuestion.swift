// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy

/// The events of one notice, and what the law must know beside them.
///
/// - Source: none; it is what is told.
public struct AssessmentQuestion: Sendable {
    /// An earlier notice with the penalty that it imposed.
    public struct EarlierPenalty: Hashable, Sendable {
        /// The day of its determination.
        public let determinedOn: CivilDate
        /// What it imposed.
        public let amount: Money

        /// Describes an earlier notice.
        public init(determinedOn: CivilDate, amount: Money) {
            self.determinedOn = determinedOn
            self.amount = amount
        }
    }

    /// The party, with the facts that were stated of it.
    public let party: PartyRecord
    /// In which role.
    public let role: Role
    /// Earlier events of other notices; only those count that are confirmed, of the role and of
    /// the regime.
    public let history: [EventRecord]
    /// The events of the notice. Of those that state no occasion, the ones that are determined on
    /// the same day are of one occasion.
    public let events: [EventRecord]
    /// Earlier notices that imposed penalties.
    public let earlierPenalties: [EarlierPenalty]
    /// The first day on which no bar of an earlier notice holds any longer; nil where none did.
    public let barredUntil: CivilDate?
    /// What officers decided of the measures of the events.
    public let decisions: [EventID: [MeasureDecision]]
    /// The day of the notice: that on which the last of its events was or is determined.
    public let determinedOn: CivilDate
    /// Whether it is asked to find the points of a record: then nothing can rest on these yet.
    var isOfPoints = false
    /// Whether anybody asks how it came about; where not, traces stay empty.
    package var isExplained = true
    /// The day on which events are determined that do not state their own.
    private let askedOn: CivilDate

    /// Asks about a notice. An event that states no day of its determination is determined on
    /// `determinedOn`.
    public init(
        party: PartyRecord, role: Role, history: [EventRecord], events: [EventRecord],
        earlierPenalties: [EarlierPenalty], determinedOn: CivilDate,
        barredUntil: CivilDate? = nil, decisions: [EventID: [MeasureDecision]] = [:]
    ) {
        self.party = party
        self.role = role
        self.history = history
        self.events = events
        self.earlierPenalties = earlierPenalties
        self.barredUntil = barredUntil
        self.decisions = decisions
        askedOn = determinedOn
        self.determinedOn =
            events.filter { $0.state != .annulled }.map { $0.determinedOn ?? determinedOn }.max()
            ?? determinedOn
    }

    /// The day on which an event was or is determined.
    package func determination(of event: EventRecord) -> CivilDate { event.determinedOn ?? askedOn }

    /// The same question while officers have decided nothing.
    package var undecided: AssessmentQuestion {
        var question = AssessmentQuestion(
            party: party, role: role, history: history, events: events,
            earlierPenalties: earlierPenalties, determinedOn: askedOn, barredUntil: barredUntil)
        question.isExplained = isExplained
        return question
    }

    /// The same party in the same role, of which nothing else is told.
    package var withoutEvents: AssessmentQuestion {
        AssessmentQuestion(
            party: party, role: role, history: [], events: [], earlierPenalties: [],
            determinedOn: askedOn)
    }

    /// The same question about these events only.
    public func about(_ events: [EventRecord]) -> AssessmentQuestion {
        AssessmentQuestion(
            party: party, role: role, history: history, events: events,
            earlierPenalties: earlierPenalties, determinedOn: askedOn, barredUntil: barredUntil,
            decisions: decisions)
    }
}
