// SPDX-License-Identifier: Apache-2.0

import Testing

/// Migrations are numbered without gaps, say why they exist, and explain what they make.
enum MigrationRules {
    /// `NNNN_verb_object.sql` directly in `sql/`.
    static func isMigration(_ path: String) -> Bool {
        path.hasSuffix(".sql") && path.split(separator: "/").count == 2 && path.hasPrefix("sql/")
    }

    /// Names out of form, missing numbers and double ones.
    static func numberFindings(_ paths: [String]) -> [Finding] {
        paths.sorted().enumerated().compactMap { index, path in
            let name = path.split(separator: "/").last.map(String.init) ?? path
            let digits = name.prefix { ("0"..."9").contains($0) }
            let words = name.dropFirst(digits.count).dropLast(".sql".count)
                .split(separator: "_", omittingEmptySubsequences: false)
            let isInForm =
                digits.count == 4 && words.count >= 3 && words[0].isEmpty
                && words.dropFirst().allSatisfy { !$0.isEmpty && $0.allSatisfy(isOfName) }
            let message: String
            if !isInForm {
                message = "not of the form NNNN_verb_object.sql"
            } else if Int(digits) != index + 1 {
                message = "number \(digits), but it is migration \(index + 1): a gap or a double"
            } else {
                return nil
            }
            return Finding(path: path, line: 1, message: message)
        }
    }

    private static func isOfName(_ character: Character) -> Bool {
        ("a"..."z").contains(character) || ("0"..."9").contains(character)
    }

    /// Every file of SQL opens with a sentence on why it exists.
    static func headerFindings(in file: SourceFile) -> [Finding] {
        let comment = file.lines.prefix { $0.hasPrefix("--") }
        let words = comment.joined(separator: " ").split { " -".contains($0) }
        guard words.count < 4 else { return [] }
        return [Finding(path: file.path, line: 1, message: "no header comment that says why")]
    }

    /// Tables and columns that their own file leaves unexplained.
    static func commentFindings(in file: SourceFile) -> [Finding] {
        let statements = SQLText(file.lines.joined(separator: "\n")).statements
        let commented = Set(statements.compactMap(commentedName))
        return statements.flatMap(createdNames).filter { !commented.contains($0) }.map {
            Finding(path: file.path, line: 1, message: "no COMMENT ON `\($0)`")
        }
    }

    /// `party` for a table, `party.name` for a column; the schema is left out.
    private static func commentedName(_ words: [String]) -> String? {
        guard words.starts(with: ["comment", "on"]), words.count > 3 else { return nil }
        switch words[2] {
        case "table": return lastParts(of: words[3], count: 1)
        case "column": return lastParts(of: words[3], count: 2)
        default: return nil
        }
    }

    /// The tables and columns that a statement makes, in the form of `commentedName`.
    private static func createdNames(_ words: [String]) -> [String] {
        guard let keyword = words.firstIndex(of: "table"), keyword <= 2 else { return [] }
        let modifiers = words[1..<max(1, keyword)]
        guard !modifiers.contains("temp"), !modifiers.contains("temporary") else { return [] }
        let rest = words[(keyword + 1)...].drop { ["if", "not", "exists", "only"].contains($0) }
        guard let name = rest.first else { return [] }
        let table = lastParts(of: name, count: 1)
        switch words[0] {
        case "create":
            let columns = rest.dropFirst().first == "(" ? columnNames(rest.dropFirst()) : []
            return [table] + columns.map { "\(table).\($0)" }
        case "alter":
            return addedColumnNames(Array(rest)).map { "\(table).\($0)" }
        default:
            return []
        }
    }

    /// The first word of each item between the outer parentheses, constraints apart.
    private static func columnNames(_ words: ArraySlice<String>) -> [String] {
        let constraints: Set<String> = [
            "check", "constraint", "exclude", "foreign", "like", "primary", "unique",
        ]
        var names: [String] = []
        var depth = 0
        var beginsItem = false
        for word in words {
            if word == ")" { depth -= 1 }
            if depth == 0, !names.isEmpty, word == ")" { break }
            if beginsItem, !constraints.contains(word) { names.append(word) }
            beginsItem = depth == 1 && word == ","
            if word == "(" {
                beginsItem = depth == 0
                depth += 1
            }
        }
        return names
    }

    private static func addedColumnNames(_ words: [String]) -> [String] {
        words.indices.dropLast(2).compactMap { index in
            guard words[index] == "add", words[index + 1] == "column" else { return nil }
            return words[(index + 2)...].first { !["if", "not", "exists"].contains($0) }
        }
    }

    private static func lastParts(of name: String, count: Int) -> String {
        name.split(separator: ".").suffix(count).joined(separator: ".")
    }
}
