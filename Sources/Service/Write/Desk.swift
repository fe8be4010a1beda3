// SPDX-License-Identifier: Apache-2.0

import Compliance
public import Domain
import Store

/// What a command is decided against: the state under the head lock, with the effect of every
/// earlier command of the batch.
public struct Desk: ~Copyable {
    /// The instant of the batch, by the database's clock.
    public let now: Instant
    /// The law.
    public internal(set) var shelf: PolicyShelf
    /// The last entry before the command that is decided.
    public internal(set) var position: KnownAt
    /// The installation's keys.
    public let keyring: Keyring
    /// Where random bytes come from.
    public let randomness: Randomness

    var parties: [String: PartyID] = [:]
    var events: [EventID: PartyID] = [:]
    var accreditations: [AccreditationID: PartyID] = [:]
    var duties: [DutyID: PartyID] = [:]
    /// The parties whose dossiers hold a relation, an undertaking, a sanction or a proceeding.
    var ties: [RecordID: Set<PartyID>] = [:]
    /// The last entry of each party.
    var lastEntries: [PartyID: EntryNumber] = [:]
    var origins: [EventOrigin: EventID] = [:]
    var dossiers: [PartyID: Dossier] = [:]
    /// Relations and sanctions of parties of whom no more was needed; a dossier goes before.
    var tied: [PartyID: KinshipSearch.Records] = [:]
    /// Parties that were looked for and of whom there is no dossier.
    var absent: Set<PartyID> = []
    /// Events that were looked for and are not there.
    var lostEvents: Set<EventID> = []
    var personKeys: [PartyID: [UInt8]] = [:]
    var answered: [RequestScope: RememberedRequest] = [:]
    /// The drafts of the versions that are to be stored, by name.
    var drafts: [String: PolicyReference] = [:]
    /// The tree of authorities, where a command of the batch needs it.
    var authorities = AuthorityTree()

    init(
        now: Instant, position: KnownAt, shelf: PolicyShelf, keyring: Keyring,
        randomness: Randomness
    ) {
        self.now = now
        self.position = position
        self.shelf = shelf
        self.keyring = keyring
        self.randomness = randomness
    }

    /// A new id of the desk's instant.
    public func newID<Subject>() -> TypedID<Subject> {
        randomness.id(at: now)
    }

    /// Whether a party stands under an address.
    public func knows(_ address: PartyAddress) -> Bool { parties[address.key] != nil }

    /// The dossier of the party under an address.
    ///
    /// - Throws: `Refusal.partyUnknown`.
    public func dossier(_ address: PartyAddress) throws(Refusal) -> Dossier {
        guard let party = parties[address.key], let dossier = dossiers[party] else {
            throw .partyUnknown
        }
        return dossier
    }

    /// An event and the dossier it belongs to.
    ///
    /// - Throws: `event.unknown`.
    public func event(
        _ id: EventID
    ) throws(Refusal) -> (event: EventRecord, dossier: Dossier) {
        guard let party = events[id], let dossier = dossiers[party],
            let event = dossier.events[id]
        else { throw .unknown("event", zh: "合规事件") }
        return (event, dossier)
    }

    /// An accreditation and the dossier it belongs to.
    ///
    /// - Throws: `accreditation.unknown`.
    public func accreditation(
        _ id: AccreditationID
    ) throws(Refusal) -> (accreditation: AccreditationRecord, dossier: Dossier) {
        guard let party = accreditations[id], let dossier = dossiers[party],
            let accreditation = dossier.accreditations[id]
        else { throw .unknown("accreditation", zh: "资格") }
        return (accreditation, dossier)
    }

    /// A relation and the dossier of its first party.
    ///
    /// - Throws: `relation.unknown`.
    public func relation(
        _ id: RelationID
    ) throws(Refusal) -> (relation: RelationRecord, dossier: Dossier) {
        for dossier in holders(of: RecordID(id)) {
            if let record = dossier.relations[id], record.party == dossier.party.id {
                return (record, dossier)
            }
        }
        throw .unknown("relation", zh: "关系")
    }

    /// An undertaking and the dossiers of all who vouch or have vouched on it.
    ///
    /// - Throws: `undertaking.unknown`.
    public func undertaking(
        _ id: UndertakingID
    ) throws(Refusal) -> (undertaking: UndertakingRecord, dossiers: [Dossier]) {
        let dossiers = holders(of: RecordID(id))
        guard let record = dossiers.first?.undertakings[id] else {
            throw .unknown("undertaking", zh: "承诺")
        }
        return (record, dossiers)
    }

    /// A sanction and the dossier it belongs to.
    ///
    /// - Throws: `sanction.unknown`.
    public func sanction(
        _ id: SanctionID
    ) throws(Refusal) -> (sanction: SanctionRecord, dossier: Dossier) {
        guard let dossier = holders(of: RecordID(id)).first, let record = dossier.sanctions[id]
        else { throw .unknown("sanction", zh: "处罚") }
        return (record, dossier)
    }

    /// A proceeding and the dossier it belongs to.
    ///
    /// - Throws: `proceeding.unknown`.
    public func proceeding(
        _ id: ProceedingID
    ) throws(Refusal) -> (proceeding: ProceedingRecord, dossier: Dossier) {
        guard let dossier = holders(of: RecordID(id)).first,
            let record = dossier.proceedings[id]
        else { throw .unknown("proceeding", zh: "程序") }
        return (record, dossier)
    }

    private func holders(of record: RecordID) -> [Dossier] {
        (ties[record] ?? []).sorted().compactMap { dossiers[$0] }
    }

    /// The event that a reporting system has reported under this id; nil for none.
    public func event(from origin: EventOrigin) -> EventID? { origins[origin] }
}

/// Whose key on which route: what an `Idempotency-Key` counts for.
struct RequestScope: Hashable {
    let principal: TokenID
    let route: String
    let key: String
}

/// How a request was answered before.
struct RememberedRequest {
    let requestHash: Digest32
    let entry: EntryNumber
    let subject: RecordID?
    /// What the answer told of the rating; nil where nothing, or where that is not yet known.
    var rating: BriefRating?
}
