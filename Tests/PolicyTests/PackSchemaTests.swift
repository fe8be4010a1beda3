// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Testing

@Suite("The JSON Schema of the format of a pack")
struct PackSchemaTests {
    /// Words that the example chose: the steps of its clock, the types of its violations.
    private static let chosen: Set<String> = ["received", "due", "minor", "grave"]

    @Test("it knows the members that the loader asks for, and only those that the pages explain")
    func members() throws {
        let documented = try DocumentedPack()
        let asked = try DocumentedPack.membersAsked().values
            .reduce(into: Set<String>()) { $0.formUnion($1) }.subtracting(Self.chosen)
        // The kinds of measures stand in the schema as words, not as members.
        let words = Set(MeasureRule.Kind.allCases.map(\.rawValue))
        var known: Set<String> = []
        PackSchema.value.collectProperties(into: &known)
        known = known.filter { !$0.hasSuffix(".yaml") }
        #expect(asked.subtracting(known).subtracting(words).sorted() == [])
        let explained = documented.pages.reduce(into: asked) { names, page in
            names.formUnion(page.documentedNames)
        }
        #expect(known.subtracting(explained).sorted() == [])
        #expect(known.count > 120)
    }

    @Test("every reference leads to a definition, and every definition is used")
    func references() throws {
        var used: Set<String> = []
        PackSchema.value.collectReferences(into: &used)
        guard case .object(let definitions)? = PackSchema.value["$defs"] else {
            Issue.record("The schema has no definitions.")
            return
        }
        #expect(used == Set(definitions.map { "#/$defs/\($0.name)" }))
        #expect(Set(definitions.map(\.name)).count == definitions.count)
    }

    @Test("it has each kind of file that the overview of the format lists")
    func files() throws {
        let overview = try #require(
            try DocumentedPack().pages.first { $0.name == "PackFormat" }
        ).lines.joined(separator: "\n")
        for pattern in PackSchema.value.memberNames("patternProperties") {
            let folder = pattern.dropFirst().prefix { $0 != "/" }
            #expect(overview.contains("| `\(folder)/"), "\(folder)")
        }
        for file in PackSchema.value.memberNames("properties") {
            #expect(overview.contains("| `\(file)` |"), "\(file)")
        }
    }
}

extension JSONValue {
    fileprivate func memberNames(_ name: String) -> [String] {
        if case .object(let members)? = self[name] { members.map(\.name) } else { [] }
    }

    /// The names under every `properties`, however deep.
    fileprivate func collectProperties(into names: inout Set<String>) {
        switch self {
        case .object(let members):
            names.formUnion(memberNames("properties"))
            for member in members { member.value.collectProperties(into: &names) }
        case .array(let elements):
            for element in elements { element.collectProperties(into: &names) }
        default: break
        }
    }

    /// What every `$ref` names.
    fileprivate func collectReferences(into names: inout Set<String>) {
        switch self {
        case .object(let members):
            for member in members {
                if member.name == "$ref", case .string(let target) = member.value {
                    names.insert(target)
                }
                member.value.collectReferences(into: &names)
            }
        case .array(let elements):
            for element in elements { element.collectReferences(into: &names) }
        default: break
        }
    }
}
