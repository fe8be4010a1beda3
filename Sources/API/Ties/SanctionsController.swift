// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import Service

/// Sanctions that officers record: impose one, lift it.
struct SanctionsController: Sendable {
    let registry: Registry

    func add(to routes: inout RouteTable) {
        routes.get("/v1/sanctions") { try await list($0, $1) }
        routes.get("/v1/sanctions/{s}") { try await show($0, $1) }
        routes.post("/v1/sanctions") { try await impose($0, $1) }
        routes.post("/v1/sanctions/{s}:lift") { try await lift($0, $1) }
    }

    /// For anyone: row by row, who asks sees what is published and what the role may see.
    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let question = try request.readQuery { reader -> ListQuestion? in
            let party = reader.optional("party").flatMap { _ in reader.party("party") }
            let day = reader.optionalDate("inForceOn")
            return reader.page(of: SanctionSubject.self).map {
                ListQuestion(party: party, inForceOn: day, page: $0)
            }
        }
        let page = try await registry.listSanctions(
            of: question.party, inForceOn: question.inForceOn, after: question.page.after,
            limit: question.page.limit, by: context.principal ?? .anyone)
        try request.demandKnown(page.knownAt.entry)
        return Response.json(
            ["sanctions": .array(page.sanctions), "knownAt": page.knownAt.json],
            in: context.language, knownAt: page.knownAt.entry
        ).linking(next: page.next?.description, of: request)
    }

    private struct ListQuestion {
        let party: PartyAddress?
        let inForceOn: CivilDate?
        let page: Page<SanctionID>
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        try request.demandNoQuery()
        let found = try await registry.showSanction(
            try context.idInPath("s", of: "sanction", zh: "处罚"),
            by: context.principal ?? .anyone)
        try request.demandKnown(found.knownAt.entry)
        return .json(found.sanction, in: context.language, knownAt: found.knownAt.entry)
    }

    private func impose(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let body = try await request.json()
        let command = ImposeSanction(
            try Self.readDetails(body),
            asking: try request.asking(body: body, as: principal, in: context))
        return try await submit(command, by: principal, status: .created, context)
    }

    private func lift(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let body = try await request.json()
        var reader = ObjectReader(body)
        let reason = reader.optionalString("reason", maximumLength: 4_000)
        let day = try reader.result(reader.date("on"))
        let command = LiftSanction(
            try context.idInPath("s", of: "sanction", zh: "处罚"), on: day, reason: reason,
            asking: try request.asking(body: body, as: principal, in: context))
        return try await submit(command, by: principal, status: .ok, context)
    }

    private static func readDetails(
        _ body: JSONValue
    ) throws(InputFaults) -> ImposeSanction.Details {
        var reader = ObjectReader(body)
        let party = reader.party("party")
        let kind = reader.text("kind", "Only a bar is recorded so; a case imposes the others.") {
            $0 == SanctionKind.bar.rawValue ? SanctionKind.bar : nil
        }
        let regime = reader.optionalCode("regime", as: RegimeCode.self)
        let roles = reader.roles("roles")
        let from = reader.date("from")
        let until = reader.optionalDate("until")
        let provision = reader.string("provision", maximumLength: 300)
        if reader.required("published") == nil { return try reader.result(nil) }
        let isPublished = reader.bool("published", absent: false)
        let events = reader.array("events", maximumCount: 100).enumerated()
            .compactMap { index, value -> EventID? in
                if case .string(let text) = value, let id = EventID(text) { return id }
                reader.fault("events/\(index)", "value.malformed", "A UUID is needed.")
                return nil
            }
        let note = reader.optionalString("note", maximumLength: 4_000)
        guard let party, let kind, let from, let provision else { return try reader.result(nil) }
        return try reader.result(
            ImposeSanction.Details(
                party: party, kind: kind, regime: regime, roles: roles, from: from,
                until: until, provision: provision, isPublished: isPublished, events: events,
                note: note))
    }

    private func submit(
        _ command: any Command, by principal: Principal, status: HTTPResponse.Status,
        _ context: APIContext
    ) async throws -> Response {
        let receipt = try await registry.registrar.submit(command)
        let view = try await registry.sanction(after: receipt, by: principal)
        var response = Response.json(
            [
                "sanction": view.record.shown(of: view.party),
                "entry": .integer(view.knownAt.entry.value), "knownAt": view.knownAt.json,
            ],
            status: status, in: context.language, knownAt: view.knownAt.entry
        ).noting(receipt)
        if status == .created {
            response.headers[.location] = "/v1/sanctions/\(view.record.id)"
        }
        return response
    }
}
