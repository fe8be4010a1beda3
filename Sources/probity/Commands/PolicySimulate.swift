// SPDX-License-Identifier: Apache-2.0

import API
import ArgumentParser
import Domain
import Policy
import Service

/// `probity policy simulate`
struct PolicySimulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Rate the whole register under a version of the law, beside the one in force.",
        discussion: """
            Takes the folder of a pack, or a version that is enacted or kept as a draft, as \
            code@version. Shows how many parties move from which band to which, and why, and what \
            measures follow from events on which the change bears; nothing is written.
            """)

    @Argument(
        help: ArgumentHelp(
            "The folder of a pack, or code@version.", valueName: "folder|code@version"))
    var name: String
    @Option(
        help: ArgumentHelp(
            "The version to hold it against. (default: the one in force)",
            valueName: "code@version"))
    var against: String?
    @Option(
        help: ArgumentHelp("The legal day. (default: today)", valueName: "day"),
        transform: Reading.day)
    var asOf: CivilDate?
    @Option(help: ArgumentHelp("Of how many that move to say which they are.", valueName: "n"))
    var movers = 20
    @Flag(
        help: "List measures also of ratings whose events both versions weigh alike.")
    var allMeasures = false
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (0...PolicySimulation.moverCountMaximum).contains(movers) else {
            throw ValidationError(
                "--movers takes a number from 0 to \(PolicySimulation.moverCountMaximum).")
        }
    }

    func run() async throws {
        let (name, against, asOf, movers) = (name, against, asOf, movers)
        let allMeasures = allMeasures
        let sent = name.contains("@") ? nil : try PackFolder.policy(name)
        let bar = ProgressBar(unit: "ratings")
        bar.begin("Rating the register")
        defer { bar.end() }
        let answer = try await Session.run(data) { registry in
            var draft = sent
            if draft == nil { draft = try await registry.draft(named: name, files: []) }
            guard let draft else { preconditionFailure("A version was sent or named.") }
            let total = Int64(try await registry.ratedCount(under: draft.code))
            return try await registry.simulate(
                PolicySimulation(
                    draft: draft, against: against, asOf: asOf, moverCount: movers,
                    withAllMeasures: allMeasures),
                by: .local
            ) { bar.update(done: Int64($0), of: max(total, Int64($0))) }
        }
        bar.end()
        switch output.format {
        case .table:
            SimulationText(answer, language: output.language).lines.forEach { Console.write($0) }
        case .json: Console.write(answer.json)
        case .csv: Console.write(bytes: Array(answer.csv.utf8))
        }
    }
}
