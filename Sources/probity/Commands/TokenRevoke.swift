// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Postgres
import Service
import Store

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
        let (found, isRevoked) = try await Session.run(data) { registry in
            let now = registry.clock()
            return try await registry.withWriter { connection in
                let found = try await connection.fetchOptional(TokenStore.find, token)
                try await connection.execute(TokenStore.revoke, token, now)
                return (found != nil, found?.token.revokedAt != nil)
            }
        }
        guard found else {
            throw Failure.input(
                "there is no token \(token); `probity token list` shows those there are.")
        }
        Console.write(isRevoked ? "\(token) was revoked before." : "\(token) is revoked.")
    }
}
