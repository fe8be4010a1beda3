// SPDX-License-Identifier: Apache-2.0

public import Domain
import Policy

/// Grants leave to act in a role on a route.
public struct GrantAccreditation: Command {
    /// What is granted.
    public struct Details: Sendable {
        /// To whom.
        public let party: PartyAddress
        /// In which role.
        public let role: Role
        /// On which route.
        public let route: RouteCode
        /// Where; empty for everywhere.
        public let regions: [RegionCode]
        /// The first day.
        public let from: CivilDate
        /// The first day on which it lapses; nil for none.
        public let expiresOn: CivilDate?
        /// The band that the authority assigns, where the regime has no score.
        public let band: BandCode?
        /// Paid services beside the band.
        public let services: [ServiceCode]

        /// Makes the details.
        public init(
            party: PartyAddress, role: Role, route: RouteCode, regions: [RegionCode],
            from: CivilDate, expiresOn: CivilDate?, band: BandCode?, services: [ServiceCode]
        ) {
            self.party = party
            self.role = role
            self.route = route
            self.regions = regions
            self.from = from
            self.expiresOn = expiresOn
            self.band = band
            self.services = services
        }
    }

    private let details: Details
    private let principal: Principal
    /// The request it came from.
    public let request: RequestKey?

    /// Asks for an accreditation.
    public init(_ details: Details, by principal: Principal, request: RequestKey? = nil) {
        self.details = details
        self.principal = principal
        self.request = request
    }

    /// Who asks.
    public var actor: Actor { principal.actor }
    /// What must be read first.
    public var needs: CommandNeeds { CommandNeeds(parties: [details.party]) }

    /// Decides by the state under the head lock.
    public func decide(at desk: borrowing Desk) throws -> Filing {
        let dossier = try desk.dossier(details.party)
        try Access.demand(principal, .changeAccreditation, dossier.accessObject)
        try demandWithinTerritory(seat: dossier.party.region)
        let regime = try desk.shelf.regime(of: details.route)
        try check(under: regime, at: desk)
        if let lapse = details.expiresOn, lapse <= details.from {
            throw Refusal.invalid([
                InputFault(
                    pointer: "/expiresOn", code: "value.order",
                    detail: "expiresOn must lie after from.")
            ])
        }
        let record = AccreditationRecord(
            id: desk.newID(), role: details.role, route: details.route, regime: regime,
            regions: details.regions, from: Span(on: details.from),
            expiresOn: details.expiresOn, band: details.band, services: details.services)
        guard !dossier.accreditations.values.contains(where: record.overlaps) else {
            throw Self.standsAlready
        }
        return Filing(
            party: dossier.party.id, bodies: [.accreditationGranted(record)],
            subject: RecordID(record.id))
    }

    /// An officer grants leave within the own territory only; leave for everywhere is granted
    /// by an authority whose territory is the country of the party's seat, or wider.
    private func demandWithinTerritory(seat: RegionCode) throws(Refusal) {
        let country = RegionCode(String(seat.text.prefix { $0 != "-" }))
        for region in details.regions.isEmpty ? [country] : details.regions {
            try Access.demand(
                principal, .changeAccreditation, Access.Object(party: nil, region: region))
        }
    }

    private func check(under regime: RegimeCode, at desk: borrowing Desk) throws {
        let policy = try desk.shelf.policy(regime, on: details.from)
        let route = try policy.route(details.route, on: details.from).value
        guard route.roles.contains(details.role) else { throw Self.roleNotOnRoute }
        try policy.demandKnown(details.services)
        guard let band = details.band else { return }
        guard try policy.bands(on: details.from).value.rank(of: band) != nil else {
            throw Refusal.invalid([
                InputFault(
                    pointer: "/band", code: "band.unknown",
                    detail: "The regime of this route has no such band.")
            ])
        }
    }

    private static let standsAlready = Refusal(
        .conflict, code: "accreditation.standsAlready",
        message: LocalText(
            en: "The party holds leave to act in this role on this route already; amend that "
                + "accreditation, or let it end first.",
            zh: "该主体在此路径已有该角色的有效资格；请变更原资格，或待其终止。"))
    private static let roleNotOnRoute = Refusal(
        .rule, code: "route.notPermitted",
        message: LocalText(
            en: "The regime knows no such role on this route.",
            zh: "该制度在此路径上没有这一角色。"))
}

extension AccreditationRecord {
    /// Whether both give leave in one role on one route, for a common region on a common day.
    fileprivate func overlaps(_ other: AccreditationRecord) -> Bool {
        guard role == other.role, route == other.route else { return false }
        let sharesRegion =
            regions.isEmpty || other.regions.isEmpty
            || regions.contains { mine in
                other.regions.contains { mine.contains($0) || $0.contains(mine) }
            }
        guard sharesRegion, let mine = validity, let theirs = other.validity else {
            return false
        }
        return mine.overlaps(theirs)
    }

    /// The days on which it gives leave; nil when there are none.
    private var validity: Validity? {
        Validity(
            from: from.notAfter, until: [expiresOn, end?.ended.notAfter].compactMap { $0 }.min())
    }
}

extension Dossier {
    /// What access is decided by.
    public var accessObject: Access.Object {
        Access.Object(party: party.id, region: party.region)
    }
}
