// SPDX-License-Identifier: Apache-2.0

import EmbeddedPostgres
import Foundation
import Logging
import Synchronization

/// The throw-away cluster of this test process, started when first asked for and
/// removed when the process ends. With `PROBITY_TEST_DATABASE_URL` that server is
/// used instead.
actor TestCluster {
    static let shared = TestCluster()

    private static let folderPrefix = "probity-tests-"
    private var start: Task<EmbeddedCluster, any Error>?

    /// A connection string for a database of the server, as superuser.
    func connectionString(database: String) async throws -> String {
        if let url = ProcessInfo.processInfo.environment["PROBITY_TEST_DATABASE_URL"], !url.isEmpty
        {
            return try Self.replacingDatabase(in: url, with: database)
        }
        let task = start ?? Task { try await Self.startCluster() }
        start = task
        return try await task.value.connectionString(database: database)
    }

    private static func startCluster() async throws -> EmbeddedCluster {
        removeOrphans()
        // Not TMPDIR: the server's account must be able to reach the folder.
        let folder = "/tmp/\(folderPrefix)\(getpid())"
        var logger = Logger(label: "test-cluster")
        logger.logLevel = .warning
        let cluster = EmbeddedCluster(
            dataFolder: folder,
            settings: ["max_connections": "500", "shared_buffers": "128MB"],
            isDurable: false, logger: logger
        )
        try await cluster.start()
        atExit.withLock { $0 = (getpid(), folder) }
        atexit { TestCluster.removeAtExit() }
        return cluster
    }

    private static let atExit = Mutex<(processID: Int32, folder: String)?>(nil)

    /// Runs in the process that started the cluster only, not in a forked child.
    private static func removeAtExit() {
        guard let (processID, folder) = atExit.withLock({ $0 }), processID == getpid() else {
            return
        }
        remove(folder)
    }

    /// Ends what earlier test processes left behind when they were killed.
    private static func removeOrphans() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/tmp")) ?? []
        for name in names where name.hasPrefix(folderPrefix) {
            // Its owner's lock is free only when that process is dead.
            let descriptor = open("/tmp/\(name)/owner.lock", O_RDWR | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            defer { close(descriptor) }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { remove("/tmp/\(name)") }
        }
    }

    private static func remove(_ folder: String) {
        if let processID = EmbeddedCluster.locate(dataFolder: folder)?.postmasterProcessID {
            kill(processID, SIGQUIT)
            for _ in 0..<100 where kill(processID, 0) == 0 { usleep(20_000) }
        }
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func replacingDatabase(in url: String, with database: String) throws -> String {
        guard var components = URLComponents(string: url), components.scheme != nil else {
            return "\(url) dbname='\(database)'"
        }
        components.path = "/\(database)"
        return components.string ?? url
    }
}
