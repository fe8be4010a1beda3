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
        /// For which parties an employer or agent acts.
        public let parties: Set<PartyID>
        /// When it ends; nil for never.
        public let expiresAt: Instant?

        /// Makes a grant.
        public init(
            role: PrincipalRole, label: String, authority: AuthorityCode?,
            territory: RegionCode?, parties: Set<PartyID>, expiresAt: Instant?
        ) {
            self.role = role
            self.label = label
            self.authority = authority
            self.territory = territory
            self.parties = parties
            self.expiresAt = expiresAt
        }

        /// Makes a grant for one party, or for none.
        public init(
            role: PrincipalRole, label: String, authority: AuthorityCode?,
            territory: RegionCode?, party: PartyID?, expiresAt: Instant?
        ) {
            self.init(
                role: role, label: label, authority: authority, territory: territory,
                parties: Set([party].compactMap { $0 }), expiresAt: expiresAt)
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
                guard !parties.isEmpty else {
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

    /// Issues a token through a connection with the writer's role. Whether the authority stands
    /// and reaches so far is for `Registry.issueToken` to ask; while it does not stand, the token
    /// opens nothing.
    ///
    /// - Throws: `Refusal` when the grant is incomplete, or the database's error.
    public static func issue(
        _ grant: Grant, at now: Instant, randomness: Randomness, on connection: Connection
    ) async throws -> ServiceToken {
        try grant.check()
        let id: TokenID = randomness.id(at: now)
        let secret = NewSecret(of: id, randomness)
        _ = try await connection.pipeline { pipeline in
            _ = pipeline.execute(
                TokenStore.add, id, secret.hash, grant.role.rawValue, grant.label,
                grant.authority?.text, grant.territory?.text, now, grant.expiresAt)
            return pipeline.execute(
                TokenStore.addParties, id, grant.parties.sorted(), now)
        }
        return ServiceToken(id: id, text: secret.bearer)
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

/// A secret made for a token: what is shown once, and what is stored.
struct NewSecret {
    let bearer: String
    let hash: Digest32

    init(of id: TokenID, _ randomness: Randomness) {
        let secret = randomness.bytes(32)
        guard let hash = Digest32(Array(SHA256.hash(data: secret))) else {
            preconditionFailure("A SHA-256 has 32 bytes.")
        }
        self.hash = hash
        self.bearer = "\(id).\(Hexadecimal.text(secret))"
    }
}
