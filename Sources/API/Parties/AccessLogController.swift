// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import Service

/// Who looked at a party: hour by hour, for the party itself and for auditors.
struct AccessLogController: Sendable {
    let registry: Registry

    func add(to routes: inout RouteTable) {
        routes.get("/v1/parties/{p}/access-log") { try await list($0, $1) }
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        let party = try context.partyInPath()
        let page = try request.readQuery { reader -> Page<LookUpPlace>? in
            let after = reader.optionalText(
                "after", "A place in the list is needed, as Link gives it."
            ) { LookUpPlace($0) }
            return reader.pageLimit().map { Page(limit: $0, after: after) }
        }
        let found = try await registry.listLookUps(
            of: party, after: page.after, limit: page.limit, by: principal)
        return Response.json(
            ["lookUps": .array(found.rows.map(\.json))], in: context.language,
            taggedFor: request
        ).linking(next: found.next?.description, of: request)
    }
}

extension LookUpCount {
    /// Hour, purpose and count, and who asked as far as it is told.
    fileprivate var json: JSONValue {
        [
            "hour": JSONValue(text: hour), "purpose": .string(purpose.rawValue),
            "count": .integer(count),
            "asker": [
                "role": .string(role.rawValue),
                "authority": authority.map { JSONValue(text: $0) } ?? .null,
                "token": token.map { JSONValue(text: $0) } ?? .null,
                "label": label.map { .string($0) } ?? .null,
            ],
        ]
    }
}
