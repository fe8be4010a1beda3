// SPDX-License-Identifier: Apache-2.0

import Compliance
public import Domain
import Policy

/// Reports a compliance event, alleged or confirmed at once.
public struct ReportEvent: Command {
    /// What is reported.
    public struct Details: Sendable {
        /// Of whom, and in which role it acted; nil where an undertaking alone is told of, all of
        /// whose vouchers bear their shares.
        public let party: PartyAddress?
        /// In which role it acted.
        public let role: Role?
        /// The indicator.
        public let indicator: IndicatorCode
        /// Alleged, or confirmed at once by whoever may determine.
        public let state: EventState
        /// The day it happened.
        public let occurredOn: CivilDate
        /// The day it was reported; nil for today.
        public let reportedOn: CivilDate?
        /// How many of it.
        public let quantity: Int
        /// An officer's grades.
        public let grades: [JSONValue.Member]
        /// Facts of the event.
        public let facts: [JSONValue.Member]
        /// Whether the party disclosed it itself.
        public let isVoluntaryDisclosure: Bool
        /// The reporting system.
        public let origin: EventOrigin?
        /// The undertaking on which it happened; nil when it concerns none.
        public let undertaking: UndertakingID?
        /// A note in free text.
        public let note: String?
        /// Documents by their SHA-256.
        public let evidence: [Digest32]

        /// Makes the details.
        public init(
            party: PartyAddress?, role: Role?, indicator: IndicatorCode, state: EventState,
            occurredOn: CivilDate, reportedOn: CivilDate? = nil, quantity: Int = 1,
            grades: [JSONValue.Member] = [], facts: [JSONValue.Member] = [],
            isVoluntaryDisclosure: Bool = false, origin: EventOrigin? = nil,
            note: String? = nil, evidence: [Digest32] = [], undertaking: UndertakingID? = nil
        ) {
            self.undertaking = undertaking
            self.party = party
            self.role = role
            self.indicator = indicator
            self.state = state
            self.occurredOn = occurredOn
            self.reportedOn = reportedOn
            self.quantity = quantity
            self.grades = grades
            self.facts = facts
            self.isVoluntaryDisclosure = isVoluntaryDisclosure
            self.origin = origin
            self.note = note
            self.evidence = evidence
        }
    }

    private let details: Details
    private let principal: Principal
    /// The request it came from.
    public let request: RequestKey?

    /// Asks for an event to be entered.
    public init(_ details: Details, by principal: Principal, request: RequestKey? = nil) {
        self.details = details
        self.principal = principal
        self.request = request
    }

    /// Who asks.
    public var actor: Actor { principal.actor }

    /// What must be read first.
    public var needs: CommandNeeds {
        CommandNeeds(
            parties: details.party.map { [$0] } ?? [],
            ties: details.undertaking.map { [RecordID($0)] } ?? [],
            origins: details.origin.map { [$0] } ?? [])
    }

    /// Goes along the relations on which the event runs.
    public func reach(at desk: borrowing Desk) throws {
        try demandEntry(at: desk)
        _ = try holder(under: try law(at: desk).policy, at: desk)
    }

    /// Decides by the state under the head lock.
    public func decide(at desk: borrowing Desk) throws -> Filing {
        try demandEntry(at: desk)
        let (national, today) = try law(at: desk)
        let (holder, reached) = try holder(under: national, at: desk)
        let party = holder.party
        let policy = national.variant(for: desk.dossiers[party]?.party.region)
        var seals = Seals()
        // A note may name anybody, so it is personal data whoever the party is.
        let note = try details.note.map {
            try seals.seal($0, purpose: "note", for: party, at: desk)
        }
        let event = EventRecord(
            id: desk.newID(), role: holder.role, regime: national.code,
            indicator: details.indicator, state: details.state, occurredOn: details.occurredOn,
            reportedOn: details.reportedOn ?? today,
            // Confirmed at once is determined today, whenever it was reported: windows that
            // run from the determination must not be shortened by a date in the request.
            determinedOn: details.state == .confirmed ? today : nil,
            quantity: details.quantity,
            grades: details.grades, facts: details.facts,
            isVoluntaryDisclosure: details.isVoluntaryDisclosure, origin: details.origin,
            note: note, evidence: details.evidence, reporter: principal.token ?? .none,
            undertaking: details.undertaking, share: holder.share, sharing: holder.sharing)
        try Refusal.demandNone(ReportRules.refusals(of: event, policy: policy, today: today))
        return Filing(
            parts: desk.parts(reporting: event, of: party, reaching: reached),
            subject: RecordID(event.id), seals: seals)
    }

    /// Throws when what was asked for stands against it, whomever the event reaches.
    private func demandEntry(at desk: borrowing Desk) throws(Refusal) {
        guard details.state != .annulled else { throw Self.annulledAtOnce }
        if let address = details.party { try demandReport(of: try desk.dossier(address)) }
        if let origin = details.origin, desk.event(from: origin) != nil {
            throw Self.reportedAlready
        }
        try checkOrigin()
    }

    /// The version by which it is entered, as the nation has it, and the legal day.
    private func law(
        at desk: borrowing Desk
    ) throws(Refusal) -> (policy: Policy, today: CivilDate) {
        let regime = try desk.shelf.regime(of: details.indicator)
        let today = try desk.today(under: regime)
        return (try desk.shelf.policy(regime, on: today), today)
    }

    /// The party that was named; or of those who vouch, the first to whom the indicator is open.
    /// And all others whom the event reaches.
    private func holder(
        under policy: Policy, at desk: borrowing Desk
    ) throws -> (EventHolder, [ReachedParty]) {
        if let address = details.party, let role = details.role {
            let party = try desk.dossier(address).party.id
            try details.undertaking.map { try desk.demandVoucher(party, role, on: $0) }
            let reached = try desk.reached(
                by: details.indicator, of: (party, role), on: details.undertaking,
                occurredOn: details.occurredOn, under: policy)
            return (EventHolder(named: party, role), reached)
        }
        guard let undertaking = details.undertaking else { throw Self.nobody }
        var reached = try desk.reached(
            by: details.indicator, of: nil, on: undertaking, occurredOn: details.occurredOn,
            under: policy)
        let roles = try policy.indicator(details.indicator, on: details.occurredOn).value.roles
        guard let holder = reached.takeVoucher(where: { roles.contains($0.role) }) else {
            throw Self.nobody
        }
        guard let dossier = desk.dossiers[holder.party] else { throw Refusal.unavailable }
        try demandReport(of: dossier, hidden: .unknown("undertaking", zh: "承诺"))
        return (holder, reached)
    }

    private func demandReport(
        of dossier: Dossier, hidden: Refusal = .partyUnknown
    ) throws(Refusal) {
        try Access.demand(principal, .reportEvent, dossier.accessObject, hidden: hidden)
        if details.state == .confirmed {
            try Access.demand(principal, .determineEvent, dossier.accessObject, hidden: hidden)
        }
    }

    /// System and id stand in the ledger for ever, so they are codes and no free text.
    private func checkOrigin() throws(Refusal) {
        guard let origin = details.origin else { return }
        guard origin.system != EventOrigin.ofDuties else { throw Self.originReserved }
        let parts = [("/sourceSystem", origin.system), ("/sourceId", origin.id)]
        let faults = parts.filter { IndicatorCode(checking: $0.1) == nil }.map { part in
            InputFault(
                pointer: part.0, code: "value.malformed",
                detail: "A code of 1 to 80 letters, digits, points, hyphens or underscores is "
                    + "needed, without any personal data.")
        }
        guard faults.isEmpty else { throw .invalid(faults) }
    }

    private static let annulledAtOnce = Refusal.invalid([
        InputFault(
            pointer: "/state", code: "value.malformed",
            detail: "An event is reported as alleged or confirmed.")
    ])
    private static let nobody = Refusal.invalid([
        InputFault(
            pointer: "/party", code: "event.reachesNobody",
            detail: "By no law does such an event reach a voucher of an undertaking by its role: "
                + "name the party and its role.")
    ])
    private static let originReserved = Refusal.invalid([
        InputFault(
            pointer: "/sourceSystem", code: "value.reserved",
            detail: "What follows from duties is entered by the register itself: name another "
                + "system.")
    ])
    private static let reportedAlready = Refusal(
        .conflict, code: "event.reportedAlready",
        message: LocalText(
            en: "This system has reported an event under this sourceId already.",
            zh: "该系统已以此 sourceId 上报过事件。"))
}

extension TypedID {
    /// Stands for nobody: the daemon's own entries.
    static var none: TypedID { TypedID(high: 0, low: 0) }
}

extension Refusal {
    /// Throws when rules stand against a report or a determination.
    static func demandNone(_ refusals: [EventRefusal]) throws(Refusal) {
        guard let first = refusals.first else { return }
        let faults = refusals.map {
            InputFault(pointer: $0.pointer, code: $0.code, detail: $0.message.en)
        }
        throw Refusal(.rule, code: first.code, message: first.message, faults: faults)
    }
}
