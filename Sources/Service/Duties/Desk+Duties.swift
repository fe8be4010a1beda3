// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import Policy
import Store

/// Entries about the duties of one party, and those that they bring with others.
struct DutyEntries {
    /// Parts of other parties.
    var others: [Filing.Part] = []
    /// What is entered about the party, in order.
    var own: [EntryBody] = []

    /// Adds parts of which the last is the party's own.
    mutating func add(_ parts: [Filing.Part]) {
        others += parts.dropLast()
        own += parts.last?.bodies ?? []
    }

    /// Everything as it is filed: the part of the party comes last.
    func parts(of party: PartyID) -> [Filing.Part] {
        others + [Filing.Part(party: party, bodies: own)]
    }
}

extension Desk {
    /// A duty and the dossier it belongs to.
    ///
    /// - Throws: `duty.unknown`.
    func duty(_ id: DutyID) throws(Refusal) -> (duty: DutyRecord, dossier: Dossier) {
        guard let party = duties[id], let dossier = dossiers[party],
            let record = dossier.duties[id]
        else { throw .unknown("duty", zh: "义务") }
        return (record, dossier)
    }

    /// The version of a regime that is in force today, and the legal day.
    ///
    /// - Throws: `policy.unknown`.
    func law(
        of regime: RegimeCode
    ) throws(Refusal) -> (policy: Policy, today: CivilDate) {
        let today = try today(under: regime)
        return (try shelf.policy(regime, on: today), today)
    }

    /// The parts by which an event is entered that follows from a duty, with all whom it reaches,
    /// and its id; none where nothing follows. `policy` is the version as the nation has it.
    ///
    /// - Throws: `Refusal` where the law does not let it be reported; `UnreadParties` while anybody
    ///   whom it reaches was not read.
    func parts(
        following raised: DutyStanding.Raised?, from record: DutyRecord, _ dossier: Dossier,
        isLate: Bool, under policy: Policy
    ) throws -> (parts: [Filing.Part], event: EventID?) {
        guard let raised else { return ([], nil) }
        let undertaking = record.cause.undertaking.flatMap { dossier.undertakings[$0] }
        let reached = try reached(
            by: raised.indicator, of: (record.party, record.role), onRecord: undertaking,
            occurredOn: raised.occurredOn, under: policy)
        let event = raised.event(newID(), of: record, on: undertaking?.id, isLate: isLate)
        try Refusal.demandNone(
            ReportRules.refusals(
                of: event, policy: policy.variant(for: dossier.party.region),
                today: max(try today(under: record.regime), event.reportedOn)))
        return (parts(reporting: event, of: record.party, reaching: reached), event.id)
    }

    /// The parts by which an event is annulled that followed from a duty, with all whom it reached;
    /// none where there is none, or an officer has annulled it already.
    ///
    /// - Throws: `UnreadParties` while one of the events was not read.
    func parts(
        annulling id: EventID?, of party: PartyID, on today: CivilDate
    ) throws -> [Filing.Part] {
        guard let id else { return [] }
        let event = try recalled(id, of: party)
        guard event.state != .annulled else { return [] }
        var unread = UnreadParties()
        for reach in event.reaches {
            if dossiers[reach.party] == nil { unread.dossiers.insert(reach.party) }
            if dossiers[reach.party]?.events[reach.event] == nil {
                unread.events[reach.event] = reach.party
            }
        }
        guard unread.isEmpty else {
            guard absent.isDisjoint(with: unread.dossiers),
                lostEvents.isDisjoint(with: unread.events.keys)
            else { throw Refusal.unavailable }
            throw unread
        }
        let day = max(today, event.reportedOn)
        return event.parts(
            determining: party, .eventAnnulled(id, on: day, reason: nil)
        ) { .eventAnnulled($0, on: day, reason: nil) }
    }

    private func recalled(_ id: EventID, of party: PartyID) throws -> EventRecord {
        if let event = dossiers[party]?.events[id] { return event }
        // What an entry names and the history has not is for `probity verify` to tell.
        guard !lostEvents.contains(id) else { throw Refusal.unavailable }
        throw UnreadParties(events: [id: party])
    }

    /// The reminders of a duty that are still to come; none once it is missed or settled, or where
    /// the law has none.
    func reminders(of record: DutyRecord, in entry: EntryNumber) -> [OutboxMessage] {
        guard record.recordedState == .open, let party = dossiers[record.party]?.party,
            let law = try? law(of: record.regime),
            let terms = try? DutyTerms(
                of: record, party, policy: law.policy.variant(for: party.region))
        else { return [] }
        return terms.remindDays.compactMap { days in
            let day = record.lastDay.adding(days: -days)
            return day < law.today ? nil : OutboxMessage(reminding: record, on: day, in: entry)
        }
    }
}
