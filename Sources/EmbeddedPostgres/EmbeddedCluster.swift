// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Logging
public import ServiceLifecycle
import Synchronization

/// A private PostgreSQL cluster in a data folder: reached through a socket only its
/// account may enter, started when needed, stopped cleanly.
///
/// One process owns it. When that process is killed the server lives on, and the
/// next owner adopts it. Others find it by ``locate(dataFolder:)``.
///
/// ```swift
/// let cluster = EmbeddedCluster(dataFolder: "/var/lib/probity")
/// try await cluster.start()
/// let url = cluster.connectionString(database: "postgres")
/// ```
public final class EmbeddedCluster: Service, Sendable {
    /// The owner's state, from ``start()`` to ``stop()``.
    struct Running {
        let binaries: ServerBinaries
        let account: ServerAccount
        let socketFolder: String
        let lock: LockBox
    }

    /// Holds the lock in a copyable struct.
    final class LockBox: Sendable {
        let lock: OwnerLock
        init(_ lock: consuming OwnerLock) { self.lock = lock }
    }

    /// The longest path a unix socket may have.
    static let socketPathBytesMax = 107
    static let superuser = "postgres"

    /// The folder, absolute.
    public let dataFolder: String
    let isDurable: Bool
    let settings: [String: String]
    let logger: Logger
    let running = Mutex<Running?>(nil)

    /// Describes a cluster; nothing happens before ``start()``.
    ///
    /// `settings` are server settings. Without `isDurable` a crash may lose all data:
    /// for tests only.
    public init(
        dataFolder: String,
        settings: [String: String] = [:],
        isDurable: Bool = true,
        logger: Logger = Logger(label: "embedded-postgres")
    ) {
        self.dataFolder = URL(fileURLWithPath: dataFolder).standardizedFileURL.path
        self.settings = settings
        self.isDurable = isDurable
        self.logger = logger
    }

    var clusterFolder: String { "\(dataFolder)/postgresql" }
    var logFile: String { "\(dataFolder)/postgresql.log" }

    /// Finds a running cluster by its data folder, without owning it.
    public static func locate(dataFolder: String) -> LocatedCluster? {
        let folder = URL(fileURLWithPath: dataFolder).standardizedFileURL.path
        return LocatedCluster(clusterFolder: "\(folder)/postgresql")
    }

    /// The process id of the server, if it runs.
    public var postmasterProcessID: Int32? {
        LocatedCluster(clusterFolder: clusterFolder)?.postmasterProcessID
    }

    /// A libpq connection string for this cluster.
    public func connectionString(database: String, user: String = "postgres") -> String {
        let folder = running.withLock { $0?.socketFolder } ?? socketFolder
        return LocatedCluster(socketFolder: folder).connectionString(database: database, user: user)
    }

    /// Takes the folder, makes the cluster if there is none, and starts the server or
    /// adopts one that runs.
    ///
    /// - Throws: ``EmbeddedPostgresError``, which names the cure.
    public func start() async throws {
        guard running.withLock({ $0 == nil }) else { return }
        let account = try ServerAccount.choose(owningCluster: clusterFolder)
        try account.checkReach(dataFolder)
        try checkIsOurs()
        try account.makePrivateFolder(dataFolder)
        let lock = LockBox(try OwnerLock(dataFolder: dataFolder, account: account))
        let madeBy = try? String(contentsOfFile: "\(clusterFolder)/PG_VERSION", encoding: .utf8)
        let version = madeBy.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
        let binaries = try await ServerBinaries.find(madeBy: version)
        try account.makePrivateFolder(socketFolder)
        let state = Running(
            binaries: binaries, account: account, socketFolder: socketFolder, lock: lock
        )
        if version == nil { try await makeCluster(state) }
        try await startServer(state)
        running.withLock { $0 = state }
    }

    /// Stops the server cleanly and gives the folder back. Sessions are ended.
    public func stop() async throws {
        let state = running.withLock { running in
            defer { running = nil }
            return running
        }
        guard let state else { return }
        guard postmasterProcessID != nil else { return }
        try await state.account.command(
            state.binaries.path("pg_ctl"),
            ["stop", "-D", clusterFolder, "-m", "fast", "-w", "-t", "60", "-s"]
        ).check(in: dataFolder)
        withExtendedLifetime(state.lock) {}
        logger.info("private PostgreSQL stopped")
    }

    /// Keeps the server running until graceful shutdown or cancellation, then stops it.
    /// A server that dies is started again, with a growing pause.
    public func run() async throws {
        try await start()
        await cancelWhenGracefulShutdown { await self.watch() }
        // A task of its own: this one may be cancelled and stop() must not be.
        try await Task { try await stop() }.value
    }

    private func watch() async {
        var pause = Duration.milliseconds(100)
        var lastStart = ContinuousClock.now
        while !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(200))
            guard !Task.isCancelled, !isServerAlive, let state = running.withLock({ $0 })
            else { continue }
            if ContinuousClock.now - lastStart > .seconds(60) { pause = .milliseconds(100) }
            logger.warning("private PostgreSQL is gone; starting it again")
            do {
                try await startServer(state)
            } catch {
                logger.error("cannot start PostgreSQL", metadata: ["error": "\(error)"])
                try? await Task.sleep(for: pause)
                pause = min(pause * 2, .seconds(10))
            }
            lastStart = .now
        }
    }
}
