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
        let answer = try await registry.checkEligibility(question, by: principal)
        try request.demandKnown(answer.knownAt.entry, asked: question.knownAt)
        return .json(
            answer.json(in: context.language), in: context.language,
            knownAt: answer.knownAt.entry)
    }

    /// NDJSON in and out, in order, streamed: answers flow while questions still arrive.
    private func checkAll(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        try request.demandMediaType(
            "application/x-ndjson", besides: ["application/ndjson", "application/jsonl"])
        try request.demandLength(atMost: RequestLimits.batchBytes)
        // Who may never ask learns it at once, and not 50,000 times.
        try Access.demand(
            principal, .checkEligibility,
            Access.Object(party: principal.parties.first, region: nil))
        let head = try await registry.head()
        try request.demandKnown(head.entry)
        let batch = EligibilityBatch(
            registry: registry, principal: principal, language: context.language,
            requestID: context.requestID)
        let body = request.body
        var response = Response(
            status: .ok,
            headers: [
                .contentType: "application/x-ndjson",
                .contentLanguage: context.language.rawValue, .vary: "Accept-Language",
            ],
            body: ResponseBody { writer in
                try await batch.answer(body, to: &writer)
                try await writer.finish(nil)
            })
        response.note(knownAt: head.entry)
        return response
    }
}
