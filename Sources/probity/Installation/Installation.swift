// SPDX-License-Identifier: Apache-2.0

import Domain
import EmbeddedPostgres
import Foundation
import Logging
import Policy
import Postgres
import Service
import Store

/// A database that answers, found or started, and the keys that go with it.
struct Installation: Sendable {
    /// What a command expects to find.
    enum Need {
        /// A register that is there already.
        case existing
        /// A register, made where there is none.
        case anyOrNew
        /// A register that no other process serves, made where there is none.
        case own
    }

    /// How to reach the database as the user who may take the roles of the service.
    let connectionString: String
    /// Where somebody said that the installation lies.
    let options: DataOptions
    /// The data folder; nil with somebody's own database.
    let dataFolder: String?
    /// The private cluster, if this process owns it and must stop it.
    let ownedCluster: EmbeddedCluster?
    /// Where messages of the parts go.
    let logger: Logger

    /// Finds or starts the database.
    ///
    /// The private cluster of the data folder is started when nobody owns it; when another
    /// process does, that one is used.
    ///
    /// - Throws: `Failure`, `EmbeddedPostgresError`.
    static func open(
        _ options: DataOptions, _ need: Need, logger: Logger
    ) async throws -> Installation {
        if let url = DataOptions.databaseURL {
            return Installation(
                connectionString: url, options: options, dataFolder: nil,
                ownedCluster: nil, logger: logger)
        }
        let folder = options.folder
        if need == .existing { try demandRegister(in: folder) }
        let cluster = EmbeddedCluster(dataFolder: folder, logger: logger)
        do {
            try await cluster.start()
            return Installation(
                connectionString: cluster.connectionString(database: "postgres"),
                options: options, dataFolder: folder, ownedCluster: cluster,
                logger: logger)
        } catch EmbeddedPostgresError.alreadyOwned(_, let holder) where need != .own {
            return Installation(
                connectionString: try await located(folder, holder: holder),
                options: options, dataFolder: folder, ownedCluster: nil, logger: logger)
        }
    }

    /// Opens the keyring, made where there is none and nothing was written with one yet.
    ///
    /// - Throws: `KeyringError`, or `Failure` when it is missing or its folder cannot be made.
    func keyring() async throws -> Keyring {
        let keyringPath = try options.keyringPath()
        if !FileManager.default.fileExists(atPath: keyringPath), try await hasEntries() {
            throw Failure.unreachable(
                """
                the keyring \(keyringPath) is missing, and this register was written with one.
                Restore the file from its backup, or name it by PROBITY_KEYRING: new keys would \
                open nothing that is sealed.
                """)
        }
        let folder = (keyringPath as NSString).deletingLastPathComponent
        if !folder.isEmpty, !FileManager.default.fileExists(atPath: folder) {
            do {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700])
            } catch {
                throw Failure.unreachable("the folder \(folder) of the keyring cannot be made.")
            }
        }
        return try KeyringFile.open(path: keyringPath, origin: Self.origin)
    }

    /// Whether the ledger of the database, if it has one yet, holds anything.
    private func hasEntries() async throws -> Bool {
        let connection = try await Connection.connect(ConnectionConfiguration(connectionString))
        let head = try? await connection.fetchOne(LedgerStore.head)
        await connection.close()
        return head.map { $0.size > .none } ?? false
    }

    /// Opens the service on the database.
    ///
    /// - Throws: what `Registry.open` throws; `Failure` when this program cannot read the law
    ///   that is enacted there.
    func registry() async throws -> Registry {
        do {
            return try await Registry.open(
                Registry.Configuration(
                    connectionString: connectionString, keyring: try await keyring(),
                    logger: logger))
        } catch let faults as PolicyFaults {
            throw Failure.unreachable(
                """
                this register holds a version of the law that this program cannot read \
                (\(faults.faults[0])).
                Use the program that enacted it, or one that came later.
                """)
        }
    }

    /// Stops the private cluster if this process started it, come what may.
    func close() async {
        guard let ownedCluster else { return }
        // A task of its own: the one that calls may have been cancelled.
        let stopping = Task {
            do {
                try await ownedCluster.stop()
            } catch {
                logger.error("cannot stop PostgreSQL", metadata: ["error": "\(error)"])
            }
        }
        await stopping.value
    }

    /// The name under which a new keyring signs checkpoints.
    private static var origin: String {
        let host = ProcessInfo.processInfo.hostName.filter {
            $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-")
        }
        return host.isEmpty ? "probity" : "\(host)/probity"
    }

    private static func demandRegister(in folder: String) throws {
        guard !FileManager.default.fileExists(atPath: "\(folder)/postgresql/PG_VERSION") else {
            return
        }
        if FileManager.default.fileExists(atPath: folder), access(folder, R_OK | X_OK) != 0 {
            throw Failure.unreachable(
                "the data folder \(folder) belongs to another user; ask as that user, or as root.")
        }
        throw Failure.unreachable(
            """
            there is no register in \(folder) yet.
            Make one with `probity import FILE…` or `probity serve`; or name its folder by --data \
            or PROBITY_DATA, or your own database by PROBITY_DATABASE_URL.
            """)
    }

    /// The owner may be about to start its server, so this waits a little.
    private static func located(_ folder: String, holder: Int32?) async throws -> String {
        for _ in 0..<150 {
            if let found = EmbeddedCluster.locate(dataFolder: folder) {
                return found.connectionString(database: "postgres")
            }
            try await Task.sleep(for: .milliseconds(200))
        }
        let name = holder.map { "process \($0)" } ?? "another process"
        throw Failure.unreachable(
            "\(name) holds \(folder), but no database runs there. Look into "
                + "\(folder)/postgresql.log, or stop that process and try again.")
    }
}
