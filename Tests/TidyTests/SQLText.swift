// SPDX-License-Identifier: Apache-2.0

import Testing

/// The words of an SQL file, in lower case and by statement, without comments and the contents of
/// strings and function bodies. Enough to see which tables and columns it makes and explains; the
/// exact check asks the database itself.
struct SQLText {
    /// Each statement as words, names with their dots, and single marks such as `(` and `,`.
    let statements: [[String]]

    init(_ text: String) {
        var reader = Reader(characters: Array(text.lowercased().unicodeScalars))
        statements = reader.readStatements()
    }

    private struct Reader {
        let characters: [Unicode.Scalar]
        var position = 0

        mutating func readStatements() -> [[String]] {
            var statements: [[String]] = []
            var words: [String] = []
            while position < characters.count {
                let character = characters[position]
                if follows("--") {
                    skip(past: "\n")
                } else if follows("/*") {
                    skip(past: "*/")
                } else if character == "'" {
                    position += 1
                    skip(past: "'")
                } else if let mark = dollarMark() {
                    position += mark.count
                    skip(past: mark)
                } else if isOfName(character) {
                    words.append(readName())
                } else {
                    position += 1
                    if character == ";" {
                        statements.append(words)
                        words = []
                    } else if !character.properties.isWhitespace {
                        words.append(String(character))
                    }
                }
            }
            if !words.isEmpty { statements.append(words) }
            return statements
        }

        private mutating func readName() -> String {
            var name = ""
            while position < characters.count, isOfName(characters[position]) {
                if characters[position] != "\"" { name.unicodeScalars.append(characters[position]) }
                position += 1
            }
            return name
        }

        private func isOfName(_ character: Unicode.Scalar) -> Bool {
            character.properties.isAlphabetic || ("0"..."9").contains(character)
                || "_.\"".unicodeScalars.contains(character)
        }

        /// `$$` or `$body$` at this place.
        private func dollarMark() -> String? {
            guard characters[position] == "$" else { return nil }
            var end = position + 1
            while end < characters.count, isOfName(characters[end]) { end += 1 }
            guard end < characters.count, characters[end] == "$" else { return nil }
            return String(String.UnicodeScalarView(characters[position...end]))
        }

        private mutating func skip(past text: String) {
            while position < characters.count, !follows(text) { position += 1 }
            position += text.unicodeScalars.count
        }

        private func follows(_ text: String) -> Bool {
            characters[position...].starts(with: text.unicodeScalars)
        }
    }
}

@Suite("Reading SQL")
struct SQLTextTests {
    @Test("comments, strings and function bodies vanish; a doubled quote stays in its string")
    func blanks() {
        let text = """
            -- a; b
            CREATE /* ; */ TABLE "Party" (x text DEFAULT 'it''s; so');
            SELECT $body$ a; $$ b; $body$, $1;
            """
        #expect(
            SQLText(text).statements == [
                ["create", "table", "party", "(", "x", "text", "default", ")"],
                ["select", ",", "$", "1"],
            ])
    }
}
