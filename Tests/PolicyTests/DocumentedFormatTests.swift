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
                "regime.yaml", "bands.yaml", "starts.yaml", "facts.yaml", "notices.yaml",
                "register.yaml", "indicators", "overrides", "routes", "services", "tables",
                "assessments", "clocks", "calendars", "nomineePoints", "cases",
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
        var count = 0
        for (page, file) in documented.examples {
            let explained = try #require(documented.pages.first { $0.name == Self.page(of: file) })
            let asked = documented.membersAsked(of: file)
            count += asked.count
            let missing = asked.subtracting(explained.documentedNames).subtracting(shared)
                .subtracting(chosen)
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

extension DocumentedPack {
    /// The members that the loader knows in the mappings of an example: an unknown one is planted
    /// in each, and the fault lists those it could have been.
    fileprivate func membersAsked(of file: PolicyFile) -> Set<String> {
        var names: Set<String> = []
        for planted in file.text.plantings {
            var files = pack.files.filter { $0.path != file.path }
            files.append(PolicyFile(path: file.path, text: planted))
            do {
                _ = try PolicyLoader.load(PolicyPack(name: pack.name, files: files))
            } catch {
                for fault in error.faults { names.formUnion(fault.membersKnown) }
            }
        }
        return names
    }
}

extension PolicyFault {
    fileprivate var membersKnown: [String] {
        var list: Substring?
        if message == "“\(String.planted)” is not known here." {
            list = cure.split(separator: "use one of: ").last?.dropLast()
        } else if message.contains(" has no “\(String.planted)”; it has ") {
            list = message.split(separator: "; it has ").last
        }
        return (list ?? "").split(separator: ", ").map(String.init)
    }
}

extension String {
    /// A name that no mapping of a pack knows.
    fileprivate static let planted = "planted"

    /// The text once for each mapping that begins on a line or in braces, with an unknown member
    /// in it.
    fileprivate var plantings: [String] {
        let lines = split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var texts: [String] = []
        for (index, line) in lines.enumerated() {
            let indent = line.prefix { $0 == " " }
            let rest = line.dropFirst(indent.count)
            var replacements: [String] = []
            if rest.hasPrefix("- "), rest.contains(": "), !rest.hasPrefix("- {") {
                replacements.append(
                    "\(indent)- \(Self.planted): 1\n\(indent)  \(rest.dropFirst(2))")
            } else if rest.first?.isLetter ?? false {
                replacements.append("\(indent)\(Self.planted): 1\n\(line)")
            }
            for brace in line.indices where line[brace] == "{" {
                replacements.append(
                    "\(line[...brace]) \(Self.planted): 1,\(line[line.index(after: brace)...])")
            }
            for replacement in replacements {
                var copy = lines
                copy[index] = replacement
                texts.append(copy.joined(separator: "\n"))
            }
        }
        return texts
    }
}
