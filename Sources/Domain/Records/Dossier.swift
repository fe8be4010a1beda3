// SPDX-License-Identifier: Apache-2.0

/// Everything the ledger says of one party: the fold of its entries.
///
/// The fold needs no policy and no clock, so old entries fold the same after any change of law.
public struct Dossier: Hashable, Sendable {
    /// The party itself.
    public private(set) var party: PartyRecord
    /// Its accreditations by id.
    public private(set) var accreditations: [AccreditationID: AccreditationRecord]
    /// Its compliance events by id: all of them, unless the dossier was put together with its
    /// tally, and of the events only those that were asked for.
    public private(set) var events: [EventID: EventRecord]
    /// The numbers of its events, counting all of them.
    public private(set) var tally: EventTally
    /// Its relations to other parties by id.
    public private(set) var relations: [RelationID: RelationRecord]
    /// The undertakings on which it vouches or has vouched, by id.
    public private(set) var undertakings: [UndertakingID: UndertakingRecord]
    /// Its sanctions by id.
    public private(set) var sanctions: [SanctionID: SanctionRecord]
    /// Its proceedings by id.
    public private(set) var proceedings: [ProceedingID: ProceedingRecord]
    /// The duties that it owes or owed, by id.
    public private(set) var duties: [DutyID: DutyRecord]
    /// The bands to which measures lower the party as they are supposed; no entry tells of these.
    public var lowered: [LoweredBand] = []
    /// Whether the key of its personal texts was destroyed.
    public private(set) var isErased: Bool

    /// Begins a dossier with the party's registration.
    public init(party: PartyRecord) {
        self.party = party
        self.accreditations = [:]
        self.events = [:]
        self.tally = EventTally()
        self.relations = [:]
        self.undertakings = [:]
        self.sanctions = [:]
        self.proceedings = [:]
        self.duties = [:]
        self.isErased = false
    }

    /// Puts a dossier together from its stored records.
    ///
    /// - Throws: `FoldError.notRegistered` when no record is the party's own.
    public init(records: [HistoryRecord]) throws(FoldError) {
        for case .party(let value, let isErased) in records {
            self.init(party: value)
            self.isErased = isErased
            for record in records {
                switch record {
                case .party: break
                case .accreditation(let value): accreditations[value.id] = value
                case .event(let value):
                    events[value.id] = value
                    tally.add(value)
                case .relation(let value): relations[value.id] = value
                case .undertaking(let value): undertakings[value.id] = value
                case .sanction(let value): sanctions[value.id] = value
                case .proceeding(let value): proceedings[value.id] = value
                case .duty(let value): duties[value.id] = value
                }
            }
            return
        }
        throw .notRegistered
    }

    /// Puts a dossier together from its stored records, but of its events only those at hand,
    /// and the tally of all: a party may have any number of events, and what is entered next
    /// must not take longer for it.
    ///
    /// - Throws: `FoldError.notRegistered` when no record is the party's own.
    public init(
        records: [HistoryRecord], tally: EventTally
    ) throws(FoldError) {
        try self.init(records: records)
        self.tally = tally
    }

    /// Takes in one of the events that the tally counts already, as it stands in the history; one
    /// that is at hand stays as it is.
    public mutating func recall(_ event: EventRecord) {
        if events[event.id] == nil { events[event.id] = event }
    }

    /// Accreditations in order of their ids, so that equal dossiers are written alike.
    public var accreditationsInOrder: [AccreditationRecord] {
        accreditations.values.sorted { $0.id < $1.id }
    }

    /// Events in order of the day they happened, then of their ids.
    public var eventsInOrder: [EventRecord] {
        events.values.sorted { ($0.occurredOn, $0.id) < ($1.occurredOn, $1.id) }
    }

    /// Every record of the history, in the order of its keys.
    public var records: [HistoryRecord] {
        [.party(party, isErased: isErased)]
            + accreditationsInOrder.map(HistoryRecord.accreditation)
            + events.values.sorted { $0.id < $1.id }.map(HistoryRecord.event)
            + relations.values.sorted { $0.id < $1.id }.map(HistoryRecord.relation)
            + undertakings.values.sorted { $0.id < $1.id }.map(HistoryRecord.undertaking)
            + sanctionsInOrder.map(HistoryRecord.sanction)
            + dutiesInOrder.map(HistoryRecord.duty)
            + proceedings.values.sorted { $0.id < $1.id }.map(HistoryRecord.proceeding)
    }

    /// The bands to which the party is lowered in a role under a regime, by what was imposed and by
    /// what is supposed.
    public func lowered(_ role: Role, under regime: RegimeCode) -> [LoweredBand] {
        let supposed = lowered.filter { $0.role == role }
        guard !sanctions.isEmpty else { return supposed }
        return supposed
            + sanctionsInOrder.filter { $0.band != nil && $0.regime == regime }.flatMap {
                sanction in
                sanction.periods.compactMap { LoweredBand(sanction, role: role, during: $0) }
            }
    }

    /// Duties in order of their ids.
    public var dutiesInOrder: [DutyRecord] {
        duties.values.sorted { $0.id < $1.id }
    }

    /// Sanctions in order of their ids.
    public var sanctionsInOrder: [SanctionRecord] {
        sanctions.values.sorted { $0.id < $1.id }
    }

    /// The event that an entry is about to change, as it stands before; nil when it changes none.
    public func event(of body: EntryBody) -> EventRecord? {
        switch body {
        case .eventConfirmed(let id, _), .eventAnnulled(let id, _, _): events[id]
        default: nil
        }
    }

    /// Takes in one more entry of this party and tells which record it changed.
    ///
    /// - Throws: `FoldError` when the entry cannot follow what came before; the ledger is then
    ///   damaged or was written by a newer version.
    @discardableResult
    public mutating func apply(_ body: EntryBody) throws(FoldError) -> HistoryRecord {
        switch body {
        case .partyRegistered: throw .alreadyRegistered
        case .partyAmended(let record):
            guard record.id == party.id else { throw .unknownRecord }
            party = record
            return .party(record, isErased: isErased)
        case .accreditationGranted(let granted):
            guard accreditations[granted.id] == nil else { throw .duplicate }
            accreditations[granted.id] = granted
            return .accreditation(granted)
        case .bandAssigned(let id, let change):
            return try amend(id) { $0.bands.append(change) }
        case .servicesChanged(let id, let change):
            return try amend(id) { $0.services.append(change) }
        case .accreditationSuspended(let id, let span):
            return try amend(id) { $0.suspensions.append(Suspension(from: span)) }
        case .accreditationReinstated(let id, let span):
            guard accreditations[id]?.suspensions.last.map({ $0.until == nil }) ?? false else {
                throw .outOfOrder
            }
            return try amend(id) { $0.suspensions[$0.suspensions.count - 1].until = span }
        case .accreditationEnded(let id, let end): return try amend(id) { $0.end = end }
        case .eventReported(let event):
            guard events[event.id] == nil else { throw .duplicate }
            events[event.id] = event
            tally.add(event)
            return .event(event)
        case .eventConfirmed(let id, let day):
            return try determine(id, as: .confirmed, on: day)
        case .eventAnnulled(let id, let day, _):
            return try determine(id, as: .annulled, on: day)
        case .relationRecorded, .relationEnded, .undertakingChanged: return try applyTie(body)
        case .sanctionImposed, .sanctionLifted, .sanctionSetAside, .sanctionStayed,
            .sanctionResumed, .proceedingOpened, .proceedingMoved:
            return try applyCase(body)
        case .dutyChanged(let change, let duty): return try apply(change, duty)
        case .personErased:
            isErased = true
            return .party(party, isErased: true)
        case .eligibilityDecided, .policyDrafted, .policyEnacted, .editionImported,
            .authorityChanged:
            throw .notOfAParty
        }
    }

    /// Takes in what ties the party to others.
    private mutating func applyTie(_ body: EntryBody) throws(FoldError) -> HistoryRecord {
        switch body {
        case .relationRecorded(let relation):
            guard relations[relation.id] == nil else { throw .duplicate }
            relations[relation.id] = relation
            return .relation(relation)
        case .relationEnded(let id, let day):
            guard var relation = relations[id] else { throw .unknownRecord }
            relation.until = day
            relations[id] = relation
            return .relation(relation)
        case .undertakingChanged(let change, let undertaking):
            let before = undertakings[undertaking.id]
            guard change != .made || before == nil else { throw .duplicate }
            // Whoever takes over sees the undertaking for the first time.
            guard before != nil || change == .made || change == .transferred else {
                throw .unknownRecord
            }
            guard before?.closing == nil else { throw .outOfOrder }
            undertakings[undertaking.id] = undertaking
            return .undertaking(undertaking)
        default: throw .notOfAParty
        }
    }

    /// Takes in what proceedings against the party, or for it, bring.
    private mutating func applyCase(_ body: EntryBody) throws(FoldError) -> HistoryRecord {
        switch body {
        case .sanctionImposed(let sanction):
            guard sanctions[sanction.id] == nil else { throw .duplicate }
            sanctions[sanction.id] = sanction
            return .sanction(sanction)
        case .sanctionLifted(let id, let day, _):
            guard sanctions[id]?.liftedOn == nil else { throw .outOfOrder }
            return try amend(id) { $0.liftedOn = day }
        case .sanctionSetAside(let id, let day):
            guard sanctions[id]?.setAsideOn == nil else { throw .outOfOrder }
            return try amend(id) { $0.setAsideOn = day }
        case .sanctionStayed(let id, let validity):
            return try amend(id) { $0.stays.append(validity) }
        case .sanctionResumed(let id, let day):
            guard let stay = sanctions[id]?.stays.last, stay.until == nil else {
                throw .outOfOrder
            }
            return try amend(id) { sanction in
                sanction.stays.removeLast()
                // What goes on the very day it was stayed was never stayed.
                if let stay = Validity(from: stay.from, until: day) {
                    sanction.stays.append(stay)
                }
            }
        case .proceedingOpened(let record):
            guard proceedings[record.id] == nil else { throw .duplicate }
            proceedings[record.id] = record
            return .proceeding(record)
        case .proceedingMoved(let id, let move):
            guard var record = proceedings[id] else { throw .unknownRecord }
            record.append(move)
            proceedings[id] = record
            return .proceeding(record)
        default: throw .notOfAParty
        }
    }

    private mutating func apply(
        _ change: DutyChange, _ duty: DutyRecord
    ) throws(FoldError) -> HistoryRecord {
        guard duty.party == party.id else { throw .unknownRecord }
        let before = duties[duty.id]
        guard change != .raised || before == nil else { throw .duplicate }
        guard change == .raised || before != nil else { throw .unknownRecord }
        // What is settled stays so, and what was missed can only be settled.
        guard before?.settlement == nil, before?.missed == nil || change.settles else {
            throw .outOfOrder
        }
        duties[duty.id] = duty
        return .duty(duty)
    }

    private mutating func amend(
        _ id: AccreditationID, _ change: (inout AccreditationRecord) -> Void
    ) throws(FoldError) -> HistoryRecord {
        guard var record = accreditations[id] else { throw .unknownRecord }
        change(&record)
        accreditations[id] = record
        return .accreditation(record)
    }

    private mutating func amend(
        _ id: SanctionID, _ change: (inout SanctionRecord) -> Void
    ) throws(FoldError) -> HistoryRecord {
        guard var record = sanctions[id] else { throw .unknownRecord }
        change(&record)
        sanctions[id] = record
        return .sanction(record)
    }

    private mutating func determine(
        _ id: EventID, as state: EventState, on day: CivilDate
    ) throws(FoldError) -> HistoryRecord {
        guard var event = events[id] else { throw .unknownRecord }
        guard event.state != .annulled, event.state != state else { throw .outOfOrder }
        tally.remove(event)
        event.state = state
        event.determinedOn = day
        events[id] = event
        tally.add(event)
        return .event(event)
    }
}

/// Why an entry cannot follow what came before.
public enum FoldError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The party has no registration.
    case notRegistered
    /// The party is registered twice.
    case alreadyRegistered
    /// A record with this id is there already.
    case duplicate
    /// The entry names a record that is not there.
    case unknownRecord
    /// The entry does not fit the state of the record it names.
    case outOfOrder
    /// The entry is not about a party.
    case notOfAParty

    /// What is wrong, in words.
    public var description: String {
        switch self {
        case .notRegistered: "The party has no registration."
        case .alreadyRegistered: "The party is registered twice."
        case .duplicate: "A record with this id is there already."
        case .unknownRecord: "The entry names a record that is not there."
        case .outOfOrder: "The entry does not fit the state of the record it names."
        case .notOfAParty: "The entry is not about a party."
        }
    }
}
