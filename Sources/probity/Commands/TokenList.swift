// SPDX-License-Identifier: Apache-2.0

import API
import ArgumentParser
import Domain
import Service

/// `probity token list`
struct TokenList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List all tokens, the newest first; never their secrets.")

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let tokens = try await Session.run(data) { registry in
            try await registry.allTokens(by: .local)
        }
        Listing(
            columns: [
                "id", "role", "label", "state", "authority", "territory", "parties", "issued",
                "expires", "rotated",
            ],
            rows: tokens.map(Self.row), json: tokens.map(\.json),
            emptyText: "No token was issued yet; `probity token issue --role administrator` does."
        ).write(as: output.format)
    }

    private static func row(of token: TokenView) -> [String] {
        let parties = token.parties.map(\.description).joined(separator: " ")
        let authority = token.authority?.text ?? ""
        let territory = token.territory?.text ?? ""
        let expires = token.expiresAt?.shortText ?? ""
        let rotated = token.rotatedAt?.shortText ?? ""
        return [
            "\(token.id)", token.role.rawValue, token.label, token.state.rawValue, authority,
            territory, parties, token.issuedAt.shortText, expires, rotated,
        ]
    }
}
