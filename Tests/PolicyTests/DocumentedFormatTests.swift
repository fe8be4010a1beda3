// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Testing

@Suite("The pages on the format of a pack")
struct DocumentedFormatTests {
    private let documented: DocumentedPack

    init() throws { documented = try DocumentedPack() }

    @Test("their examples are one pack that loads without a fault")
    func loads() throws {
        let policy = try PolicyLoader.load(documented.pack)
        #expect(policy.code.text == documented.pack.name)
        #expect(policy.cases.count >= 5)
        #expect(Set(documented.pack.files.map(\.path)).count == documented.examples.count)
    }

    @Test("each kind of file that a pack may have is exemplified and listed")
    func kinds() throws {
        let kinds = Set(documented.examples.map { Self.kind(of: $0.file) })
        #expect(
            kinds == [
                "regime.yaml", "bands.yaml", "starts.yaml", "facts.yaml", "notices.yaml", "scores",
                "register.yaml", "indicators", "overrides", "routes", "services", "tables",
                "assessments", "clocks", "calendars", "cases", "duties", "repairs", "displays",
                "sharing", "proceedings", "nomineePoints", "units.yaml", "delegation.yaml",
                "overlays",
            ])
        let overview = try #require(documented.pages.first { $0.name == "PackFormat" })
        let text = overview.lines.joined(separator: "\n")
        for kind in kinds { #expect(text.contains("| `\(kind)"), "\(kind)") }
        for page in documented.pages where page.name != "PackFormat" {
            #expect(text.contains("<doc:\(page.name)>"), "\(page.name)")
        }
    }

    @Test("a page names every member that the loader asks for in its example")
    func members() throws {
        // What every file has, and what stands in any condition, is explained once for all.
        let shared = try ["PackFormat", "Conditions"].map { name in
            try #require(documented.pages.first { $0.name == name }).documentedNames
        }.reduce(into: Set<String>()) { $0.formUnion($1) }
        // Words that the example chose: the steps of its clock, the types of its violations.
        let chosen: Set<String> = ["received", "due", "minor", "grave"]
        // The kinds of measures are words, which a fault lists all the same.
        let kinds = Set(MeasureRule.Kind.allCases.map(\.rawValue))
        let members = try DocumentedPack.membersAsked()
        var count = 0
        for (page, file) in documented.examples {
            let explained = try #require(documented.pages.first { $0.name == Self.page(of: file) })
            let asked = try #require(members[file.path])
            count += asked.count
            let missing = asked.subtracting(explained.documentedNames).subtracting(shared)
                .subtracting(chosen).subtracting(kinds)
            #expect(missing.isEmpty, "\(page), \(file.path): \(missing.sorted())")
        }
        #expect(count > 150)
    }

    /// The folder of a file, or its name where it lies in none.
    private static func kind(of file: PolicyFile) -> String {
        String(file.path.prefix { $0 != "/" })
    }

    /// The page that explains a file: `notices.yaml` and `routes/…` give Notices and Routes.
    private static func page(of file: PolicyFile) -> String {
        let stem = kind(of: file).prefix { $0 != "." }
        return stem.prefix(1).uppercased() + stem.dropFirst()
    }
}
