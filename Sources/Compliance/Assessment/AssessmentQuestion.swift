// SPDX-License-Identifier: Apache-2.0

public import Domain

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
    /// The events of the notice. Those that state no occasion are of one occasion.
    public let events: [EventRecord]
    /// Earlier notices that imposed penalties.
    public let earlierPenalties: [EarlierPenalty]
    /// The day of the determination; an event that was determined already keeps its own.
    public let determinedOn: CivilDate

    /// Asks about a notice.
    public init(
        party: PartyRecord, role: Role, history: [EventRecord], events: [EventRecord],
        earlierPenalties: [EarlierPenalty], determinedOn: CivilDate
    ) {
        self.party = party
        self.role = role
        self.history = history
        self.events = events
        self.earlierPenalties = earlierPenalties
        self.determinedOn = determinedOn
    }
}
