// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import Ledger
import Service

/// Answers about eligibility that are recorded, shown again as they were given, and proved.
struct EligibilityDecisionsController: Sendable {
    let registry: Registry

    func add(to routes: inout RouteTable) {
        routes.post("/v1/eligibility-decisions") { try await record($0, $1) }
        routes.get("/v1/eligibility-decisions/{d}") { try await show($0, $1) }
        routes.get("/v1/eligibility-decisions/{d}/proof") { try await prove($0, $1) }
    }

    private func record(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let body = try await request.json()
        let done = try await registry.recordEligibility(
            try EligibilityInput.readDecision(body),
            asking: try request.asking(body: body, as: principal, in: context))
        var response = Response.json(
            done.recorded.json(in: context.language), status: .created, in: context.language,
            knownAt: done.recorded.entry
        ).noting(done.receipt)
        response.headers[.location] = "/v1/eligibility-decisions/\(done.recorded.entry)"
        return response
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let recorded = try await registry.showEligibility(
            try context.decisionInPath(), by: principal)
        return Response.json(
            recorded.json(in: context.language), in: context.language, taggedFor: request)
    }

    private func prove(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let recorded = try await registry.showEligibility(
            try context.decisionInPath(), by: principal)
        let proof = try await registry.prove(recorded.entry)
        let size = EntryNumber(Int64(proof.inclusion.treeSize)) ?? .none
        try request.demandKnown(size)
        return .text(proof.description, knownAt: size)
    }
}
