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
        _ registry: Registry, listen: ListenOptions, logger: Logger,
        onRunning: @escaping @Sendable (_ port: Int) async -> Void
    ) -> any ServiceLifecycle.Service {
        buildApplication(
            registry: registry,
            configuration: APIConfiguration(
                host: listen.host, port: listen.port, isBehindProxy: listen.behindProxy),
            logger: logger
        ) { port in await onRunning(port ?? listen.port) }
    }
}
