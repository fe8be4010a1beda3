// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A running private cluster, as its data folder shows it to any process.
public struct LocatedCluster: Sendable, Equatable {
    /// The process id of the postmaster.
    public let postmasterProcessID: Int32
    /// The folder of its socket.
    public let socketFolder: String
    /// The number in the socket's name.
    public let port: Int

    /// The place where a server of ours will be.
    init(socketFolder: String) {
        postmasterProcessID = 0
        self.socketFolder = socketFolder
        port = 5_432
    }

    /// A libpq connection string.
    public func connectionString(database: String, user: String = "postgres") -> String {
        let parameters = [
            ("host", socketFolder), ("port", "\(port)"), ("dbname", database), ("user", user),
        ]
        return parameters.map { "\($0)='\(Self.escaped($1))'" }.joined(separator: " ")
    }

    /// Reads `postmaster.pid`; `nil` unless its process lives and takes connections.
    ///
    /// - Source: <https://www.postgresql.org/docs/15/storage-file-layout.html>
    init?(clusterFolder: String) {
        let path = "\(clusterFolder)/postmaster.pid"
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        // Process, data folder, start time, port, socket folder, address, memory, status.
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .whitespaces) }
        guard lines.count >= 8, let processID = Int32(lines[0]), let port = Int(lines[3]),
            lines[7] == "ready", isPostmaster(processID, of: clusterFolder)
        else { return nil }
        postmasterProcessID = processID
        self.port = port
        socketFolder = lines[4]
    }

    private static func escaped(_ text: String) -> String {
        text.replacingOccurrences(of: "\\", with: "\\\\")
            .replacingOccurrences(of: "'", with: "\\'")
    }
}

/// Whether a process lives and is the PostgreSQL server of this folder: after a reboot its
/// number may belong to somebody else, even to another server.
func isPostmaster(_ processID: Int32, of clusterFolder: String) -> Bool {
    guard processID > 1, kill(processID, 0) == 0 || errno == EPERM else { return false }
    // `1234 (postgres) S …`; Z is a dead one that nobody has buried.
    guard let text = try? String(contentsOfFile: "/proc/\(processID)/stat", encoding: .utf8)
    else { return true }
    guard text.contains("(postgres) "), !text.contains("(postgres) Z") else { return false }
    // `postgres -D FOLDER …`, as pg_ctl starts it; a backend of it or of another has not.
    guard let command = FileManager.default.contents(atPath: "/proc/\(processID)/cmdline")
    else { return true }
    return command.split(separator: 0).contains { Array($0) == Array(clusterFolder.utf8) }
}
