// SPDX-License-Identifier: Apache-2.0

/// What a party owes by when (义务), from the day that raised it until it is settled.
///
/// Which days these are was worked out by the law when each was entered, so that no later law
/// changes them.
public struct DutyRecord: Hashable, Sendable {
    /// Its id.
    public let id: DutyID
    /// Who owes it.
    public let party: PartyID
    /// In which role.
    public let role: Role
    /// Under which regime.
    public let regime: RegimeCode
    /// Which duty of the regime.
    public let duty: DutyCode
    /// What raised it.
    public let cause: DutyCause
    /// The day on which that happened, from which its time runs.
    public let raisedOn: CivilDate
    /// Facts that lengths of its clock ask for, sorted by name.
    public let facts: [JSONValue.Member]
    /// Until when by the law.
    public private(set) var dueOn: CivilDate
    /// Until when, with what the authority extended.
    public private(set) var lastDay: CivilDate
    /// Whether a calendar was not yet published that far, so that the last day may become later.
    public private(set) var isProvisional: Bool
    /// The day to which the authority extended it, and why; nil where it did not.
    public private(set) var extended: Extension?
    /// That its last day passed and it was not discharged; nil while that was not entered.
    public private(set) var missed: Miss?
    /// How it was settled; nil while it is not.
    public private(set) var settlement: Settlement?

    /// Puts a duty off.
    public struct Extension: Hashable, Sendable {
        /// The day that the authority named.
        public let to: CivilDate
        /// Why, always sealed.
        public let reason: SealedText?

        /// Puts a duty off to a day.
        public init(to: CivilDate, reason: SealedText?) {
            self.to = to
            self.reason = reason
        }
    }

    /// A last day that passed.
    public struct Miss: Hashable, Sendable {
        /// The compliance event that followed; nil where the law has none.
        public let event: EventID?

        /// Notes what followed.
        public init(event: EventID?) {
            self.event = event
        }
    }

    /// What put an end to a duty.
    public enum Settlement: Hashable, Sendable {
        /// It was done.
        case discharged(DutyDischarge)
        /// The authority let the party off on this day, with a sealed reason.
        case waived(on: CivilDate, reason: SealedText?)
        /// It is not owed from this day on, for what the law calls by this word.
        case ended(word: String, on: CivilDate)
    }

    /// Makes a duty as it is raised.
    public init(
        id: DutyID, party: PartyID, role: Role, regime: RegimeCode, duty: DutyCode,
        cause: DutyCause, raisedOn: CivilDate, facts: [JSONValue.Member] = [],
        dueOn: CivilDate, isProvisional: Bool
    ) {
        self.id = id
        self.party = party
        self.role = role
        self.regime = regime
        self.duty = duty
        self.cause = cause
        self.raisedOn = raisedOn
        self.facts = facts.sorted { $0.name < $1.name }
        self.dueOn = dueOn
        self.lastDay = dueOn
        self.isProvisional = isProvisional
    }

    init(
        _ raised: DutyRecord, lastDay: CivilDate, extended: Extension?, missed: Miss?,
        settlement: Settlement?
    ) {
        self = raised
        self.lastDay = lastDay
        self.extended = extended
        self.missed = missed
        self.settlement = settlement
    }

    /// The same, with its days told anew because a calendar was published.
    public func moved(
        dueOn: CivilDate, lastDay: CivilDate, isProvisional: Bool
    ) -> DutyRecord {
        precondition(lastDay >= self.lastDay, "A day that was notified never becomes earlier.")
        var record = self
        record.dueOn = dueOn
        record.lastDay = lastDay
        record.isProvisional = isProvisional
        return record
    }

    /// The same, put off.
    public func extended(
        _ extended: Extension, lastDay: CivilDate, isProvisional: Bool
    ) -> DutyRecord {
        var record = self
        record.extended = extended
        record.lastDay = lastDay
        record.isProvisional = isProvisional
        return record
    }

    /// The same, missed.
    public func missed(_ miss: Miss) -> DutyRecord {
        var record = self
        record.missed = miss
        return record
    }

    /// The same, settled.
    public func settled(_ settlement: Settlement) -> DutyRecord {
        var record = self
        record.settlement = settlement
        return record
    }
}

/// What raised a duty: no two duties of one kind, role and day have the same.
public struct DutyCause: Hashable, Sendable {
    /// What happened, in the words of the law: `closed`, `granted`, an indicator, `absence`.
    public let word: String
    /// The undertaking that it concerns; nil for none.
    public let undertaking: UndertakingID?
    /// The event or accreditation that raised it; nil for none.
    public let record: RecordID?
    /// What tells it from another of the same day, by the own code of whoever told of it; nil for
    /// nothing.
    public let reference: String?

    /// Names a cause.
    public init(
        word: String, undertaking: UndertakingID? = nil, record: RecordID? = nil,
        reference: String? = nil
    ) {
        self.word = word
        self.undertaking = undertaking
        self.record = record
        self.reference = reference
    }
}

/// How a duty was done.
public struct DutyDischarge: Hashable, Sendable {
    /// The kind of filing, in the words of the law.
    public let kind: String
    /// The day of the filing.
    public let filedOn: CivilDate
    /// The documents by their SHA-256.
    public let evidence: [Digest32]
    /// A note in free text, always sealed.
    public let note: SealedText?
    /// The compliance event that followed because it was late; nil where none did.
    public let event: EventID?

    /// Tells how a duty was done.
    public init(
        kind: String, filedOn: CivilDate, evidence: [Digest32] = [], note: SealedText? = nil,
        event: EventID? = nil
    ) {
        self.kind = kind
        self.filedOn = filedOn
        self.evidence = evidence
        self.note = note
        self.event = event
    }
}

/// What happened to a duty.
public enum DutyChange: String, Hashable, Sendable, CaseIterable {
    /// It was raised.
    case raised
    /// Its last day became later, because a calendar was published.
    case moved
    /// The authority put it off.
    case extended
    /// Its last day passed.
    case missed
    /// It was done.
    case discharged
    /// The authority let the party off.
    case waived
    /// It is owed no longer.
    case ended

    /// Whether nothing can follow.
    public var settles: Bool {
        switch self {
        case .raised, .moved, .extended, .missed: false
        case .discharged, .waived, .ended: true
        }
    }
}
