// SPDX-License-Identifier: Apache-2.0

import Testing

/// What is committed is ours, is needed, and works in any folder of any machine.
enum TrackedFileRules {
    /// Results of a build or a run.
    static func resultFindings(_ paths: [String]) -> [Finding] {
        paths.compactMap { path in
            let parts = path.split(separator: "/")
            let isResult = parts.contains {
                $0.hasPrefix(".build") || $0 == "Package.resolved" || $0 == "__pycache__"
            }
            return isResult ? Finding(path: path, line: 1, message: "is made by a build") : nil
        }
    }

    /// Absolute paths of one machine. Spelt in parts, so that this file does not report itself.
    private static let machineFolders = ["home", "root", "work"].map { "/" + $0 + "/" }

    static func machinePathFindings(in file: SourceFile) -> [Finding] {
        file.lines.enumerated().compactMap { index, line in
            guard let folder = machineFolders.first(where: { beginsPath($0, in: line) }) else {
                return nil
            }
            return Finding(
                path: file.path, line: index + 1, message: "`\(folder)…` is a path of one machine")
        }
    }

    /// Whether the folder begins a path here: `example.org` before it makes it part of another.
    private static func beginsPath(_ folder: String, in line: String) -> Bool {
        let before = line.split(separator: folder, omittingEmptySubsequences: false).dropLast()
        return before.contains { part in
            guard let last = part.last else { return true }
            return !last.isLetter && !last.isNumber && !"/._-})".contains(last)
        }
    }
}

@Suite("Tracked files")
struct TrackedFileRulesTests {
    @Test("no result of a build is tracked")
    func results() { expectNone(TrackedFileRules.resultFindings(Repository.current.paths)) }

    @Test("no file names a path of one machine")
    func machinePaths() {
        expectNone(Repository.current.files.flatMap(TrackedFileRules.machinePathFindings))
    }

    @Test("a planted result is reported")
    func reportsResult() {
        let paths = [
            ".build/debug/probity", "Package.resolved", "Tests/__pycache__/a.pyc", ".build-venv/a",
            "Sources/Policy/Builder.swift",
        ]
        #expect(TrackedFileRules.resultFindings(paths).map(\.path) == Array(paths.dropLast()))
    }

    @Test("a planted machine path is reported, an address is not")
    func reportsMachinePath() {
        let folder = "/" + "home/"
        let text = """
            cd \(folder)ada
            path="\(folder)ada"
            https://example.org\(folder)ada
            ${base}\(folder)ada
            """
        let file = SourceFile(path: "a.sh", text: text)
        #expect(TrackedFileRules.machinePathFindings(in: file).map(\.line) == [1, 2])
    }
}
