// SPDX-License-Identifier: Apache-2.0

/// Why a private cluster cannot be had. Each names its cure.
public enum EmbeddedPostgresError: Error, Sendable, Equatable, CustomStringConvertible {
    /// No PostgreSQL of version 15 or later was found; `needed` if the cluster was
    /// made by another version than those found.
    case binariesNotFound(needed: String?)
    /// Another process owns the data folder.
    case alreadyOwned(dataFolder: String, processID: Int32?)
    /// We are root, PostgreSQL refuses root, and there is nobody else to be.
    case noServerAccount
    /// The server's account cannot enter a folder above the data folder.
    case folderNotReachable(folder: String, account: String)
    /// A folder could not be made or belongs to somebody else.
    case folderNotUsable(folder: String, reason: String)
    /// A program of PostgreSQL's failed; its last words follow.
    case commandFailed(command: String, status: Int32, output: String)

    /// What is wrong and what to do about it.
    public var description: String {
        switch self {
        case .binariesNotFound(let needed):
            let version = needed.map { "version \($0)" } ?? "version 15 or later"
            return """
                no PostgreSQL server of \(version) was found; install it \
                (apt-get install postgresql) or put its programs on PATH
                """
        case .alreadyOwned(let folder, let processID):
            let holder = processID.map { "process \($0)" } ?? "another process"
            return """
                \(folder) is in use by \(holder); stop that process or choose \
                another data folder
                """
        case .noServerAccount:
            return """
                PostgreSQL refuses to run as root and no account to run it was found; \
                make one (useradd --system postgres) or start as another user
                """
        case .folderNotReachable(let folder, let account):
            return """
                the account \(account) cannot enter \(folder); choose a data folder \
                elsewhere or allow it in (chmod o+x \(folder))
                """
        case .folderNotUsable(let folder, let reason):
            return "the folder \(folder) cannot be used: \(reason)"
        case .commandFailed(let command, let status, let output):
            return "\(command) failed with status \(status): \(output)"
        }
    }
}
