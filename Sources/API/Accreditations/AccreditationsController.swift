// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import Service

/// Accreditations: grant one, and everything that may happen to it afterwards.
struct AccreditationsController: Sendable {
    let registry: Registry

    private typealias Change = ChangeAccreditation.Change

    func add(to routes: inout RouteTable) {
        routes.post("/v1/parties/{p}/accreditations") { try await grant($0, $1) }
        let changes: [(verb: String, change: Change)] = [
            ("suspend", .suspend), ("reinstate", .reinstate), ("surrender", .surrender),
            ("revoke", .revoke),
        ]
        for (verb, change) in changes {
            routes.post("/v1/accreditations/{a}:\(verb)") { request, context in
                try await self.change(request, context) {
                    (change, try AccreditationInput.readDay($0))
                }
            }
        }
        routes.post("/v1/accreditations/{a}:amend") { request, context in
            try await self.change(request, context, AccreditationInput.readAmendment)
        }
    }

    private func grant(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let body = try await request.json()
        let details = try AccreditationInput.readGrant(body, to: try context.partyInPath())
        let command = GrantAccreditation(
            details, by: principal,
            request: try request.requestKey(body: body, of: principal, in: context))
        let receipt = try await registry.registrar.submit(command)
        return try await answer(receipt, status: .created, context)
    }

    private func change(
        _ request: Request, _ context: APIContext,
        _ read: (JSONValue) throws -> (change: Change, day: CivilDate)
    ) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let body = try await request.json()
        let (change, day) = try read(body)
        let id: AccreditationID = try context.idInPath("a", of: "accreditation", zh: "资格")
        let command = ChangeAccreditation(
            id, change, on: day, by: principal,
            request: try request.requestKey(body: body, of: principal, in: context))
        let receipt = try await registry.registrar.submit(command)
        return try await answer(receipt, status: .ok, context)
    }

    private func answer(
        _ receipt: Receipt, status: HTTPResponse.Status, _ context: APIContext
    ) async throws -> Response {
        let view = try await registry.party(
            after: receipt, by: try context.demandPrincipal())
        let record = receipt.subject.flatMap {
            view.dossier.accreditations[AccreditationID(high: $0.high, low: $0.low)]
        }
        return Response.json(
            [
                "accreditation": record?.json ?? .null,
                "party": JSONValue(text: view.dossier.party.id),
                "entry": .integer(view.knownAt.entry.value), "knownAt": view.knownAt.json,
            ],
            status: status, in: context.language, knownAt: view.knownAt.entry
        ).noting(receipt)
    }
}
