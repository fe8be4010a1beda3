// SPDX-License-Identifier: Apache-2.0

public import Domain

/// A move that may be made in a proceeding.
///
/// - Source: the proceeding's file in the pack.
public struct ProceedingMoveRule: Hashable, Sendable {
    /// Before which authority whoever makes it must act.
    public enum Seat: String, Hashable, Sendable, CaseIterable {
        /// The authority of the proceeding, or one above it.
        case own
        /// One above it, where there is any.
        case superior
    }

    /// Until when the move must wait.
    public struct Wait: Hashable, Sendable {
        /// It may be made only after this day.
        public let day: ProceedingRule.DayReference
        /// Unless one of these moves was made since the day was set.
        public let unless: [MoveCode]
    }

    /// A clock that the move starts.
    public struct Start: Hashable, Sendable {
        /// The clock.
        public let clock: ClockCode
        /// The field that states its first day; nil for the day of the move.
        public let day: String?
    }

    /// A running clock's day that the move puts off, no further than the clock allows.
    public struct Extension: Hashable, Sendable {
        /// The day that is put off.
        public let day: ProceedingRule.DayReference
        /// The field that states the new one, which may lie ahead.
        public let until: String
    }

    /// Who may not make the move, since they had a hand in the proceeding.
    public enum Apart: Hashable, Sendable {
        /// Whoever reported one of the events.
        case reporting
        /// Whoever made this move.
        case move(MoveCode)
        /// Whoever made any move.
        case anyMove
    }

    /// Something that must be stated with the move.
    public struct Field: Hashable, Sendable {
        /// What it may be.
        public enum Kind: Hashable, Sendable {
            /// A fact of the notice that the regime knows.
            case fact(String)
            /// A free text, which is sealed.
            case text(String)
            /// A legal day; not in the future, unless a day is put off to it.
            case day(String)
            /// Documents, by their SHA-256; one at least.
            case evidence
            /// What is decided of the measures that the law has for the events.
            case measures
        }

        /// What it may be, and under which name.
        public let kind: Kind
        /// What it is called; nil where the regime says so elsewhere.
        public let title: LocalText?
        /// Whether the move cannot be made without it.
        public let isNeeded: Bool
        /// Whether it is for officers only, and not shown to the party.
        public let isInternal: Bool
    }

    /// What a move may end in.
    public struct Outcome: Hashable, Sendable {
        /// Its code; nil where the move has only this one.
        public let code: OutcomeCode?
        /// What it is called; nil where the move has only this one.
        public let title: LocalText?
        /// The state that follows.
        public let state: StateCode
        /// What it does beside that, in order.
        public let effects: [Effect]
    }

    /// What a move does to the register.
    public enum Effect: String, Hashable, Sendable, CaseIterable {
        /// The events that were alleged are confirmed.
        case confirmEvents
        /// The events are annulled.
        case annulEvents
        /// The measures that are stated with the move are imposed.
        case impose
        /// Leave to act is suspended while the proceeding runs, until that is lifted or set aside.
        case suspend
        /// What the proceeding imposed is lifted.
        case lift
        /// What the proceeding imposed is set aside, as if it had never been.
        case setAside
        /// What the proceeding imposed is stayed.
        case stay
        /// What was stayed is in force again.
        case resume
    }

    /// Its name, as `serve`.
    public let name: MoveCode
    /// What it is called.
    public let title: LocalText
    /// What it tells the party of its rights; nil for nothing.
    public let rights: LocalText?
    /// The states from which it may be made; none for the move that opens the proceeding.
    public let from: [StateCode]
    /// Who may make it.
    public let makers: [PrincipalRole]
    /// Before which authority.
    public let seat: Seat
    /// Who may not, since they had a hand in it.
    public let apart: [Apart]
    /// Until when it must wait; nil for not at all.
    public let notBefore: Wait?
    /// The last day on which it may be made; nil for no such day.
    public let notAfter: ProceedingRule.DayReference?
    /// What must be, or may be, stated with it.
    public let fields: [Field]
    /// The clocks that it starts.
    public let starts: [Start]
    /// The days that it puts off.
    public let extends: [Extension]
    /// The last day of the suspension that it brings; nil where it has no last day.
    public let suspendedUntil: ProceedingRule.DayReference?
    /// The move whose measures its own may not exceed; nil for none.
    public let noWorseThan: MoveCode?
    /// What it may end in; one at least.
    public let outcomes: [Outcome]

    /// Whether measures are stated with it.
    public var takesMeasures: Bool { fields.contains { $0.kind == .measures } }
}
