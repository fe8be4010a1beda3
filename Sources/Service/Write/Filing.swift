// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy

/// What a command, once decided, has entered.
public struct Filing: Sendable {
    /// The entries of one party, or of the whole register.
    public struct Part: Sendable {
        /// Whom the entries are about; nil for what concerns the whole register.
        public let party: PartyID?
        /// The entries' bodies, in order; none when there is nothing to enter.
        public let bodies: [EntryBody]

        /// Makes a part.
        public init(party: PartyID?, bodies: [EntryBody]) {
            self.party = party
            self.bodies = bodies
        }
    }

    /// What is entered, party by party. The last part is of the party that the command is about,
    /// so that the last entry, by which an answer is rendered again, is one of its own.
    public internal(set) var parts: [Part]
    /// The id of what was made or changed.
    public let subject: RecordID?
    /// A key made for the party's personal texts, wrapped.
    public let personKey: [UInt8]?
    /// Personal texts that the entries refer to, sealed.
    public let texts: [NewText]
    /// Whose texts they are; nil for none.
    public let sealedParty: PartyID?
    /// The version that is enacted or kept as a draft, with its pack as it is stored.
    public let law: NewLaw?

    /// A personal text to be stored.
    public struct NewText: Sendable {
        /// Its id.
        public let id: TextID
        /// What it is: `name`, `town`, `note`.
        public let purpose: String
        /// The sealed bytes.
        public let sealed: [UInt8]
    }

    /// A version of a regime to be stored.
    public struct NewLaw: Sendable {
        /// The law.
        public let policy: Policy
        /// Its pack, as it is stored.
        public let pack: [UInt8]
    }

    /// Makes a filing about one party, or about the whole register.
    public init(
        party: PartyID?, bodies: [EntryBody], subject: RecordID? = nil, seals: Seals = Seals(),
        law: NewLaw? = nil
    ) {
        self.init(
            parts: [Part(party: party, bodies: bodies)], subject: subject, seals: seals,
            law: law)
    }

    /// Makes a filing about several parties; seals are those of the last.
    public init(
        parts: [Part], subject: RecordID?, seals: Seals = Seals(), law: NewLaw? = nil
    ) {
        self.parts = parts
        self.subject = subject
        self.personKey = seals.newKey
        self.texts = seals.texts
        self.sealedParty = seals.party
        self.law = law
    }

    /// One body for several parties; the command is about the one named.
    public init(
        _ body: EntryBody, for parties: some Sequence<PartyID>, about party: PartyID,
        subject: RecordID
    ) {
        let others = parties.filter { $0 != party }
        self.init(
            parts: (others + [party]).map { Part(party: $0, bodies: [body]) },
            subject: subject)
    }

    /// Whether it is an event that is reported, confirmed, annulled or corrected, or a duty: what
    /// follows from either is entered behind it.
    var isAboutEventOrDuty: Bool {
        switch parts.last?.bodies.first {
        case .eventReported, .eventConfirmed, .eventAnnulled, .dutyChanged: true
        default: false
        }
    }

    /// The party that the command is about; nil for what concerns the whole register.
    public var party: PartyID? { parts.last?.party }
}

/// What came of a command.
public struct Receipt: Sendable {
    /// The last entry that answers it; with a filing of nothing, the head.
    public let entry: EntryNumber
    /// When that entry was recorded.
    public let recordedAt: Instant
    /// What was entered about the party, in order; empty on replay.
    public let bodies: [EntryBody]
    /// The party's dossier just after; nil for what concerns the whole register, an event or a
    /// duty, and on replay.
    public let dossier: Dossier?
    /// For an event, the rating that its party was left with; nil where the law has none.
    public internal(set) var rating: BriefRating?
    /// Whom it is about.
    public let party: PartyID?
    /// The id of what was made or changed.
    public let subject: RecordID?
    /// Whether this request had been answered before.
    public let isReplay: Bool
}
