// SPDX-License-Identifier: Apache-2.0

import Testing

/// What is public is explained; what follows the law says which.
enum DocumentationRules {
    /// Public declarations with no `///` line above them.
    static func missingComments(in file: SourceFile) -> [Finding] {
        file.code.indices.compactMap { index in
            guard declaresPublic(file.code[index]), !hasComment(above: index, in: file) else {
                return nil
            }
            return Finding(
                path: file.path, line: index + 1, message: "public, but without a doc comment")
        }
    }

    /// Files of the rule rooms that declare something public and cite no source at all.
    static func missingSource(in file: SourceFile) -> [Finding] {
        let isRule = ["Sources/Scoring", "Sources/Compliance"].contains { file.isUnder($0) }
        guard isRule, file.hasExtension("swift"), file.code.contains(where: declaresPublic),
            !file.lines.contains(where: { $0.contains("/// - Source: ") })
        else { return [] }
        return [Finding(path: file.path, line: 1, message: "no `- Source:` in a file of rules")]
    }

    /// Files of law that cite no source at all.
    static func missingPackSource(in file: SourceFile) -> [Finding] {
        guard file.isUnder("Sources/Policy/Regimes"), file.hasExtension("yaml", "yml"),
            !file.lines.contains(where: { $0.containsWhole("source:") })
        else { return [] }
        return [Finding(path: file.path, line: 1, message: "no `source:` in a file of law")]
    }

    /// SPDX line first; second after the `#!` of a script.
    static func missingLicence(in file: SourceFile) -> [Finding] {
        let wanted = "SPDX-License-Identifier: Apache-2.0"
        let isScript = file.lines.first?.hasPrefix("#!") ?? false
        let line = isScript ? file.lines.dropFirst().first : file.lines.first
        if let line, ["// ", "# "].contains(where: { line == $0 + wanted }) { return [] }
        return [Finding(path: file.path, line: 1, message: "does not begin with its SPDX line")]
    }

    private static let declarations: Set<Substring> = [
        "actor", "associatedtype", "class", "enum", "func", "init", "let", "protocol", "static",
        "struct", "subscript", "typealias", "var",
    ]

    static func declaresPublic(_ line: String) -> Bool {
        let words = line.split { " (<?!{:".contains($0) }
        guard let level = words.firstIndex(where: { $0 == "public" || $0 == "open" }),
            let kind = words.firstIndex(where: declarations.contains)
        else { return false }
        // `let public = 1` is no public declaration; `public import` and `public extension`
        // declare nothing of their own.
        return level < kind && !words[..<kind].contains { $0 == "import" || $0 == "extension" }
    }

    private static func hasComment(above index: Int, in file: SourceFile) -> Bool {
        for above in file.lines[..<index].reversed() {
            let line = above.withoutOuterSpaces
            if line.hasPrefix("///") { return true }
            guard line.hasPrefix("@") || line.hasPrefix("// swift-format-ignore") else {
                return false
            }
        }
        return false
    }
}

@Suite("Documentation")
struct DocumentationRulesTests {
    private let shipped = Repository.current.shippedSwiftFiles

    @Test("every public declaration has a doc comment")
    func comments() { expectNone(shipped.flatMap(DocumentationRules.missingComments)) }

    @Test("files of rules and of law cite their source")
    func sources() {
        expectNone(shipped.flatMap(DocumentationRules.missingSource))
        expectNone(Repository.current.files.flatMap(DocumentationRules.missingPackSource))
    }

    @Test("every source file and script begins with its SPDX line")
    func licences() {
        let manifest = "Package.swift"  // Its first line must name the tools version.
        let files = Repository.current.files.filter { file in
            (file.hasExtension("swift", "sh", "py") || file.path == ".ci/run")
                && file.path != manifest
        }
        expectNone(files.flatMap(DocumentationRules.missingLicence))
    }

    @Test(
        "a planted bare declaration is reported",
        arguments: [
            "public struct A {}", "    public var a: Int { 1 }", "public init() {}",
            "@inlinable public static func a() {}", "public private(set) var a = 1",
            "nonisolated public let a = 1", "open class A {}",
        ])
    func reportsBareDeclaration(line: String) {
        let bare = SourceFile(path: "a.swift", text: "// Not a doc comment.\n\(line)\n")
        #expect(DocumentationRules.missingComments(in: bare).map(\.line) == [2])
        let explained = SourceFile(path: "a.swift", text: "/// A thing.\n@frozen\n\(line)\n")
        #expect(DocumentationRules.missingComments(in: explained).isEmpty)
    }

    @Test(
        "what is not public needs no comment",
        arguments: [
            "struct A {}", "public import Domain", "public extension A {", "// public struct A",
            "let text = \"public var a\"",
        ])
    func acceptsUnexplained(line: String) {
        let file = SourceFile(path: "a.swift", text: line)
        #expect(DocumentationRules.missingComments(in: file).isEmpty)
    }

    @Test("a rule, or a file of law, without its source is reported")
    func reportsMissingSource() {
        let bare = "/// Adds.\npublic func add() {}\n"
        let cited = "/// Adds.\n/// - Source: Act of 2016, s 12.\npublic func add() {}\n"
        let path = "Sources/Scoring/Add.swift"
        #expect(DocumentationRules.missingSource(in: SourceFile(path: path, text: bare)).count == 1)
        #expect(DocumentationRules.missingSource(in: SourceFile(path: path, text: cited)).isEmpty)

        let law = "Sources/Policy/Regimes/uk-worker/bands.yaml"
        let uncited = SourceFile(path: law, text: "bands: [A, B]\nresource: x\n")
        #expect(DocumentationRules.missingPackSource(in: uncited).count == 1)
        let cites = SourceFile(path: law, text: "bands: [A, B]\nsource: Part 1\n")
        #expect(DocumentationRules.missingPackSource(in: cites).isEmpty)
    }

    @Test("a missing SPDX line is reported, the one after a script's first line is found")
    func reportsMissingLicence() {
        let spdx = "SPDX-License-Identifier: Apache-2.0"
        func count(_ text: String) -> Int {
            DocumentationRules.missingLicence(in: SourceFile(path: "a", text: text)).count
        }
        #expect(count("// \(spdx)\n") == 0)
        #expect(count("#!/bin/sh\n# \(spdx)\n") == 0)
        #expect(count("import A\n// \(spdx)\n") == 1)
        #expect(count("") == 1)
    }
}
