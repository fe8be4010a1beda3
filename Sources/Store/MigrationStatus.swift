// SPDX-License-Identifier: Apache-2.0

public import Domain

/// How one migration stands on a database.
public struct MigrationStatus: Hashable, Sendable {
    /// What the database knows of a migration.
    public enum State: Hashable, Sendable {
        /// It ran, with the text this build carries.
        case applied(at: Instant)
        /// It has not run.
        case pending
        /// It ran, but with another text than this build carries.
        case changed(at: Instant)
        /// It ran, and this build does not know it: the database is newer.
        case unknown(at: Instant)
    }

    /// Its number.
    public let version: Int
    /// The name of its file.
    public let name: String
    /// How it stands.
    public let state: State

    /// Says how a migration stands.
    public init(version: Int, name: String, state: State) {
        self.version = version
        self.name = name
        self.state = state
    }
}
