// SPDX-License-Identifier: Apache-2.0

public import Domain

/// Records a sanction that an officer has imposed under a provision of law.
public struct ImposeSanction: AskedCommand {
    /// What is imposed.
    public struct Details: Sendable {
        /// On whom.
        public let party: PartyAddress
        /// What kind.
        public let kind: SanctionKind
        /// Under which regime; nil for the party's own.
        public let regime: RegimeCode?
        /// The roles it bears on; empty for every one.
        public let roles: [Role]
        /// The first day.
        public let from: CivilDate
        /// The first day on which it no longer is in force; nil for without end.
        public let until: CivilDate?
        /// The provision of law it rests on.
        public let provision: String
        /// Whether anyone may see it.
        public let isPublished: Bool
        /// The compliance events it answers.
        public let events: [EventID]
        /// A note in free text.
        public let note: String?

        /// Makes the details.
        public init(
            party: PartyAddress, kind: SanctionKind, regime: RegimeCode? = nil,
            roles: [Role] = [], from: CivilDate, until: CivilDate?, provision: String,
            isPublished: Bool, events: [EventID] = [], note: String? = nil
        ) {
            self.party = party
            self.kind = kind
            self.regime = regime
            self.roles = roles
            self.from = from
            self.until = until
            self.provision = provision
            self.isPublished = isPublished
            self.events = events
            self.note = note
        }
    }

    private let details: Details
    /// Who asks.
    public let asking: Asking

    /// Asks for a sanction to be entered.
    public init(_ details: Details, asking: Asking) {
        self.details = details
        self.asking = asking
    }

    /// What must be read first.
    public var needs: CommandNeeds {
        CommandNeeds(parties: [details.party], events: details.events)
    }

    /// Decides by the state under the head lock.
    public func decide(at desk: borrowing Desk) throws -> Filing {
        let dossier = try desk.dossier(details.party)
        try Access.demand(asking.principal, .imposeSanction, dossier.accessObject)
        let regime = details.regime ?? dossier.party.regime
        let today = try desk.today(under: regime)
        guard details.from >= today.adding(months: -12),
            details.from <= today.adding(months: 12)
        else { throw Self.farAway(today) }
        if let until = details.until, until <= details.from {
            throw Refusal.invalid([
                InputFault(
                    pointer: "/until", code: "value.order", detail: "until must lie after from.")
            ])
        }
        try checkEvents(of: dossier)
        var seals = Seals()
        let party = dossier.party.id
        let note = try details.note.map {
            try seals.seal($0, purpose: "note", for: party, at: desk)
        }
        let record = SanctionRecord(
            id: desk.newID(), kind: details.kind, regime: regime, roles: details.roles,
            from: details.from, until: details.until, provision: details.provision,
            isPublished: details.isPublished, events: details.events, note: note,
            officer: asking.principal.token ?? .none)
        return Filing(
            party: party, bodies: [.sanctionImposed(record)], subject: RecordID(record.id),
            seals: seals)
    }

    /// A sanction answers what was found, and found of this party.
    private func checkEvents(of dossier: Dossier) throws(Refusal) {
        var faults: [InputFault] = []
        for (index, id) in details.events.enumerated() {
            guard let event = dossier.events[id] else {
                faults.append(
                    InputFault(
                        pointer: "/events/\(index)", code: "event.unknown",
                        detail: "The party has no such event."))
                continue
            }
            if event.state != .confirmed {
                faults.append(
                    InputFault(
                        pointer: "/events/\(index)", code: "event.notConfirmed",
                        detail: "Only a confirmed event can be answered by a sanction."))
            }
        }
        guard faults.isEmpty else { throw .invalid(faults) }
    }

    private static func farAway(_ today: CivilDate) -> Refusal {
        .invalid([
            InputFault(
                pointer: "/from", code: "value.outOfRange",
                detail: "A sanction begins within twelve months of today, \(today).")
        ])
    }
}

/// Lifts a sanction.
public struct LiftSanction: AskedCommand {
    private let sanction: SanctionID
    private let day: CivilDate
    private let reason: String?
    /// Who asks.
    public let asking: Asking

    /// Asks for a sanction to be lifted: `day` is the first without it. The reason is sealed.
    public init(
        _ sanction: SanctionID, on day: CivilDate, reason: String?, asking: Asking
    ) {
        self.sanction = sanction
        self.day = day
        self.reason = reason
        self.asking = asking
    }

    /// What must be read first.
    public var needs: CommandNeeds { CommandNeeds(ties: [RecordID(sanction)]) }

    /// Decides by the state under the head lock.
    public func decide(at desk: borrowing Desk) throws -> Filing {
        let (record, dossier) = try desk.sanction(sanction)
        try Access.demand(
            asking.principal, .imposeSanction, dossier.accessObject,
            hidden: .unknown("sanction", zh: "处罚"))
        guard record.liftedOn == nil, record.until.map({ day < $0 }) ?? true else {
            throw Self.over
        }
        guard day >= record.from else {
            throw Refusal.invalid([
                InputFault(
                    pointer: "/on", code: "value.order",
                    detail: "The sanction begins on \(record.from); it cannot end before.")
            ])
        }
        var seals = Seals()
        let sealed = try reason.map {
            try seals.seal($0, purpose: "reason", for: dossier.party.id, at: desk)
        }
        return Filing(
            party: dossier.party.id, bodies: [.sanctionLifted(sanction, on: day, reason: sealed)],
            subject: RecordID(sanction), seals: seals)
    }

    private static let over = Refusal(
        .conflict, code: "sanction.over",
        message: LocalText(
            en: "The sanction was lifted already, or ends on or before this day.",
            zh: "该处罚已被解除，或在此日或之前已届满。"))
}
