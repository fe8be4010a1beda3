// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import Policy

/// With whom an event is entered first, and how much of it that party bears.
struct EventHolder {
    let party: PartyID
    let role: Role
    let share: ExactDecimal
    let sharing: EventSharing?

    /// The party that the event is said to be of bears all of it.
    init(named party: PartyID, _ role: Role) {
        self.party = party
        self.role = role
        share = EventRecord.wholeShare
        sharing = nil
    }

    /// The party that has an event already, as it has it.
    init(of event: EventRecord, _ party: PartyID) {
        self.party = party
        role = event.role
        share = event.share
        sharing = event.sharing
    }

    /// A voucher of the undertaking that the event is said to be of bears its share.
    fileprivate init(_ voucher: ReachedParty) {
        party = voucher.party
        role = voucher.role
        share = voucher.percent
        sharing = EventSharing(
            event: nil, path: voucher.path, bringsOverrides: voucher.bringsOverrides)
    }
}

extension [ReachedParty] {
    /// Takes out the first of the vouchers that fits: with it the event is entered first.
    mutating func takeVoucher(where fits: (ReachedParty) -> Bool) -> EventHolder? {
        let place = firstIndex { $0.path.steps.isEmpty && fits($0) }
        return place.map { EventHolder(remove(at: $0)) }
    }
}

extension Desk {
    /// Whom an event reaches by the law of the day on which it happened, at the seat of each who is
    /// reached, the largest shares first, as vouchers and relations are known now. `policy` is the
    /// version as the nation has it.
    ///
    /// - Throws: `undertaking.unknown`, `relations.tooMany`; `UnreadParties` while anybody met on
    ///   the way was not read; `.unavailable` when somebody cannot be.
    func reached(
        by indicator: IndicatorCode, of party: (id: PartyID, role: Role)?,
        on undertaking: UndertakingID?, occurredOn day: CivilDate, under policy: Policy
    ) throws -> [ReachedParty] {
        guard policy.procedure.sharing(of: indicator, on: day) != nil else { return [] }
        var record: UndertakingRecord?
        if let undertaking { record = try self.undertaking(undertaking).undertaking }
        return try reached(
            by: indicator, of: party, onRecord: record, occurredOn: day, under: policy)
    }

    /// The same, where the undertaking is at hand.
    func reached(
        by indicator: IndicatorCode, of party: (id: PartyID, role: Role)?,
        onRecord record: UndertakingRecord?, occurredOn day: CivilDate, under policy: Policy
    ) throws -> [ReachedParty] {
        guard policy.procedure.sharing(of: indicator, on: day) != nil else { return [] }
        let dossiers = dossiers
        var met: Set<PartyID> = []
        let circumstances = SharedCircumstances(
            party: party, undertaking: record, occurredOn: day
        ) { party in
            met.insert(party)
            return dossiers[party].map { Array($0.relations.values) } ?? []
        }
        let reached = SharedLiability.reached(by: indicator, under: policy, circumstances) {
            met.insert($0)
            return dossiers[$0]?.party.region
        }
        // Vouchers and the party itself are not met along relations.
        let named = Set(record?.vouchers.map(\.party) ?? []).union([party?.id].compactMap(\.self))
        try Self.demandFew(met.subtracting(named).count)
        let unread = met.filter { dossiers[$0] == nil }
        guard absent.isDisjoint(with: unread) else { throw Refusal.unavailable }
        guard unread.isEmpty else { throw UnreadParties(dossiers: unread) }
        return reached
    }

    /// Everything that is entered when an event is reported: it itself, and the same event with
    /// each whom it reaches. The part of its own party comes last.
    func parts(
        reporting event: EventRecord, of party: PartyID, reaching others: [ReachedParty]
    ) -> [Filing.Part] {
        var reaches: [EventReach] = []
        var parts: [Filing.Part] = []
        for other in others {
            let id: EventID = newID()
            reaches.append(
                EventReach(event: id, party: other.party, role: other.role, share: other.percent))
            let sharing = EventSharing(
                event: event.id, path: other.path, bringsOverrides: other.bringsOverrides)
            let shared = event.shared(as: id, role: other.role, share: other.percent, sharing)
            parts.append(Filing.Part(party: other.party, bodies: [.eventReported(shared)]))
        }
        return parts + [
            Filing.Part(party: party, bodies: [.eventReported(event.reaching(reaches))])
        ]
    }

    /// The same when an event is corrected and reaches whom the old one reached.
    func parts(
        reporting event: EventRecord, of party: PartyID, reachingAs old: EventRecord
    ) throws(Refusal) -> [Filing.Part] {
        var reaches: [EventReach] = []
        var parts: [Filing.Part] = []
        for reach in old.reaches {
            guard let sharing = try self.event(reach.event).event.sharing else { continue }
            let id: EventID = newID()
            reaches.append(
                EventReach(event: id, party: reach.party, role: reach.role, share: reach.share))
            let shared = event.shared(
                as: id, role: reach.role, share: reach.share,
                EventSharing(
                    event: event.id, path: sharing.path,
                    bringsOverrides: sharing.bringsOverrides),
                corrects: reach.event)
            parts.append(Filing.Part(party: reach.party, bodies: [.eventReported(shared)]))
        }
        return parts + [
            Filing.Part(party: party, bodies: [.eventReported(event.reaching(reaches))])
        ]
    }
}

extension EventRecord {
    /// What is done to an event is done to it with each whom it reaches. The part of its own party,
    /// with the body given for it, comes last.
    func parts(
        determining party: PartyID, _ body: EntryBody, others: (EventID) -> EntryBody
    ) -> [Filing.Part] {
        reaches.map { Filing.Part(party: $0.party, bodies: [others($0.event)]) }
            + [Filing.Part(party: party, bodies: [body])]
    }
}
