// SPDX-License-Identifier: Apache-2.0

import API
import ArgumentParser
import Domain
import Service

/// `probity check`
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ask whether a party may vouch, with reasons and their legal source.",
        discussion: """
            One party, or with --file one question on each line, in JSON:

              {"party":"gb-crn:01234567","role":"sponsor","route":"…","asOf":"2026-11-23"}

            with party, role and route, and if wanted region, act, asOf, knownAt, policy and key \
            (which comes back with the answer). The answers come in the same order.

            Exit code 0 when every answer is eligible or conditional, 1 when any is ineligible, 2 \
            when a question cannot be read.
            """)

    @OptionGroup var party: PartyOptions
    @Option(
        help: ArgumentHelp(
            "In which role: inviter, recommender, sponsor, guarantor or certifier.",
            valueName: "role"),
        transform: Reading.role)
    var role: Role?
    @Option(
        help: ArgumentHelp(
            "On which route; `probity policy show` lists them.", valueName: "code"),
        transform: Reading.route)
    var route: RouteCode?
    @Option(
        help: ArgumentHelp("For which region, as CN-44.", valueName: "code"),
        transform: Reading.region)
    var region: RegionCode?
    @Option(
        help: ArgumentHelp(
            "Vouch for somebody new, or go on for one of its own: new, renewal or extension.",
            valueName: "act"),
        transform: Reading.act)
    var act: Act = .new
    @OptionGroup var times: TimeOptions
    @Option(help: ArgumentHelp("Questions, one a line; - for standard input.", valueName: "file"))
    var file: String?
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard file == nil else {
            guard party.isEmpty, role == nil, route == nil else {
                throw ValidationError("With --file, party, role and route stand in the file.")
            }
            return
        }
        if party.isEmpty { throw ValidationError("Give a party, or a file of questions (--file).") }
        if role == nil { throw ValidationError("Say in which role the party is to act: --role.") }
        if route == nil { throw ValidationError("Say on which route: --route.") }
    }

    func run() async throws {
        if let file {
            try await CheckBatch(path: file, output: output).run(data)
        } else if let role, let route {
            try await answer(role: role, route: route)
        }
    }

    private func answer(role: Role, route: RouteCode) async throws {
        let (party, times, region, act) = (party, times, region, act)
        let (answer, name) = try await Session.run(data) { registry in
            let question = EligibilityQuestion(
                party: try await party.address(in: registry), role: role, route: route,
                region: region, act: act, asOf: times.asOf, knownAt: times.knownAt,
                policy: times.policy)
            let answer = try await registry.checkEligibility(question, by: .local)
            return (answer, try await registry.shownName(of: answer.party))
        }
        switch output.format {
        case .table:
            EligibilityText(answer, name: name, language: output.language)
                .lines.forEach { Console.write($0) }
        case .json: Console.write(try answer.json(in: output.language))
        case .csv:
            let row = CheckBatch.row(answer, line: 1, key: nil, in: output.language)
            Console.write(CommaSeparated.line(CheckBatch.columns))
            Console.write(CommaSeparated.line(row))
        }
        if answer.decision.outcome == .ineligible { throw Failure.answeredNo }
    }
}
