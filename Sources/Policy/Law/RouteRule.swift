// SPDX-License-Identifier: Apache-2.0

public import Domain

/// Who may vouch on a route, and how good their band must be.
///
/// - Source: the route's file in the pack.
public struct RouteRule: Hashable, Sendable {
    /// Whether the region of the nominee matters.
    public enum Scope: String, Hashable, Sendable, CaseIterable {
        /// An accreditation holds for the whole country.
        case everywhere
        /// The region asked for must lie within a region of the accreditation.
        case region
    }

    /// The roles that may vouch, sorted.
    public let roles: [Role]
    /// The worst band that may vouch for somebody new; nil where any band, or none, may.
    public let minimumForNew: BandCode?
    /// The worst band that may renew; nil where any band, or none, may.
    public let minimumForRenewal: BandCode?
    /// The worst band that may go on vouching for its own; nil where any band, or none, may.
    public let minimumForExtension: BandCode?
    /// Whether the region matters.
    public let scope: Scope
    /// None or one; a list, so that a rule without terms is as small to copy as before.
    private let termsIfAny: [RouteTerms]

    init(
        roles: [Role], minimumForNew: BandCode?, minimumForRenewal: BandCode?,
        minimumForExtension: BandCode?, scope: Scope, terms: RouteTerms?
    ) {
        self.roles = roles
        self.minimumForNew = minimumForNew
        self.minimumForRenewal = minimumForRenewal
        self.minimumForExtension = minimumForExtension
        self.scope = scope
        termsIfAny = [terms].compactMap { $0 }
    }

    /// What the route asks beyond leave to act and band; nil where it asks nothing.
    public var terms: RouteTerms? { termsIfAny.first }

    /// The worst band that may do this; nil where any band, or none, may.
    public func minimumBand(for act: Act) -> BandCode? {
        switch act {
        case .new: minimumForNew
        case .renewal: minimumForRenewal
        case .extension: minimumForExtension
        }
    }
}

/// A paid service beside a band; it decides nothing.
public struct ServiceRule: Hashable, Sendable {
    init() {}
}
