// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import NIOCore
import Policy
import Service

/// The law: every holder of a token reads what is enacted; regulators and administrators send in
/// drafts and try what a version would do.
struct PoliciesController: Sendable {
    let registry: Registry

    func add(to routes: inout RouteTable) {
        routes.get("/v1/policies") { try await list($0, $1) }
        routes.get("/v1/policies/{v}") { try await show($0, $1) }
        routes.post("/v1/policies") { try await storeDraft($0, $1) }
        routes.post("/v1/policies/{v}:simulate") { try await simulate($0, $1) }
        routes.post("/v1/policies/{v}:enact") { try await enact($0, $1) }
    }

    private func enact(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        try Access.demand(principal, .enactPolicy, .register)
        let body = try await request.json()
        let (files, from) = try PolicyInput.readEnactment(body)
        let found = try await registry.enact(
            context.versionInPath, files: files, from: from,
            asking: try request.asking(body: body, as: principal, in: context))
        return Response.json(
            [
                "policy": ListedPolicy(found.enacted).json(in: context.language),
                "entry": .integer(found.receipt.entry.value),
            ], status: .created, in: context.language, knownAt: found.receipt.entry
        ).noting(found.receipt)
    }

    private func storeDraft(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        // Whoever may not send one in learns it before a pack is read.
        try Access.demand(principal, .draftPolicy, .register)
        let body = try await request.json()
        let kept = try await registry.storeDraft(
            try PolicyInput.readDraft(body),
            asking: try request.asking(body: body, as: principal, in: context))
        let isNew = kept.receipt.isReplay || !kept.receipt.bodies.isEmpty
        var response = Response.json(
            [
                "policy": kept.draft.json(in: context.language),
                "entry": .integer(kept.draft.entry.value),
            ], status: isNew ? .created : .ok, in: context.language,
            knownAt: kept.receipt.entry
        ).noting(kept.receipt)
        response.headers[.location] = "/v1/policies/\(kept.draft.reference.name)"
        return response
    }

    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let found = try await registry.showPolicy(named: context.versionInPath, by: principal)
        let files = found.files.map { file -> JSONValue in
            ["path": .string(file.path), "text": .string(file.text)]
        }
        return .json(
            ["policy": found.policy.json(in: context.language), "files": .array(files)],
            in: context.language, taggedFor: request)
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let versions = try await registry.listPolicies(by: principal)
        return .json(
            ["policies": .array(versions.map { $0.json(in: context.language) })],
            in: context.language, taggedFor: request)
    }

    private func simulate(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        try request.demandNoQuery()
        let format = try RegisterFormat.wanted(by: request, among: [.json, .csv])
        // Whoever may not try it learns it before a pack is read.
        try Access.demand(principal, .simulatePolicy, .register)
        let trial = try PolicyInput.readTrial(try await request.jsonIfAny())
        let head = try await registry.head()
        try request.demandKnown(head.entry)
        let draft = try await registry.draft(named: context.versionInPath, files: trial.files)
        let answer = try await naming([("/asOf", trial.asOf)]) {
            try await registry.simulate(
                PolicySimulation(
                    draft: draft, against: trial.against, asOf: trial.asOf,
                    moverCount: trial.moverCount, withAllMeasures: trial.withAllMeasures),
                by: principal)
        }
        guard format == .csv else {
            return .json(answer.json, in: context.language, knownAt: answer.knownAt.entry)
        }
        var response = Response(
            status: .ok, headers: [.contentType: "text/csv; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: answer.csv)))
        response.note(knownAt: answer.knownAt.entry)
        return response
    }
}
