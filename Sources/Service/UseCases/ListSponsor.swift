// SPDX-License-Identifier: Apache-2.0

import Domain
import Intake
import Policy

/// Enters what one edition of a foreign register says of one sponsor, or that it no longer
/// lists it: the difference from what is known, with the span in which it came about.
struct ListSponsor: Command {
    let actor: Actor
    let address: PartyAddress
    let identifier: Identifier
    /// What the edition says; nil when it does not list the sponsor.
    let listing: SponsorListing?
    /// Whether the edition leaves open what it says of a sponsor, so that nothing of it counts
    /// as having left.
    let leavesOpen: @Sendable (SponsorKey) -> Bool
    let regime: RegimeCode
    let sponsors: RegisterVocabulary.Sponsors
    /// The day of the edition before; nil for the first.
    let previous: CivilDate?
    let date: CivilDate

    var needs: CommandNeeds { CommandNeeds(parties: [address]) }

    func decide(at desk: borrowing Desk) throws -> Filing {
        guard desk.knows(address) else { return try register(at: desk) }
        let dossier = try desk.dossier(address)
        let stored = latestByRoute(in: dossier)
        let difference = RegisterDifference(
            stored: stored.values.compactMap(\.storedLicence), listing: listing,
            isOpen: isOpen(dossier.party), previous: previous, date: date)
        let bodies = difference.changes.flatMap { change in
            self.bodies(of: change, stored[change.route]?.id, difference.span, at: desk)
        }
        return Filing(party: dossier.party.id, bodies: bodies, subject: RecordID(dossier.party.id))
    }

    private func isOpen(_ party: PartyRecord) -> Bool {
        if let listing { return leavesOpen(listing.key) }
        guard let name = party.name.openText else { return false }
        return leavesOpen(SponsorKey(name: name, town: party.town?.openText ?? ""))
    }

    private func register(at desk: borrowing Desk) throws -> Filing {
        guard let listing else { throw Refusal.partyUnknown }
        let id: PartyID = desk.newID()
        var seals = Seals()
        let name: RecordText
        var town: RecordText?
        if listing.isNaturalPerson {
            name = .sealed(try seals.seal(listing.name, purpose: "name", for: id, at: desk))
            if !listing.town.isEmpty {
                town = .sealed(try seals.seal(listing.town, purpose: "town", for: id, at: desk))
            }
        } else {
            name = .open(listing.name)
            town = listing.town.isEmpty ? nil : .open(listing.town)
        }
        let record = PartyRecord(
            id: id, kind: listing.isNaturalPerson ? .soleTrader : .organisation, name: name,
            town: town, region: sponsors.region, regime: regime, identifiers: [identifier],
            facts: [])
        let difference = RegisterDifference(
            stored: [], listing: listing, previous: previous, date: date)
        let granted = difference.changes.flatMap { change in
            bodies(of: change, nil, difference.span, at: desk)
        }
        return Filing(
            party: id, bodies: [.partyRegistered(record)] + granted, subject: RecordID(id),
            seals: seals)
    }

    private func bodies(
        of change: RegisterDifference.Change, _ stored: AccreditationID?, _ span: Span,
        at desk: borrowing Desk
    ) -> [EntryBody] {
        switch (change, stored) {
        case (.granted(let licence), _), (.returned(_, let licence), _):
            return [.accreditationGranted(record(of: licence, span, at: desk))]
        case (.bandChanged(let before, let after), let id?):
            let band = EntryBody.bandAssigned(
                id, BandAssignment(band: after.band, assigned: span))
            guard before.service != after.service else { return [band] }
            return [band, services(of: after, id, span)]
        case (.serviceChanged(_, let after), let id?): return [services(of: after, id, span)]
        case (.left, let id?):
            return [
                .accreditationEnded(id, AccreditationEnd(reason: .leftRegister, ended: span))
            ]
        case (_, nil): return []
        }
    }

    private func record(
        of licence: Licence, _ span: Span, at desk: borrowing Desk
    ) -> AccreditationRecord {
        AccreditationRecord(
            id: desk.newID(), role: sponsors.role, route: licence.route, regime: regime,
            regions: [], from: span, expiresOn: nil, band: licence.band,
            services: licence.service.map { [$0] } ?? [])
    }

    private func services(
        of licence: Licence, _ id: AccreditationID, _ span: Span
    ) -> EntryBody {
        .servicesChanged(
            id,
            ServiceAssignment(services: licence.service.map { [$0] } ?? [], assigned: span))
    }

    /// Of each route the accreditation granted last: the one an edition can speak of.
    private func latestByRoute(in dossier: Dossier) -> [RouteCode: AccreditationRecord] {
        var latest: [RouteCode: AccreditationRecord] = [:]
        for record in dossier.accreditations.values
        where record.regime == regime && record.role == sponsors.role {
            if let other = latest[record.route], other.id > record.id { continue }
            latest[record.route] = record
        }
        return latest
    }
}

extension AccreditationRecord {
    /// The accreditation as the register last stated it; nil where it never had a band.
    var storedLicence: StoredLicence? {
        guard let band = bands.last?.band else { return nil }
        return StoredLicence(
            Licence(route: route, band: band, service: services.last?.services.first),
            isListed: end == nil)
    }
}
