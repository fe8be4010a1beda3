// SPDX-License-Identifier: Apache-2.0

public import Domain
import Postgres
import Store

/// A page of tokens.
public struct TokenPage: Sendable {
    /// In the order of their ids.
    public let tokens: [TokenView]
    /// The last of them, after which the next page begins; nil on the last page.
    public let next: TokenID?
}

extension Registry {
    /// The tokens that `principal` may know of: an administrator or auditor every one, an
    /// employer those that act for its parties, anybody the own one.
    ///
    /// - Throws: `Refusal.unavailable` when the database does not answer.
    public func listTokens(
        after: TokenID?, limit: Int, by principal: Principal
    ) async throws -> TokenPage {
        let first = after ?? TokenID(high: 0, low: 0)
        let rows = try await Archive.reachable {
            try await query(as: principal) {
                $0.fetchAll(TokenStore.page, first, Int64(limit + 1))
            }
        }.value
        let now = clock()
        let page = rows.prefix(limit).map { TokenView($0, at: now) }
        return TokenPage(tokens: page, next: rows.count > limit ? page.last?.id : nil)
    }

    /// Every token, the newest first.
    ///
    /// - Throws: `Refusal.unavailable` when the database does not answer.
    public func allTokens(by principal: Principal) async throws -> [TokenView] {
        let rows = try await Archive.reachable {
            try await query(as: principal) { $0.fetchAll(TokenStore.all) }
        }.value
        let now = clock()
        return rows.map { TokenView($0, at: now) }
    }

    /// One token that `principal` may know of.
    ///
    /// - Throws: `token.unknown`.
    public func showToken(_ id: TokenID, by principal: Principal) async throws -> TokenView {
        let row = try await Archive.reachable {
            try await query(as: principal) { $0.fetchOptional(TokenStore.one, id) }
        }.value
        guard let row else { throw Refusal.unknown("token", zh: "令牌") }
        return TokenView(row, at: clock())
    }
}
