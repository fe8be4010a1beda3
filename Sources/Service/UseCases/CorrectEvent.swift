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
            events: [event], ties: details.undertaking.map { [RecordID($0)] } ?? [],
            shared: [details.indicator])
    }

    /// Decides by the state under the head lock. As to annul one, a second officer must be
    /// convinced where the event was confirmed.
    public func decide(at desk: borrowing Desk) throws -> Filing {
        let (old, dossier) = try desk.event(event)
        try Access.demand(
            asking.principal, .determineEvent, dossier.accessObject,
            hidden: .unknown("event", zh: "合规事件"))
        let officer = asking.principal.token ?? .none
        let today = try desk.today(under: old.regime)
        try Refusal.demandNone(AnnulRules.refusals(of: old, by: officer, on: today))
        try details.undertaking.map {
            try desk.demandVoucher(dossier.party.id, old.role, on: $0)
        }
        var seals = Seals()
        let party = dossier.party.id
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
            corrects: old.id, share: old.share, sharing: old.sharing)
        let policy = try desk.shelf.policy(old.regime, on: today)
            .variant(for: dossier.party.region)
        try Refusal.demandNone(ReportRules.refusals(of: new, policy: policy, today: today))
        return Filing(
            parts: try parts(replacing: old, by: new, of: party, policy, today, desk),
            subject: RecordID(new.id), seals: seals)
    }

    /// The old event is annulled for all whom it reached. The new one reaches the same, unless what
    /// tells whom it reaches was wrong.
    private func parts(
        replacing old: EventRecord, by new: EventRecord, of party: PartyID, _ policy: Policy,
        _ today: CivilDate, _ desk: borrowing Desk
    ) throws -> [Filing.Part] {
        let annulled = old.parts(
            determining: party, .eventAnnulled(old.id, on: today, reason: nil)
        ) { .eventAnnulled($0, on: today, reason: nil) }
        if old.reachesAlike(new) {
            return annulled + (try desk.parts(reporting: new, of: party, reachingAs: old))
        }
        let reached = try desk.reached(
            by: new.indicator, of: (party, new.role), on: new.undertaking,
            occurredOn: new.occurredOn, under: policy)
        return annulled + desk.parts(reporting: new, of: party, reaching: reached)
    }
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
