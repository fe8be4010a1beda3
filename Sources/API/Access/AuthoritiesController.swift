// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import Service

/// The tree of authorities: anyone reads it, an administrator changes it.
struct AuthoritiesController: Sendable {
    let registry: Registry

    func add(to routes: inout RouteTable) {
        routes.get("/v1/authorities") { try await list($0, $1) }
        routes.get("/v1/authorities/{code}") { try await show($0, $1) }
        routes.post("/v1/authorities") { try await establish($0, $1) }
        routes.post("/v1/authorities/{code}:amend") { try await amend($0, $1) }
        routes.post("/v1/authorities/{code}:close") { try await close($0, $1) }
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let page = try request.readQuery { reader -> Page<AuthorityCode>? in
            let after = reader.optionalCode("after", as: AuthorityCode.self)
            return reader.pageLimit().map { Page(limit: $0, after: after) }
        }
        let found = try await registry.listAuthorities(after: page.after, limit: page.limit)
        try request.demandKnown(found.knownAt)
        return Response.json(
            ["authorities": .array(found.authorities.map(\.json))], in: context.language,
            knownAt: found.knownAt, taggedFor: request
        ).linking(next: found.next?.text, of: request)
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        try request.demandNoQuery()
        let found = try await registry.showAuthority(try context.authorityInPath())
        try request.demandKnown(found.knownAt)
        return Response.json(
            ["authority": found.authority.json], in: context.language, knownAt: found.knownAt
        ).tagged("\"\(found.authority.entry)\"", for: request)
    }

    private func establish(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let body = try await request.json()
        let record = try AuthorityInput.read(body)
        var response = try await submit(
            EstablishAuthority(
                record, asking: try request.asking(body: body, as: principal, in: context)),
            named: record.code, status: .created, context)
        response.headers[.location] = "/v1/authorities/\(record.code)"
        return response
    }

    private func amend(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        // Two who amend at once must not undo each other unseen.
        guard request.headers[.ifMatch] != nil else { throw Problem.ifMatchMissing }
        let body = try await request.json()
        let code = try context.authorityInPath()
        return try await submit(
            AmendAuthority(
                code, try AuthorityInput.readAmendment(body),
                asking: try request.asking(body: body, as: principal, in: context)),
            named: code, status: .ok, context)
    }

    private func close(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let body = try await request.jsonIfAny()
        var reader = ObjectReader(body)
        try reader.finish()
        let code = try context.authorityInPath()
        return try await submit(
            CloseAuthority(
                code, asking: try request.asking(body: body, as: principal, in: context)),
            named: code, status: .ok, context)
    }

    private func submit(
        _ command: any Command, named code: AuthorityCode, status: HTTPResponse.Status,
        _ context: APIContext
    ) async throws -> Response {
        let receipt = try await registry.registrar.submit(command)
        let authority = try await registry.authority(after: receipt, named: code)
        return Response.json(
            ["authority": authority.json, "entry": .integer(receipt.entry.value)],
            status: status, in: context.language, knownAt: receipt.entry
        ).tagged(authority.entry).noting(receipt)
    }
}

/// Reads the bodies of the requests about authorities.
enum AuthorityInput {
    /// `{"code","name","parent","territory"}`.
    static func read(_ body: JSONValue) throws(InputFaults) -> AuthorityRecord {
        var reader = ObjectReader(body)
        let code = reader.code("code", as: AuthorityCode.self)
        let name = reader.string("name")
        let parent = reader.optionalCode("parent", as: AuthorityCode.self)
        let territory = reader.code("territory", as: RegionCode.self)
        guard let code, let name, let territory else { return try reader.result(nil) }
        return try reader.result(
            AuthorityRecord(code: code, name: name, parent: parent, territory: territory))
    }

    /// `{"name","parent"}`: what is not named stays as it is; without a parent it is a root.
    static func readAmendment(_ body: JSONValue) throws(InputFaults) -> AmendAuthority.Details {
        var reader = ObjectReader(body)
        let name = reader.optionalString("name")
        let parent = reader.optionalCode("parent", as: AuthorityCode.self)
        if body["name"] == .null {
            reader.fault("name", "value.null", "This cannot be cleared; leave it out to keep it.")
        }
        let isCleared = body["parent"] == .null
        return try reader.result(
            AmendAuthority.Details(
                name: name,
                parent: isCleared ? .become(nil) : parent.map { .become($0) } ?? .keep))
    }
}
