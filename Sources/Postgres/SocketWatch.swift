// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The place where one connection's call waits for its socket.
///
/// A call takes a ticket; an interruption names the ticket it means. One that comes
/// late, when the call is over, therefore never hits the next call.
final class SocketWatch: Sendable {
    struct Interest {
        let reads: Bool
        let writes: Bool

        static let read = Interest(reads: true, writes: false)
        static let write = Interest(reads: false, writes: true)
        static let either = Interest(reads: true, writes: true)
    }

    enum Outcome {
        case ready(readable: Bool, writable: Bool)
        case timedOut
        case interrupted
        /// epoll refused the socket or the watch was closed.
        case broken
    }

    private struct State {
        var ticket: UInt64 = 0
        var isInterrupted = false
        var isClosed = false
        var waiter: CheckedContinuation<Outcome, Never>?
    }

    let token: UInt64
    private let readiness: Readiness
    private let state = Mutex(State())

    init(token: UInt64, readiness: Readiness) {
        self.token = token
        self.readiness = readiness
    }

    /// Starts a call; earlier interruptions are forgotten.
    func beginCall() -> UInt64 {
        state.withLock { state in
            state.ticket += 1
            state.isInterrupted = false
            return state.ticket
        }
    }

    /// Ends a call: its ticket is worth nothing from here on.
    func endCall() {
        _ = beginCall()
    }

    /// Makes the call with `ticket` stop waiting, now or when it next waits.
    func interrupt(ticket: UInt64) {
        let waiter = state.withLock { state -> CheckedContinuation<Outcome, Never>? in
            guard state.ticket == ticket else { return nil }
            guard let waiter = state.waiter else {
                state.isInterrupted = true
                return nil
            }
            state.waiter = nil
            return waiter
        }
        waiter?.resume(returning: .interrupted)
    }

    /// Waits until the socket is ready, the deadline passes or the call is interrupted.
    func wait(
        for interest: Interest,
        socket: Int32,
        until deadline: ContinuousClock.Instant?,
        isolation: isolated (any Actor)? = #isolation
    ) async -> Outcome {
        let outcome = await withCheckedContinuation { continuation in
            let immediate = state.withLock { state -> Outcome? in
                if state.isClosed { return .broken }
                if state.isInterrupted {
                    state.isInterrupted = false
                    return .interrupted
                }
                precondition(state.waiter == nil, "two calls wait on one connection")
                state.waiter = continuation
                return nil
            }
            if let immediate {
                continuation.resume(returning: immediate)
                return
            }
            if let deadline { readiness.setDeadline(deadline, token: token) }
            if !readiness.arm(socket, token: token, interest: interest) { fire(.broken) }
        }
        if deadline != nil { readiness.setDeadline(nil, token: token) }
        return outcome
    }

    /// Resumes whoever waits. An event that finds nobody is dropped: the next wait
    /// arms the socket again and epoll reports what is still there.
    func fire(_ outcome: Outcome) {
        let waiter = state.withLock { state in
            let waiter = state.waiter
            state.waiter = nil
            return waiter
        }
        waiter?.resume(returning: outcome)
    }

    /// Ends all waiting for good.
    func close() {
        readiness.forget(token)
        state.withLock { $0.isClosed = true }
        fire(.broken)
    }
}
