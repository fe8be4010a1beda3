// SPDX-License-Identifier: Apache-2.0

import Crypto
public import Domain
public import Postgres
import Store

/// Service tokens `id.secret`: 256 random bits, of which only the SHA-256 is stored.
public struct ServiceToken: Sendable {
    /// The token's id.
    public let id: TokenID
    /// The whole token, shown once.
    public let text: String

    /// What a token is issued for.
    public struct Grant: Sendable {
        /// What its holder may be.
        public let role: PrincipalRole
        /// What it is for, in a few words.
        public let label: String
        /// For which authority an officer acts.
        public let authority: AuthorityCode?
        /// Within which territory.
        public let territory: RegionCode?
        /// For which party an employer acts.
        public let party: PartyID?
        /// When it ends; nil for never.
        public let expiresAt: Instant?

        /// Makes a grant.
        public init(
            role: PrincipalRole, label: String, authority: AuthorityCode?,
            territory: RegionCode?, party: PartyID?, expiresAt: Instant?
        ) {
            self.role = role
            self.label = label
            self.authority = authority
            self.territory = territory
            self.party = party
            self.expiresAt = expiresAt
        }

        /// Checks that the role has what it must act for.
        ///
        /// - Throws: `Refusal` saying what is missing.
        public func check() throws(Refusal) {
            switch role {
            case .regulator, .decider:
                guard authority != nil, territory != nil else {
                    throw Self.refusal(
                        "An officer's token needs an authority and a territory.",
                        "官员令牌须指明机关与辖区。")
                }
            case .employer:
                guard party != nil else {
                    throw Self.refusal(
                        "An employer's token needs its party.", "用人单位令牌须指明主体。")
                }
            case .system, .anyone:
                throw Self.refusal("No token is issued for the daemon.", "不得为系统签发令牌。")
            case .visaDesk, .auditor, .administrator: break
            }
        }

        private static func refusal(_ en: String, _ zh: String) -> Refusal {
            Refusal(.invalid, code: "token.incomplete", message: LocalText(en: en, zh: zh))
        }
    }

    /// Issues a token through a connection with the writer's role.
    ///
    /// - Throws: `Refusal` when the grant is incomplete, or the database's error.
    public static func issue(
        _ grant: Grant, at now: Instant, randomness: Randomness, on connection: Connection
    ) async throws -> ServiceToken {
        try grant.check()
        let id: TokenID = randomness.id(at: now)
        let secret = randomness.bytes(32)
        guard let hash = Digest32(Array(SHA256.hash(data: secret))) else {
            preconditionFailure("A SHA-256 has 32 bytes.")
        }
        try await connection.execute(
            TokenStore.add, id, hash, grant.role.rawValue, grant.label,
            grant.authority?.text, grant.territory?.text, grant.party, now, grant.expiresAt)
        return ServiceToken(id: id, text: "\(id).\(Hexadecimal.text(secret))")
    }

    /// Takes `id.secret` apart; nil when it has another form.
    static func parse(_ text: String) -> (id: TokenID, secret: [UInt8])? {
        // By bytes: to look for the ends of characters costs more than all the rest.
        let parts = text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard parts.count == 2, let id = TokenID(Substring(parts[0])),
            let secret = Hexadecimal.bytes(Substring(parts[1])), secret.count == 32
        else { return nil }
        return (id, secret)
    }
}
