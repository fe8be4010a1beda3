// SPDX-License-Identifier: Apache-2.0

import API
import Glibc
import Logging
import ServiceLifecycle

/// The first thing to happen when the daemon is told to end: it says that it is not ready, and
/// goes on serving for a while, so that whoever shares out the requests sends them elsewhere.
struct Drain: ServiceLifecycle.Service {
    /// How long requests that were let in have to end, once nothing more is let in.
    static let patience = Duration.seconds(30)

    let admission: Admission
    let pause: Duration
    let logger: Logger

    func run() async throws {
        try? await gracefulShutdown()
        admission.drain()
        logger.notice(
            "draining",
            metadata: [
                "inFlight": "\(admission.admittedCount)",
                "connections": "\(admission.connectionCount)", "pause": "\(pause)",
            ])
        try? await Task.sleep(for: pause)
    }
}

/// Tells the operator once a second that requests were refused for want of room: each of them
/// would be a line too many just then.
struct OverloadLog: ServiceLifecycle.Service {
    let admission: Admission
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var known = 0
            while (try? await Task.sleep(for: .seconds(1))) != nil {
                let refused = admission.refusedCount
                guard refused > known else { continue }
                logger.warning(
                    "overloaded",
                    metadata: [
                        "refused": "\(refused - known)", "inFlight": "\(admission.admittedCount)",
                        "connections": "\(admission.connectionCount)",
                    ])
                known = refused
            }
        }
    }
}

/// How many files, and so connections, the system lets this process open.
enum FileLimit {
    /// Raises the limit as far as this user may, and fits the number of connections to it.
    static func raised(for wanted: Admission.Limits) -> Admission.Limits {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return wanted
        }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        var fitted = wanted
        // Some are for the database, for logs, and for connections over the limit.
        fitted.connections = max(1, min(wanted.connections, Int(clamping: limit.rlim_max) - 512))
        return fitted
    }
}
