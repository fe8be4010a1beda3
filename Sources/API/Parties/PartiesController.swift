// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import HummingbirdCore
import Service

/// Parties: enter one in the register, look at one, erase a natural person.
struct PartiesController: Sendable {
    let registry: Registry

    func add(to routes: inout RouteTable) {
        routes.post("/v1/parties") { try await register($0, $1) }
        routes.get("/v1/parties/{p}") { try await show($0, $1) }
        routes.patch("/v1/parties/{p}") { try await amend($0, $1) }
        routes.post("/v1/parties/{p}:erase") { try await erase($0, $1) }
    }

    private func register(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let body = try await request.json()
        let command = RegisterParty(
            try PartyInput.read(body), by: principal,
            request: try request.requestKey(body: body, of: principal, in: context))
        let receipt = try await registry.registrar.submit(command)
        let view = try await registry.party(
            after: receipt, by: try context.demandPrincipal())
        var response = answer(view, status: .created, context).noting(receipt)
        response.headers[.location] = "/v1/parties/\(view.dossier.party.id)"
        return response
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        let knownAt = try request.readQuery { $0.knownAt("knownAt") }
        let view = try await registry.showParty(
            try context.partyInPath(), knownAt: knownAt, by: principal)
        try request.demandKnown(view.knownAt.entry, asked: knownAt)
        return Response.json(view.json, in: context.language, knownAt: view.knownAt.entry)
            .tagged("\"\(view.lastEntry)\"", for: request)
    }

    private func amend(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        // Two who amend at once must not undo each other unseen.
        guard request.headers[.ifMatch] != nil else { throw Problem.ifMatchMissing }
        let body = try await request.json(besides: ["application/merge-patch+json"])
        let command = AmendParty(
            try context.partyInPath(), try PartyInput.readAmendment(body),
            asking: try request.asking(body: body, as: principal, in: context))
        let receipt = try await registry.registrar.submit(command)
        return answer(
            try await registry.party(after: receipt, by: principal), status: .ok, context
        ).noting(receipt)
    }

    private func erase(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let body = try await request.jsonIfAny()
        var reader = ObjectReader(body)
        try reader.finish()
        let command = ErasePerson(
            try context.partyInPath(), by: principal,
            request: try request.requestKey(body: body, of: principal, in: context))
        let receipt = try await registry.registrar.submit(command)
        return answer(
            try await registry.party(
                after: receipt, by: try context.demandPrincipal()), status: .ok, context
        )
        .noting(receipt)
    }

    private func answer(
        _ view: PartyView, status: HTTPResponse.Status, _ context: APIContext
    ) -> Response {
        Response.json(
            ["party": view.json, "entry": .integer(view.knownAt.entry.value)],
            status: status, in: context.language, knownAt: view.knownAt.entry
        ).tagged(view.lastEntry)
    }
}
