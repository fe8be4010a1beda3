// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging
import Postgres
import Synchronization
import Testing

@testable import EmbeddedPostgres

@Suite("The private cluster", .serialized)
struct EmbeddedClusterTests {
    private func makeCluster(_ folder: String) -> EmbeddedCluster {
        var logger = Logger(label: "embedded-tests")
        logger.logLevel = .critical
        return EmbeddedCluster(dataFolder: folder, isDurable: false, logger: logger)
    }

    /// Lends a folder below /tmp and removes it, and any server in it, afterwards.
    private func withFolder(
        _ name: String = "", _ body: (String) async throws -> Void
    ) async throws {
        let root = "/tmp/probity-embedded-\(UUID().uuidString.prefix(8))"
        let folder = root + name
        defer {
            if let found = EmbeddedCluster.locate(dataFolder: folder) {
                kill(found.postmasterProcessID, SIGQUIT)
                while isPostmaster(found.postmasterProcessID, of: folder + "/postgresql") {
                    usleep(10_000)
                }
            }
            try? FileManager.default.removeItem(atPath: root)
        }
        try await body(folder)
    }

    private func fetch(_ sql: SQL, _ connectionString: String) async throws -> String {
        let connection = try await Connection.connect(ConnectionConfiguration(connectionString))
        let text: String = try await connection.fetchOne(sql)
        await connection.close()
        return text
    }

    @Test("a new cluster has UTF-8, checksums, no TCP and a private socket, and keeps its data")
    func lifecycle() async throws {
        try await withFolder { folder in
            let first = makeCluster(folder)
            try await first.start()
            let url = first.connectionString(database: "postgres")
            for (setting, value) in [
                ("server_encoding", "UTF8"), ("data_checksums", "on"), ("listen_addresses", ""),
            ] {
                let found = try await fetch("SELECT current_setting(\(setting))", url)
                #expect(found == value)
            }
            let connection = try await Connection.connect(ConnectionConfiguration(url))
            try await connection.executeScript("CREATE TABLE t AS SELECT 'kept' AS word")
            await connection.close()
            #expect(
                EmbeddedCluster.locate(dataFolder: folder)?.connectionString(database: "postgres")
                    == url)
            var status = stat()
            #expect(stat(folder, &status) == 0 && status.st_mode & 0o777 == 0o700)
            #expect(stat("\(folder)/socket", &status) == 0 && status.st_mode & 0o777 == 0o700)
            #expect(geteuid() != 0 || status.st_uid != 0)
            try await first.stop()
            #expect(EmbeddedCluster.locate(dataFolder: folder) == nil)
            let second = makeCluster(folder)
            try await second.start()
            let word = try await fetch("SELECT word FROM t", url)
            #expect(word == "kept")
            try await second.stop()
        }
    }

    @Test("a durable cluster syncs")
    func durable() async throws {
        try await withFolder { folder in
            let cluster = EmbeddedCluster(dataFolder: folder)
            try await cluster.start()
            let url = cluster.connectionString(database: "postgres")
            for setting in ["fsync", "synchronous_commit", "full_page_writes"] {
                let value = try await fetch("SELECT current_setting(\(setting))", url)
                #expect(value == "on")
            }
            try await cluster.stop()
        }
    }

    @Test("a second owner is refused and told who the first is")
    func secondOwner() async throws {
        try await withFolder { folder in
            let first = makeCluster(folder)
            try await first.start()
            await #expect(
                throws: EmbeddedPostgresError.alreadyOwned(
                    dataFolder: folder, processID: getpid())
            ) {
                try await makeCluster(folder).start()
            }
            try await first.stop()
        }
    }

    @Test("a server left behind by a killed owner is adopted, not started twice")
    func adoption() async throws {
        try await withFolder { folder in
            let killed = makeCluster(folder)
            try await killed.start()
            let processID = try #require(killed.postmasterProcessID)
            // What the kernel does for a process that is killed: the lock goes.
            killed.running.withLock { $0 = nil }
            let next = makeCluster(folder)
            try await next.start()
            #expect(next.postmasterProcessID == processID)
            try await next.stop()
            #expect(!isPostmaster(processID, of: next.clusterFolder))
        }
    }

    @Test("a server that is killed is started again, and stopped at the end")
    func watch() async throws {
        try await withFolder { folder in
            let cluster = makeCluster(folder)
            try await cluster.start()
            let processID = try #require(cluster.postmasterProcessID)
            let running = Task { try await cluster.run() }
            kill(processID, SIGKILL)
            var now: Int32?
            for _ in 0..<150 {
                now = cluster.postmasterProcessID
                if let now, now != processID { break }
                try await Task.sleep(for: .milliseconds(100))
            }
            let restarted = try #require(now)
            #expect(restarted != processID)
            let one = try await fetch(
                "SELECT 'one'", cluster.connectionString(database: "postgres"))
            #expect(one == "one")
            running.cancel()
            try await running.value
            #expect(!isPostmaster(restarted, of: cluster.clusterFolder))
        }
    }

    @Test("a server of another folder is not taken for ours, whatever its number")
    func foreignServer() async throws {
        try await withFolder { folder in
            let cluster = makeCluster(folder)
            try await cluster.start()
            let processID = try #require(cluster.postmasterProcessID)
            #expect(isPostmaster(processID, of: cluster.clusterFolder))
            #expect(!isPostmaster(processID, of: "/tmp/somebody-else/postgresql"))
            #expect(!isPostmaster(getpid(), of: cluster.clusterFolder))
            try await cluster.stop()
        }
    }

    @Test("a deep data folder gets a short socket folder")
    func deepFolder() async throws {
        try await withFolder("/" + String(repeating: "deep-", count: 20)) { folder in
            let cluster = makeCluster(folder)
            try await cluster.start()
            #expect(cluster.socketFolder.hasPrefix("/tmp/probity-"))
            let one = try await fetch(
                "SELECT 'one'", cluster.connectionString(database: "postgres"))
            #expect(one == "one")
            #expect(
                EmbeddedCluster.locate(dataFolder: folder)?.socketFolder == cluster.socketFolder)
            try await cluster.stop()
            try FileManager.default.removeItem(atPath: cluster.socketFolder)
        }
    }

    @Test("the socket's path is kept at 107 bytes, and not at 108", arguments: [107, 108])
    func socketLimit(length: Int) {
        let suffix = "/socket/.s.PGSQL.5432"
        let folder = "/" + String(repeating: "x", count: length - suffix.utf8.count - 1)
        let cluster = EmbeddedCluster(dataFolder: folder)
        #expect(cluster.socketFolder.hasPrefix(folder) == (length == 107))
    }

    @Test(
        "a folder the server's account cannot reach is refused with the cure",
        .enabled(if: geteuid() == 0))
    func unreachable() async throws {
        try await withFolder("/closed/data") { folder in
            let parent = (folder as NSString).deletingLastPathComponent
            try FileManager.default.createDirectory(
                atPath: parent, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            do {
                try await makeCluster(folder).start()
                Issue.record("the cluster started")
            } catch let error as EmbeddedPostgresError {
                #expect(error.description.contains("chmod o+x \(parent)"))
            }
        }
    }

    @Test("a folder with other people's files is refused and left as it was")
    func foreignFolder() async throws {
        try await withFolder { folder in
            try FileManager.default.createDirectory(
                atPath: "\(folder)/letters", withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o755]
            )
            await #expect(throws: EmbeddedPostgresError.self) {
                try await makeCluster(folder).start()
            }
            var status = stat()
            #expect(stat(folder, &status) == 0 && status.st_mode & 0o777 == 0o755)
            #expect(status.st_uid == geteuid())
        }
    }

    @Test("an initdb that was interrupted is begun again")
    func interrupted() async throws {
        try await withFolder { folder in
            try FileManager.default.createDirectory(
                atPath: "\(folder)/postgresql.draft/base", withIntermediateDirectories: true)
            let cluster = makeCluster(folder)
            try await cluster.start()
            #expect(cluster.postmasterProcessID != nil)
            try await cluster.stop()
        }
    }

    @Test("a stale postmaster.pid, its number now somebody else's, is not a server")
    func staleProcessID() async throws {
        try await withFolder { folder in
            try FileManager.default.createDirectory(
                atPath: "\(folder)/postgresql", withIntermediateDirectories: true)
            let lines = ["\(getpid())", folder, "0", "5432", folder, "", "", "ready"]
            try lines.joined(separator: "\n")
                .write(
                    toFile: "\(folder)/postgresql/postmaster.pid", atomically: true, encoding: .utf8
                )
            #expect(EmbeddedCluster.locate(dataFolder: folder) == nil)
        }
    }
}
