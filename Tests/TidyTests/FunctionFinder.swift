// SPDX-License-Identifier: Apache-2.0

import Testing

/// Finds functions and initialisers in blanked Swift code by counting braces.
struct FunctionFinder {
    struct Function: Equatable {
        /// Line of the `func` or `init`, from 1.
        let firstLine: Int
        /// From that line to the closing brace, both counted.
        let lineCount: Int
    }

    static func functions(in code: [String]) -> [Function] {
        code.indices.filter { beginsFunction(code[$0]) }.compactMap { first in
            lastLine(ofFunctionFrom: first, in: code).map {
                Function(firstLine: first + 1, lineCount: $0 - first + 1)
            }
        }
    }

    private static func beginsFunction(_ line: String) -> Bool {
        if line.containsWhole("func") { return true }
        // A call spells it `self.init(`, `super.init(` or `.init(`.
        guard ["init(", "init<", "init?(", "init!("].contains(where: line.containsWhole) else {
            return false
        }
        return !line.contains(".init")
    }

    /// Follows the head to its `{` and that to its `}`. `nil` for a requirement without a body,
    /// which ends at the `}` of its protocol or at the next declaration.
    private static func lastLine(ofFunctionFrom first: Int, in code: [String]) -> Int? {
        var nesting = 0  // Of ( [ within the head, then of { within the body.
        var isInBody = false
        for index in first..<code.count {
            if index > first, !isInBody, nesting == 0, beginsDeclaration(code[index]) { return nil }
            for character in code[index].utf8 {
                switch (character, isInBody) {
                case (UInt8(ascii: "("), false), (UInt8(ascii: "["), false): nesting += 1
                case (UInt8(ascii: ")"), false), (UInt8(ascii: "]"), false): nesting -= 1
                case (UInt8(ascii: "{"), false) where nesting == 0:
                    isInBody = true
                    nesting = 1
                case (UInt8(ascii: "}"), false) where nesting == 0: return nil
                case (UInt8(ascii: "{"), true): nesting += 1
                case (UInt8(ascii: "}"), true):
                    nesting -= 1
                    if nesting == 0 { return index }
                default: break
                }
            }
        }
        return nil
    }

    private static func beginsDeclaration(_ line: String) -> Bool {
        let keywords = ["func", "init", "var", "let", "associatedtype", "static"]
        return keywords.contains(where: line.containsWhole)
    }
}

@Suite("Finding functions")
struct FunctionFinderTests {
    private func functions(_ text: String) -> [FunctionFinder.Function] {
        FunctionFinder.functions(in: SourceFile(path: "a.swift", text: text).code)
    }

    @Test("braces in strings, comments and default arguments do not close a function")
    func bracesElsewhere() {
        let text = """
            func a(
                _ body: () -> Void = { },
            ) async throws -> String {
                // }
                let text = "}"
                return [1].map { "\\($0) }" }.joined()
            }
            let b = 1
            """
        #expect(functions(text) == [.init(firstLine: 1, lineCount: 7)])
    }

    @Test("a requirement without a body is not a function, the one after it is")
    func requirements() {
        let text = "protocol P {\n  func a() -> Int\n  func b()\n}\nfunc c() {\n}\n"
        #expect(functions(text) == [.init(firstLine: 5, lineCount: 2)])
    }

    @Test("initialisers count, calls of them do not")
    func initialisers() {
        let text = "init?(a: Int) {\n  self.init(b: { 1 })\n}\nlet c = X.init(1)\n"
        #expect(functions(text) == [.init(firstLine: 1, lineCount: 3)])
    }
}
