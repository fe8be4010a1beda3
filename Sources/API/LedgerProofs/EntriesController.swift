// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import Ledger
import NIOCore
import Service

/// Entries of the ledger: their bodies for an auditor, their proofs for every holder of a token.
struct EntriesController: Sendable {
    let registry: Registry

    func add(to routes: inout RouteTable) {
        routes.get("/v1/entries/{n}") { try await show($0, $1) }
        routes.get("/v1/entries/{n}/proof") { try await prove($0, $1) }
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        // First who asks: an entry's number is no business of others either.
        try Access.demand(principal, .readEntry, Access.Object(party: nil, region: nil))
        let view = try await registry.showEntry(try context.entryInPath(), by: principal)
        guard request.headers[.accept]?.contains("application/octet-stream") == true else {
            return .json(view.json, in: context.language, knownAt: view.entry.number)
        }
        var response = Response(
            status: .ok, headers: [.contentType: "application/octet-stream"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: view.bytes)))
        response.note(knownAt: view.entry.number)
        return response
    }

    private func prove(_ request: Request, _ context: APIContext) async throws -> Response {
        _ = try context.demandPrincipal()
        try request.demandNoQuery()
        let proof = try await registry.prove(try context.entryInPath())
        let size = EntryNumber(Int64(proof.inclusion.treeSize)) ?? .none
        try request.demandKnown(size)
        return .text(proof.description, knownAt: size)
    }
}
