// SPDX-License-Identifier: Apache-2.0

import Testing

/// What the program reads from its environment stands in `deploy/probity.env.example`, and nothing
/// else does.
enum EnvironmentRules {
    /// The names in quotes in a Swift file: `"PROBITY_DATA"`.
    static func read(in file: SourceFile) -> Set<String> {
        Set(
            file.lines.flatMap { line in
                line.split(separator: "\"").dropFirst().filter(isName).map(String.init)
            })
    }

    /// The names that lines of an environment file set, in comments too.
    static func explained(in lines: [some StringProtocol]) -> [String] {
        lines.compactMap { line in
            let name = line.drop { $0 == "#" }.prefix { $0 != "=" }
            return isName(name) && line.contains("=") ? String(name) : nil
        }
    }

    private static func isName(_ text: some StringProtocol) -> Bool {
        text.hasPrefix("PROBITY_") && text.allSatisfy { $0 == "_" || $0.isUppercase }
    }
}

@Suite("The environment of the program")
struct EnvironmentRulesTests {
    @Test("deploy/probity.env.example explains every variable that is read, and no other")
    func agree() throws {
        let read = Repository.current.shippedSwiftFiles
            .reduce(into: Set<String>()) { $0.formUnion(EnvironmentRules.read(in: $1)) }
        let example = try #require(
            Repository.current.files.first { $0.path == "deploy/probity.env.example" })
        let explained = EnvironmentRules.explained(in: example.lines)
        #expect(read == Set(explained))
        #expect(explained.count == Set(explained).count)
        #expect(read.contains("PROBITY_DATABASE_URL"))
    }

    @Test("names are found where they are read, and lines where they are set")
    func finds() {
        let file = SourceFile(
            path: "a.swift",
            text: #"let a = read("PROBITY_ONE") ?? "PROBITY_two"; print("of PROBITY_THREE")"#)
        #expect(EnvironmentRules.read(in: file) == ["PROBITY_ONE"])
        let lines = ["PROBITY_ONE=1", "#PROBITY_TWO=", "# PROBITY_THREE=1", "# see PROBITY_FOUR"]
        #expect(EnvironmentRules.explained(in: lines) == ["PROBITY_ONE", "PROBITY_TWO"])
    }
}
