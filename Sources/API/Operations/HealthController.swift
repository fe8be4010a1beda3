// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import Service

/// Whether the daemon lives, and whether it can serve.
struct HealthController: Sendable {
    let registry: Registry

    func add(to routes: inout RouteTable) {
        routes.get("/healthz") { request, context in
            try request.demandNoQuery()
            return .json(["status": "alive"], in: context.language)
        }
        // Ready: the database answers, and its schema is the one of this version.
        routes.get("/readyz") { request, context in
            try request.demandNoQuery()
            try await registry.checkReadiness()
            return .json(["status": "ready"], in: context.language)
        }
    }
}
