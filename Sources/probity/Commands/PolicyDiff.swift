// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Policy
import Service

/// `probity policy diff`
struct PolicyDiff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Tell two versions of a regime apart in words, value by value and day by day.",
        discussion: """
            Each is a regime that this program carries, the folder of a pack, or a version that is \
            enacted or kept as a draft, as code@version. Only the last needs the database. Exit \
            code 1 when they differ.
            """)

    @Argument(help: ArgumentHelp("The version before.", valueName: "before"))
    var before: String
    @Argument(help: ArgumentHelp("The version after.", valueName: "after"))
    var after: String
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let differences = PolicyDifference.all(
            from: try await policy(before), to: try await policy(after))
        let language = output.language
        switch output.format {
        case .table:
            if differences.isEmpty { Console.write(language("No difference.", "没有差别。")) }
            for difference in differences {
                Console.write(difference.text(in: language))
                if let source = difference.source { Console.write("    \(source)") }
            }
        case .json: Console.write(.array(differences.map(\.json)))
        case .csv:
            Listing(
                columns: ["path", "difference", "source"],
                rows: differences.map { [$0.path, $0.text(in: language), $0.source ?? ""] },
                json: []
            ).write(as: .csv)
        }
        if !differences.isEmpty { throw Failure.answeredNo }
    }

    private func policy(_ name: String) async throws -> Policy {
        if name.contains("/") { return try PolicyLoader.load(PackFolder.read(name)) }
        if name.contains("@") {
            return try await Session.run(data) { try await $0.draft(named: name, files: []) }
        }
        guard let found = try ShippedRegimes.load().first(where: { $0.code.text == name }) else {
            throw Failure.input(
                "there is no regime \(name) in this program. A folder is given with a slash, as "
                    + "./\(name), an enacted version as code@version.")
        }
        return found
    }
}
