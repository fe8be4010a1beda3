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
    /// For which parties an employer acts: its own, and those that it is an agent of.
    public let parties: Set<PartyID>

    /// Makes a principal.
    public init(
        token: TokenID?, role: PrincipalRole, authority: AuthorityCode?,
        territory: RegionCode?, parties: Set<PartyID> = []
    ) {
        self.token = token
        self.role = role
        self.authority = authority
        self.territory = territory
        self.parties = parties
    }

    /// The operator at the machine itself, who holds the data folder.
    public static let local = Principal(
        token: nil, role: .system, authority: nil, territory: nil)

    /// Whoever asks without a token.
    public static let anyone = Principal(
        token: nil, role: .anyone, authority: nil, territory: nil)

    /// How the principal stands in entries.
    public var actor: Actor { Actor(token: token, role: role, authority: authority) }
}
