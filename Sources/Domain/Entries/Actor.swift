// SPDX-License-Identifier: Apache-2.0

/// What a principal may be.
public enum PrincipalRole: String, Hashable, Sendable, CaseIterable {
    /// An officer of an authority.
    case regulator
    /// Decides cases that it did not investigate.
    case decider
    /// A party of the register, for itself.
    case employer
    /// Asks whether a party may vouch.
    case visaDesk
    /// Reads everything, writes nothing.
    case auditor
    /// Runs the installation.
    case administrator
    /// Whoever asks without a token; never a token.
    case anyone
    /// The daemon itself; never a token.
    case system
}

/// Who caused an entry: a pseudonymous token, in a role, for an authority.
public struct Actor: Hashable, Sendable {
    /// The token; nil for the daemon itself.
    public let token: TokenID?
    /// In which role.
    public let role: PrincipalRole
    /// For which authority; nil where there is none.
    public let authority: AuthorityCode?

    /// The daemon itself.
    public static let system = Actor(token: nil, role: .system, authority: nil)

    /// Makes an actor.
    public init(token: TokenID?, role: PrincipalRole, authority: AuthorityCode?) {
        self.token = token
        self.role = role
        self.authority = authority
    }

    /// `{"authority":…,"role":…,"token":…}`.
    public var json: JSONValue {
        .object(present: [
            ("authority", authority.map { JSONValue(text: $0) }),
            ("role", .string(role.rawValue)),
            ("token", token.map { JSONValue(text: $0) }),
        ])
    }

    /// Reads what `json` writes; nil when a member is at fault.
    public init?(reading reader: inout ObjectReader) {
        let authority = reader.optionalCode("authority", as: AuthorityCode.self)
        let token = reader.optionalText("token", "A UUID is needed.") { TokenID($0) }
        guard let role = reader.choice("role", of: PrincipalRole.self) else { return nil }
        self.init(token: token, role: role, authority: authority)
    }
}
