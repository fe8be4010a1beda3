// SPDX-License-Identifier: Apache-2.0

/// SQL written in place, whose interpolated values are bound as parameters.
///
/// ```swift
/// try await connection.execute("DELETE FROM draft WHERE draft_id = \(id)")
/// ```
///
/// `\(value)` becomes `$1` and travels apart from the text, `\(identifier:)` is
/// quoted, and `\(unsafeRaw:)` is the only way to put text in as it is. Statements
/// that run often are better a static ``Statement``.
public struct SQL: ExpressibleByStringInterpolation, Sendable {
    /// The text with `$1`, `$2` … where values were interpolated.
    public let text: String
    let arguments: [any PostgresEncodable]

    /// Takes a literal without values.
    public init(stringLiteral value: String) {
        text = value
        arguments = []
    }

    /// Takes what interpolation gathered.
    public init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
        arguments = stringInterpolation.arguments
    }

    /// Takes text as it is, without values. Never put input in it.
    public init(unsafeRaw text: String) {
        self.text = text
        arguments = []
    }

    /// Gathers text and bound values.
    public struct StringInterpolation: StringInterpolationProtocol {
        var text = ""
        var arguments: [any PostgresEncodable] = []

        /// Makes room.
        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 3)
        }

        /// Appends the literal part.
        public mutating func appendLiteral(_ literal: String) {
            text += literal
        }

        /// Binds a value. Write an optional as `\(note as String?)`: the compiler warns of
        /// optionals in any interpolation, ours too.
        public mutating func appendInterpolation(_ value: some PostgresEncodable) {
            arguments.append(value)
            text += "$\(arguments.count)"
        }

        /// Quotes an identifier; dots separate schema and name.
        public mutating func appendInterpolation(identifier: String) {
            text += SQL.quoted(identifier)
        }

        /// Puts text in as it is: the one raw door.
        public mutating func appendInterpolation(unsafeRaw raw: String) {
            text += raw
        }

        /// Inserts another piece of SQL with its values renumbered.
        public mutating func appendInterpolation(_ piece: SQL) {
            text += SQL.renumbered(piece.text, by: arguments.count)
            arguments += piece.arguments
        }
    }

    /// `schema.table` as `"schema"."table"`.
    static func quoted(_ identifier: String) -> String {
        identifier.split(separator: ".", omittingEmptySubsequences: false)
            .map { part in
                "\""
                    + part.split(separator: "\"", omittingEmptySubsequences: false)
                    .joined(separator: "\"\"") + "\""
            }
            .joined(separator: ".")
    }

    /// Adds `offset` to each `$n`. Only texts of our own interpolation come here.
    private static func renumbered(_ text: String, by offset: Int) -> String {
        guard offset > 0 else { return text }
        var result = ""
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            let start = rest.index(after: dollar)
            let digits = rest[start...].prefix { $0.isASCII && $0.isNumber }
            result += rest[...dollar]
            if let number = Int(digits) {
                result += String(number + offset)
            }
            rest = rest[digits.endIndex...]
        }
        return result + rest
    }
}
