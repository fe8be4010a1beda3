// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import Service

/// Ratings, with every contribution for those who may see it.
struct RatingController: Sendable {
    let registry: Registry

    func add(to routes: inout RouteTable) {
        routes.get("/v1/parties/{p}/rating") { try await rate($0, $1) }
        routes.get("/v1/parties/{p}/rating/history") { try await rateHistory($0, $1) }
        routes.post("/v1/parties/{p}/rating:simulate") { try await simulate($0, $1) }
    }

    private func simulate(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        let party = try context.partyInPath()
        try request.demandNoQuery()
        let simulation = try SimulationInput.read(try await request.jsonIfAny(), of: party)
        let answer = try await naming([
            ("/changes/asOf", simulation.changes.asOf), ("/asOf", simulation.question.asOf),
        ]) {
            try await registry.simulate(simulation, by: principal)
        }
        try request.demandKnown(answer.before.knownAt.entry, asked: simulation.question.knownAt)
        return .json(
            answer.json(in: context.language), in: context.language,
            knownAt: answer.before.knownAt.entry)
    }

    private func rate(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        let party = try context.partyInPath()
        let question = try request.readQuery { reader -> RatingQuestion? in
            let role = reader.optionalChoice("role", of: Role.self)
            let asOf = reader.optionalDate("asOf")
            let policy = reader.optionalString("policy", maximumLength: 121)
            guard let knownAt = reader.knownAt("knownAt") else { return nil }
            return RatingQuestion(
                party: party, role: role, asOf: asOf, knownAt: knownAt, policy: policy)
        }
        let answer = try await naming([("/asOf", question.asOf)]) {
            try await registry.rate(question, by: principal)
        }
        try request.demandKnown(answer.knownAt.entry, asked: question.knownAt)
        return .json(
            answer.json(in: context.language), in: context.language,
            knownAt: answer.knownAt.entry, taggedFor: request)
    }

    private func rateHistory(_ request: Request, _ context: APIContext) async throws -> Response {
        let principal = try context.demandPrincipal()
        let party = try context.partyInPath()
        let question = try request.readQuery { reader -> RatingHistoryQuestion? in
            let role = reader.optionalChoice("role", of: Role.self)
            let from = reader.optionalDate("from")
            let until = reader.optionalDate("until")
            let policy = reader.optionalString("policy", maximumLength: 121)
            guard let knownAt = reader.knownAt("knownAt") else { return nil }
            return RatingHistoryQuestion(
                party: party, role: role, from: from, until: until, knownAt: knownAt,
                policy: policy)
        }
        // Without a first day the history begins twelve months before the last.
        let first = question.from ?? question.until.map { max(.earliest, $0.adding(months: -12)) }
        let pointer = question.from == nil ? "/until" : "/from"
        let history = try await naming([(pointer, first)]) {
            try await registry.rateHistory(question, by: principal)
        }
        try request.demandKnown(history.knownAt.entry, asked: question.knownAt)
        return .json(
            history.json, in: context.language, knownAt: history.knownAt.entry,
            taggedFor: request)
    }
}
