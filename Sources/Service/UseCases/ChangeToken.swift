// SPDX-License-Identifier: Apache-2.0

public import Domain
import Postgres
import Store

// Whoever holds a token may change its secret, lay a mandate down and end it; an administrator may
// do so to any; and an employer may withdraw its own mandate from an agent. It takes effect at once
// on this daemon, and on every other within a second.

extension Registry {
    /// Gives a token another secret under the same id. The one before is accepted for
    /// `overlapSeconds` more.
    ///
    /// - Throws: `Refusal`: there is no such token, who asks may not, or it is revoked.
    public func rotateToken(
        _ id: TokenID, overlapSeconds: Int64, by principal: Principal
    ) async throws -> IssuedToken {
        try await demandHold(of: id, by: principal)
        let now = clock()
        let secret = NewSecret(of: id, .system)
        let previousUntil =
            overlapSeconds > 0 ? now.adding(microseconds: overlapSeconds * 1_000_000) : nil
        let done = try await change(id) { connection in
            try await connection.fetchOptional(
                TokenStore.rotate, id, secret.hash, now, previousUntil)
        }
        guard done != nil else { throw Self.tokenRevoked }
        return IssuedToken(
            view: try await showToken(id, by: principal), bearer: secret.bearer,
            established: nil)
    }

    /// Ends a token; one that was revoked before stays as it was.
    ///
    /// - Throws: `Refusal`: there is no such token, or who asks may not.
    public func revokeToken(
        _ id: TokenID, by principal: Principal
    ) async throws -> (token: TokenView, wasRevoked: Bool) {
        let before = try await demandHold(of: id, by: principal)
        let now = clock()
        _ = try await change(id) { connection in
            try await connection.execute(TokenStore.revoke, id, now)
        }
        return (try await showToken(id, by: principal), before.revokedAt != nil)
    }

    /// Ends a token's mandate for one party; the token stands.
    ///
    /// An employer withdraws its own mandate from the token of an agent, that is one issued for
    /// several parties; it then knows of the token no longer. An agent's token itself may not do so
    /// to another's, nor one of an employer's own tokens to another of them.
    ///
    /// - Throws: `Refusal`: there is no such token or mandate, or who asks may not.
    public func withdrawMandate(
        of id: TokenID, for address: PartyAddress, by principal: Principal
    ) async throws -> TokenView {
        let before = try await showToken(id, by: principal)
        let party = try await reader.lookUp(address).party
        let isHolder = principal.token == id
        let isEmployer = !isHolder && principal.role == .employer
        if isEmployer {
            try await demandEmployer(principal, withdrawing: party, from: id)
        } else if !isHolder {
            try Access.demand(principal, .manageTokens, .register)
        }
        let now = clock()
        guard let party,
            try await change(
                id,
                { connection in
                    try await connection.fetchOptional(TokenStore.withdraw, id, party, now)
                }) != nil
        else { throw Self.mandateUnknown }
        return isEmployer ? before.without(party) : try await showToken(id, by: principal)
    }

    /// Sees that a party is the asker's own and only one, and that the token is an agent's.
    private func demandEmployer(
        _ principal: Principal, withdrawing party: PartyID?, from id: TokenID
    ) async throws {
        guard let own = principal.token, let party, principal.parties == [party] else {
            throw Access.roleForbidden
        }
        let agents = try await Archive.reachable {
            try await withWriter { connection in
                try await connection.fetchAll(TokenStore.agents, [own, id])
            }
        }
        guard agents == [id] else { throw Access.roleForbidden }
    }

    /// A token that `principal` may change.
    @discardableResult
    private func demandHold(
        of id: TokenID, by principal: Principal
    ) async throws -> TokenView {
        let token = try await showToken(id, by: principal)
        if principal.token != id { try Access.demand(principal, .manageTokens, .register) }
        return token
    }

    private func change<Value: Sendable>(
        _ id: TokenID, _ body: @Sendable (Connection) async throws -> Value
    ) async throws -> Value {
        let value = try await Archive.reachable { try await withWriter(body) }
        authenticator.forget(id)
        return value
    }

    private static let tokenRevoked = Refusal(
        .conflict, code: "token.revoked",
        message: LocalText(
            en: "The token is revoked, for ever; issue another.",
            zh: "该令牌已永久吊销；请另行签发。"))
    private static let mandateUnknown = Refusal(
        .rule, code: "mandate.unknown",
        message: LocalText(
            en: "The token does not act for this party and never did; see its parties.",
            zh: "该令牌未曾代理此主体；请查阅其主体列表。"),
        faults: [
            InputFault(
                pointer: "/party", code: "mandate.unknown",
                detail: "The token does not act for this party and never did.")
        ])
}
