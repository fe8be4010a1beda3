// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy
public import Scoring

/// Why a move cannot be made in a proceeding: by which rule, and when it becomes possible.
///
/// - Source: the proceeding's file of the pack; what holds for every regime names its own.
public enum ProceedingRefusal: Error, Hashable, Sendable {
    /// The proceeding concerns other roles.
    case roleOther(Role, allowed: [Role])
    /// A case of this kind is about events, and none is named.
    case eventsNeeded
    /// An event is of another role or regime, or was annulled.
    case eventUnfit(EventID)
    /// The event stands in another proceeding already, and an act is punished once.
    case eventTaken(EventID, in: ProceedingID)
    /// The law has no such move.
    case moveUnknown(MoveCode, known: [MoveCode])
    /// The move cannot be made from the state that the proceeding is in.
    case stateOther(MoveCode, state: StateCode, open: [MoveCode])
    /// The move is open to others.
    case makerOther(MoveCode, allowed: [PrincipalRole])
    /// Another authority must make the move.
    case seatOther(MoveCode, ProceedingMoveRule.Seat)
    /// Whoever asks had a hand in the proceeding.
    case sameHand(MoveCode, ProceedingMoveRule.Apart)
    /// The move must wait until a day is over that a clock gives.
    case early(MoveCode, possibleFrom: CivilDate, ProceedingRule.DayReference)
    /// The day after which the move must wait, or before which it must be made, is not set yet.
    case clockNotStarted(MoveCode, ProceedingRule.DayReference)
    /// The last day for the move is over.
    case late(MoveCode, last: CivilDate, ProceedingRule.DayReference)
    /// The act lies too far back.
    case barredByTime(last: CivilDate, ProceedingRule.DayReference)
    /// The move ends in one of several outcomes, and none of them is named.
    case outcomeNeeded(known: [OutcomeCode])
    /// Something that the law asks for is missing.
    case fieldMissing(pointer: String)
    /// Something is stated that the move does not take.
    case fieldUnknown(pointer: String, known: [String])
    /// A fact is not of its kind.
    case fact(FactRefusal)
    /// A day lies in the future, or before the move before.
    case dayOutOfRange(String, from: CivilDate, to: CivilDate)
    /// Something is decided of an event that the proceeding is not about.
    case eventOther(EventID)
    /// A measure leaves room, and nobody decided how large it is.
    case undecided(MeasureCode, EventID)
    /// Nothing follows from the events that could be imposed.
    case nothingToImpose
    /// A measure is graver than what the party was told, or of another kind.
    case graver(SanctionKind, than: MoveCode)
    /// The act was punished already with a penalty that stands.
    case secondPenalty(EventID, SanctionID)
    /// The law cannot weigh the events.
    case assessment(AssessmentError)
    /// An event cannot be confirmed or annulled by whoever asks.
    case event(EventRefusal)
}
