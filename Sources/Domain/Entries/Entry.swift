// SPDX-License-Identifier: Apache-2.0

/// One line of the ledger: a fact that can move a rating or an answer, with its outcome.
public struct Entry: Hashable, Sendable {
    /// Its number, without gaps.
    public let number: EntryNumber
    /// When it was recorded; later than every entry before it.
    public let recordedAt: Instant
    /// Who caused it.
    public let actor: Actor
    /// The party it is about; nil for what concerns the whole register.
    public let party: PartyID?
    /// What happened.
    public let body: EntryBody

    /// Makes an entry.
    public init(
        number: EntryNumber, recordedAt: Instant, actor: Actor, party: PartyID?, body: EntryBody
    ) {
        self.number = number
        self.recordedAt = recordedAt
        self.actor = actor
        self.party = party
        self.body = body
    }
}

/// What an entry records: always the outcome of a command, never the command, so that it folds
/// the same after any change of law.
public enum EntryBody: Hashable, Sendable {
    /// A party entered the register.
    case partyRegistered(PartyRecord)
    /// A party's own record was amended; this is the whole of it.
    case partyAmended(PartyRecord)
    /// Leave to act was granted.
    case accreditationGranted(AccreditationRecord)
    /// An authority assigned another band.
    case bandAssigned(AccreditationID, BandAssignment)
    /// Paid services beside the band changed; that is no change of rating.
    case servicesChanged(AccreditationID, ServiceAssignment)
    /// Leave to act was suspended.
    case accreditationSuspended(AccreditationID, Span)
    /// A suspension was lifted.
    case accreditationReinstated(AccreditationID, Span)
    /// Leave to act ended.
    case accreditationEnded(AccreditationID, AccreditationEnd)
    /// A compliance event was reported, alleged or confirmed at once.
    case eventReported(EventRecord)
    /// An alleged event was confirmed on this day.
    case eventConfirmed(EventID, on: CivilDate)
    /// An event was annulled on this day, with a sealed reason.
    case eventAnnulled(EventID, on: CivilDate, reason: SealedText?)
    /// A relation of two parties was recorded, in the dossiers of both.
    case relationRecorded(RelationRecord)
    /// A relation ended: this is the first day without it.
    case relationEnded(RelationID, on: CivilDate)
    /// An undertaking was made or changed; this is the whole of it, entered in the dossier of
    /// every party that vouches or has vouched on it.
    case undertakingChanged(UndertakingChange, UndertakingRecord)
    /// A sanction was imposed.
    case sanctionImposed(SanctionRecord)
    /// A sanction was lifted on this day, with a sealed reason.
    case sanctionLifted(SanctionID, on: CivilDate, reason: SealedText?)
    /// A sanction was set aside on this day, as if it had never been.
    case sanctionSetAside(SanctionID, on: CivilDate)
    /// A sanction is not in force in this time, although it is not over.
    case sanctionStayed(SanctionID, during: Validity)
    /// A sanction that was stayed without end is in force again from this day on.
    case sanctionResumed(SanctionID, on: CivilDate)
    /// A proceeding was opened.
    case proceedingOpened(ProceedingRecord)
    /// A move was made in a proceeding.
    case proceedingMoved(ProceedingID, ProceedingMove)
    /// A duty was raised or changed; this is the whole of it.
    case dutyChanged(DutyChange, DutyRecord)
    /// A question whether a party may vouch was answered, and the answer is kept.
    case eligibilityDecided(EligibilityRecord)
    /// A version of a regime was sent in, to be tried and perhaps enacted.
    case policyDrafted(PolicyReference)
    /// A version of a regime was enacted.
    case policyEnacted(PolicyReference, from: CivilDate)
    /// An edition of a foreign register was imported to its end.
    case editionImported(EditionImport)
    /// An authority came into being, changed or was closed; this is the whole of it.
    case authorityChanged(AuthorityChange, AuthorityRecord)
    /// The key of a natural person's texts was destroyed.
    case personErased

    /// The stable name of the kind of entry.
    public var kind: String {
        switch self {
        case .partyRegistered: "party.registered"
        case .partyAmended: "party.amended"
        case .accreditationGranted: "accreditation.granted"
        case .bandAssigned: "accreditation.bandAssigned"
        case .servicesChanged: "accreditation.servicesChanged"
        case .accreditationSuspended: "accreditation.suspended"
        case .accreditationReinstated: "accreditation.reinstated"
        case .accreditationEnded: "accreditation.ended"
        case .eventReported: "event.reported"
        case .eventConfirmed: "event.confirmed"
        case .eventAnnulled: "event.annulled"
        case .relationRecorded: "relation.recorded"
        case .relationEnded: "relation.ended"
        case .undertakingChanged(let change, _): "undertaking.\(change.rawValue)"
        case .sanctionImposed: "sanction.imposed"
        case .sanctionLifted: "sanction.lifted"
        case .sanctionSetAside: "sanction.setAside"
        case .sanctionStayed: "sanction.stayed"
        case .sanctionResumed: "sanction.resumed"
        case .proceedingOpened: "proceeding.opened"
        case .proceedingMoved: "proceeding.moved"
        case .dutyChanged(let change, _): "duty.\(change.rawValue)"
        case .eligibilityDecided: "eligibility.decided"
        case .policyDrafted: "policy.drafted"
        case .policyEnacted: "policy.enacted"
        case .editionImported: "edition.imported"
        case .authorityChanged(let change, _): "authority.\(change.rawValue)"
        case .personErased: "person.erased"
        }
    }
}

/// An edition of a foreign register that was read to its end.
public struct EditionImport: Hashable, Sendable {
    /// The regime whose vocabulary was used to read it.
    public let regime: RegimeCode
    /// The day the edition is of.
    public let editionDate: CivilDate
    /// SHA-256 of the edition's text, unpacked.
    public let sha256: Digest32
    /// The rows read, and what came of them by name, sorted by name.
    public let counts: [JSONValue.Member]

    /// Makes a record of an import.
    public init(
        regime: RegimeCode, editionDate: CivilDate, sha256: Digest32, counts: [(String, Int)]
    ) {
        self.regime = regime
        self.editionDate = editionDate
        self.sha256 = sha256
        self.counts = counts.map { JSONValue.Member($0.0, .integer(Int64($0.1))) }
            .sorted { $0.name < $1.name }
    }
}
