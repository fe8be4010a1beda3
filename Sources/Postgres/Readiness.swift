// SPDX-License-Identifier: Apache-2.0

import CReadiness
import Glibc
import Synchronization

/// One thread that waits for all sockets and resumes whoever waits on them.
///
/// Each wait arms its socket for one event, so an event never finds two waiters. The
/// thread also keeps the deadlines of those waits.
///
/// - Source: <https://man7.org/linux/man-pages/man7/epoll.7.html>
final class Readiness: Sendable {
    /// The thread of this process.
    static let shared = Readiness()

    private struct State {
        var watches: [UInt64: SocketWatch] = [:]
        var deadlines: [UInt64: ContinuousClock.Instant] = [:]
        var nextToken: UInt64 = 1
        /// When the thread will wake by itself.
        var wakesAt: ContinuousClock.Instant?
    }

    private let epoll: Int32
    private let bell: Int32
    private let state = Mutex(State())

    private init() {
        epoll = readiness_create()
        bell = readiness_create_bell(epoll)
        precondition(epoll >= 0 && bell >= 0, "the process has no file descriptor left for epoll")
        startThread { [self] in
            while true { turn() }
        }
    }

    /// A watch for a connection's socket. `close()` must be called on it.
    func makeWatch() -> SocketWatch {
        state.withLock { state in
            let watch = SocketWatch(token: state.nextToken, readiness: self)
            state.watches[watch.token] = watch
            state.nextToken += 1
            return watch
        }
    }

    func forget(_ token: UInt64) {
        state.withLock { state in
            state.watches[token] = nil
            state.deadlines[token] = nil
        }
    }

    /// Arms `socket` for one event. False if epoll refuses it, which means it is closed.
    func arm(_ socket: Int32, token: UInt64, interest: SocketWatch.Interest) -> Bool {
        readiness_arm(epoll, socket, token, interest.reads ? 1 : 0, interest.writes ? 1 : 0) == 0
    }

    /// Sets or clears when the wait of `token` ends at the latest.
    func setDeadline(_ deadline: ContinuousClock.Instant?, token: UInt64) {
        let mustWake = state.withLock { state in
            guard let deadline else {
                state.deadlines[token] = nil
                return false
            }
            state.deadlines[token] = deadline
            guard let wakesAt = state.wakesAt, wakesAt <= deadline else { return true }
            return false
        }
        if mustWake { readiness_ring(bell) }
    }

    private func turn() {
        let timeout = state.withLock { state -> Int32 in
            state.wakesAt = state.deadlines.values.min()
            guard let wakesAt = state.wakesAt else { return -1 }
            let remaining = wakesAt - ContinuousClock.now
            guard remaining > .zero else { return 0 }
            // Rounded up, or the thread would spin through the last millisecond.
            let milliseconds = remaining / .milliseconds(1)
            return Int32(min(milliseconds.rounded(.up), 60_000))
        }
        withUnsafeTemporaryAllocation(of: readiness_event.self, capacity: 64) { events in
            let count = readiness_wait(epoll, events.baseAddress, 64, timeout)
            for event in events.prefix(max(0, Int(count))) {
                dispatch(event)
            }
        }
        expire()
    }

    private func dispatch(_ event: readiness_event) {
        guard event.token != 0 else {
            readiness_silence(bell)
            return
        }
        let watch = state.withLock { $0.watches[event.token] }
        watch?.fire(.ready(readable: event.readable != 0, writable: event.writable != 0))
    }

    private func expire() {
        let expired = state.withLock { state -> [SocketWatch] in
            guard !state.deadlines.isEmpty else { return [] }
            let now = ContinuousClock.now
            let tokens = state.deadlines.filter { $0.value <= now }.map(\.key)
            return tokens.compactMap { token in
                state.deadlines[token] = nil
                return state.watches[token]
            }
        }
        for watch in expired { watch.fire(.timedOut) }
    }
}

/// Runs `body` on a thread of its own, for the two things that block: waiting for
/// epoll and `PQcancel`.
func startThread(_ body: @escaping @Sendable () -> Void) {
    final class Box {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    let argument = Unmanaged.passRetained(Box(body)).toOpaque()
    let status = pthread_create(
        &thread, &attributes,
        { argument in
            guard let argument else { return nil }
            Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
            return nil
        }, argument)
    pthread_attr_destroy(&attributes)
    precondition(status == 0, "the process may start no more threads")
}
