// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The account the server runs under. PostgreSQL refuses root, and so as root its
/// programs are started through setpriv as somebody else.
struct ServerAccount: Sendable, Equatable {
    let name: String
    let userID: uid_t
    let groupID: gid_t
    /// Whether we must change to this account.
    let isDropped: Bool

    /// The owner of an existing cluster, else `postgres`, else `nobody`; without root
    /// whoever we are.
    static func choose(owningCluster folder: String) throws -> ServerAccount {
        guard geteuid() == 0 else {
            return ServerAccount(
                name: NSUserName(), userID: geteuid(), groupID: getegid(), isDropped: false
            )
        }
        var status = stat()
        if stat(folder, &status) == 0, status.st_uid != 0, let entry = getpwuid(status.st_uid) {
            return dropped(entry.pointee)
        }
        for name in ["postgres", "nobody"] {
            if let entry = getpwnam(name) { return dropped(entry.pointee) }
        }
        throw EmbeddedPostgresError.noServerAccount
    }

    private static func dropped(_ entry: passwd) -> ServerAccount {
        ServerAccount(
            name: String(cString: entry.pw_name), userID: entry.pw_uid, groupID: entry.pw_gid,
            isDropped: true
        )
    }

    /// The command that runs `program` under this account.
    func command(_ program: String, _ arguments: [String]) throws -> Command {
        guard isDropped else { return Command(program: program, arguments: arguments) }
        let places = ["/usr/bin/setpriv", "/bin/setpriv"]
        guard let setpriv = places.first(where: FileManager.default.isExecutableFile(atPath:))
        else { throw EmbeddedPostgresError.noServerAccount }
        return Command(
            program: setpriv,
            arguments: [
                "--reuid=\(userID)", "--regid=\(groupID)", "--clear-groups", program,
            ] + arguments
        )
    }

    /// Makes a folder only this account may enter, or checks that it is one.
    func makePrivateFolder(_ folder: String) throws {
        let parent = (folder as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(
            atPath: parent, withIntermediateDirectories: true
        )
        if mkdir(folder, 0o700) == 0 {
            guard !isDropped || chown(folder, userID, groupID) == 0 else {
                throw unusable(folder, String(cString: strerror(errno)))
            }
        } else if errno != EEXIST {
            throw unusable(folder, String(cString: strerror(errno)))
        }
        // Not through a link: somebody else may have laid one in /tmp.
        var status = stat()
        guard lstat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw unusable(folder, "it is not a folder")
        }
        if isDropped, status.st_uid == 0 {
            guard chown(folder, userID, groupID) == 0 else {
                throw unusable(folder, String(cString: strerror(errno)))
            }
        } else if status.st_uid != userID {
            throw unusable(folder, "it belongs to another user than \(name)")
        }
        guard chmod(folder, 0o700) == 0 else {
            throw unusable(folder, String(cString: strerror(errno)))
        }
    }

    /// Throws unless the account may pass through every folder above `folder`.
    func checkReach(_ folder: String) throws {
        guard isDropped else { return }
        var parent = (folder as NSString).deletingLastPathComponent
        while !parent.isEmpty {
            var status = stat()
            if stat(parent, &status) == 0 {
                let bit: mode_t =
                    status.st_uid == userID ? 0o100 : status.st_gid == groupID ? 0o010 : 0o001
                guard status.st_mode & bit != 0 else {
                    throw EmbeddedPostgresError.folderNotReachable(folder: parent, account: name)
                }
            }
            guard parent != "/" else { return }
            parent = (parent as NSString).deletingLastPathComponent
        }
    }

    private func unusable(_ folder: String, _ reason: String) -> EmbeddedPostgresError {
        .folderNotUsable(folder: folder, reason: reason)
    }
}
