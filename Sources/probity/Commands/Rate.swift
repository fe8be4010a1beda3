// SPDX-License-Identifier: Apache-2.0

import API
import ArgumentParser
import Domain
import Service

/// `probity rate`
struct Rate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the rating of a party and what each point of it rests on.")

    @OptionGroup var party: PartyOptions
    @Option(
        help: ArgumentHelp(
            "In which role. (default: the only one it acts in)", valueName: "role"),
        transform: Reading.role)
    var role: Role?
    @OptionGroup var times: TimeOptions
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if party.isEmpty { throw ValidationError("Say which party is meant.") }
    }

    func run() async throws {
        let (party, role, times) = (party, role, times)
        let (answer, name) = try await Session.run(data) { registry in
            let answer = try await registry.rate(
                RatingQuestion(
                    party: try await party.address(in: registry), role: role, asOf: times.asOf,
                    knownAt: times.knownAt, policy: times.policy),
                by: .local)
            return (answer, try await registry.shownName(of: answer.party.id))
        }
        switch output.format {
        case .table:
            RatingText(answer, name: name ?? "", language: output.language)
                .lines.forEach { Console.write($0) }
        case .json: Console.write(answer.json(in: output.language))
        case .csv: RatingText.contributions(answer.rating, in: output.language).write(as: .csv)
        }
    }
}
