// SPDX-License-Identifier: Apache-2.0

import Testing

/// Rooms and types are named after what they are about. A drawer for everything has no such name.
enum NameRules {
    /// Not even as part of a name: `ConnectionManager` says no more than `Connection`.
    static let bannedWords: Set<String> = [
        "Helper", "Helpers", "Manager", "Managers", "Util", "Utilities", "Utils",
    ]
    /// Not as a whole name.
    static let bannedNames: Set<String> = ["Common", "Core", "Deprecated", "Misc", "New"]

    static func isBanned(_ name: String) -> Bool {
        let capitalised = name.prefix(1).uppercased() + name.dropFirst()
        return bannedNames.contains(capitalised)
            || !bannedWords.isDisjoint(with: capitalised.camelCaseWords)
    }

    /// Checks the folders and the name of a file.
    static func pathFindings(_ path: String) -> [Finding] {
        path.split(separator: "/").compactMap { part in
            let stems = part.split { ".+-_".contains($0) }.map(String.init)
            guard stems.contains(where: isBanned) else { return nil }
            return Finding(path: path, line: 1, message: "`\(part)` says nothing; name its subject")
        }
    }

    /// Checks the types a file declares.
    static func typeFindings(in file: SourceFile) -> [Finding] {
        file.code.enumerated().compactMap { index, line in
            guard let type = declaredType(line), isBanned(type) else { return nil }
            return Finding(
                path: file.path, line: index + 1,
                message: "`\(type)` says nothing; name its subject")
        }
    }

    private static func declaredType(_ line: String) -> String? {
        let kinds: Set<Substring> = ["actor", "class", "enum", "protocol", "struct", "typealias"]
        let words = line.split { " :<{(=".contains($0) }
        guard let kind = words.firstIndex(where: kinds.contains), kind + 1 < words.count else {
            return nil
        }
        return String(words[kind + 1])
    }
}

@Suite("Names")
struct NameRulesTests {
    @Test("no file or folder has a name that says nothing")
    func paths() { expectNone(Repository.current.paths.flatMap(NameRules.pathFindings)) }

    @Test("no type has a name that says nothing")
    func types() { expectNone(Repository.current.swiftFiles.flatMap(NameRules.typeFindings)) }

    @Test(
        "a planted path is reported",
        arguments: [
            "Sources/Utils/Text.swift", "Sources/Domain/Helpers.swift", "Sources/Core/A.swift",
            "Sources/Store/ConnectionManager.swift", "Sources/Domain/Party+Common.swift",
            "deploy/utils.sh",
        ])
    func reportsPath(path: String) { #expect(NameRules.pathFindings(path).count == 1) }

    @Test(
        "a planted type is reported",
        arguments: [
            "struct Helpers {}", "public final class PoolManager: Sendable {", "enum Common {}",
            "private actor TestUtils<Value> {",
        ])
    func reportsType(line: String) {
        let file = SourceFile(path: "a.swift", text: line)
        #expect(NameRules.typeFindings(in: file).count == 1)
    }

    @Test("names that tell their subject pass")
    func acceptsNames() {
        #expect(NameRules.pathFindings("Sources/Domain/CommonName.swift").isEmpty)
        #expect(NameRules.pathFindings("Sources/Scoring/Score.swift").isEmpty)
        let file = SourceFile(path: "a.swift", text: "struct Score {}\nlet core = NewsItem()\n")
        #expect(NameRules.typeFindings(in: file).isEmpty)
    }
}
