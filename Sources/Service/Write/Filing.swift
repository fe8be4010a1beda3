// SPDX-License-Identifier: Apache-2.0

public import Domain

/// What a command, once decided, has entered.
public struct Filing: Sendable {
    /// Whom the entries are about; nil for what concerns the whole register.
    public var party: PartyID?
    /// The entries' bodies, in order; none when there is nothing to enter.
    public var bodies: [EntryBody]
    /// The id of what was made or changed.
    public var subject: PartyID?
    /// A key made for the party's personal texts, wrapped.
    public var personKey: [UInt8]?
    /// Personal texts that the entries refer to, sealed.
    public var texts: [NewText]
    /// The pack of a version that is enacted.
    public var pack: [UInt8]?

    /// A personal text to be stored.
    public struct NewText: Sendable {
        /// Its id.
        public let id: TextID
        /// What it is: `name`, `town`, `note`.
        public let purpose: String
        /// The sealed bytes.
        public let sealed: [UInt8]
    }

    /// Makes a filing.
    public init(
        party: PartyID?, bodies: [EntryBody], subject: PartyID? = nil, seals: Seals = Seals(),
        pack: [UInt8]? = nil
    ) {
        self.party = party
        self.bodies = bodies
        self.subject = subject
        self.personKey = seals.newKey
        self.texts = seals.texts
        self.pack = pack
    }
}

/// What came of a command.
public struct Receipt: Sendable {
    /// The last entry that answers it; with a filing of nothing, the head.
    public let entry: EntryNumber
    /// When that entry was recorded.
    public let recordedAt: Instant
    /// What was entered, in order; empty on replay.
    public let bodies: [EntryBody]
    /// The party's dossier just after; nil for what concerns the whole register, and on replay.
    public let dossier: Dossier?
    /// Whom it is about.
    public let party: PartyID?
    /// The id of what was made or changed.
    public let subject: PartyID?
    /// Whether this request had been answered before.
    public let isReplay: Bool
}
