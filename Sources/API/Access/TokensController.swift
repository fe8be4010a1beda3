// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import Service

/// Tokens: who has one and for whom it acts, issue one, change its secret, end it or a mandate.
///
/// Where an answer shows a secret no `Idempotency-Key` is taken: to give the same answer again
/// the secret would have to be kept.
struct TokensController: Sendable {
    let registry: Registry

    func add(to routes: inout RouteTable) {
        routes.get("/v1/tokens") { try await list($0, $1) }
        routes.get("/v1/tokens/{t}") { try await show($0, $1) }
        routes.post("/v1/tokens") { try await issue($0, $1) }
        routes.post("/v1/tokens/{t}:rotate") { try await rotate($0, $1) }
        routes.post("/v1/tokens/{t}:withdraw") { try await withdraw($0, $1) }
        routes.post("/v1/tokens/{t}:revoke") { try await revoke($0, $1) }
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        let page = try request.readQuery { $0.page(of: TokenSubject.self) }
        let found = try await registry.listTokens(
            after: page.after, limit: page.limit, by: principal)
        return Response.json(
            ["tokens": .array(found.tokens.map(\.json))], in: context.language
        ).linking(next: found.next?.description, of: request)
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let token = try await registry.showToken(try tokenInPath(context), by: principal)
        return Response.json(["token": token.json], in: context.language)
    }

    private func issue(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        try request.demandNoIdempotencyKey()
        let issued = try await registry.issueToken(
            try TokenInput.read(try await request.json()), by: principal)
        var response = answer(issued, status: .created, context)
        response.headers[.location] = "/v1/tokens/\(issued.view.id)"
        return response
    }

    private func rotate(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        try request.demandNoIdempotencyKey()
        var reader = ObjectReader(try await request.jsonIfAny())
        let overlap = reader.integer("overlapSeconds", in: 0...86_400, absent: 0)
        let issued = try await registry.rotateToken(
            try tokenInPath(context), overlapSeconds: try reader.result(overlap),
            by: principal)
        return answer(issued, status: .ok, context)
    }

    private func withdraw(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        var reader = ObjectReader(try await request.json())
        let party = reader.party("party")
        let token = try await registry.withdrawMandate(
            of: try tokenInPath(context), for: try reader.result(party), by: principal)
        return Response.json(["token": token.json], in: context.language)
    }

    private func revoke(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        var reader = ObjectReader(try await request.jsonIfAny())
        try reader.finish()
        let done = try await registry.revokeToken(try tokenInPath(context), by: principal)
        return Response.json(["token": done.token.json], in: context.language)
    }

    private func answer(
        _ issued: IssuedToken, status: HTTPResponse.Status, _ context: APIContext
    ) -> Response {
        Response.json(
            ["bearer": .string(issued.bearer), "token": issued.view.json], status: status,
            in: context.language)
    }

    private func tokenInPath(_ context: APIContext) throws(Refusal) -> TokenID {
        try context.idInPath("t", of: "token", zh: "令牌")
    }
}

extension Request {
    /// Refuses a key under which an answer with a secret would have to be kept.
    fileprivate func demandNoIdempotencyKey() throws(Problem) {
        guard headers[.idempotencyKey] == nil else {
            throw .headerMalformed(
                "Idempotency-Key",
                en: "Not taken here, as a secret is shown once; leave it out, and revoke a token "
                    + "whose answer was lost.",
                zh: "此处不接受，因密钥只显示一次；请省略，并吊销未收到答复的令牌。")
        }
    }
}
