// SPDX-License-Identifier: Apache-2.0

public import Domain

/// A licence as stored, as of the edition before.
public struct StoredLicence: Hashable, Sendable {
    /// The licence as the last edition that listed it stated it.
    public let licence: Licence
    /// Whether that edition was the one before; false once it had left the register.
    public let isListed: Bool

    /// Makes a stored licence.
    public init(_ licence: Licence, isListed: Bool) {
        self.licence = licence
        self.isListed = isListed
    }
}

/// What changed for one sponsor between two editions of a register: a pure comparison of what is
/// stored with what the new edition says.
///
/// A licence that is missing has *left the register*. The register does not say why: suspended,
/// revoked, surrendered and renamed look the same, so no reason is given.
public struct RegisterDifference: Hashable, Sendable {
    /// One licence's change.
    public enum Change: Hashable, Sendable {
        /// Listed for the first time.
        case granted(Licence)
        /// Another band; the service may differ too.
        case bandChanged(from: Licence, to: Licence)
        /// The same band with another service: no change of rating.
        case serviceChanged(from: Licence, to: Licence)
        /// No longer listed, reason unknown.
        case left(Licence)
        /// Listed again after it had left, perhaps with another rating.
        case returned(from: Licence, to: Licence)

        /// The route whose licence changed.
        public var route: RouteCode {
            switch self {
            case .granted(let licence), .left(let licence): licence.route
            case .bandChanged(_, let licence), .serviceChanged(_, let licence),
                .returned(_, let licence):
                licence.route
            }
        }
    }

    /// When it happened: after the day of the edition before (nil when there is none), and by
    /// the day of the new one.
    public let span: Span
    /// The changes, ordered by route; empty when nothing changed.
    public let changes: [Change]

    /// Compares a sponsor's stored licences with its listing in a new edition.
    /// - Parameters:
    ///   - stored: the licences as of the edition before; empty for a sponsor not yet known.
    ///   - listing: what the new edition says; nil when it does not list the sponsor.
    ///   - isOpen: whether the new edition leaves it open what it says of this sponsor
    ///     (``RegisterEdition/leavesOpen(_:)``); then nothing counts as having left.
    ///   - previous: the day of the edition before; nil for the first.
    ///   - date: the day of the new edition, later than `previous`.
    public init(
        stored: [StoredLicence], listing: SponsorListing?, isOpen: Bool = false,
        previous: CivilDate?, date: CivilDate
    ) {
        guard let span = Span(notBefore: previous, notAfter: date) else {
            preconditionFailure("An edition is compared with an earlier one, not a later one.")
        }
        self.span = span
        let listed = listing?.licences ?? []
        var changes: [Change] = []
        for licence in listed {
            let before = stored.first { $0.licence.route == licence.route }
            if let change = Self.change(from: before, to: licence) { changes.append(change) }
        }
        if !isOpen {
            let routes = Set(listed.map(\.route))
            for before in stored where before.isListed && !routes.contains(before.licence.route) {
                changes.append(.left(before.licence))
            }
        }
        self.changes = changes.sorted { $0.route < $1.route }
    }

    private static func change(from stored: StoredLicence?, to licence: Licence) -> Change? {
        guard let stored else { return .granted(licence) }
        let before = stored.licence
        if !stored.isListed { return .returned(from: before, to: licence) }
        if before.band != licence.band { return .bandChanged(from: before, to: licence) }
        if before.service != licence.service { return .serviceChanged(from: before, to: licence) }
        return nil
    }
}
