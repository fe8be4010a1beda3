// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Postgres
import Service
import Store

/// `probity token list`
struct TokenList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List all tokens, the newest first; never their secrets.")

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let (tokens, now) = try await Session.run(data) { registry in
            let tokens = try await registry.withQuery(as: .local) { connection in
                try await connection.fetchAll(TokenStore.all)
            }
            return (tokens, registry.clock())
        }
        let states = tokens.map { Self.state(of: $0, at: now) }
        let rows = zip(tokens, states).map { token, state in
            [
                "\(token.id)", token.role.rawValue, token.label, state,
                token.authority?.text ?? "", token.territory?.text ?? "",
                token.party.map { "\($0)" } ?? "", token.issuedAt.shortText,
                token.expiresAt?.shortText ?? "",
            ]
        }
        Listing(
            columns: [
                "id", "role", "label", "state", "authority", "territory", "party", "issued",
                "expires",
            ],
            rows: rows, json: zip(tokens, states).map { Self.json($0, state: $1) },
            emptyText: "No token was issued yet; `probity token issue --role administrator` does."
        ).write(as: output.format)
    }

    private static func state(of token: ListedToken, at now: Instant) -> String {
        if token.revokedAt != nil { return "revoked" }
        if let end = token.expiresAt, end <= now { return "expired" }
        return "good"
    }

    private static func json(_ token: ListedToken, state: String) -> JSONValue {
        .object(present: [
            ("id", JSONValue(text: token.id)), ("role", .string(token.role.rawValue)),
            ("label", .string(token.label)), ("state", .string(state)),
            ("authority", token.authority.map { JSONValue(text: $0) }),
            ("territory", token.territory.map { JSONValue(text: $0) }),
            ("party", token.party.map { JSONValue(text: $0) }),
            ("issuedAt", JSONValue(text: token.issuedAt)),
            ("expiresAt", token.expiresAt.map { JSONValue(text: $0) }),
            ("revokedAt", token.revokedAt.map { JSONValue(text: $0) }),
        ])
    }
}
