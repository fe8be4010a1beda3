// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import Service

/// The fast check: may this party vouch?
struct EligibilityController: Sendable {
    let registry: Registry

    func add(to routes: inout RouteTable) {
        routes.get("/v1/eligibility") { try await check($0, $1) }
        routes.post("/v1/eligibility:batch") { try await checkAll($0, $1) }
    }

    private func check(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        let question = try request.readQuery(EligibilityInput.read)
        let answer = try await naming([("/asOf", question.asOf)]) {
            try await registry.checkEligibility(question, by: principal)
        }
        try request.demandKnown(answer.knownAt.entry, asked: question.knownAt)
        return .json(
            written: answer.bytes(in: context.language), in: context.language,
            knownAt: answer.knownAt.entry)
    }

    /// NDJSON in and out, in order, streamed: answers flow while questions still arrive.
    private func checkAll(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandLines()
        // Who may never ask learns it at once, and not 50,000 times.
        try Access.demand(
            principal, .checkEligibility,
            Access.Object(party: principal.parties.first, region: nil))
        let head = try await registry.head()
        try request.demandKnown(head.entry)
        let batch = EligibilityBatch(
            registry: registry, principal: principal, language: context.language)
        return batch.lines(requestID: context.requestID)
            .response(to: request, knownAt: head.entry, pace: context.pace)
    }
}
