// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy

/// What a move comes to that may be made.
///
/// - Source: the proceeding's file of the pack.
public struct ProceedingStep: Hashable, Sendable {
    /// In what it ends; nil where it has one outcome only.
    public let outcome: OutcomeCode?
    /// The state that follows.
    public let state: StateCode
    /// Whether nothing can follow that state.
    public let isFinal: Bool
    /// The last day of whoever must act next.
    public let dueOn: CivilDate?
    /// What comes of itself.
    public let lapses: [ProceedingLapse]
    /// The days of the clocks that it starts.
    public let days: [ProceedingDay]
    /// The measures that it proposes or imposes.
    public let measures: [ProceedingMeasure]
    /// What it imposes, where it does.
    public let imposed: [ImposedMeasure]
    /// The fields of which what is stated is for officers only.
    public let internalFields: [String]
    /// What it does to the register, in order.
    public let effects: [ProceedingMoveRule.Effect]
}

/// A measure as a decision imposes it.
public struct ImposedMeasure: Hashable, Sendable {
    /// What kind.
    public let kind: SanctionKind
    /// On whom.
    public let bearer: SanctionBearer
    /// How large.
    public let size: SanctionSize
    /// The band to which it lowers the party.
    public let band: BandCode?
    /// The first day on which it is in force.
    public let from: CivilDate
    /// The first day on which it no longer is; nil while without end.
    public let until: CivilDate?
    /// The end as it is shown to the public.
    public let shownUntil: CivilDate?
    /// Whether the law lets anyone see it.
    public let isPublished: Bool
    /// Where it is written.
    public let provision: String
    /// The events that it answers.
    public let events: [EventID]
}
