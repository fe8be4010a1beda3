// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import Service

/// The enacted law, for every holder of a token.
struct PoliciesController: Sendable {
    let registry: Registry

    func add(to routes: inout RouteTable) {
        routes.get("/v1/policies") { request, context in
            _ = try context.demandPrincipal()
            try request.demandNoQuery()
            let versions = registry.shelf.regimes.flatMap { registry.shelf.versions(of: $0) }
            return .json(
                ["policies": .array(versions.map { $0.json(in: context.language) })],
                in: context.language, taggedFor: request)
        }
    }
}
