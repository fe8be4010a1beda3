// SPDX-License-Identifier: Apache-2.0

/// A sanction that an officer recorded or a decision imposed: in force by its dates, never by a
/// stored flag.
public struct SanctionRecord: Hashable, Sendable {
    /// Its id.
    public let id: SanctionID
    /// What kind.
    public let kind: SanctionKind
    /// Under which regime.
    public let regime: RegimeCode
    /// The roles it bears on, sorted; empty for every role.
    public let roles: [Role]
    /// The first day on which it is in force.
    public let from: CivilDate
    /// The first day on which it no longer is; nil while without end.
    public let until: CivilDate?
    /// The provision of law it rests on.
    public let provision: String
    /// Whether the law lets anyone see it.
    public let isPublished: Bool
    /// On whom it falls.
    public let bearer: SanctionBearer
    /// How large it is.
    public let size: SanctionSize
    /// The band to which it lowers the party; nil where it lowers none.
    public let band: BandCode?
    /// The end of a bar as it is shown to the public; nil where it is shown as it is.
    public let shownUntil: CivilDate?
    /// The proceeding whose decision imposed it; nil where none did.
    public let proceeding: ProceedingID?
    /// The compliance events it answers.
    public let events: [EventID]
    /// A note in free text, always sealed.
    public let note: SealedText?
    /// Who recorded it.
    public let officer: TokenID
    /// The first day on which it no longer is in force because it was lifted; nil while it
    /// was not.
    public internal(set) var liftedOn: CivilDate?
    /// The day on which it was set aside, as if it had never been; nil while it was not.
    public internal(set) var setAsideOn: CivilDate?
    /// The days on which it is not in force although it is not over, in order.
    public internal(set) var stays: [Validity]

    /// Makes a record; roles and events are put in order.
    public init(
        id: SanctionID, kind: SanctionKind, regime: RegimeCode, roles: [Role],
        from: CivilDate, until: CivilDate?, provision: String, isPublished: Bool,
        bearer: SanctionBearer = .party, size: SanctionSize = .none, band: BandCode? = nil,
        shownUntil: CivilDate? = nil, proceeding: ProceedingID? = nil, events: [EventID],
        note: SealedText?, officer: TokenID, liftedOn: CivilDate? = nil,
        setAsideOn: CivilDate? = nil, stays: [Validity] = []
    ) {
        self.bearer = bearer
        self.size = size
        self.band = band
        self.shownUntil = shownUntil
        self.proceeding = proceeding
        self.setAsideOn = setAsideOn
        self.stays = stays
        self.id = id
        self.kind = kind
        self.regime = regime
        self.roles = roles.sorted()
        self.from = from
        self.until = until
        self.provision = provision
        self.isPublished = isPublished
        self.events = events.sorted()
        self.note = note
        self.officer = officer
        self.liftedOn = liftedOn
    }

    /// The first day on which it is over, planned or lifted; nil while without end. One that was
    /// set aside never began.
    public var end: CivilDate? {
        setAsideOn == nil ? [until, liftedOn].compactMap(\.self).min() : from
    }

    /// Whether it is in force on a day.
    public func isInForce(on day: CivilDate) -> Bool {
        from <= day && end.map { day < $0 } ?? true && !stays.contains { $0.contains(day) }
    }

    /// The days on which it is in force, stretch by stretch.
    public var periods: [Validity] {
        var periods: [Validity] = []
        var start: CivilDate? = from
        for stay in stays {
            guard let begun = start, begun < end ?? .latest else { break }
            let until = min(stay.from, end ?? .latest)
            if let period = Validity(from: begun, until: until) { periods.append(period) }
            start = stay.until.map { max($0, begun) }
        }
        if let start, let last = Validity(from: start, until: end) { periods.append(last) }
        return periods
    }

    /// Whether anyone may see it: the law lets it be seen, and it was not set aside.
    public var isPublic: Bool { isPublished && setAsideOn == nil }

    /// Whether it bears on the party in a role.
    public func bears(on role: Role) -> Bool {
        bearer == .party && (roles.isEmpty || roles.contains(role))
    }
}
