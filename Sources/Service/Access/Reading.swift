// SPDX-License-Identifier: Apache-2.0

import Domain
public import Postgres
import Store

/// Why a transaction reads: it decides what row-level security shows it.
public enum ReadingPurpose: Hashable, Sendable {
    /// To show what the principal may see.
    case showing
    /// To work out an answer that the principal may ask for anywhere (may this party vouch? in
    /// which band?) from records that the principal itself may not see.
    case answering
    /// To work out whether a bar against a related party reaches one that the principal may ask
    /// about, an employer about its own party. The answer tells nothing else of the related one.
    case reachingOthers
}

extension Registry {
    /// Runs `body` in a read-only transaction on the query pool that sees the rows which
    /// `principal` may see, and no others. Whatever holds party data is read through here.
    ///
    /// The principal travels with BEGIN. For a single statement `query(as:)` needs no round trip
    /// of its own.
    public func withQuery<Value: Sendable>(
        as principal: Principal, _ purpose: ReadingPurpose = .showing,
        _ body: @Sendable (Connection) async throws -> Value
    ) async throws -> Value {
        try await queries.read(as: principal, purpose, .readCommitted, body)
    }

    /// Runs the statements that `body` queues in one round trip, as one transaction that sees the
    /// rows which `principal` may see.
    public func query<Value: Sendable>(
        as principal: Principal, _ purpose: ReadingPurpose = .showing,
        _ body: (inout Pipeline) throws -> Value
    ) async throws -> Value {
        try await queries.ask(as: principal, purpose, body)
    }

    /// Runs `body` on a connection of the query role without a principal: it sees the head, the
    /// hashes and the law, and no row of any party.
    public func withQuery<Value: Sendable>(
        _ body: @Sendable (Connection) async throws -> Value
    ) async throws -> Value {
        try await queries.withConnection(body)
    }
}

extension Pool {
    /// See `Registry.withQuery(as:)`; the connections have the query role.
    func read<Value>(
        as principal: Principal, _ purpose: ReadingPurpose = .showing,
        _ isolation: Isolation,
        _ body: (Connection) async throws -> Value
    ) async throws -> Value {
        try await withConnection { connection in
            try await connection.transaction(
                isolation, access: .readOnly,
                opening: { principal.enter(&$0, purpose) }, body)
        }
    }

    /// See `Registry.query(as:)`; the connections have the query role.
    func ask<Value>(
        as principal: Principal, _ purpose: ReadingPurpose = .showing,
        _ body: (inout Pipeline) throws -> Value
    ) async throws -> Value {
        try await withConnection { connection in
            // A pipeline outside a transaction is one of its own, and what is set lasts as long.
            try await connection.pipeline { pipeline in
                principal.enter(&pipeline, purpose)
                return try body(&pipeline)
            }
        }
    }
}

extension Principal {
    /// Queues the statement that says on whose behalf a transaction reads.
    func enter(_ pipeline: inout Pipeline, _ purpose: ReadingPurpose) {
        let parties = parties.map(\.description).sorted().joined(separator: ",")
        pipeline.execute(
            PrincipalStore.enter, roleText(purpose), territory?.text ?? "", "{\(parties)}",
            token?.description ?? "")
    }

    /// The role as the policies know it. Who may ask about every party reads as `answering`; an
    /// employer asks about its own parties only, and reads as itself but for what reaches them
    /// from others.
    private func roleText(_ purpose: ReadingPurpose) -> String {
        guard purpose != .showing else { return role.rawValue }
        return switch role {
        case .regulator, .decider, .visaDesk: "answering"
        case .employer where purpose == .reachingOthers: "answering"
        case .employer, .auditor, .administrator, .system, .anyone: role.rawValue
        }
    }
}
