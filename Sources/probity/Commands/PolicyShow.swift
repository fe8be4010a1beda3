// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Policy
import Service

/// `probity policy show`
struct PolicyShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a regime as it stands on a day: bands, start scores, indicators, routes.",
        discussion: "Shows what this program carries, or a folder of your own. Needs no database.")

    @Argument(
        help: ArgumentHelp(
            "The regime, or the folder of a pack; without it the regimes are listed.",
            valueName: "code|folder"))
    var name: String?
    @Option(
        help: ArgumentHelp("The legal day. (default: today)", valueName: "day"),
        transform: Reading.day)
    var on: CivilDate?
    @Option(
        help: ArgumentHelp(
            "A region, to show the law with what its authorities set.", valueName: "region"))
    var region: String?
    @OptionGroup var output: OutputOptions

    func run() throws {
        let shipped = try ShippedRegimes.load()
        guard let name else { return list(shipped) }
        let policy: Policy
        if let found = shipped.first(where: { $0.code.text == name }) {
            policy = found
        } else if name.contains("/") {
            policy = try PolicyLoader.load(PackFolder.read(name))
        } else {
            let codes = shipped.map(\.code.text).joined(separator: ", ")
            throw Failure.input(
                "there is no regime \(name) in this program; it carries \(codes). A folder is "
                    + "given with a slash, as ./\(name).")
        }
        let local = policy.variant(for: region.map { RegionCode($0) })
        let description = PolicyDescription(local, on: on ?? policy.day(at: Instant.now()))
        switch output.format {
        case .table: Console.write(bytes: Array(description.text(in: output.language).utf8))
        case .json: Console.write(description.json)
        case .csv: throw Failure.input("a regime is no list; choose --format table or json.")
        }
    }

    private func list(_ policies: [Policy]) {
        let language = output.language
        let rows = policies.map { policy in
            [
                policy.code.text, policy.reference.version, policy.title.text(in: language),
                "\(policy.reference.sha256)".prefix(12) + "…",
            ]
        }
        let json = policies.map { policy -> JSONValue in
            guard case .object(let members) = policy.reference.json else { return .null }
            let title = JSONValue.string(policy.title.text(in: language))
            return .object(members + [JSONValue.Member("title", title)])
        }
        Listing(columns: ["code", "version", "title", "sha256"], rows: rows, json: json)
            .write(as: output.format)
    }
}
