// SPDX-License-Identifier: Apache-2.0

import Testing

/// Constructs that have no place here, each with what to write instead.
enum CodeRules {
    struct Ban {
        let text: String
        let instead: String
    }

    static let everywhere = [
        Ban(text: "try!", instead: "throw, or handle the error"),
        Ban(text: "as!", instead: "use `as?` and handle the other case"),
        Ban(text: "fatalError(", instead: "use `precondition` with a sentence, or throw"),
    ]
    static let printing = [
        Ban(text: "print(", instead: "return the text, or write it through the console type"),
        Ban(text: "debugPrint(", instead: "log it"),
        Ban(text: "dump(", instead: "log it"),
    ]
    static let floats = ["Float", "Double", "Float16", "Float32", "Float64", "CGFloat"].map {
        Ban(text: $0, instead: "use exact integers: thousandths of a point, minor units")
    }
    static let effects = [
        Ban(text: "async", instead: "keep this room a pure function of its input"),
        Ban(text: "await", instead: "keep this room a pure function of its input"),
        Ban(text: "Date()", instead: "take the day as an argument"),
        Ban(text: "Date.now", instead: "take the day as an argument"),
        Ban(text: "ContinuousClock", instead: "take the instant as an argument"),
        Ban(text: "SuspendingClock", instead: "take the instant as an argument"),
        Ban(text: "SystemRandomNumberGenerator", instead: "take the bytes as an argument"),
    ]
    static let reminders = ["TODO", "FIXME", "XXX", "HACK"].map {
        Ban(text: $0, instead: "finish it, or open an issue")
    }

    /// The one file that writes to standard output.
    static let console = "Sources/probity/Console.swift"
    /// Rooms where points and money are counted, or hashed.
    static let exactRooms = ["Domain", "Policy", "Scoring", "Compliance", "Ledger"]

    static func findings(in file: SourceFile) -> [Finding] {
        var bans = everywhere
        if file.path != console { bans += printing }
        if exactRooms.contains(where: { file.isUnder("Sources/\($0)") }) { bans += floats }
        if ImportTable.pure.contains(where: { file.isUnder("Sources/\($0)") }) { bans += effects }
        return findings(of: bans, in: file.code, path: file.path)
    }

    /// Reminders hide in comments, so these are sought in the whole text.
    static func reminderFindings(in file: SourceFile) -> [Finding] {
        findings(of: reminders, in: file.lines, path: file.path)
    }

    private static func findings(of bans: [Ban], in lines: [String], path: String) -> [Finding] {
        lines.enumerated().flatMap { index, line in
            bans.filter { line.containsWhole($0.text) && !isOwn($0.text, in: line) }.map {
                Finding(path: path, line: index + 1, message: "`\($0.text)`: \($0.instead)")
            }
        }
    }

    /// `func print(` and `console.print(` are somebody's own; `to:` writes into a string.
    private static func isOwn(_ text: String, in line: String) -> Bool {
        text.hasSuffix("(")
            && ["func " + text, "." + text, ", to: &"].contains { line.contains($0) }
    }
}

@Suite("Banned code")
struct CodeRulesTests {
    @Test("nothing banned is used")
    func code() { expectNone(Repository.current.swiftFiles.flatMap(CodeRules.findings)) }

    @Test("no reminder is left behind")
    func reminders() {
        let files = Repository.current.files.filter { file in
            file.hasExtension("swift", "sql", "sh", "py", "yaml", "yml", "c", "h")
                && file.path != "Tests/TidyTests/CodeRules.swift"
        }
        expectNone(files.flatMap(CodeRules.reminderFindings))
    }

    @Test(
        "each ban reports its planted fault",
        arguments: [
            ("Sources/Store/A.swift", "let a = try! b()"),
            ("Sources/Store/A.swift", "let a = b as! C"),
            ("Tests/StoreTests/A.swift", "fatalError(\"x\")"),
            ("Sources/Store/A.swift", "print(a)"),
            ("Sources/probity/Serve.swift", "  dump(a)"),
            ("Sources/Domain/A.swift", "let share: Double = 1"),
            ("Sources/Policy/A.swift", "Float(1)"),
            ("Sources/Ledger/A.swift", "func a() async {}"),
            ("Sources/Scoring/A.swift", "let today = Date()"),
        ])
    func reportsPlanted(path: String, line: String) {
        let file = SourceFile(path: path, text: "\n\(line)\n")
        #expect(CodeRules.findings(in: file).map(\.line) == [2])
    }

    @Test(
        "what only looks like it is not reported",
        arguments: [
            ("Sources/Store/A.swift", "let a = try b() // never try! it"),
            ("Sources/Store/A.swift", "let text = \"print(a)\""),
            ("Sources/Store/A.swift", "console.print(a)"),
            ("Tests/StoreTests/A.swift", "dump(key, to: &text)"),
            ("Sources/Store/A.swift", "let fingerprint = fingerprint(a)"),
            ("Sources/Store/A.swift", "let share: Double = 1"),
            ("Sources/Domain/A.swift", "let isDoubleEntry = asynchronous"),
            (CodeRules.console, "print(a)"),
        ])
    func acceptsLookalike(path: String, line: String) {
        #expect(CodeRules.findings(in: SourceFile(path: path, text: line)).isEmpty)
    }

    @Test("a reminder in a comment is reported, a word that contains it is not")
    func reportsReminder() {
        let file = SourceFile(path: "a.sql", text: "-- TODO: index\n-- TODOS\n")
        #expect(CodeRules.reminderFindings(in: file).map(\.line) == [1])
    }
}
