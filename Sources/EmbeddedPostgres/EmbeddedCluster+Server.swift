// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging

extension EmbeddedCluster {
    /// Inside the data folder, or in /tmp under a name made from it when the path
    /// would be too long for a socket.
    var socketFolder: String {
        let inside = "\(dataFolder)/socket"
        guard "\(inside)/.s.PGSQL.5432".utf8.count > Self.socketPathBytesMax else { return inside }
        // FNV-1a: a short stable name, no secret. The folder's owner is checked.
        let hash = dataFolder.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        return "/tmp/probity-\(String(hash, radix: 16))"
    }

    /// Refuses a folder that holds anything else: taking it would close it to all
    /// others, and somebody may have named their home.
    func checkIsOurs() throws(EmbeddedPostgresError) {
        let ours = [
            "owner.lock", "postgresql", "postgresql.draft", "postgresql.log", "socket",
            "keyring.json", "lost+found",
        ]
        let names = (try? FileManager.default.contentsOfDirectory(atPath: dataFolder)) ?? []
        guard names.contains("owner.lock") || names.allSatisfy(ours.contains) else {
            throw .folderNotUsable(
                folder: dataFolder, reason: "it holds other files; choose an empty folder"
            )
        }
    }

    /// Whether the postmaster lives, starting up or ready.
    var isServerAlive: Bool {
        guard
            let text = try? String(
                contentsOfFile: "\(clusterFolder)/postmaster.pid", encoding: .utf8),
            let processID = text.split(separator: "\n").first.flatMap({ Int32($0) })
        else { return false }
        return isPostmaster(processID, of: clusterFolder)
    }

    /// Runs initdb beside the final place and moves the result there, so that an
    /// interrupted one is never taken for a cluster.
    func makeCluster(_ state: Running) async throws {
        let draft = "\(clusterFolder).draft"
        for locale in ["C.UTF-8", "C"] {
            try? FileManager.default.removeItem(atPath: draft)
            let outcome = try await state.account.command(
                state.binaries.path("initdb"),
                [
                    "-D", draft, "-U", Self.superuser, "--encoding=UTF8", "--locale=\(locale)",
                    "--auth-local=trust", "--auth-host=reject", "--data-checksums",
                ] + (isDurable ? [] : ["--no-sync"])
            ).run(in: dataFolder)
            if outcome.status == 0 { break }
            guard locale != "C" else {
                throw EmbeddedPostgresError.commandFailed(
                    command: "initdb", status: outcome.status, output: outcome.output
                )
            }
        }
        try FileManager.default.moveItem(atPath: draft, toPath: clusterFolder)
        logger.info("private PostgreSQL cluster made", metadata: ["folder": "\(dataFolder)"])
    }

    /// Starts the server and waits until it takes connections. One that runs already,
    /// left by an owner that was killed, is adopted.
    func startServer(_ state: Running) async throws {
        if isServerAlive {
            for _ in 0..<300 where postmasterProcessID == nil && isServerAlive {
                try await Task.sleep(for: .milliseconds(100))
            }
            if let located = LocatedCluster(clusterFolder: clusterFolder) {
                guard located.socketFolder == state.socketFolder else {
                    throw EmbeddedPostgresError.folderNotUsable(
                        folder: dataFolder, reason: "its server was started by other means"
                    )
                }
                logger.info("running private PostgreSQL adopted")
                return
            }
        }
        try await state.account.command(
            state.binaries.path("pg_ctl"),
            [
                "start", "-D", clusterFolder, "-l", logFile, "-w", "-t", "60", "-s",
                "-o", serverOptions(state.socketFolder),
            ]
        ).check(in: dataFolder)
        logger.info("private PostgreSQL started", metadata: ["folder": "\(dataFolder)"])
    }

    private func serverOptions(_ socketFolder: String) -> String {
        var all = [
            "listen_addresses": "", "unix_socket_directories": socketFolder,
            "unix_socket_permissions": "0700", "port": "5432", "cluster_name": "probity",
        ]
        if !isDurable {
            all["fsync"] = "off"
            all["synchronous_commit"] = "off"
            all["full_page_writes"] = "off"
        }
        all.merge(settings) { ours, _ in ours }
        return all.sorted { $0.key < $1.key }
            .map { "-c \($0.key)=\(Self.shellQuoted($0.value))" }
            .joined(separator: " ")
    }

    /// pg_ctl hands its options to a shell.
    private static func shellQuoted(_ text: String) -> String {
        "'" + text.replacingOccurrences(of: "'", with: "'\\''") + "'"
    }
}
