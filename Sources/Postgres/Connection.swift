// SPDX-License-Identifier: Apache-2.0

import CLibPQ
import Logging

/// One connection to PostgreSQL, used by one task at a time.
///
/// A pool lends it for the length of a closure; do not keep it. An actor is not a
/// lock: two tasks would interleave at the first `await`, so a second call while one
/// runs throws `.busy`. After a deadline or a cancelled task the connection is closed,
/// because a late cancel request could hit an innocent query.
///
/// - Source: <https://www.postgresql.org/docs/15/libpq-async.html>
public actor Connection {
    /// Who uses the connection between two calls.
    enum Occupancy: Equatable {
        case free
        case call
        case stream
        case copyIn
        case copyOut
    }

    /// The call that runs now.
    struct Call {
        var ticket: UInt64 = 0
        var deadline: ContinuousClock.Instant?
        /// Set once the call was told to stop; then we only wait for the server's answer.
        var abandonment: PostgresError.Kind?
        /// Whether any byte may have left.
        var hasSent = false
        var rows = 0
    }

    /// How long a cancelled query may take to answer before the connection is cut.
    static let cancelGrace: Duration = .seconds(5)

    nonisolated let configuration: ConnectionConfiguration
    nonisolated let cancelHandle: CancelHandle?
    nonisolated let watch: SocketWatch
    /// `nil` once closed.
    var handle: ConnectionHandle?
    var occupancy = Occupancy.free
    /// What `occupancy` becomes when the running call succeeds.
    var occupancyAfterCall = Occupancy.free
    var call = Call()
    var statements = StatementCache()
    var isInTransaction = false

    init(handle: ConnectionHandle, configuration: ConnectionConfiguration) {
        self.handle = handle
        self.configuration = configuration
        watch = handle.watch
        cancelHandle = CancelHandle(handle.pointer)
    }

    /// Whether the connection can take another call.
    public var isOpen: Bool { handle != nil }

    /// The process id of the server side, as `pg_stat_activity` shows it.
    ///
    /// - Source: <https://www.postgresql.org/docs/15/libpq-status.html#LIBPQ-PQBACKENDPID>
    public var backendProcessID: Int32? {
        handle.map { PQbackendPID($0.pointer) }
    }

    /// Closes the connection. Whatever runs on it fails with `.closed`.
    public func close() {
        watch.close()
        // A running call still holds the handle; it is freed when that call ends.
        handle = nil
        statements.removeAll()
    }

    /// Whether the connection may serve another borrower: open, free, idle; with
    /// `probing` also alive as far as the socket shows.
    ///
    /// - Source: <https://www.postgresql.org/docs/15/libpq-status.html#LIBPQ-PQTRANSACTIONSTATUS>
    func isReusable(probing: Bool) -> Bool {
        guard let handle, occupancy == .free, !isInTransaction else { return false }
        // Reads what the server may have said meanwhile, such as good-bye.
        guard !probing || PQconsumeInput(handle.pointer) == 1, handle.isOpen else { return false }
        return PQtransactionStatus(handle.pointer) == PQTRANS_IDLE
    }

    /// Runs one call: takes the connection, obeys deadline and cancellation, reports
    /// to the trace, gives the connection back.
    ///
    /// A `shielded` call is not stopped by its task's cancellation: ROLLBACK must run
    /// in a cancelled task too.
    func perform<Value>(
        _ statementName: String?,
        deadline: Duration?,
        continuing: Occupancy = .free,
        shielded: Bool = false,
        _ body: () async throws(PostgresError) -> Value
    ) async throws(PostgresError) -> Value {
        try begin(statementName, deadline, continuing, shielded)
        let start = ContinuousClock.now
        let result: Result<Value, PostgresError>
        if shielded {
            result = await Self.capture(body)
        } else {
            let ticket = call.ticket
            result = await withTaskCancellationHandler {
                await Self.capture(body)
            } onCancel: { [watch] in
                watch.interrupt(ticket: ticket)
            }
        }
        let outcome = end(result, statementName)
        report(outcome, statementName, since: start)
        return try outcome.get()
    }

    private func begin(
        _ statementName: String?, _ deadline: Duration?, _ continuing: Occupancy, _ shielded: Bool
    ) throws(PostgresError) {
        guard handle != nil else {
            throw PostgresError(.closed, statementName: statementName, isSafeToRetry: true)
        }
        guard occupancy == continuing else {
            throw PostgresError(.busy, statementName: statementName, isSafeToRetry: true)
        }
        guard shielded || !Task.isCancelled else {
            if continuing != .free { close() }
            throw PostgresError(.cancelled, statementName: statementName, isSafeToRetry: true)
        }
        let limit = deadline ?? (continuing == .free ? configuration.deadline : nil)
        let until = continuing == .free ? limit.map { ContinuousClock.now + $0 } : call.deadline
        if continuing != .free, let until, until <= .now {
            close()
            throw PostgresError(.timedOut, statementName: statementName)
        }
        occupancy = .call
        occupancyAfterCall = .free
        call = Call(ticket: watch.beginCall(), deadline: until)
    }

    private func end<Value>(
        _ result: Result<Value, PostgresError>, _ statementName: String?
    ) -> Result<Value, PostgresError> {
        watch.endCall()
        let isLost = handle.map { !$0.isOpen } ?? true
        if isLost || call.abandonment != nil { close() }
        switch result {
        case .success:
            occupancy = occupancyAfterCall
            return result
        case .failure(let error):
            occupancy = .free
            // The conversation broke off midway: nobody knows what would come next.
            if error.kind == .closed || error.kind == .unexpected { close() }
            return .failure(explain(error, isLost: isLost).naming(statementName))
        }
    }

    /// Says what the caller should know: that its deadline passed or the connection
    /// broke, rather than how the server put it.
    private func explain(_ error: PostgresError, isLost: Bool) -> PostgresError {
        var kind = error.kind
        if let abandonment = call.abandonment {
            kind = abandonment
        } else if isLost {
            kind = .closed
        }
        return PostgresError(
            kind, sqlState: error.sqlState, constraint: error.constraint,
            statementName: error.statementName,
            isSafeToRetry: error.isSafeToRetry && !call.hasSent, detail: error.detail
        )
    }

    private func report<Value>(
        _ outcome: Result<Value, PostgresError>,
        _ statementName: String?,
        since start: ContinuousClock.Instant
    ) {
        guard let trace = configuration.trace else { return }
        var failure: PostgresError?
        if case .failure(let error) = outcome { failure = error }
        trace.onQuery(
            QueryTrace.Event(
                statementName: statementName, duration: ContinuousClock.now - start,
                rows: call.rows, sqlState: failure?.sqlState, succeeded: failure == nil
            ))
    }

    private static func capture<Value>(
        _ body: () async throws(PostgresError) -> Value,
        isolation: isolated (any Actor)? = #isolation
    ) async -> Result<Value, PostgresError> {
        do {
            return .success(try await body())
        } catch {
            return .failure(error)
        }
    }
}
