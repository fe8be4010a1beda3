// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import Service

/// The search of parties: names in any script, any identifier.
struct SearchController: Sendable {
    let registry: Registry

    func add(to routes: inout RouteTable) {
        routes.get("/v1/parties") { try await search($0, $1) }
    }

    private func search(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        let asked = try request.readQuery(Self.read)
        let page = try await registry.searchParties(
            asked.search, after: asked.page.after, limit: asked.page.limit, by: principal)
        try request.demandKnown(page.knownAt.entry)
        return Response.json(
            ["parties": .array(page.rows.map(\.json)), "knownAt": page.knownAt.json],
            in: context.language, knownAt: page.knownAt.entry, taggedFor: request
        ).linking(next: page.next?.description, of: request)
    }

    private static func read(
        _ reader: inout ObjectReader
    ) -> (search: PartySearch, page: Page<SearchKey>)? {
        let text = reader.optionalString("q")
        let regime = reader.optionalCode("regime", as: RegimeCode.self)
        let region = reader.optionalCode("region", as: RegionCode.self)
        let role = reader.optionalChoice("role", of: Role.self)
        let route = reader.optionalCode("route", as: RouteCode.self)
        let band = reader.optionalCode("band", as: BandCode.self)
        let after = reader.optionalText("after", "The place is needed that Link gives.") {
            SearchKey($0)
        }
        guard let limit = reader.pageLimit() else { return nil }
        let search = PartySearch(
            text: text, regime: regime, region: region, role: role, route: route, band: band)
        return (search, Page(limit: limit, after: after))
    }
}

extension FoundParty {
    /// The party as a list shows it.
    var json: JSONValue {
        [
            "id": JSONValue(text: id), "kind": .string(kind), "name": .orNull(name),
            "region": JSONValue(text: region), "regime": JSONValue(text: regime),
            "identifiers": .array(identifiers.map { .string($0) }),
        ]
    }
}
