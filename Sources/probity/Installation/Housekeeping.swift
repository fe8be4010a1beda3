// SPDX-License-Identifier: Apache-2.0

import Logging
import Service
import ServiceLifecycle

/// What a daemon tidies up now and then: requests that were answered over 30 days ago are
/// forgotten. With several daemons it does not matter who does it, or how often.
struct Housekeeping: ServiceLifecycle.Service {
    let registry: Registry
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await registry.forgetOldRequests()
                } catch {
                    logger.warning("housekeeping failed", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: .seconds(3_600))
            }
        }
    }
}
