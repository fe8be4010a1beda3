// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import Service

/// Undertakings: one or several vouchers stand for a foreign national; what happens afterwards.
struct UndertakingsController: Sendable {
    let registry: Registry

    private typealias Reading = (JSONValue) throws -> (
        change: ChangeUndertaking.Change, day: CivilDate
    )

    func add(to routes: inout RouteTable) {
        routes.get("/v1/undertakings") { try await list($0, $1) }
        routes.get("/v1/undertakings/{u}") { try await show($0, $1) }
        routes.post("/v1/undertakings") { try await make($0, $1) }
        routes.post("/v1/undertakings/{u}:convert") {
            try await change($0, $1, UndertakingInput.readConversion)
        }
        routes.post("/v1/undertakings/{u}:transfer") {
            try await change($0, $1, UndertakingInput.readTransfer)
        }
        routes.post("/v1/undertakings/{u}:close") {
            try await change($0, $1, UndertakingInput.readClosing)
        }
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        let question = try request.readQuery { reader -> ListQuestion? in
            let page = reader.page(of: UndertakingSubject.self)
            guard let party = reader.party("party"), let page else { return nil }
            return ListQuestion(party: party, page: page)
        }
        let page = try await registry.listUndertakings(
            of: question.party, after: question.page.after, limit: question.page.limit,
            by: principal)
        try request.demandKnown(page.knownAt.entry)
        return Response.json(
            [
                "undertakings": .array(page.undertakings.map(\.json)),
                "knownAt": page.knownAt.json,
            ],
            in: context.language, knownAt: page.knownAt.entry
        ).linking(next: page.next?.description, of: request)
    }

    private struct ListQuestion {
        let party: PartyAddress
        let page: Page<UndertakingID>
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let found = try await registry.showUndertaking(
            try context.idInPath("u", of: "undertaking", zh: "承诺"), by: principal)
        try request.demandKnown(found.knownAt.entry)
        return .json(found.undertaking.json, in: context.language, knownAt: found.knownAt.entry)
    }

    private func make(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let body = try await request.json()
        let command = MakeUndertaking(
            try UndertakingInput.readMaking(body),
            asking: try request.asking(body: body, as: principal, in: context))
        return try await submit(command, by: principal, status: .created, context)
    }

    private func change(
        _ request: Request, _ context: APIContext, _ read: Reading
    ) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let body = try await request.json()
        let (change, day) = try read(body)
        let command = ChangeUndertaking(
            try context.idInPath("u", of: "undertaking", zh: "承诺"), change, on: day,
            asking: try request.asking(body: body, as: principal, in: context))
        return try await submit(command, by: principal, status: .ok, context)
    }

    private func submit(
        _ command: any Command, by principal: Principal, status: HTTPResponse.Status,
        _ context: APIContext
    ) async throws -> Response {
        let receipt = try await registry.registrar.submit(command)
        let view = try await registry.undertaking(after: receipt, by: principal)
        var response = Response.json(
            [
                "undertaking": view.record.json, "entry": .integer(view.knownAt.entry.value),
                "knownAt": view.knownAt.json,
            ],
            status: status, in: context.language, knownAt: view.knownAt.entry
        ).noting(receipt)
        if status == .created {
            response.headers[.location] = "/v1/undertakings/\(view.record.id)"
        }
        return response
    }
}
