// SPDX-License-Identifier: Apache-2.0

/// One move of a proceeding: who made it, when, and what came of it.
public struct ProceedingMove: Hashable, Sendable {
    /// Its name in the regime, as `serve`.
    public let name: MoveCode
    /// Which of its outcomes; nil where it has only one.
    public let outcome: OutcomeCode?
    /// The legal day on which it was made.
    public let day: CivilDate
    /// Who made it.
    public let actor: Actor
    /// The state that it led to.
    public let state: StateCode
    /// Whether nothing can follow that state.
    public let isFinal: Bool
    /// The last day of whoever must act next; nil where the law sets none.
    public let dueOn: CivilDate?
    /// What comes of itself unless another move is made before, in the order of the days.
    public let lapses: [ProceedingLapse]
    /// The days that clocks gave which it started.
    public let days: [ProceedingDay]
    /// What was stated with it, in words, numbers and days.
    public let facts: [JSONValue.Member]
    /// Free texts that were stated with it, always sealed.
    public let texts: [ProceedingText]
    /// Documents that were handed in with it, by their SHA-256.
    public let evidence: [Digest32]
    /// The measures that it proposes or imposes.
    public let measures: [ProceedingMeasure]

    /// Makes a move.
    public init(
        name: MoveCode, outcome: OutcomeCode? = nil, day: CivilDate, actor: Actor,
        state: StateCode, isFinal: Bool, dueOn: CivilDate? = nil,
        lapses: [ProceedingLapse] = [], days: [ProceedingDay] = [],
        facts: [JSONValue.Member] = [], texts: [ProceedingText] = [],
        evidence: [Digest32] = [], measures: [ProceedingMeasure] = []
    ) {
        self.name = name
        self.outcome = outcome
        self.day = day
        self.actor = actor
        self.state = state
        self.isFinal = isFinal
        self.dueOn = dueOn
        self.lapses = lapses
        self.days = days
        self.facts = facts
        self.texts = texts
        self.evidence = evidence
        self.measures = measures
    }
}

/// A state that a proceeding comes to of itself.
public struct ProceedingLapse: Hashable, Sendable {
    /// The first day on which it is in it.
    public let from: CivilDate
    /// The state.
    public let state: StateCode
    /// Whether nothing can follow it.
    public let isFinal: Bool
    /// The last day of whoever must act next; nil where the law sets none.
    public let dueOn: CivilDate?

    /// Makes a lapse.
    public init(from: CivilDate, state: StateCode, isFinal: Bool, dueOn: CivilDate?) {
        self.from = from
        self.state = state
        self.isFinal = isFinal
        self.dueOn = dueOn
    }
}

/// A day that a clock gave.
public struct ProceedingDay: Hashable, Sendable {
    /// Which clock.
    public let clock: ClockCode
    /// Which of its steps.
    public let step: String
    /// The day.
    public let day: CivilDate
    /// Whether a calendar is not yet published that far, so that it may become later.
    public let isProvisional: Bool

    /// Makes a day.
    public init(clock: ClockCode, step: String, day: CivilDate, isProvisional: Bool) {
        self.clock = clock
        self.step = step
        self.day = day
        self.isProvisional = isProvisional
    }
}

/// A free text of a move.
public struct ProceedingText: Hashable, Sendable {
    /// The field of the regime's form that it fills, as `statement`.
    public let field: String
    /// Where it lies sealed.
    public let text: SealedText
    /// Whether it is for officers only, and not shown to the party.
    public let isInternal: Bool

    /// Makes a text.
    public init(field: String, text: SealedText, isInternal: Bool) {
        self.field = field
        self.text = text
        self.isInternal = isInternal
    }
}

/// A measure as a notice proposes or a decision imposes it.
public struct ProceedingMeasure: Hashable, Sendable {
    /// What kind.
    public let kind: SanctionKind
    /// On whom it falls.
    public let bearer: SanctionBearer
    /// How large.
    public let size: SanctionSize

    /// Makes a measure.
    public init(kind: SanctionKind, bearer: SanctionBearer, size: SanctionSize) {
        self.kind = kind
        self.bearer = bearer
        self.size = size
    }
}
