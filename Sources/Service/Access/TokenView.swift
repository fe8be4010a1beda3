// SPDX-License-Identifier: Apache-2.0

public import Domain
import Store

/// A token as it may be shown: nothing of its secret, and of its parties those that whoever looks
/// may know of.
public struct TokenView: Sendable {
    /// Whether a token opens anything, and if not, why.
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// It does.
        case good
        /// Its time is over.
        case expired
        /// It was revoked.
        case revoked
        /// Its authority was closed, or there is none of this code.
        case authorityClosed
    }

    /// Its id.
    public let id: TokenID
    /// What its holder may be.
    public let role: PrincipalRole
    /// What it is for: a desk, a system, a handler.
    public let label: String
    /// Whether it opens anything.
    public let state: State
    /// For which authority.
    public let authority: AuthorityCode?
    /// Within which territory.
    public let territory: RegionCode?
    /// For which parties.
    public private(set) var parties: [PartyID]
    /// When it was issued.
    public let issuedAt: Instant
    /// When it ends; nil for never.
    public let expiresAt: Instant?
    /// When its secret was changed last; nil while it is the first.
    public let rotatedAt: Instant?
    /// Until when the secret before is accepted; nil when it is not.
    public let previousSecretUntil: Instant?
    /// When it was revoked; nil while it stands.
    public let revokedAt: Instant?

    init(_ token: ListedToken, at now: Instant) {
        id = token.id
        role = token.role
        label = token.label
        authority = token.authority
        territory = token.territory
        parties = token.parties
        issuedAt = token.issuedAt
        expiresAt = token.expiresAt
        rotatedAt = token.rotatedAt
        previousSecretUntil = token.previousUntil.flatMap { now < $0 ? $0 : nil }
        revokedAt = token.revokedAt
        state =
            if token.revokedAt != nil {
                .revoked
            } else if let end = token.expiresAt, end <= now {
                .expired
            } else if token.authorityClosedAt != nil {
                .authorityClosed
            } else {
                .good
            }
    }
}

extension TokenView {
    /// The same without one of its parties.
    func without(_ party: PartyID) -> TokenView {
        var view = self
        view.parties.removeAll { $0 == party }
        return view
    }
}

/// A token with its secret, for the one answer that shows it.
public struct IssuedToken: Sendable {
    /// The token.
    public let view: TokenView
    /// `id.secret`, as it is sent; it cannot be shown again.
    public let bearer: String
    /// The authority that was established for it; nil when it stood already.
    public let established: AuthorityCode?
}
