// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import Service

/// Self-assessment, for anyone: nothing is looked up and nothing is kept.
struct CalculateController: Sendable {
    let registry: Registry

    func add(to routes: inout RouteTable) {
        routes.post("/v1/calculate") { request, context in
            try request.demandNoQuery()
            let calculation = try CalculationInput.read(try await request.json())
            let answer = try registry.calculate(calculation)
            return .json(answer.json(in: context.language), in: context.language)
        }
    }
}
