// SPDX-License-Identifier: Apache-2.0

/// One statement of a migration and where it begins.
///
/// A file is run statement by statement, so that a failure can be laid at a line
/// even where the server names none, and so that a file without a transaction is
/// not made one by the protocol.
public struct MigrationStatement: Hashable, Sendable {
    /// The line of its first word, from 1.
    public let line: Int
    /// The text, without the semicolon.
    public let text: String

    /// The first word, in upper case: `CREATE`.
    public var command: String {
        text.prefix { $0.isLetter }.uppercased()
    }

    /// Cuts a text at its semicolons, heeding comments, strings, quoted names and
    /// dollar quotes. Bodies of functions must be dollar-quoted: BEGIN ATOMIC is not
    /// understood.
    ///
    /// - Source: <https://www.postgresql.org/docs/15/sql-syntax-lexical.html>
    public static func split(_ text: String) -> [MigrationStatement] {
        var splitter = StatementSplitter(scalars: Array(text.unicodeScalars))
        return splitter.split()
    }
}

private struct StatementSplitter {
    let scalars: [Unicode.Scalar]
    var position = 0
    var line = 1
    /// Where the statement at hand begins; nil before its first word.
    var start: (position: Int, line: Int)?
    var statements: [MigrationStatement] = []

    mutating func split() -> [MigrationStatement] {
        while position < scalars.count {
            let scalar = scalars[position]
            if follows("--") {
                skip(past: "\n")
            } else if follows("/*") {
                skipBlockComment()
            } else if scalar == ";" {
                finishStatement()
                advance()
            } else if scalar.properties.isWhitespace {
                advance()
            } else {
                start = start ?? (position, line)
                readToken(scalar)
            }
        }
        finishStatement()
        return statements
    }

    private mutating func finishStatement() {
        guard let begun = start else { return }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[begun.position..<min(position, scalars.count)])
        statements.append(MigrationStatement(line: begun.line, text: String(text)))
        start = nil
    }

    private mutating func readToken(_ scalar: Unicode.Scalar) {
        if scalar == "'" || scalar == "\"" {
            readQuoted(by: scalar, escaping: scalar == "'" && isEscapeString())
        } else if let tag = dollarTag() {
            for _ in tag { advance() }
            skip(past: String(String.UnicodeScalarView(tag)))
        } else if isOfName(scalar) {
            // Whole words, so that the $1 in a$1 and the E in 'E' mean what they should.
            while position < scalars.count, isOfName(scalars[position]) { advance() }
        } else {
            advance()
        }
    }

    private mutating func readQuoted(by quote: Unicode.Scalar, escaping: Bool) {
        advance()
        while position < scalars.count {
            let scalar = scalars[position]
            advance()
            if escaping, scalar == "\\" {
                advance()
            } else if scalar == quote {
                guard position < scalars.count, scalars[position] == quote else { return }
                advance()
            }
        }
    }

    /// Whether the quote at hand opens a string of the form E'…'.
    private func isEscapeString() -> Bool {
        guard position > 0, scalars[position - 1] == "E" || scalars[position - 1] == "e" else {
            return false
        }
        return position < 2 || !isOfName(scalars[position - 2])
    }

    /// `$$` or `$tag$` at this place.
    private func dollarTag() -> [Unicode.Scalar]? {
        guard scalars[position] == "$" else { return nil }
        var end = position + 1
        while end < scalars.count, isOfName(scalars[end]), scalars[end] != "$" { end += 1 }
        guard end < scalars.count, scalars[end] == "$" else { return nil }
        if end > position + 1, ("0"..."9").contains(scalars[position + 1]) { return nil }
        return Array(scalars[position...end])
    }

    private mutating func skipBlockComment() {
        var depth = 0
        repeat {
            if follows("/*") {
                depth += 1
                advance()
            } else if follows("*/") {
                depth -= 1
                advance()
            }
            advance()
        } while depth > 0 && position < scalars.count
    }

    private mutating func skip(past text: String) {
        while position < scalars.count, !follows(text) { advance() }
        for _ in text.unicodeScalars { advance() }
    }

    private mutating func advance() {
        guard position < scalars.count else { return }
        if scalars[position] == "\n" { line += 1 }
        position += 1
    }

    private func isOfName(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_"
    }

    private func follows(_ text: String) -> Bool {
        scalars[position...].starts(with: text.unicodeScalars)
    }
}
