// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import Service

/// Relations: record how one party stands to another, and end it.
struct RelationsController: Sendable {
    let registry: Registry

    func add(to routes: inout RouteTable) {
        routes.post("/v1/parties/{p}/relations") { try await record($0, $1) }
        routes.post("/v1/relations/{r}:end") { try await end($0, $1) }
    }

    private func record(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let body = try await request.json()
        let party = try context.partyInPath()
        var reader = ObjectReader(body)
        let kind = reader.choice("kind", of: RelationKind.self)
        let other = reader.party("other")
        let from = reader.date("from")
        let until = reader.optionalDate("until")
        try reader.finish()
        guard let kind, let other, let from else { throw Problem.unexpected }
        let command = RecordRelation(
            kind, of: party, to: other, from: from, until: until,
            asking: try request.asking(body: body, as: principal, in: context))
        return try await submit(command, by: principal, status: .created, context)
    }

    private func end(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let body = try await request.json()
        var reader = ObjectReader(body)
        let command = EndRelation(
            try context.idInPath("r", of: "relation", zh: "关系"),
            on: try reader.result(reader.date("on")),
            asking: try request.asking(body: body, as: principal, in: context))
        return try await submit(command, by: principal, status: .ok, context)
    }

    private func submit(
        _ command: any Command, by principal: Principal, status: HTTPResponse.Status,
        _ context: APIContext
    ) async throws -> Response {
        let receipt = try await registry.registrar.submit(command)
        let view = try await registry.relation(after: receipt, by: principal)
        return Response.json(
            [
                "relation": view.record.json, "entry": .integer(view.knownAt.entry.value),
                "knownAt": view.knownAt.json,
            ],
            status: status, in: context.language, knownAt: view.knownAt.entry
        ).noting(receipt)
    }
}
