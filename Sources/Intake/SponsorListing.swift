// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Names

/// What tells one sponsor of the register from another: the register has no identifier, so two
/// rows are the same sponsor when name and town have the same normal form.
public struct SponsorKey: Hashable, Comparable, Sendable {
    /// The name in its normal form.
    public let name: NormalForm
    /// The town in its normal form.
    public let town: NormalForm

    /// Makes the key from the cells as written.
    public init(name: String, town: String) {
        self.name = NormalForm(name)
        self.town = NormalForm(town)
    }

    /// By name, then by town.
    public static func < (left: SponsorKey, right: SponsorKey) -> Bool {
        (left.name, left.town) < (right.name, right.town)
    }
}

/// One licence as an edition states it.
public struct Licence: Hashable, Sendable {
    /// The route.
    public let route: RouteCode
    /// The band assigned.
    public let band: BandCode
    /// The support service bought, which is no grade; nil for none.
    public let service: ServiceCode?

    /// Makes a licence.
    public init(route: RouteCode, band: BandCode, service: ServiceCode? = nil) {
        self.route = route
        self.band = band
        self.service = service
    }
}

/// All that one edition says of one sponsor, merged from every row with its name and town.
public struct SponsorListing: Hashable, Sendable {
    /// Normal name and town.
    public let key: SponsorKey
    /// The name as first written, white space collapsed.
    public let name: String
    /// The town as first written, white space collapsed; empty when the edition lacks it.
    public let town: String
    /// The county as first written; empty when the edition lacks it.
    public internal(set) var county: String
    /// The licences, at most one a route, ordered by route.
    public internal(set) var licences: [Licence]
    /// Whether the name is a natural person's and belongs among the sealed personal data.
    public let isNaturalPerson: Bool
}
