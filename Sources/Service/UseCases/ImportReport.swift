// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Intake

/// What came of importing one edition of a foreign register.
public struct ImportReport: Sendable {
    /// The day of the edition.
    public let date: CivilDate
    /// The edition before it; nil for the first.
    public let previous: CivilDate?
    /// The rows and what became of them.
    public let totals: RegisterEdition.Totals
    /// One line for each row.
    public let rows: [RowReport]
    /// Whether this very edition was imported before, so that nothing was written.
    public let isKnown: Bool
    /// The entry that records the import.
    public internal(set) var entry: EntryNumber
    /// Sponsors not known before.
    public private(set) var newSponsors = 0
    /// Sponsors known before.
    public private(set) var knownSponsors = 0
    /// Licences granted.
    public private(set) var granted = 0
    /// Licences listed again after they had left.
    public private(set) var returned = 0
    /// Licences that another band was assigned to.
    public private(set) var ratingChanges: [RatingChange] = []
    /// Licences whose paid services changed, and nothing else.
    public private(set) var serviceChanges = 0
    /// Licences no longer listed.
    public private(set) var left = 0
    /// Sponsors with no licence listed any more.
    public private(set) var departed: [Departure] = []

    /// Another band, with the name and town to show; both nil for a natural person.
    public struct RatingChange: Sendable {
        /// The party.
        public let party: PartyID
        /// Its name.
        public let name: String?
        /// Its town.
        public let town: String?
        /// The route.
        public let route: RouteCode
        /// The band before.
        public let before: BandCode?
        /// The band now.
        public let after: BandCode
    }

    /// A sponsor that left, with the name and town to show; both nil for a natural person.
    public struct Departure: Sendable {
        /// The party.
        public let party: PartyID
        /// Its name.
        public let name: String?
        /// Its town.
        public let town: String?
    }

    init(edition: RegisterEdition, previous: CivilDate?, known: EntryNumber?) {
        self.date = edition.date
        self.previous = previous
        self.totals = edition.totals
        self.rows = edition.rows
        self.isKnown = known != nil
        self.entry = known ?? .none
    }

    /// Takes in what was entered for one sponsor.
    mutating func add(_ receipt: Receipt) {
        guard let dossier = receipt.dossier else { return }
        var isNew = false
        var hasRatingChange = false
        for body in receipt.bodies {
            switch body {
            case .partyRegistered: isNew = true
            case .accreditationGranted(let record):
                if dossier.hasEnded(record) { returned += 1 } else { granted += 1 }
            case .bandAssigned(let id, let change):
                hasRatingChange = true
                add(change, of: id, in: dossier)
            case .servicesChanged: if !hasRatingChange { serviceChanges += 1 }
            case .accreditationEnded: left += 1
            default: break
            }
        }
        if isNew { newSponsors += 1 } else { knownSponsors += 1 }
        let ended = receipt.bodies.contains {
            if case .accreditationEnded = $0 { true } else { false }
        }
        if ended, dossier.accreditations.values.allSatisfy({ $0.end != nil }) {
            departed.append(
                Departure(
                    party: dossier.party.id, name: dossier.party.name.openText,
                    town: dossier.party.town?.openText))
        }
    }

    private mutating func add(
        _ change: BandAssignment, of id: AccreditationID, in dossier: Dossier
    ) {
        guard let record = dossier.accreditations[id] else { return }
        ratingChanges.append(
            RatingChange(
                party: dossier.party.id, name: dossier.party.name.openText,
                town: dossier.party.town?.openText, route: record.route,
                before: record.bands.dropLast().last?.band, after: change.band))
    }

    /// The counts as they are recorded with the import.
    var counts: [(String, Int)] {
        [
            ("rows", totals.rows), ("refused", totals.refused), ("repaired", totals.repaired),
            ("duplicates", totals.duplicates), ("doubtful", totals.doubtful),
            ("sponsors", totals.sponsors), ("licences", totals.licences),
            ("newSponsors", newSponsors), ("granted", granted), ("returned", returned),
            ("ratingChanges", ratingChanges.count), ("serviceChanges", serviceChanges),
            ("left", left), ("departed", departed.count),
        ]
    }
}

extension Dossier {
    /// Whether an earlier accreditation on the same route has ended.
    fileprivate func hasEnded(_ record: AccreditationRecord) -> Bool {
        accreditations.values.contains {
            $0.id != record.id && $0.route == record.route && $0.role == record.role
                && $0.end != nil
        }
    }
}

extension RecordText {
    /// The text when it is public; nil when it is sealed.
    public var openText: String? {
        if case .open(let text) = self { text } else { nil }
    }
}
