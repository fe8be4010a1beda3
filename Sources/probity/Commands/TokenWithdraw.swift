// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Service

/// `probity token withdraw`
struct TokenWithdraw: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "End a token's mandate for one party; the token and its other parties stand.",
        discussion: """
            Every daemon knows it within a second.

              probity token withdraw 0198c0de-0000-7000-8000-000000000001 --party gb-crn:01234567
            """)

    @Argument(
        help: ArgumentHelp("Its id, as `probity token list` shows it.", valueName: "id"),
        transform: Reading.token)
    var token: TokenID
    @Option(
        help: ArgumentHelp("For which party it is to act no longer.", valueName: "party"),
        transform: Reading.party)
    var party: PartyAddress
    @OptionGroup var data: DataOptions

    func run() async throws {
        let (token, party) = (token, party)
        let left = try await Session.run(data) { registry in
            try await TokenRevoke.known(token) {
                do {
                    return try await registry.withdrawMandate(of: token, for: party, by: .local)
                } catch let refusal as Refusal where refusal.code == "mandate.unknown" {
                    throw Failure.input("\(token) does not act for \(party) and never did.")
                }
            }
        }
        let others =
            left.parties.isEmpty
            ? "It acts for nobody now." : "It still acts for \(left.parties.count) others."
        Console.write("\(token) acts for \(party) no longer. \(others)")
    }
}
