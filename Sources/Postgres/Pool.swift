// SPDX-License-Identifier: Apache-2.0

import Logging
public import ServiceLifecycle
import Synchronization

/// Lends connections by scope.
///
/// In a daemon run it in a `ServiceGroup`: `run()` keeps the minimum, ends old
/// connections and, on graceful shutdown, waits for what is lent. It also works
/// without `run()`; call ``shutdown()`` at the end then. Lost connections are
/// replaced by themselves.
///
/// ```swift
/// let pool = Pool(PoolConfiguration(connection: ConnectionConfiguration(url)))
/// let parties = try await pool.withConnection { try await $0.fetchAll(all) }
/// ```
public final class Pool: Service, Sendable {
    private struct State {
        var machine: PoolStateMachine
        /// Strong references to all connections, lent ones too.
        var connections: [Int: Connection] = [:]
        var waiters: [Int: CheckedContinuation<Result<Lease, PostgresError>, Never>] = [:]
        var attempts: [Int: Task<Void, Never>] = [:]
        var finishers: [CheckedContinuation<Void, Never>] = []
        /// Connections being closed by shutdown.
        var closings: [Task<Void, Never>] = []
        var nextWaiter = 1
        var isFinished = false
        var lastConnectError: PostgresError?
    }

    struct Lease {
        let id: Int
        let connection: Connection
    }

    private let configuration: PoolConfiguration
    private let state: Mutex<State>

    /// Makes a pool; it connects on demand.
    public init(_ configuration: PoolConfiguration) {
        self.configuration = configuration
        state = Mutex(State(machine: PoolStateMachine(configuration)))
    }

    /// What the pool holds at this moment.
    public var gauges: PoolGauges { state.withLock { $0.machine.gauges } }

    /// The most connections that the pool makes.
    public var maximum: Int { configuration.maximum }

    /// Keeps the pool in shape until graceful shutdown, then drains it.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled, !self.state.withLock({ $0.isFinished }) {
                self.drive { $0.tick(now: .now) }
                try? await Task.sleep(for: .milliseconds(500))
            }
        }
        await shutdown()
    }

    /// Refuses new borrowers, waits for lent connections to come back, closes all.
    public func shutdown() async {
        drive { $0.shutdown() }
        await withCheckedContinuation { continuation in
            let isFinished = state.withLock { state in
                if !state.isFinished { state.finishers.append(continuation) }
                return state.isFinished
            }
            if isFinished { continuation.resume() }
        }
        for closing in state.withLock({ $0.closings }) { await closing.value }
    }

    /// Lends a connection to `body`. It must not be kept.
    ///
    /// - Throws: what `body` throws; ``PostgresError`` of kind `acquireTimedOut`,
    ///   `connect` (no server for some time), `closed` (the pool has shut down) or
    ///   `cancelled`, all safe to retry.
    @discardableResult
    nonisolated(nonsending) public func withConnection<Value>(
        acquireDeadline: Duration? = nil, _ body: (Connection) async throws -> Value
    ) async throws -> Value {
        let lease = try await acquire(within: acquireDeadline ?? configuration.acquireDeadline)
        do {
            let value = try await body(lease.connection)
            await release(lease)
            return value
        } catch {
            await release(lease)
            throw error
        }
    }

    /// The same as ``withConnection(acquireDeadline:_:)``, said aloud: each statement
    /// commits by itself.
    @discardableResult
    nonisolated(nonsending) public func withoutTransaction<Value>(
        acquireDeadline: Duration? = nil, _ body: (Connection) async throws -> Value
    ) async throws -> Value {
        try await withConnection(acquireDeadline: acquireDeadline, body)
    }

    /// Runs `body` in a transaction.
    ///
    /// With `retries`, a serialization failure (40001) or deadlock (40P01) runs the
    /// whole of `body` again: it must have no effect but in the database.
    @discardableResult
    nonisolated(nonsending) public func transaction<Value>(
        _ isolation: Isolation = .readCommitted,
        access: Access = .readWrite,
        retries: Int = 0,
        _ body: (Connection) async throws -> Value
    ) async throws -> Value {
        var attempt = 0
        while true {
            do {
                return try await withConnection { connection in
                    try await connection.transaction(isolation, access: access, body)
                }
            } catch let error as PostgresError
                where error.isTransactionRetryable && attempt < retries
            {
                attempt += 1
                // A growing random pause, or the same two would collide again.
                let limit = 5 << min(attempt, 6)
                try await Task.sleep(for: .milliseconds(Int.random(in: 1...limit)))
            }
        }
    }
}

extension Pool {
    private nonisolated(nonsending) func acquire(
        within limit: Duration
    ) async throws(PostgresError) -> Lease {
        while true {
            guard !Task.isCancelled else { throw PostgresError(.cancelled, isSafeToRetry: true) }
            let lease = try await lease(within: limit).get()
            if await lease.connection.isReusable(probing: true) { return lease }
            // The server said good-bye while it was idle: take another.
            await lease.connection.close()
            drive { $0.release(lease.id, isReusable: false, now: .now) }
        }
    }

    private nonisolated(nonsending) func lease(
        within limit: Duration
    ) async -> Result<Lease, PostgresError> {
        let waiter = state.withLock { state in
            defer { state.nextWaiter += 1 }
            return state.nextWaiter
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                state.withLock { $0.waiters[waiter] = continuation }
                drive { $0.acquire(waiter, now: .now) }
                let mustWait = state.withLock { $0.waiters[waiter] != nil }
                if mustWait { expire(waiter, after: limit) }
                // A cancellation before the waiter was known found nothing to withdraw.
                if Task.isCancelled { drive { $0.withdraw(waiter, .cancelled) } }
            }
        } onCancel: {
            drive { $0.withdraw(waiter, .cancelled) }
        }
    }

    private func expire(_ waiter: Int, after limit: Duration) {
        Task {
            try? await Task.sleep(for: limit)
            drive { $0.withdraw(waiter, .acquireTimedOut) }
        }
    }

    private nonisolated(nonsending) func release(_ lease: Lease) async {
        let isReusable = await lease.connection.isReusable(probing: false)
        if !isReusable { await lease.connection.close() }
        drive { $0.release(lease.id, isReusable: isReusable, now: .now) }
    }

    /// Asks the machine and does what it says.
    private func drive(
        _ decide: (inout PoolStateMachine) -> [PoolStateMachine.Action]
    ) {
        let effects = state.withLock { state in
            decide(&state.machine).map { effect(of: $0, &state) }
        }
        for effect in effects { effect() }
    }

    /// Changes the tables under the lock and answers what is to be done outside it.
    private func effect(
        of action: PoolStateMachine.Action, _ state: inout State
    ) -> () -> Void {
        switch action {
        case .connect(let id, let pause):
            state.attempts[id] = Task { await self.connect(id, after: pause) }
            return {}
        case .lease(let id, let waiter):
            guard let connection = state.connections[id],
                let continuation = state.waiters.removeValue(forKey: waiter)
            else { return {} }
            return {
                continuation.resume(returning: .success(Lease(id: id, connection: connection)))
            }
        case .close(let id, let reason):
            let connection = state.connections.removeValue(forKey: id)
            let logger = configuration.connection.logger
            logger.debug("connection closed", metadata: ["reason": "\(reason.rawValue)"])
            let closing = Task { await connection?.close() ?? () }
            if reason == .shutdown { state.closings.append(closing) }
            return {}
        case .abandonConnecting(let id):
            let attempt = state.attempts.removeValue(forKey: id)
            return { attempt?.cancel() }
        case .refuse(let waiter, let refusal):
            let error = error(for: refusal, state.lastConnectError)
            let continuation = state.waiters.removeValue(forKey: waiter)
            return { continuation?.resume(returning: .failure(error)) }
        case .finish:
            state.isFinished = true
            let finishers = state.finishers
            state.finishers = []
            return { for finisher in finishers { finisher.resume() } }
        }
    }

    private func connect(_ id: Int, after pause: Duration) async {
        if pause > .zero { try? await Task.sleep(for: pause) }
        do throws(PostgresError) {
            let connection = try await Connection.connect(configuration.connection)
            state.withLock { state in
                state.attempts[id] = nil
                state.connections[id] = connection
            }
            drive { $0.connected(id, now: .now, jitter: Double.random(in: 0...1)) }
        } catch {
            state.withLock { state in
                state.attempts[id] = nil
                state.lastConnectError = error
            }
            if error.kind != .cancelled {
                configuration.connection.logger.warning(
                    "cannot connect to PostgreSQL", metadata: ["error": "\(error)"])
            }
            drive { $0.connectFailed(id) }
        }
    }

    private func error(
        for refusal: PoolStateMachine.Refusal, _ last: PostgresError?
    ) -> PostgresError {
        switch refusal {
        case .acquireTimedOut:
            PostgresError(.acquireTimedOut, sqlState: last?.sqlState, isSafeToRetry: true)
        case .cancelled: PostgresError(.cancelled, isSafeToRetry: true)
        case .shutdown: PostgresError(.closed, isSafeToRetry: true)
        case .circuitOpen:
            PostgresError(
                .connect, sqlState: last?.sqlState, isSafeToRetry: true, detail: last?.detail ?? ""
            )
        }
    }
}
