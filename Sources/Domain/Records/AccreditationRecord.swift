// SPDX-License-Identifier: Apache-2.0

/// Leave to act (资格) in one role on one route, with everything that has happened to it.
public struct AccreditationRecord: Hashable, Sendable {
    /// Its id.
    public let id: AccreditationID
    /// In which role.
    public let role: Role
    /// On which route.
    public let route: RouteCode
    /// Under which regime.
    public let regime: RegimeCode
    /// Where it holds; empty means everywhere.
    public let regions: [RegionCode]
    /// When it began, as far as it is known.
    public let from: Span
    /// The first day on which it lapses by its own term; nil for none.
    public let expiresOn: CivilDate?
    /// The bands that an authority assigned, oldest first.
    public internal(set) var bands: [BandAssignment]
    /// The paid services shown beside the band, oldest first.
    public internal(set) var services: [ServiceAssignment]
    /// The times of suspension, oldest first.
    public internal(set) var suspensions: [Suspension]
    /// How and when it ended; nil while it stands.
    public internal(set) var end: AccreditationEnd?

    /// Makes a record of an accreditation as granted.
    public init(
        id: AccreditationID, role: Role, route: RouteCode, regime: RegimeCode,
        regions: [RegionCode], from: Span, expiresOn: CivilDate?, band: BandCode?,
        services: [ServiceCode]
    ) {
        self.id = id
        self.role = role
        self.route = route
        self.regime = regime
        self.regions = regions.sorted()
        self.from = from
        self.expiresOn = expiresOn
        self.bands = band.map { [BandAssignment(band: $0, assigned: from)] } ?? []
        self.services =
            services.isEmpty ? [] : [ServiceAssignment(services: services, assigned: from)]
        self.suspensions = []
        self.end = nil
    }

    /// The services on `day`, the latest that are certain.
    public func services(on day: CivilDate) -> [ServiceCode] {
        services.last { $0.assigned.verdict(on: day) == .yes }?.services ?? []
    }

    /// Every band that may hold on `day`, the latest first: one when it is certain, several
    /// inside the span of a change, none where none was assigned.
    public func possibleBands(on day: CivilDate) -> [BandAssignment] {
        var possible: [BandAssignment] = []
        for assignment in bands.reversed() {
            switch assignment.assigned.verdict(on: day) {
            case .no: continue
            case .perhaps: possible.append(assignment)
            case .yes: return possible + [assignment]
            }
        }
        return possible
    }
}

/// A band, and when it was assigned.
public struct BandAssignment: Hashable, Sendable {
    /// The band.
    public let band: BandCode
    /// When it was assigned, as far as it is known.
    public let assigned: Span

    /// Makes an assignment.
    public init(band: BandCode, assigned: Span) {
        self.band = band
        self.assigned = assigned
    }
}

/// The paid services beside a band, and since when.
public struct ServiceAssignment: Hashable, Sendable {
    /// The services; empty once they ended.
    public let services: [ServiceCode]
    /// When they were taken up or dropped.
    public let assigned: Span

    /// Makes an assignment.
    public init(services: [ServiceCode], assigned: Span) {
        self.services = services.sorted()
        self.assigned = assigned
    }
}

/// A time of suspension.
public struct Suspension: Hashable, Sendable {
    /// When it began.
    public let from: Span
    /// When it was lifted; nil while it lasts.
    public internal(set) var until: Span?

    /// Makes a suspension that lasts.
    public init(from: Span, until: Span? = nil) {
        self.from = from
        self.until = until
    }
}

/// Why an accreditation ended.
public enum AccreditationEndReason: String, Hashable, Sendable, CaseIterable {
    /// It is no longer in the register; the register does not say why.
    case leftRegister
    /// The party gave it up.
    case surrendered
    /// The authority took it away.
    case revoked
}

/// How and when an accreditation ended.
public struct AccreditationEnd: Hashable, Sendable {
    /// Why.
    public let reason: AccreditationEndReason
    /// When, as far as it is known.
    public let ended: Span

    /// Makes an end.
    public init(reason: AccreditationEndReason, ended: Span) {
        self.reason = reason
        self.ended = ended
    }
}
