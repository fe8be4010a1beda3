// SPDX-License-Identifier: Apache-2.0

import Testing

/// Files, lines and functions stay small enough to be read at one sitting.
enum SizeRules {
    static let fileLinesMax = 400
    static let lineColumnsMax = 100
    static let functionLinesMax = 60

    static func applies(to file: SourceFile) -> Bool {
        file.hasExtension("swift", "sql", "sh", "py", "c", "h") || file.path == ".ci/run"
    }

    static func fileFindings(in file: SourceFile) -> [Finding] {
        guard file.lines.count > fileLinesMax else { return [] }
        return [
            Finding(
                path: file.path, line: file.lines.count,
                message: "\(file.lines.count) lines, at most \(fileLinesMax)")
        ]
    }

    static func lineFindings(in file: SourceFile) -> [Finding] {
        file.lines.enumerated().compactMap { index, line in
            guard line.count > lineColumnsMax, !isOneLongWord(line) else { return nil }
            return Finding(
                path: file.path, line: index + 1,
                message: "\(line.count) columns, at most \(lineColumnsMax)")
        }
    }

    static func functionFindings(in file: SourceFile) -> [Finding] {
        FunctionFinder.functions(in: file.code).compactMap { function in
            guard function.lineCount > functionLinesMax else { return nil }
            return Finding(
                path: file.path, line: function.firstLine,
                message: "function of \(function.lineCount) lines, at most \(functionLinesMax)")
        }
    }

    /// An address or a key cannot be broken; a line of its own may hold a long one.
    private static func isOneLongWord(_ line: String) -> Bool {
        let marks: Set<Substring> = ["//", "///", "--", "#", "-"]
        return line.split(separator: " ").filter { !marks.contains($0) }.count == 1
    }
}

@Suite("Sizes")
struct SizeRulesTests {
    private let files = Repository.current.files.filter(SizeRules.applies)

    @Test("no file has more than 400 lines")
    func fileSizes() { expectNone(files.flatMap(SizeRules.fileFindings)) }

    @Test("no line has more than 100 columns")
    func lineSizes() { expectNone(files.flatMap(SizeRules.lineFindings)) }

    @Test("no function has more than 60 lines")
    func functionSizes() {
        expectNone(Repository.current.swiftFiles.flatMap(SizeRules.functionFindings))
    }

    @Test("a file of 400 lines passes, one of 401 is reported")
    func reportsLongFile() {
        let line = "let a = 1\n"
        let atLimit = SourceFile(path: "a.swift", text: String(repeating: line, count: 400))
        let above = SourceFile(path: "a.swift", text: String(repeating: line, count: 401))
        #expect(SizeRules.fileFindings(in: atLimit).isEmpty)
        #expect(SizeRules.fileFindings(in: above).map(\.line) == [401])
    }

    @Test("a line of 100 columns passes, one of 101 is reported, unless it is a single word")
    func reportsLongLine() {
        let words = "let é = " + String(repeating: "é", count: 92)
        let address = "    /// https://example.org/" + String(repeating: "a", count: 100)
        let text = "\(words)\n\(words)é\n\(address)\n\(address) and more\n"
        let file = SourceFile(path: "a.swift", text: text)
        #expect(SizeRules.lineFindings(in: file).map(\.line) == [2, 4])
    }

    @Test("a function of 60 lines passes, one of 61 is reported at its first line")
    func reportsLongFunction() {
        func file(bodyLines: Int) -> SourceFile {
            let body = String(repeating: "    call()\n", count: bodyLines)
            return SourceFile(path: "a.swift", text: "\nfunc long() {\n\(body)}\n")
        }
        #expect(SizeRules.functionFindings(in: file(bodyLines: 58)).isEmpty)
        #expect(SizeRules.functionFindings(in: file(bodyLines: 59)).map(\.line) == [2])
    }
}
