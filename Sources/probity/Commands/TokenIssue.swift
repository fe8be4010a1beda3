// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Service

/// `probity token issue`
struct TokenIssue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issue",
        abstract: "Issue a token; it is written to standard output, once.",
        discussion: """
            An officer (regulator, decider) needs --authority, and --territory where it is to be \
            a part of the authority's or the authority is not known yet: it is established then. \
            An employer needs --party, an agent one for each party that it acts for.

              probity token issue --role visaDesk --label "consulate at Lyon"
              probity token issue --role regulator --authority cn-nia --territory CN-44
            """)

    @Option(
        help: ArgumentHelp(
            "What its holder may be: regulator, decider, employer, visaDesk, auditor or "
                + "administrator.", valueName: "role"),
        transform: Reading.principalRole)
    var role: PrincipalRole
    @Option(help: ArgumentHelp("What it is for, in a few words.", valueName: "text"))
    var label: String?
    @Option(
        help: ArgumentHelp("For which authority an officer acts.", valueName: "code"),
        transform: Reading.authority)
    var authority: AuthorityCode?
    @Option(
        help: ArgumentHelp("Within which territory, as CN or CN-44.", valueName: "code"),
        transform: Reading.region)
    var territory: RegionCode?
    @Option(
        help: ArgumentHelp(
            "For which party an employer or agent acts; once for each.", valueName: "party"),
        transform: Reading.party)
    var party: [PartyAddress] = []
    @Option(help: ArgumentHelp("After how many days it ends. (default: never)", valueName: "n"))
    var days: Int?
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let days, !(1...36_500).contains(days) {
            throw ValidationError("--days takes a number from 1 to 36500.")
        }
        if let label, !(1...400).contains(label.utf8.count) {
            throw ValidationError("--label takes 1 to 400 bytes.")
        }
        let isOfficer = role == .regulator || role == .decider
        if isOfficer, authority == nil {
            throw ValidationError(
                "An officer's token needs --authority, as in\n"
                    + "  probity token issue --role \(role.rawValue) --authority cn-nia "
                    + "--territory CN-44")
        }
        if !isOfficer, authority != nil || territory != nil {
            throw ValidationError("--authority and --territory are for regulator and decider.")
        }
        if role == .employer, party.isEmpty {
            throw ValidationError("An employer's token needs its party: --party.")
        }
        if role != .employer, !party.isEmpty {
            throw ValidationError("--party is for the role employer.")
        }
    }

    func run() async throws {
        let command = self
        let issued = try await Session.run(data, .anyOrNew) { registry in
            let now = registry.clock()
            for address in command.party {
                guard try await registry.reader.lookUp(address).party != nil else {
                    throw Failure.input("no party stands under \(address); register it first.")
                }
            }
            let wanted = TokenRequest(
                role: command.role, label: command.label ?? command.role.rawValue,
                authority: command.authority, territory: command.territory,
                parties: command.party,
                expiresAt: command.days.map { now.adding(microseconds: Int64($0) * 86_400_000_000) }
            )
            return try await registry.issueToken(wanted, by: .local, isEstablishing: true)
        }
        issued.write(as: output.format)
    }
}
