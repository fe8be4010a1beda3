// SPDX-License-Identifier: Apache-2.0

public import Domain

/// Who is asking: the holder of a token, with what it may act for.
public struct Principal: Hashable, Sendable {
    /// The token.
    public let token: TokenID?
    /// What the holder may be.
    public let role: PrincipalRole
    /// For which authority an officer acts.
    public let authority: AuthorityCode?
    /// Within which territory an officer acts.
    public let territory: RegionCode?
    /// For which party an employer acts.
    public let party: PartyID?

    /// Makes a principal.
    public init(
        token: TokenID?, role: PrincipalRole, authority: AuthorityCode?,
        territory: RegionCode?, party: PartyID?
    ) {
        self.token = token
        self.role = role
        self.authority = authority
        self.territory = territory
        self.party = party
    }

    /// The operator at the machine itself, who holds the data folder.
    public static let local = Principal(
        token: nil, role: .system, authority: nil, territory: nil, party: nil)

    /// How the principal stands in entries.
    public var actor: Actor { Actor(token: token, role: role, authority: authority) }
}
