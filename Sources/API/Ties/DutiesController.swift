// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import NIOCore
import Service

/// Duties: what is owed by when, raised by a day that is told, discharged, put off, waived.
struct DutiesController: Sendable {
    let registry: Registry

    /// The most duties of one calendar; those that fall due first go before.
    private static let calendarCount = 2_000

    func add(to routes: inout RouteTable) {
        routes.get("/v1/duties") { try await list($0, $1) }
        routes.get("/v1/duties/calendar.ics") { try await calendar($0, $1) }
        routes.get("/v1/duties/{o}") { try await show($0, $1) }
        routes.post("/v1/duties") { try await raise($0, $1) }
        routes.post("/v1/duties/{o}:discharge") {
            try await change($0, $1, DutyInput.readDischarge)
        }
        routes.post("/v1/duties/{o}:extend") {
            try await change($0, $1, DutyInput.readExtension)
        }
        routes.post("/v1/duties/{o}:waive") { try await change($0, $1, DutyInput.readWaiver) }
        routes.post("/v1/duties/{o}:end") { try await change($0, $1, DutyInput.readEnd) }
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        let question = try request.readQuery { reader -> ListQuestion? in
            let party = reader.optional("party").flatMap { _ in reader.party("party") }
            let filter = DutyInput.readFilter(&reader)
            let after = DutyInput.readPlace(&reader)
            return reader.pageLimit().map {
                ListQuestion(party: party, filter: filter, page: Page(limit: $0, after: after))
            }
        }
        let page = try await registry.listDuties(
            of: question.party, question.filter, after: question.page.after,
            limit: question.page.limit, by: principal)
        try request.demandKnown(page.knownAt.entry)
        return Response.json(
            [
                "duties": .array(page.rows.map { $0.shown(in: context.language) }),
                "knownAt": page.knownAt.json,
            ],
            in: context.language, knownAt: page.knownAt.entry
        ).linking(next: page.next?.description, of: request)
    }

    private struct ListQuestion {
        let party: PartyAddress?
        let filter: DutyFilter
        let page: Page<DutyPlace>
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let found = try await registry.showDuty(
            try context.idInPath("o", of: "duty", zh: "义务"), by: principal)
        try request.demandKnown(found.knownAt.entry)
        return .json(
            found.view.shown(in: context.language), in: context.language,
            knownAt: found.knownAt.entry)
    }

    /// The duties of one party, for calendar programs: what fell due within the last year and all
    /// that is still to come.
    private func calendar(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        let party = try request.readQuery { $0.party("party") }
        let today = registry.clock().day(offsetMinutes: 0)
        let start = DutyPlace(
            lastDay: today.adding(months: -12), duty: DutyID(high: 0, low: 0))
        let page = try await registry.listDuties(
            of: party, DutyFilter(), after: start, limit: Self.calendarCount, by: principal)
        try request.demandKnown(page.knownAt.entry)
        let bytes = DutyCalendar.bytes(of: page.rows, in: context.language)
        var response = Response(
            status: .ok,
            headers: [
                .contentType: "text/calendar; charset=utf-8",
                .contentLanguage: context.language.rawValue, .vary: "Accept-Language",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        response.note(knownAt: page.knownAt.entry)
        return response.tagged(EntityTag.of(bytes), for: request)
    }

    private func raise(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let body = try await request.json()
        let command = RaiseDuty(
            try DutyInput.readRaising(body),
            asking: try request.asking(body: body, as: principal, in: context))
        return try await submit(command, by: principal, status: .created, context)
    }

    private func change(
        _ request: Request, _ context: APIContext,
        _ read: (JSONValue) throws -> ChangeDuty.Change
    ) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let body = try await request.json()
        let change = try read(body)
        let command = ChangeDuty(
            try context.idInPath("o", of: "duty", zh: "义务"), change,
            asking: try request.asking(body: body, as: principal, in: context))
        return try await submit(command, by: principal, status: .ok, context)
    }

    private func submit(
        _ command: any Command, by principal: Principal, status: HTTPResponse.Status,
        _ context: APIContext
    ) async throws -> Response {
        let receipt = try await registry.registrar.submit(command)
        let found = try await registry.duty(after: receipt, by: principal)
        var response = Response.json(
            [
                "duty": found.view.shown(in: context.language),
                "entry": .integer(found.knownAt.entry.value), "knownAt": found.knownAt.json,
            ],
            status: status, in: context.language, knownAt: found.knownAt.entry
        ).noting(receipt)
        if status == .created {
            response.headers[.location] = "/v1/duties/\(found.view.record.id)"
        }
        return response
    }
}
