// SPDX-License-Identifier: Apache-2.0

import API
import Hummingbird
import Logging
import Service
import ServiceLifecycle

/// The HTTP interface as a service of the daemon.
enum HTTPDoor {
    /// Serves `registry` where `listen` says; `onRunning` is told the port once it does.
    static func service(
        _ registry: Registry, listen: ListenOptions, settings: Settings, admission: Admission,
        logger: Logger, onRunning: @escaping @Sendable (_ port: Int) async -> Void
    ) -> any ServiceLifecycle.Service {
        var configuration = APIConfiguration(
            host: listen.host, port: listen.port, isBehindProxy: listen.behindProxy)
        configuration.rateLimits = settings.rateLimits
        configuration.admission = admission
        return buildApplication(
            registry: registry, configuration: configuration, logger: logger
        ) { port in await onRunning(port ?? listen.port) }
    }
}
