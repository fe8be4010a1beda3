// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy

/// A move that somebody wants to make, with what is stated of it.
///
/// - Source: none; it is what is told.
public struct ProceedingAsked: Hashable, Sendable {
    /// The move.
    public let move: MoveCode
    /// In what it is to end; nil where that is not told.
    public let outcome: OutcomeCode?
    /// Facts of the notice, and days.
    public let facts: [JSONValue.Member]
    /// The names of the free texts.
    public let texts: [String]
    /// Documents, by their SHA-256.
    public let evidence: [Digest32]
    /// What is decided of the measures of the events; nil where nothing is told.
    public let decisions: [EventID: [MeasureDecision]]?

    /// Tells of a move.
    public init(
        move: MoveCode, outcome: OutcomeCode? = nil, facts: [JSONValue.Member] = [],
        texts: [String] = [], evidence: [Digest32] = [],
        decisions: [EventID: [MeasureDecision]]? = nil
    ) {
        self.move = move
        self.outcome = outcome
        self.facts = facts
        self.texts = texts
        self.evidence = evidence
        self.decisions = decisions
    }
}

/// Who wants to make a move, and where that person stands to the proceeding.
///
/// - Source: none; it is what the register knows.
public struct ProceedingMaker: Hashable, Sendable {
    /// How the authority of whoever asks stands to that of the proceeding.
    public enum Seat: Hashable, Sendable {
        /// It is the same.
        case same
        /// It stands above it.
        case above
        /// It is another, or whoever asks acts for none.
        case other
    }

    /// Who.
    public let actor: Actor
    /// How the authorities stand to each other.
    public let seat: Seat
    /// Whether an authority stands above that of the proceeding.
    public let hasSuperior: Bool

    /// Describes whoever asks.
    public init(actor: Actor, seat: Seat, hasSuperior: Bool) {
        self.actor = actor
        self.seat = seat
        self.hasSuperior = hasSuperior
    }
}

/// A proceeding as a move finds it.
public struct ProceedingQuestion: Sendable {
    /// The party, with its sanctions and the numbers of its events.
    public let dossier: Dossier
    /// The proceeding with the moves made so far; nil while it is being opened.
    public let record: ProceedingRecord?
    /// Which proceeding of the regime.
    public let code: ProceedingCode
    /// In which role the party stands in it.
    public let role: Role
    /// The events that it is about.
    public let events: [EventRecord]
    /// The legal day.
    public let day: CivilDate

    /// Asks about a proceeding.
    public init(
        dossier: Dossier, record: ProceedingRecord?, code: ProceedingCode, role: Role,
        events: [EventRecord], day: CivilDate
    ) {
        self.dossier = dossier
        self.record = record
        self.code = code
        self.role = role
        self.events = events
        self.day = day
    }
}
