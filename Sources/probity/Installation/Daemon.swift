// SPDX-License-Identifier: Apache-2.0

import API
import EmbeddedPostgres
import Logging
import Postgres
import Service
import ServiceLifecycle
import UnixSignals

/// The daemon: an installation whose service is open, until it is told to stop.
struct Daemon: Sendable {
    let installation: Installation
    let registry: Registry
    private let settings: Settings
    private let logger: Logger

    /// Finds or starts the database, waits for it if need be, migrates and opens the service.
    ///
    /// - Throws: what stands in the way; nothing is left running then.
    static func open(
        _ options: DataOptions, _ need: Installation.Need, standardLevel: Logger.Level
    ) async throws -> Daemon {
        let logger = ProgramLog.logger(standardLevel: standardLevel, isDaemon: true)
        // Said at once, rather than once the database is there.
        _ = try options.keyringPath()
        let settings = try Settings()
        let installation = try await Installation.open(options, need, logger: logger)
        do {
            let registry = try await Interruption.cancelling {
                try await installation.registryWhenReachable()
            }
            return Daemon(
                installation: installation, registry: registry, settings: settings,
                logger: logger)
        } catch {
            await installation.close()
            throw error
        }
    }

    /// Serves until a signal, then ends in order: readiness, listener, requests, connections to
    /// the database, the private cluster.
    ///
    /// `onRunning` is told the port once it serves.
    ///
    /// - Throws: what ended it otherwise.
    func serve(
        on listen: ListenOptions, onRunning: @escaping @Sendable (_ port: Int) async -> Void
    ) async throws {
        var services: [any ServiceLifecycle.Service] = []
        if let cluster = installation.ownedCluster { services.append(cluster) }
        services.append(RegistryClosing(registry: registry))
        services.append(Housekeeping(registry: registry, logger: logger))
        services.append(DutyKeeping(registry: registry, logger: logger))
        services.append(LookUpWriting(registry: registry, logger: logger))
        services.append(LawWatching(registry: registry, logger: logger))
        let admission = Admission(FileLimit.raised(for: settings.admission))
        services.append(
            HTTPDoor.service(
                registry, listen: listen, settings: settings, admission: admission,
                logger: logger, onRunning: onRunning))
        services.append(OverloadLog(admission: admission, logger: logger))
        // The last is told first to end.
        services.append(Drain(admission: admission, pause: settings.drain, logger: logger))
        var configuration = ServiceGroupConfiguration(
            services: services.map { .init(service: $0) },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        // A client that does not read its answer must not keep the daemon for ever.
        configuration.maximumGracefulShutdownDuration = settings.drain + Drain.patience
        let group = ServiceGroup(configuration: configuration)
        do {
            try await group.run()
        } catch {
            await close()
            throw error
        }
    }

    /// Lets everything go, when it does not come to serving.
    func close() async {
        await registry.close()
        await installation.close()
    }
}

/// Gives the connections back once no request is left.
private struct RegistryClosing: ServiceLifecycle.Service {
    let registry: Registry

    func run() async throws {
        try? await gracefulShutdown()
        await registry.close()
    }
}

extension Installation {
    /// The opened service; with somebody's own database, as soon as that answers.
    fileprivate func registryWhenReachable() async throws -> Registry {
        var pause = Duration.milliseconds(500)
        while true {
            do {
                _ = try await migrate()
                return try await registry()
            } catch let error where ownedCluster == nil && error.mayPass {
                logger.warning(
                    "the database is not there yet; trying again",
                    metadata: [
                        "error": "\(error)",
                        "in": "\(pause)",
                    ])
                try await Task.sleep(for: pause)
                pause = min(pause * 2, .seconds(5))
            }
        }
    }
}

extension Error {
    /// Whether waiting may help: nothing answers, or it is not ready to. A wrong password or a
    /// missing database stays wrong.
    fileprivate var mayPass: Bool {
        if let refusal = self as? Refusal { return refusal.kind == .unavailable }
        guard let error = self as? PostgresError else { return false }
        if let state = error.sqlState { return SQLState.Class.operatorIntervention ~= state }
        return error.kind == .connect || error.kind == .closed
    }
}
