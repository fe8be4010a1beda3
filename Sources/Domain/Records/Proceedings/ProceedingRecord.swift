// SPDX-License-Identifier: Apache-2.0

/// What a proceeding (程序) is about.
public enum ProceedingKind: String, Hashable, Sendable, CaseIterable {
    /// A sanction that may follow from compliance events.
    case penaltyCase = "case"
    /// Leave to act that a party applies for.
    case application
    /// Something in the register that a party objects to.
    case objection
    /// Credit that a party asks to have back (信用修复).
    case repair

    /// The collection in which its proceedings stand, as in `/v1/cases`.
    public var collection: String {
        switch self {
        case .penaltyCase: "cases"
        case .application: "applications"
        case .objection: "objections"
        case .repair: "repairs"
        }
    }
}

/// A proceeding of one party: a kind of proceeding that the regime knows, and every move made in
/// it. What state it is in on a day follows from its moves, whose outcome they record.
public struct ProceedingRecord: Hashable, Sendable {
    /// Its id.
    public let id: ProceedingID
    /// What it is about.
    public let kind: ProceedingKind
    /// Under which regime.
    public let regime: RegimeCode
    /// Which of the regime's proceedings.
    public let code: ProceedingCode
    /// The role of the party that it concerns.
    public let role: Role
    /// The authority before which it runs; nil where whoever opened it acts for none.
    public let authority: AuthorityCode?
    /// The compliance events that it is about, sorted.
    public let events: [EventID]
    /// The moves in the order in which they were made; the first opened it.
    public private(set) var moves: [ProceedingMove]

    /// Makes a proceeding with the move that opens it; events are put in order.
    public init(
        id: ProceedingID, kind: ProceedingKind, regime: RegimeCode, code: ProceedingCode,
        role: Role, authority: AuthorityCode?, events: [EventID], moves: [ProceedingMove]
    ) {
        precondition(!moves.isEmpty, "A proceeding is opened by a move.")
        self.id = id
        self.kind = kind
        self.regime = regime
        self.code = code
        self.role = role
        self.authority = authority
        self.events = events.sorted()
        self.moves = moves
    }

    /// The day on which it was opened.
    public var openedOn: CivilDate { moves[0].day }

    /// The last move.
    public var last: ProceedingMove { moves[moves.count - 1] }

    /// Takes in one more move.
    mutating func append(_ move: ProceedingMove) { moves.append(move) }

    /// The state on a day, by the moves that were made until then and by what came of itself
    /// after them; nil before it was opened.
    public func turn(on day: CivilDate) -> ProceedingLapse? { turns.last { $0.from <= day } }

    /// Every state that it came or comes to as long as no other move is made, with the first day
    /// of each; of several of one day the last.
    public var turns: [ProceedingLapse] {
        var turns: [ProceedingLapse] = []
        for move in moves {
            // A move takes the place of whatever would have come of itself from its day on.
            turns.removeAll { $0.from >= move.day }
            turns.append(
                ProceedingLapse(
                    from: move.day, state: move.state, isFinal: move.isFinal, dueOn: move.dueOn))
            for lapse in move.lapses {
                let from = max(lapse.from, move.day)
                turns.removeAll { $0.from >= from }
                turns.append(
                    ProceedingLapse(
                        from: from, state: lapse.state, isFinal: lapse.isFinal,
                        dueOn: lapse.dueOn))
            }
        }
        return turns
    }

    /// Whether nothing can follow any more on a day.
    public func isClosed(on day: CivilDate) -> Bool { turn(on: day)?.isFinal ?? false }

    /// The last day that a clock gave for one of its steps; nil while it has not run.
    public func day(of step: String, by clock: ClockCode) -> ProceedingDay? {
        moves.lazy.reversed().flatMap(\.days).first { $0.clock == clock && $0.step == step }
    }
}
