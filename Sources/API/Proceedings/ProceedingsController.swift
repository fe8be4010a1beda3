// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import Service

/// Proceedings of one kind: list them, open one, make a move in one.
///
/// The moves are those that the law has for the proceeding, each under its own name behind a
/// colon: `POST /v1/cases/{c}:serve`.
struct ProceedingsController: Sendable {
    let registry: Registry
    let kind: ProceedingKind

    func add(to routes: inout RouteTable) {
        let collection = "/v1/\(kind.collection)"
        routes.get(collection) { try await list($0, $1) }
        routes.post(collection) { try await open($0, $1) }
        routes.getWithMoves("\(collection)/{id}") { try await show($0, $1) }
        routes.postMoves("\(collection)/{id}") { try await move($0, $1) }
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        let question = try request.readQuery { reader -> ListQuestion? in
            let party = reader.optional("party").flatMap { _ in reader.party("party") }
            let state = reader.optionalCode("state", as: StateCode.self)
            let dueBy = reader.optionalDate("due")
            return reader.page(of: ProceedingSubject.self).map {
                ListQuestion(
                    search: ProceedingSearch(
                        kind: kind, party: party, state: state, dueBy: dueBy),
                    page: $0)
            }
        }
        let page = try await registry.listProceedings(
            question.search, after: question.page.after, limit: question.page.limit,
            by: principal)
        try request.demandKnown(page.knownAt.entry)
        return Response.json(
            [
                kind.collection: .array(page.proceedings.map { $0.json(in: context.language) }),
                "knownAt": page.knownAt.json,
            ],
            in: context.language, knownAt: page.knownAt.entry
        ).linking(next: page.next?.description, of: request)
    }

    private struct ListQuestion {
        let search: ProceedingSearch
        let page: Page<ProceedingID>
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let id: ProceedingID = try context.idInPath("id", of: kind.rawValue, zh: "程序")
        let found = try await registry.showProceeding(id, of: kind, by: principal)
        try request.demandKnown(found.knownAt.entry)
        return .json(
            found.proceeding.json(in: context.language), in: context.language,
            knownAt: found.knownAt.entry)
    }

    private func open(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let body = try await request.json()
        let command = OpenProceeding(
            try ProceedingInput.readOpening(body, of: kind),
            asking: try request.asking(body: body, as: principal, in: context))
        return try await submit(command, by: principal, status: .created, context)
    }

    private func move(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let body = try await request.jsonIfAny()
        let (id, name) = try context.moveInPath("id", of: kind)
        let statement = try ProceedingInput.readMove(body)
        let found = try await registry.showProceeding(id, of: kind, by: principal)
        let command = MoveProceeding(
            id, of: kind, name, events: found.proceeding.record.events, statement,
            asking: try request.asking(body: body, as: principal, in: context))
        return try await submit(command, by: principal, status: .ok, context)
    }

    private func submit(
        _ command: any Command, by principal: Principal, status: HTTPResponse.Status,
        _ context: APIContext
    ) async throws -> Response {
        let receipt = try await registry.registrar.submit(command)
        let (view, knownAt) = try await registry.proceeding(after: receipt, by: principal)
        var response = Response.json(
            [
                kind.rawValue: view.json(in: context.language),
                "entry": .integer(knownAt.entry.value), "knownAt": knownAt.json,
            ],
            status: status, in: context.language, knownAt: knownAt.entry
        ).noting(receipt)
        if status == .created {
            response.headers[.location] = "/v1/\(kind.collection)/\(view.record.id)"
        }
        return response
    }
}
