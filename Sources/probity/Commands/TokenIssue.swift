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
            An officer (regulator, decider) needs --authority and --territory, an employer --party.

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
        help: ArgumentHelp("For which party an employer acts.", valueName: "party"),
        transform: Reading.party)
    var party: PartyAddress?
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
        if isOfficer, authority == nil || territory == nil {
            throw ValidationError(
                "An officer's token needs --authority and --territory, as in\n"
                    + "  probity token issue --role \(role.rawValue) --authority cn-nia "
                    + "--territory CN-44")
        }
        if !isOfficer, authority != nil || territory != nil {
            throw ValidationError("--authority and --territory are for regulator and decider.")
        }
        if role == .employer, party == nil {
            throw ValidationError("An employer's token needs its party: --party.")
        }
        if role != .employer, party != nil {
            throw ValidationError("--party is for the role employer.")
        }
    }

    func run() async throws {
        let command = self
        let (token, grant) = try await Session.run(data, .anyOrNew) { registry in
            let now = registry.clock()
            var party: PartyID?
            if let address = command.party {
                party = try await registry.reader.lookUp(address).party
                guard party != nil else {
                    throw Failure.input("no party stands under \(address); register it first.")
                }
            }
            let grant = ServiceToken.Grant(
                role: command.role, label: command.label ?? command.role.rawValue,
                authority: command.authority, territory: command.territory, party: party,
                expiresAt: command.days.map { now.adding(microseconds: Int64($0) * 86_400_000_000) }
            )
            let token = try await registry.withWriter { connection in
                try await ServiceToken.issue(
                    grant, at: now, randomness: .system, on: connection)
            }
            return (token, grant)
        }
        write(token, grant)
    }

    private func write(_ token: ServiceToken, _ grant: ServiceToken.Grant) {
        switch output.format {
        case .table:
            Console.write(token.text)
            Console.note(
                "This is the only time that it is shown. Send it as "
                    + "`Authorization: Bearer <token>`; `probity token revoke \(token.id)` "
                    + "ends it.")
        case .json:
            Console.write(
                .object(present: [
                    ("id", JSONValue(text: token.id)), ("token", .string(token.text)),
                    ("role", .string(grant.role.rawValue)), ("label", .string(grant.label)),
                    ("expiresAt", grant.expiresAt.map { JSONValue(text: $0) }),
                ]))
        case .csv:
            Console.write(CommaSeparated.line(["id", "token", "role", "label", "expiresAt"]))
            Console.write(
                CommaSeparated.line([
                    "\(token.id)", token.text, grant.role.rawValue, grant.label,
                    grant.expiresAt.map { "\($0)" } ?? "",
                ]))
        }
    }
}
