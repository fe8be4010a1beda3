// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import Service

/// Compliance events as they may be looked at, one by one and in lists.
struct EventReading: Sendable {
    let registry: Registry

    func add(to routes: inout RouteTable) {
        routes.get("/v1/events") { try await list($0, $1) }
        routes.get("/v1/events/{e}") { try await show($0, $1) }
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let (view, knownAt) = try await registry.showEvent(
            try context.idInPath("e", of: "event", zh: "合规事件"), by: principal)
        try request.demandKnown(knownAt.entry)
        guard case .object(let members) = view.json else { throw Problem.unexpected }
        return .json(
            .object(members + [.init("knownAt", knownAt.json)]), in: context.language,
            knownAt: knownAt.entry, taggedFor: request)
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        let asked = try request.readQuery(Self.readList)
        let page = try await registry.listEvents(
            of: asked.party, asked.filter, after: asked.page.after, limit: asked.page.limit,
            by: principal)
        try request.demandKnown(page.knownAt.entry)
        return Response.json(
            ["events": .array(page.rows.map(\.json)), "knownAt": page.knownAt.json],
            in: context.language, knownAt: page.knownAt.entry, taggedFor: request
        ).linking(next: page.next?.description, of: request)
    }

    private typealias Asked = (
        party: PartyAddress, filter: EventFilter, page: Page<EventID>
    )

    private static func readList(_ reader: inout ObjectReader) -> Asked? {
        let party = reader.party("party")
        let state = reader.optionalChoice("state", of: EventState.self)
        let indicator = reader.optionalCode("indicator", as: IndicatorCode.self)
        let from = reader.optionalDate("from")
        let until = reader.optionalDate("until")
        let page = reader.page(of: EventSubject.self)
        reader.demandOrder(from, until)
        guard let party, let page else { return nil }
        let filter = EventFilter(state: state, indicator: indicator, from: from, until: until)
        return (party, filter, page)
    }
}
