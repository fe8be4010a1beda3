// SPDX-License-Identifier: Apache-2.0

import CLibPQ

// The one place where a conversation with the server happens: send, flush, consume,
// take results. Two rules come from the manual and from scars: after each
// PQconsumeInput ask PQisBusy until it says no, and while flushing wait for reading
// or writing, or a large parameter stalls against a server that wants to talk first.
//
// - Source: <https://www.postgresql.org/docs/15/libpq-async.html>

extension Connection {
    /// The live connection object, or `.closed`.
    func live() throws(PostgresError) -> ConnectionHandle {
        guard let handle else { throw PostgresError(.closed) }
        return handle
    }

    /// Runs a libpq function that queues a command and answers 1 for success.
    func send(_ body: (OpaquePointer) -> Int32) throws(PostgresError) {
        let handle = try live()
        call.hasSent = true
        guard body(handle.pointer) == 1 else { throw lost(handle) }
    }

    /// Waits until all that is queued has left.
    func flush() async throws(PostgresError) {
        while true {
            let handle = try live()
            switch PQflush(handle.pointer) {
            case 0: return
            case 1:
                let readable = try await wait(for: .either)
                if readable { try consume() }
            default: throw lost(handle)
            }
        }
    }

    /// The next result, or `nil` at the end of a command.
    func nextResult() async throws(PostgresError) -> ResultHandle? {
        while true {
            let handle = try live()
            guard PQisBusy(handle.pointer) == 1 else {
                return PQgetResult(handle.pointer).map { ResultHandle($0) }
            }
            _ = try await wait(for: .read)
            try consume()
        }
    }

    /// The result of a command that gives one, with what follows taken too. A
    /// refusal by the server is thrown after the command has come to its end.
    func onlyResult() async throws(PostgresError) -> ResultHandle {
        guard let first = try await nextResult() else {
            throw PostgresError(.unexpected, detail: "no result")
        }
        try refuseCopy(first)
        var failure = first.failure
        while let further = try await nextAfter(&failure) {
            try refuseCopy(further)
            failure = failure ?? further.failure
        }
        if let failure { throw failure }
        return first
    }

    /// Takes all results up to the end of the command; throws the first refusal.
    func drain() async throws(PostgresError) {
        var failure: PostgresError?
        while let result = try await nextAfter(&failure) {
            failure = failure ?? result.failure
        }
        if let failure { throw failure }
    }

    /// The next result. When the connection breaks after the server has said why,
    /// the reason it gave is what is thrown.
    private func nextAfter(
        _ failure: inout PostgresError?
    ) async throws(PostgresError) -> ResultHandle? {
        do {
            return try await nextResult()
        } catch {
            throw failure ?? error
        }
    }

    /// A COPY where rows were expected cannot be ended politely: cut the connection.
    private func refuseCopy(_ result: borrowing ResultHandle) throws(PostgresError) {
        let status = result.status
        guard status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH
        else { return }
        close()
        throw PostgresError(.unexpected, detail: "COPY outside copyIn and copyOut")
    }

    /// Takes what has arrived into libpq's buffer.
    func consume() throws(PostgresError) {
        let handle = try live()
        guard PQconsumeInput(handle.pointer) == 1 else { throw lost(handle) }
    }

    /// Waits for the socket. Answers whether it is readable.
    ///
    /// When the call is to stop, the server is asked to cancel and the wait goes on
    /// for its answer, for a few seconds at most.
    func wait(for interest: SocketWatch.Interest) async throws(PostgresError) -> Bool {
        let handle = try live()
        // A result that keeps coming must not outrun its deadline either.
        if let deadline = call.deadline, deadline <= .now { try abandon(.timedOut) }
        let outcome = await watch.wait(
            for: interest, socket: handle.socket, until: call.deadline
        )
        switch outcome {
        case .ready(let readable, _):
            return readable
        case .timedOut:
            guard let deadline = call.deadline, deadline <= .now else { return false }
            try abandon(.timedOut)
        case .interrupted:
            try abandon(.cancelled)
        case .broken:
            throw PostgresError(.closed)
        }
        return false
    }

    /// Asks the server to cancel; the second time, gives up on its answer.
    private func abandon(_ kind: PostgresError.Kind) throws(PostgresError) {
        guard call.abandonment == nil else {
            close()
            throw PostgresError(kind, detail: "the server did not answer the cancel request")
        }
        call.abandonment = kind
        call.deadline = ContinuousClock.now + Self.cancelGrace
        cancelHandle?.fire()
    }

    func lost(_ handle: ConnectionHandle) -> PostgresError {
        PostgresError(.closed, detail: handle.errorMessage)
    }
}
