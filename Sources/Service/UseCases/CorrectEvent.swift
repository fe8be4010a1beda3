// SPDX-License-Identifier: Apache-2.0

import Compliance
public import Domain
import Policy

/// Corrects an event: the old one is annulled, and a new one that names it is entered in the
/// same state. Nothing is overwritten.
public struct CorrectEvent: AskedCommand {
    /// What was wrong, as it is right.
    public struct Details: Sendable {
        /// The indicator.
        public let indicator: IndicatorCode
        /// The day it happened.
        public let occurredOn: CivilDate
        /// How many of it.
        public let quantity: Int
        /// An officer's grades.
        public let grades: [JSONValue.Member]
        /// Facts of the event.
        public let facts: [JSONValue.Member]
        /// Whether the party disclosed it itself.
        public let isVoluntaryDisclosure: Bool
        /// The undertaking on which it happened.
        public let undertaking: UndertakingID?
        /// A note in free text.
        public let note: String?
        /// Documents by their SHA-256.
        public let evidence: [Digest32]

        /// Makes the details.
        public init(
            indicator: IndicatorCode, occurredOn: CivilDate, quantity: Int = 1,
            grades: [JSONValue.Member] = [], facts: [JSONValue.Member] = [],
            isVoluntaryDisclosure: Bool = false, undertaking: UndertakingID? = nil,
            note: String? = nil, evidence: [Digest32] = []
        ) {
            self.indicator = indicator
            self.occurredOn = occurredOn
            self.quantity = quantity
            self.grades = grades
            self.facts = facts
            self.isVoluntaryDisclosure = isVoluntaryDisclosure
            self.undertaking = undertaking
            self.note = note
            self.evidence = evidence
        }
    }

    private let event: EventID
    private let details: Details
    /// Who asks.
    public let asking: Asking

    /// Asks for an event to be corrected today.
    public init(_ event: EventID, _ details: Details, asking: Asking) {
        self.event = event
        self.details = details
        self.asking = asking
    }

    /// What must be read first.
    public var needs: CommandNeeds {
        CommandNeeds(
            events: [event], ties: details.undertaking.map { [RecordID($0)] } ?? [])
    }

    /// Goes along the relations on which the new event runs.
    public func reach(at desk: borrowing Desk) throws {
        let (old, dossier) = try desk.event(event)
        try demandDetermination(of: dossier)
        let today = try desk.today(under: old.regime)
        let national = try desk.shelf.policy(old.regime, on: today)
        _ = try findHolder(of: old, dossier.party.id, under: national, at: desk)
    }

    /// Decides by the state under the head lock. As to annul one, a second officer must be
    /// convinced where the event was confirmed.
    public func decide(at desk: borrowing Desk) throws -> Filing {
        let (old, dossier) = try desk.event(event)
        try demandDetermination(of: dossier)
        let officer = asking.principal.token ?? .none
        let today = try desk.today(under: old.regime)
        try Refusal.demandNone(AnnulRules.refusals(of: old, by: officer, on: today))
        try details.undertaking.map {
            try desk.demandVoucher(dossier.party.id, old.role, on: $0)
        }
        let national = try desk.shelf.policy(old.regime, on: today)
        let party = dossier.party.id
        let found = try findHolder(of: old, party, under: national, at: desk)
        let holder = found?.holder ?? EventHolder(of: old, party)
        var seals = Seals()
        let note = try details.note.map {
            try seals.seal($0, purpose: "note", for: party, at: desk)
        }
        let new = EventRecord(
            id: desk.newID(), role: old.role, regime: old.regime, indicator: details.indicator,
            state: old.state, occurredOn: details.occurredOn,
            // What was known late is no worse for having been known wrongly first.
            reportedOn: max(old.reportedOn, details.occurredOn),
            determinedOn: old.determinedOn.map { max($0, details.occurredOn) },
            quantity: details.quantity, grades: details.grades, facts: details.facts,
            isVoluntaryDisclosure: details.isVoluntaryDisclosure, origin: nil, note: note,
            evidence: details.evidence, reporter: officer, undertaking: details.undertaking,
            corrects: old.id, share: holder.share, sharing: holder.sharing)
        try Refusal.demandNone(
            ReportRules.refusals(
                of: new, policy: national.variant(for: dossier.party.region), today: today))
        let annulled = old.parts(
            determining: party, .eventAnnulled(old.id, on: today, reason: nil)
        ) { .eventAnnulled($0, on: today, reason: nil) }
        let entered: [Filing.Part]
        if let others = found?.others {
            entered = desk.parts(reporting: new, of: party, reaching: others)
        } else {
            entered = try desk.parts(reporting: new, of: party, reachingAs: old)
        }
        return Filing(parts: annulled + entered, subject: RecordID(new.id), seals: seals)
    }

    private func demandDetermination(of dossier: Dossier) throws(Refusal) {
        try Access.demand(
            asking.principal, .determineEvent, dossier.accessObject,
            hidden: .unknown("event", zh: "合规事件"))
    }

    /// The old event is annulled for all whom it reached. The new one reaches the same, unless what
    /// tells whom it reaches was wrong: then it is found anew, as for a report. An event that was
    /// reported on an undertaking alone stays with the voucher that has it, at its share; one that
    /// concerns no undertaking is of the party alone, which bears all of it. Nil where it reaches
    /// the same.
    ///
    /// - Throws: `event.reachesNobody` when the voucher has no share in such an event.
    private func findHolder(
        of old: EventRecord, _ party: PartyID, under policy: Policy, at desk: borrowing Desk
    ) throws -> (holder: EventHolder, others: [ReachedParty])? {
        let isAlike =
            old.indicator == details.indicator && old.undertaking == details.undertaking
            && old.occurredOn == details.occurredOn
        guard !isAlike else { return nil }
        let isOfVoucher = old.sharing != nil && details.undertaking != nil
        let named: (id: PartyID, role: Role)? = isOfVoucher ? nil : (id: party, role: old.role)
        var reached = try desk.reached(
            by: details.indicator, of: named, on: details.undertaking,
            occurredOn: details.occurredOn, under: policy)
        guard isOfVoucher else { return (EventHolder(named: party, old.role), reached) }
        guard
            let holder = reached.takeVoucher(where: { $0.party == party && $0.role == old.role })
        else { throw Self.nobody }
        return (holder, reached)
    }

    private static let nobody = Refusal.invalid([
        InputFault(
            pointer: "/undertaking", code: "event.reachesNobody",
            detail: "By no law does such an event reach the party by its role on this "
                + "undertaking: leave the undertaking out, or annul the event and report another.")
    ])
}

extension Desk {
    /// Throws unless a party vouches or has vouched in a role on an undertaking.
    func demandVoucher(
        _ party: PartyID, _ role: Role, on undertaking: UndertakingID
    ) throws(Refusal) {
        let vouchers = (try? self.undertaking(undertaking).undertaking.vouchers) ?? []
        guard vouchers.contains(where: { $0.party == party && $0.role == role }) else {
            throw .invalid([
                InputFault(
                    pointer: "/undertaking", code: "undertaking.notVoucher",
                    detail: "The party does not vouch in this role on such an undertaking.")
            ])
        }
    }
}
