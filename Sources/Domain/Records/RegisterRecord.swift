// SPDX-License-Identifier: Apache-2.0

/// An accreditation as the public register shows it: its party, what has happened to it, and the
/// published sanctions that bear on it. Nothing here may not be shown to anyone, and of a natural
/// person nothing is here but the id and the region.
public struct RegisterRecord: Hashable, Sendable {
    /// The party.
    public let party: PartyID
    /// What kind of party it is.
    public let kind: PartyKind
    /// Its name; nil for a natural person.
    public let name: String?
    /// The town of its seat; nil for a natural person, or where not known.
    public let town: String?
    /// The region of its seat.
    public let region: RegionCode
    /// Its identifiers; none for a natural person.
    public let identifiers: [Identifier]
    /// The accreditation.
    public let accreditation: AccreditationRecord
    /// The published sanctions that bear on it, in order.
    public let sanctions: [StandingSanction]

    /// Takes from a dossier what may be shown of one of its accreditations.
    public init(_ accreditation: AccreditationRecord, of dossier: Dossier) {
        let party = dossier.party
        let isOpen = !party.kind.isNaturalPerson
        self.party = party.id
        self.kind = party.kind
        self.name = isOpen ? Self.open(party.name) : nil
        self.town = isOpen ? party.town.flatMap(Self.open) : nil
        self.region = party.region
        self.identifiers = isOpen ? party.identifiers : []
        self.accreditation = accreditation
        self.sanctions = dossier.sanctionsInOrder.filter {
            $0.isPublic && $0.regime == accreditation.regime
                && $0.bears(on: accreditation.role)
        }.map(StandingSanction.init)
    }

    private static func open(_ text: RecordText) -> String? {
        if case .open(let value) = text { value } else { nil }
    }

    /// Whether anyone may see it.
    public var isPublished: Bool { !kind.isNaturalPerson }

    /// The first day on which it may be held; nil when nothing is known of the time before.
    public var heldFrom: CivilDate? {
        accreditation.from.notBefore == nil ? nil : accreditation.from.turningDays.first
    }

    /// The first day on which it is certainly over; nil while without end.
    public var overOn: CivilDate? {
        [accreditation.expiresOn, accreditation.end?.ended.notAfter].compactMap(\.self).min()
    }

    /// The canonical bytes.
    public var bytes: [UInt8] {
        JSONValue.object(present: [
            ("accreditation", accreditation.json),
            (
                "identifiers",
                identifiers.isEmpty ? nil : .array(identifiers.map { JSONValue(text: $0) })
            ),
            ("kind", .string(kind.rawValue)),
            ("name", name.map { .string($0) }),
            ("party", JSONValue(text: party)),
            ("region", JSONValue(text: region)),
            ("sanctions", sanctions.isEmpty ? nil : .array(sanctions.map(\.json))),
            ("town", town.map { .string($0) }),
        ]).canonicalBytes
    }

    /// Reads a record back from its bytes.
    ///
    /// - Throws: `RecordError` when the bytes are not what `bytes` writes.
    public init(bytes: [UInt8]) throws(RecordError) {
        do {
            var reader = ObjectReader(try JSONValue(parsing: bytes))
            let accreditation = try reader.required("accreditation").map(
                AccreditationRecord.init)
            let identifiers = try reader.array("identifiers", maximumCount: .max).map {
                guard case .string(let text) = $0 else { throw RecordError() }
                return try Identifier(parsing: text)
            }
            let kind = reader.choice("kind", of: PartyKind.self)
            let name = reader.optionalString("name", maximumLength: .max)
            let party = reader.text("party", "A UUID is needed.") { PartyID($0) }
            let region = reader.code("region", as: RegionCode.self)
            let sanctions = reader.elements("sanctions", StandingSanction.init(reading:))
            let town = reader.optionalString("town", maximumLength: .max)
            try reader.finish()
            guard let accreditation, let kind, let party, let region else {
                throw RecordError()
            }
            self.party = party
            self.kind = kind
            self.name = name
            self.town = town
            self.region = region
            self.identifiers = identifiers
            self.accreditation = accreditation
            self.sanctions = sanctions
        } catch {
            throw RecordError()
        }
    }
}

extension Dossier {
    /// The rows of the public register that an entry gave another form, after it was taken in.
    /// An entry that changes nothing public, such as a compliance event, gives none.
    public func registerRecords(changedBy body: EntryBody) -> [RegisterRecord] {
        switch body {
        case .partyAmended: return accreditationsInOrder.map { RegisterRecord($0, of: self) }
        case .accreditationGranted(let granted): return registerRecord(of: granted.id)
        case .bandAssigned(let id, _), .servicesChanged(let id, _),
            .accreditationSuspended(let id, _), .accreditationReinstated(let id, _),
            .accreditationEnded(let id, _):
            return registerRecord(of: id)
        case .sanctionImposed(let sanction): return registerRecords(bornOnBy: sanction.id)
        case .sanctionLifted(let id, _, _), .sanctionSetAside(let id, _),
            .sanctionStayed(let id, _), .sanctionResumed(let id, _):
            return registerRecords(bornOnBy: id)
        default: return []
        }
    }

    private func registerRecord(of id: AccreditationID) -> [RegisterRecord] {
        accreditations[id].map { [RegisterRecord($0, of: self)] } ?? []
    }

    private func registerRecords(bornOnBy id: SanctionID) -> [RegisterRecord] {
        guard let sanction = sanctions[id], sanction.isPublished else { return [] }
        return accreditationsInOrder.filter {
            $0.regime == sanction.regime && sanction.bears(on: $0.role)
        }.map { RegisterRecord($0, of: self) }
    }
}
