// SPDX-License-Identifier: Apache-2.0

/// Decides what a pool does; knows no socket, no task and no clock.
///
/// Each call changes the state and answers what the driver has to do, in order.
struct PoolStateMachine {
    typealias ConnectionID = Int
    typealias WaiterID = Int
    typealias Instant = ContinuousClock.Instant

    enum Refusal: Equatable {
        /// The waiter's time is up.
        case acquireTimedOut
        /// The waiter's task was cancelled.
        case cancelled
        /// The server could not be reached for some time.
        case circuitOpen
        /// The pool shuts down.
        case shutdown
    }

    enum Action: Equatable {
        /// Start connecting, after a pause.
        case connect(ConnectionID, after: Duration)
        /// Give the connection to the waiter.
        case lease(ConnectionID, to: WaiterID)
        /// Close the connection.
        case close(ConnectionID, PoolCloseReason)
        /// Give up the attempt to connect.
        case abandonConnecting(ConnectionID)
        /// Tell the waiter no.
        case refuse(WaiterID, Refusal)
        /// All connections are gone: shutdown is complete.
        case finish
    }

    private enum Phase {
        /// Lends connections. Can transition to: draining.
        case running
        /// Waits for the leased ones to return. Can transition to: finished.
        case draining
        /// Nothing left.
        case finished
    }

    private struct Idle {
        let id: ConnectionID
        let since: Instant
    }

    private let configuration: PoolConfiguration
    private var phase = Phase.running
    /// Longest idle first; lent from the end, so that the surplus can grow old.
    private var idle: [Idle] = []
    private var leased: Set<ConnectionID> = []
    private var connecting: Set<ConnectionID> = []
    /// First come, first served.
    private var waiters: [WaiterID] = []
    private var expiries: [ConnectionID: Instant] = [:]
    private var nextConnection: ConnectionID = 1
    private var failures = 0
    private var destroyed: [PoolCloseReason: Int] = [:]

    init(_ configuration: PoolConfiguration) {
        self.configuration = configuration
    }

    var gauges: PoolGauges {
        PoolGauges(
            leased: leased.count, idle: idle.count, connecting: connecting.count,
            waiting: waiters.count, destroyed: destroyed
        )
    }

    var isCircuitOpen: Bool { failures >= configuration.failuresUntilOpenCircuit }
    private var total: Int { idle.count + leased.count + connecting.count }

    // MARK: Borrowers

    mutating func acquire(_ waiter: WaiterID, now: Instant) -> [Action] {
        guard case .running = phase else { return [.refuse(waiter, .shutdown)] }
        var actions: [Action] = []
        while let candidate = idle.popLast() {
            guard !isExpired(candidate.id, now) else {
                actions.append(close(candidate.id, .age))
                continue
            }
            leased.insert(candidate.id)
            return actions + [.lease(candidate.id, to: waiter)]
        }
        if isCircuitOpen {
            // The attempt under way decides; nobody waits for it.
            return actions + probe() + [.refuse(waiter, .circuitOpen)]
        }
        waiters.append(waiter)
        return actions + connectForWaiters()
    }

    /// The waiter does not wait any longer. Nothing to do if it was served meanwhile.
    mutating func withdraw(_ waiter: WaiterID, _ refusal: Refusal) -> [Action] {
        guard let position = waiters.firstIndex(of: waiter) else { return [] }
        waiters.remove(at: position)
        return [.refuse(waiter, refusal)]
    }

    /// A connection comes back. One that may not be lent again is destroyed.
    mutating func release(_ id: ConnectionID, isReusable: Bool, now: Instant) -> [Action] {
        precondition(leased.remove(id) != nil, "a connection was returned twice")
        guard case .running = phase else { return [close(id, .shutdown)] + finishIfEmpty() }
        guard isReusable else { return [close(id, .unusable)] + connectForWaiters() }
        guard !isExpired(id, now) else { return [close(id, .age)] + connectForWaiters() }
        return makeAvailable(id, now)
    }

    // MARK: Connecting

    /// A connection was made. `jitter` in 0…1 shortens its life by up to a tenth.
    mutating func connected(_ id: ConnectionID, now: Instant, jitter: Double) -> [Action] {
        // An attempt given up at shutdown may succeed all the same.
        guard connecting.remove(id) != nil else { return [close(id, .shutdown)] }
        failures = 0
        guard case .running = phase else { return [close(id, .shutdown)] + finishIfEmpty() }
        expiries[id] = now + configuration.maximumAge * (1 - 0.1 * jitter)
        return makeAvailable(id, now) + connectForWaiters()
    }

    /// An attempt failed. One attempt at a time goes on, after a pause.
    mutating func connectFailed(_ id: ConnectionID) -> [Action] {
        guard connecting.remove(id) != nil else { return [] }
        guard case .running = phase else { return finishIfEmpty() }
        failures += 1
        var actions: [Action] = []
        if isCircuitOpen {
            actions = waiters.map { .refuse($0, .circuitOpen) }
            waiters = []
        }
        if connecting.isEmpty, !waiters.isEmpty || total < configuration.minimum || isCircuitOpen {
            connecting.insert(id)
            actions.append(.connect(id, after: pause))
        }
        return actions
    }

    private var pause: Duration {
        let doublings = min(max(failures - 1, 0), 16)
        return min(configuration.backOff * (1 << doublings), configuration.maximumBackOff)
    }

    // MARK: Time and end

    /// Closes what is idle for too long or too old, and keeps the minimum.
    mutating func tick(now: Instant) -> [Action] {
        guard case .running = phase else { return [] }
        var actions: [Action] = []
        var kept: [Idle] = []
        var count = total
        for candidate in idle {
            let isSurplus = count > configuration.minimum
            if isExpired(candidate.id, now) {
                actions.append(close(candidate.id, .age))
            } else if isSurplus, candidate.since + configuration.idleTimeout <= now {
                actions.append(close(candidate.id, .idle))
            } else {
                kept.append(candidate)
                continue
            }
            count -= 1
        }
        idle = kept
        while total < configuration.minimum, failures == 0 { actions.append(startConnecting()) }
        if total < configuration.minimum { actions += probe() }
        return actions
    }

    /// Refuses new borrowers, closes what is idle and waits for the rest.
    mutating func shutdown() -> [Action] {
        guard case .running = phase else { return [] }
        phase = .draining
        var actions: [Action] = waiters.map { .refuse($0, .shutdown) }
        waiters = []
        actions += idle.map(\.id).map { close($0, .shutdown) }
        idle = []
        actions += connecting.sorted().map { .abandonConnecting($0) }
        connecting = []
        return actions + finishIfEmpty()
    }

    private mutating func finishIfEmpty() -> [Action] {
        guard case .draining = phase, leased.isEmpty else { return [] }
        phase = .finished
        return [.finish]
    }

    // MARK: Parts

    private mutating func makeAvailable(_ id: ConnectionID, _ now: Instant) -> [Action] {
        guard !waiters.isEmpty else {
            idle.append(Idle(id: id, since: now))
            return []
        }
        leased.insert(id)
        return [.lease(id, to: waiters.removeFirst())]
    }

    /// As many attempts as waiters lack, within the maximum; one while it fails.
    private mutating func connectForWaiters() -> [Action] {
        guard failures == 0 else { return waiters.isEmpty ? [] : probe() }
        var actions: [Action] = []
        while connecting.count < waiters.count, total < configuration.maximum {
            actions.append(startConnecting())
        }
        return actions
    }

    /// Keeps one attempt going while the server cannot be reached.
    private mutating func probe() -> [Action] {
        guard connecting.isEmpty, total < configuration.maximum else { return [] }
        let id = nextConnection
        nextConnection += 1
        connecting.insert(id)
        return [.connect(id, after: pause)]
    }

    private mutating func startConnecting() -> Action {
        let id = nextConnection
        nextConnection += 1
        connecting.insert(id)
        return .connect(id, after: .zero)
    }

    private func isExpired(_ id: ConnectionID, _ now: Instant) -> Bool {
        expiries[id].map { $0 <= now } ?? false
    }

    private mutating func close(_ id: ConnectionID, _ reason: PoolCloseReason) -> Action {
        expiries[id] = nil
        destroyed[reason, default: 0] += 1
        return .close(id, reason)
    }
}
