// SPDX-License-Identifier: Apache-2.0

import CLibPQ

/// What a transaction sees of others.
///
/// - Source: <https://www.postgresql.org/docs/15/transaction-iso.html>
public enum Isolation: String, Sendable {
    /// Each statement sees what was committed before it.
    case readCommitted = "READ COMMITTED"
    /// All statements see what was committed before the first.
    case repeatableRead = "REPEATABLE READ"
    /// As if transactions ran one after another; may fail with 40001.
    case serializable = "SERIALIZABLE"
}

/// Whether a transaction may write.
public enum Access: String, Sendable {
    /// It may.
    case readWrite = "READ WRITE"
    /// It may not; PostgreSQL refuses writes.
    case readOnly = "READ ONLY"
}

extension Connection {
    /// Runs `body` in a transaction on this connection: committed when it returns,
    /// rolled back when it throws.
    ///
    /// The error of `body` is what the caller sees, even if the rollback fails too
    /// (the connection is then closed). Transactions do not nest.
    ///
    /// What `opening` queues travels with BEGIN, in one round trip.
    ///
    /// - Throws: what `body` throws; ``PostgresError`` of kind `commitRolledBack`
    ///   when COMMIT answered ROLLBACK because a failure inside was swallowed; of kind `closed` or
    ///   `timedOut` when nobody knows whether COMMIT was obeyed and is kept.
    /// - Source: <https://www.postgresql.org/docs/15/sql-begin.html>
    @discardableResult
    nonisolated(nonsending) public func transaction<Value>(
        _ isolation: Isolation = .readCommitted,
        access: Access = .readWrite,
        opening: (inout Pipeline) -> Void = { _ in },
        _ body: (Connection) async throws -> Value
    ) async throws -> Value {
        var pipeline = Pipeline()
        opening(&pipeline)
        if pipeline.items.isEmpty {
            try await begin(isolation, access)
        } else {
            try await begin(isolation, access, with: pipeline)
        }
        let value: Value
        do {
            value = try await body(self)
            // A task cancelled in the meantime must not commit by accident.
            try Task.checkCancellation()
        } catch {
            await rollback()
            throw error
        }
        try await commit()
        return value
    }

    /// Runs `body` in a transaction of few round trips: what `opening` queues travels with BEGIN,
    /// and what `body` queues last with COMMIT. Each statement still sees what was committed
    /// before the server came to it.
    ///
    /// ```swift
    /// try await connection.transaction(opening: { $0.fetchOne(lock) }) { _, lock, closing in
    ///     closing.execute(move, lock.value.size + 1)
    /// }
    /// ```
    ///
    /// - Throws: as ``transaction(_:access:opening:_:)``. When the server refused a statement,
    ///   nothing is committed. When the connection was lost or the deadline passed on COMMIT,
    ///   nobody knows. When an answer to what `body` queued does not decode, COMMIT was obeyed all
    ///   the same.
    /// - Source: <https://www.postgresql.org/docs/15/libpq-pipeline-mode.html>
    nonisolated(nonsending) public func transaction<Opened, Value>(
        opening: (inout Pipeline) -> Opened,
        _ body: (Connection, Opened, inout Pipeline) async throws -> Value
    ) async throws -> Value {
        var pipeline = Pipeline()
        let opened = opening(&pipeline)
        try await begin(.readCommitted, .readWrite, with: pipeline)
        var closing = Pipeline()
        let value: Value
        do {
            value = try await body(self, opened, &closing)
            try Task.checkCancellation()
        } catch {
            await rollback()
            throw error
        }
        try await commit(with: closing)
        return value
    }

    private func begin(_ isolation: Isolation, _ access: Access) async throws(PostgresError) {
        precondition(!isInTransaction, "transactions do not nest on one connection")
        try await perform(nil, deadline: nil) { () async throws(PostgresError) in
            try await runScript("BEGIN ISOLATION LEVEL \(isolation.rawValue) \(access.rawValue)")
            isInTransaction = true
        }
    }

    private func begin(
        _ isolation: Isolation, _ access: Access, with opening: Pipeline
    ) async throws(PostgresError) {
        precondition(!isInTransaction, "transactions do not nest on one connection")
        var pipeline = Pipeline()
        let text = "BEGIN ISOLATION LEVEL \(isolation.rawValue) \(access.rawValue)"
        pipeline.execute(SQL(unsafeRaw: text))
        isInTransaction = true
        do throws(PostgresError) {
            try await run(pipeline.items + opening.items, nil)
        } catch {
            // BEGIN may have been obeyed before the rest failed.
            await rollback()
            throw error
        }
    }

    /// Shielded from cancellation: an interrupted COMMIT would leave nobody knowing
    /// whether it happened.
    private func commit() async throws(PostgresError) {
        do throws(PostgresError) {
            let tag = try await perform(nil, deadline: nil, shielded: true) {
                () async throws(PostgresError) in try await runScript("COMMIT")
            }
            isInTransaction = false
            try refuseLateCommit()
            guard tag.command == "COMMIT" else { throw PostgresError(.commitRolledBack) }
        } catch {
            // A refused COMMIT (a deferred constraint, 40001) has ended the transaction.
            if case .server = error.kind { isInTransaction = false }
            throw error
        }
    }

    private func commit(with closing: Pipeline) async throws(PostgresError) {
        var closing = closing
        let tag = closing.execute(SQL(unsafeRaw: "COMMIT"))
        do throws(PostgresError) {
            try await run(closing.items, nil, shielded: true)
        } catch {
            // Whichever statement was refused, COMMIT among them, or if only its answer did not
            // decode: nothing is in progress after it.
            await rollback()
            throw error
        }
        isInTransaction = false
        try refuseLateCommit()
        guard tag.value.command == "COMMIT" else { throw PostgresError(.commitRolledBack) }
    }

    /// A server that is asked to cancel while COMMIT waits for a standby answers COMMIT all the
    /// same, though no standby may have it: a primary lost now takes it along. Nobody knows the
    /// outcome, and the connection is closed already.
    ///
    /// - Source: <https://www.postgresql.org/docs/15/warm-standby.html#SYNCHRONOUS-REPLICATION-HA>
    private func refuseLateCommit() throws(PostgresError) {
        guard let abandonment = call.abandonment else { return }
        throw PostgresError(
            abandonment, detail: "COMMIT outlasted its deadline; it may or may not be kept")
    }

    private func rollback() async {
        do {
            _ = try await perform(nil, deadline: Self.cancelGrace, shielded: true) {
                () async throws(PostgresError) in try await runScript("ROLLBACK")
            }
            isInTransaction = false
        } catch {
            // The server rolls back what loses its connection.
            close()
        }
    }
}
