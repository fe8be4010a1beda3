// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Service

/// `probity token revoke`
struct TokenRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "End a token; every daemon refuses it within a second.")

    @Argument(
        help: ArgumentHelp("Its id, as `probity token list` shows it.", valueName: "id"),
        transform: Reading.token)
    var token: TokenID
    @OptionGroup var data: DataOptions

    func run() async throws {
        let token = token
        let wasRevoked = try await Session.run(data) { registry in
            try await Self.known(token) {
                try await registry.revokeToken(token, by: .local).wasRevoked
            }
        }
        Console.write(wasRevoked ? "\(token) was revoked before." : "\(token) is revoked.")
    }

    /// Says how to find a token where there is none of this id.
    static func known<Value>(
        _ token: TokenID, _ body: () async throws -> Value
    ) async throws -> Value {
        do {
            return try await body()
        } catch let refusal as Refusal where refusal.kind == .notFound {
            throw Failure.input(
                "there is no token \(token); `probity token list` shows those there are.")
        }
    }
}
