// SPDX-License-Identifier: Apache-2.0

public import Domain

/// A kind of proceeding: its states, who may make which move from which of them, and when.
///
/// - Source: the proceeding's file in the pack.
public struct ProceedingRule: Hashable, Sendable {
    /// A day that a clock gives which runs in the proceeding.
    public struct DayReference: Hashable, Sendable {
        /// The clock.
        public let clock: ClockCode
        /// Its step.
        public let step: String
    }

    /// A state.
    public struct State: Hashable, Sendable {
        /// Its code, as `served`.
        public let code: StateCode
        /// What it is called.
        public let title: LocalText
        /// Whether the proceeding is over in it.
        public let isFinal: Bool
        /// The last day of whoever must act next; nil where the law sets none.
        public let due: DayReference?
        /// What comes of itself after a day; nil where nothing does.
        public let lapse: Lapse?
        /// The clocks that stand still while the proceeding is in it, sorted.
        public let stops: [ClockCode]
    }

    /// What comes of itself.
    public struct Lapse: Hashable, Sendable {
        /// After which day.
        public let after: DayReference
        /// The state that follows.
        public let state: StateCode
    }

    /// The law's own measure of time after an act, beyond which some moves may not be made.
    public struct Limitation: Hashable, Sendable {
        /// The day, of a clock that begins with the last of the events.
        public let last: DayReference
        /// The moves that it cuts off, in the order of the law.
        public let moves: [MoveCode]
    }

    /// What the proceeding is about.
    public let kind: ProceedingKind
    /// The roles of parties that it may concern, sorted.
    public let roles: [Role]
    /// Whether an event stands in no other proceeding of this code that is open or has imposed a
    /// penalty.
    public let isOnce: Bool
    /// When it is too late; nil for never.
    public let limitation: Limitation?
    /// The states, in the order of the law.
    public let states: [State]
    /// The moves, in the order of the law; the first opens the proceeding.
    public let moves: [ProceedingMoveRule]

    /// The state of a code; nil where there is none.
    public func state(_ code: StateCode) -> State? { states.first { $0.code == code } }

    /// The move of a name; nil where there is none.
    public func move(_ name: MoveCode) -> ProceedingMoveRule? { moves.first { $0.name == name } }

    /// The move that opens a proceeding.
    public var opening: ProceedingMoveRule { moves[0] }
}

/// A kind of proceeding and its rule over time.
public typealias Proceeding = Parameter<ProceedingCode, ProceedingRule>
