// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import Service

/// Whether the daemon lives, and whether it can serve.
struct HealthController: Sendable {
    let registry: Registry
    let admission: Admission

    func add(to routes: inout RouteTable) {
        routes.get("/healthz") { request, context in
            try request.demandNoQuery()
            return .json(["status": "alive"], in: context.language)
        }
        // Ready: the daemon is not about to end, the database answers, and its schema is the one
        // of this version.
        routes.get("/readyz") { request, context in
            try request.demandNoQuery()
            guard !admission.isDraining else { throw Problem.draining }
            try await registry.checkReadiness()
            return .json(["status": "ready"], in: context.language)
        }
    }
}

extension Problem {
    fileprivate static let draining = Problem(
        .serviceUnavailable, code: "service.draining",
        detail: LocalText(
            en: "This daemon is about to end; ask another.", zh: "本服务即将停止；请改用其他实例。"),
        headers: [.retryAfter: "1"])
}
