// SPDX-License-Identifier: Apache-2.0

/// One numbered step of the schema: a file `NNNN_verb_object.sql`, forward only.
///
/// A migration that has run anywhere is never edited: the migrator compares the
/// SHA-256 of its text and refuses a changed one. A mistake is mended by the next.
public struct Migration: Hashable, Sendable {
    /// Its place in the order, from 1, without gaps.
    public let version: Int
    /// The name of its file, `0002_create_ledger.sql`.
    public let name: String
    /// The text as written.
    public let sql: String

    /// Takes the name of a file and its text; nil unless the name is of the form
    /// `NNNN_verb_object.sql` in lower-case letters and digits.
    public init?(name: String, sql: String) {
        guard name.hasSuffix(".sql") else { return nil }
        let parts = name.dropLast(4).split(separator: "_", omittingEmptySubsequences: false)
        let isOfName = { (character: Character) in
            ("a"..."z").contains(character) || ("0"..."9").contains(character)
        }
        guard parts.count >= 3, parts[0].utf8.count == 4, let version = Int(parts[0]), version > 0,
            parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isOfName) })
        else { return nil }
        self.version = version
        self.name = name
        self.sql = sql
    }

    /// Whether it runs in a transaction of its own. It does unless its first line is
    /// `-- migrate: no-transaction`, for what PostgreSQL refuses inside one, such as
    /// CREATE INDEX CONCURRENTLY. Such a file may stop half-way, so each of its
    /// statements must bear being run again.
    public var isTransactional: Bool {
        sql.prefix { $0 != "\n" } != "-- migrate: no-transaction"
    }

    /// The statements, each with the line it begins on.
    public var statements: [MigrationStatement] { MigrationStatement.split(sql) }
}

/// The migrations this build carries.
public enum Migrations {
    /// All of them, in order.
    public static let all: [Migration] = EmbeddedFiles.all.map { path, text in
        guard let migration = Migration(name: path, sql: text) else {
            preconditionFailure("sql/\(path) is not of the form NNNN_verb_object.sql")
        }
        return migration
    }.sorted { $0.version < $1.version }
}
