// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import Service

/// Compliance events: report one, confirm it, annul it.
struct EventsController: Sendable {
    let registry: Registry

    func add(to routes: inout RouteTable) {
        routes.post("/v1/events") { try await report($0, $1) }
        routes.post("/v1/events:batch") { try await reportAll($0, $1) }
        routes.post("/v1/events/{e}:confirm") { try await confirm($0, $1) }
        routes.post("/v1/events/{e}:correct") { try await correct($0, $1) }
        routes.post("/v1/events/{e}:annul") { try await annul($0, $1) }
    }

    private func report(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let body = try await request.json()
        let command = ReportEvent(
            try EventInput.readReport(body), by: principal,
            request: try request.requestKey(body: body, of: principal, in: context))
        return try await submit(command, status: .created, context)
    }

    /// NDJSON in and out, in order: each line is a report of its own.
    private func reportAll(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandLines()
        let keys = try request.lineKeys(of: principal, in: context)
        // Who may never report learns it at once, and not 50,000 times.
        try Access.demand(
            principal, .reportEvent,
            Access.Object(party: principal.parties.first, region: principal.territory))
        let head = try await registry.head()
        try request.demandKnown(head.entry)
        let batch = EventsBatch(registry: registry, principal: principal, keys: keys)
        return batch.lines(language: context.language, requestID: context.requestID)
            .response(to: request, knownAt: head.entry, pace: context.pace)
    }

    private func confirm(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let body = try await request.jsonIfAny()
        var reader = ObjectReader(body)
        try reader.finish()
        let command = ConfirmEvent(
            try context.idInPath("e", of: "event", zh: "合规事件"), by: principal,
            request: try request.requestKey(body: body, of: principal, in: context))
        return try await submit(command, status: .ok, context)
    }

    private func annul(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let body = try await request.jsonIfAny()
        let command = AnnulEvent(
            try context.idInPath("e", of: "event", zh: "合规事件"),
            reason: try EventInput.readReason(body), by: principal,
            request: try request.requestKey(body: body, of: principal, in: context))
        return try await submit(command, status: .ok, context)
    }

    private func correct(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let body = try await request.json()
        let command = CorrectEvent(
            try context.idInPath("e", of: "event", zh: "合规事件"),
            try EventInput.readCorrection(body),
            asking: try request.asking(body: body, as: principal, in: context))
        return try await submit(command, status: .created, context)
    }

    private func submit(
        _ command: any Command, status: HTTPResponse.Status, _ context: APIContext
    ) async throws -> Response {
        let receipt = try await registry.registrar.submit(command)
        let outcome = try await registry.event(
            after: receipt, by: try context.demandPrincipal())
        return Response.json(
            outcome.json, status: status, in: context.language,
            knownAt: outcome.knownAt.entry
        ).noting(receipt)
    }
}
