// SPDX-License-Identifier: Apache-2.0

import CLibPQ
import Synchronization

/// Statements queued to go out together, in ``Connection/pipeline(deadline:_:)``.
///
/// - Source: <https://www.postgresql.org/docs/15/libpq-pipeline-mode.html>
public struct Pipeline: Sendable {
    enum Command: Sendable {
        case statement(StatementShape, [any PostgresEncodable])
        case sql(SQL)

        var name: String? {
            if case .statement(let shape, _) = self { return shape.name }
            return nil
        }
    }

    /// A command and what to do with its result.
    struct Item: Sendable {
        let command: Command
        let receive: @Sendable (borrowing ResultHandle, ColumnLayout) throws(PostgresError) -> Void
    }

    private(set) var items: [Item] = []

    init() {}

    /// Queues a statement; its command tag follows.
    @discardableResult
    public mutating func execute<R>(
        _ statement: Statement<R>, _ arguments: any PostgresEncodable...
    ) -> Queued<CommandTag> {
        queueTag(.statement(statement.shape, arguments))
    }

    /// Queues SQL written in place; its command tag follows.
    @discardableResult
    public mutating func execute(_ sql: SQL) -> Queued<CommandTag> {
        queueTag(.sql(sql))
    }

    /// Queues a statement; all its rows follow.
    public mutating func fetchAll<R>(
        _ statement: Statement<R>, _ arguments: any PostgresEncodable...
    ) -> Queued<[R]> {
        queueRows(.statement(statement.shape, arguments), limit: .max) { (rows: [R]) in rows }
    }

    /// Queues a statement; exactly one row follows, or the pipeline throws.
    public mutating func fetchOne<R>(
        _ statement: Statement<R>, _ arguments: any PostgresEncodable...
    ) -> Queued<R> {
        let name = statement.shape.name
        return queueRows(.statement(statement.shape, arguments), limit: 1) {
            (rows: [R]) throws(PostgresError) in
            guard let row = rows.first else { throw PostgresError(.noRows, statementName: name) }
            return row
        }
    }

    /// Queues a statement; its row or `nil` follows.
    public mutating func fetchOptional<R>(
        _ statement: Statement<R>, _ arguments: any PostgresEncodable...
    ) -> Queued<R?> {
        queueRows(.statement(statement.shape, arguments), limit: 1) { (rows: [R]) in rows.first }
    }

    private mutating func queueTag(_ command: Command) -> Queued<CommandTag> {
        let queued = Queued<CommandTag>()
        items.append(
            Item(command: command) { result, _ throws(PostgresError) in
                if let failure = result.failure { throw failure }
                queued.fulfil(result.tag)
            })
        return queued
    }

    private mutating func queueRows<R: RowDecodable, Value: Sendable>(
        _ command: Command,
        limit: Int,
        _ transform: @escaping @Sendable ([R]) throws(PostgresError) -> Value
    ) -> Queued<Value> {
        let queued = Queued<Value>()
        items.append(
            Item(command: command) {
                (result, layout) throws(PostgresError) in
                queued.fulfil(try transform(try layout.decodeAll(result, limit: limit)))
            })
        return queued
    }
}

/// A result that is there once the pipeline has returned.
public final class Queued<Value: Sendable>: Sendable {
    private let state = Mutex<Value?>(nil)

    /// The result. Asking before the pipeline has returned is a programmer error.
    public var value: Value {
        guard let value = state.withLock({ $0 }) else {
            preconditionFailure("a queued result is read before its pipeline has returned")
        }
        return value
    }

    func fulfil(_ value: Value) {
        state.withLock { $0 = value }
    }
}

extension Connection {
    /// What was sent in a pipeline and still owes its results, in order.
    private enum Owed {
        case prepare(StatementCache.Entry)
        case item(Pipeline.Item, StatementCache.Entry?)
    }

    /// Sends several statements in one round trip and takes their results in order.
    ///
    /// Outside a transaction they are one; the first failure aborts the rest and is
    /// what is thrown.
    ///
    /// ```swift
    /// let (parties, touched) = try await connection.pipeline { pipeline in
    ///     (pipeline.fetchAll(find, ids), pipeline.execute(touch, id))
    /// }
    /// return (parties.value, touched.value.rows)
    /// ```
    ///
    /// - Source: <https://www.postgresql.org/docs/15/libpq-pipeline-mode.html>
    @discardableResult
    nonisolated(nonsending) public func pipeline<Value>(
        deadline: Duration? = nil, _ body: (inout Pipeline) throws -> Value
    ) async throws -> Value {
        var pipeline = Pipeline()
        let value = try body(&pipeline)
        if !pipeline.items.isEmpty { try await run(pipeline.items, deadline) }
        return value
    }

    func run(
        _ items: [Pipeline.Item], _ deadline: Duration?, shielded: Bool = false
    ) async throws(PostgresError) {
        try await perform(items[0].command.name, deadline: deadline, shielded: shielded) {
            () async throws(PostgresError) in
            // Arguments are encoded first: a value without a form sends nothing at all.
            var bounds: [BoundArguments] = []
            for item in items { bounds.append(try Self.bind(item.command)) }
            try await makeRoom(for: items)
            guard PQenterPipelineMode(try live().pointer) == 1 else { throw lost(try live()) }
            do throws(PostgresError) {
                let owed = try queue(items, bounds)
                try send { PQpipelineSync($0) }
                try await flush()
                let failure = try await settle(owed)
                guard PQexitPipelineMode(try live().pointer) == 1 else { throw lost(try live()) }
                if let failure { throw failure }
            } catch {
                // A failure in the midst leaves the pipeline open: start afresh.
                if let handle, PQpipelineStatus(handle.pointer) != PQ_PIPELINE_OFF { close() }
                throw error
            }
        }
    }

    /// Evicts before the pipeline starts, because DEALLOCATE inside it would be one
    /// more thing that can fail. A pipeline's own statements may be evicted too; they
    /// are prepared again.
    private func makeRoom(for items: [Pipeline.Item]) async throws(PostgresError) {
        var fresh: Set<ObjectIdentifier> = []
        for case .statement(let shape, _) in items.map(\.command)
        where statements.find(shape) == nil {
            fresh.insert(ObjectIdentifier(shape))
        }
        while statements.count + fresh.count > statements.capacity,
            let old = statements.evictOldest()
        {
            try await runScript("DEALLOCATE \(old.serverName)")
        }
    }

    private static func bind(
        _ command: Pipeline.Command
    ) throws(PostgresError) -> BoundArguments {
        switch command {
        case .statement(let shape, let arguments):
            do {
                return try BoundArguments(arguments, declared: shape.parameters)
            } catch {
                throw error.naming(shape.name)
            }
        case .sql(let sql): return try BoundArguments(sql.arguments)
        }
    }

    private func queue(
        _ items: [Pipeline.Item], _ bounds: [BoundArguments]
    ) throws(PostgresError) -> [Owed] {
        var owed: [Owed] = []
        var fresh: [ObjectIdentifier: StatementCache.Entry] = [:]
        for (item, bound) in zip(items, bounds) {
            switch item.command {
            case .sql(let sql):
                try sendQuery(sql.text, bound)
                owed.append(.item(item, nil))
            case .statement(let shape, _):
                let known = statements.find(shape) ?? fresh[ObjectIdentifier(shape)]
                let entry = known ?? statements.makeEntry(shape)
                if known == nil {
                    try sendPrepare(entry)
                    fresh[ObjectIdentifier(shape)] = entry
                    owed.append(.prepare(entry))
                }
                try sendPrepared(entry, bound)
                owed.append(.item(item, entry))
            }
        }
        return owed
    }

    /// Takes all results and the sync at the end; answers the first failure.
    private func settle(_ owed: [Owed]) async throws(PostgresError) -> PostgresError? {
        var failure: PostgresError?
        for debt in owed {
            do throws(PostgresError) {
                try await settle(debt, isAborted: failure != nil)
            } catch {
                guard handle?.isOpen == true else { throw failure ?? error }
                failure = failure ?? error
            }
        }
        // The sync answers one result of its own, after whatever nulls precede it.
        var attempts = 0
        while attempts < 3 {
            if let result = try await nextResult() {
                if result.status == PGRES_PIPELINE_SYNC { break }
            } else {
                attempts += 1
            }
        }
        return failure
    }

    private func settle(_ debt: Owed, isAborted: Bool) async throws(PostgresError) {
        let result = try await nextResult()
        guard let result else {
            throw PostgresError(.unexpected, detail: "a pipelined command gave no result")
        }
        var failure: PostgresError?
        if result.status != PGRES_PIPELINE_ABORTED {
            do throws(PostgresError) {
                try receive(result, debt)
            } catch {
                failure = error
            }
        } else if !isAborted {
            failure = PostgresError(.unexpected, detail: "pipeline aborted without a reason")
        }
        while let further = try await nextResult() { failure = failure ?? further.failure }
        if let failure { throw failure }
    }

    private func receive(
        _ result: borrowing ResultHandle, _ debt: Owed
    ) throws(PostgresError) {
        switch debt {
        case .prepare(let entry):
            if let failure = result.failure { throw failure.naming(entry.shape.name) }
            statements.insert(entry)
        case .item(let item, let entry):
            do throws(PostgresError) {
                if let failure = result.failure { throw failure }
                let layout =
                    if let entry {
                        try self.layout(of: result, entry)
                    } else {
                        ColumnLayout(result: result.pointer)
                    }
                call.rows += finish(result).rows
                try item.receive(result, layout)
            } catch {
                if error.sqlState == .featureNotSupported, let entry {
                    statements.remove(entry.shape)
                }
                throw error.naming(item.command.name)
            }
        }
    }
}
