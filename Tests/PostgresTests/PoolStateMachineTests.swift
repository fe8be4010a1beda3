// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Postgres

@Suite("The pool's decisions")
struct PoolStateMachineTests {
    private let start = ContinuousClock.now

    private func machine(minimum: Int = 0, maximum: Int = 2, failures: Int = 3) -> PoolStateMachine
    {
        PoolStateMachine(
            PoolConfiguration(
                connection: ConnectionConfiguration(""), minimum: minimum, maximum: maximum,
                idleTimeout: .seconds(60), maximumAge: .seconds(100),
                backOff: .milliseconds(50), maximumBackOff: .milliseconds(150),
                failuresUntilOpenCircuit: failures
            ))
    }

    @Test("a borrower makes the pool connect, gets the connection, and returns it for the next")
    func lend() {
        var pool = machine()
        #expect(pool.acquire(1, now: start) == [.connect(1, after: .zero)])
        #expect(pool.connected(1, now: start, jitter: 0) == [.lease(1, to: 1)])
        #expect(pool.release(1, isReusable: true, now: start) == [])
        #expect(pool.gauges == PoolGauges(idle: 1))
        #expect(pool.acquire(2, now: start) == [.lease(1, to: 2)])
    }

    @Test("at the maximum borrowers wait, first come first served")
    func waiting() {
        var pool = machine(maximum: 1)
        _ = pool.acquire(1, now: start)
        _ = pool.connected(1, now: start, jitter: 0)
        #expect(pool.acquire(2, now: start) == [])
        #expect(pool.acquire(3, now: start) == [])
        #expect(pool.release(1, isReusable: true, now: start) == [.lease(1, to: 2)])
        #expect(pool.release(1, isReusable: true, now: start) == [.lease(1, to: 3)])
    }

    @Test("a waiter that gives up is refused once and then forgotten")
    func withdraw() {
        var pool = machine(maximum: 1)
        _ = pool.acquire(1, now: start)
        #expect(pool.withdraw(1, .acquireTimedOut) == [.refuse(1, .acquireTimedOut)])
        #expect(pool.withdraw(1, .cancelled) == [])
        #expect(pool.connected(1, now: start, jitter: 0) == [])
        #expect(pool.gauges == PoolGauges(idle: 1))
    }

    @Test("a connection that is not reusable is destroyed and replaced for who waits")
    func unusable() {
        var pool = machine(maximum: 1)
        _ = pool.acquire(1, now: start)
        _ = pool.connected(1, now: start, jitter: 0)
        _ = pool.acquire(2, now: start)
        #expect(
            pool.release(1, isReusable: false, now: start)
                == [.close(1, .unusable), .connect(2, after: .zero)])
        #expect(pool.gauges.destroyed == [.unusable: 1])
    }

    @Test("idle connections above the minimum go after their time, not a moment earlier")
    func idle() {
        var pool = machine(minimum: 1, maximum: 3)
        for id in 1...2 {
            _ = pool.acquire(id, now: start)
            _ = pool.connected(id, now: start, jitter: 0)
        }
        for id in 1...2 { _ = pool.release(id, isReusable: true, now: start) }
        #expect(pool.tick(now: start + .seconds(59)) == [])
        #expect(pool.tick(now: start + .seconds(60)) == [.close(1, .idle)])
        #expect(pool.gauges.idle == 1)
    }

    @Test("an old connection is closed when idle, returned or asked for; jitter ages it sooner")
    func age() {
        var pool = machine(minimum: 1)
        #expect(pool.tick(now: start) == [.connect(1, after: .zero)])
        _ = pool.connected(1, now: start, jitter: 1)
        #expect(pool.tick(now: start + .seconds(89)) == [])
        #expect(
            pool.tick(now: start + .seconds(90)) == [.close(1, .age), .connect(2, after: .zero)])
        _ = pool.connected(2, now: start, jitter: 0)
        #expect(
            pool.acquire(9, now: start + .seconds(100))
                == [.close(2, .age), .connect(3, after: .zero)])
        _ = pool.connected(3, now: start, jitter: 0)
        #expect(pool.release(3, isReusable: true, now: start + .seconds(100)) == [.close(3, .age)])
    }

    @Test("failed attempts pause longer and longer, one at a time, and then refuse borrowers")
    func circuit() {
        var pool = machine(maximum: 4)
        #expect(pool.acquire(1, now: start) == [.connect(1, after: .zero)])
        #expect(pool.acquire(2, now: start) == [.connect(2, after: .zero)])
        #expect(pool.connectFailed(1) == [])
        #expect(pool.connectFailed(2) == [.connect(2, after: .milliseconds(100))])
        #expect(pool.acquire(3, now: start) == [])
        #expect(
            pool.connectFailed(2) == [
                .refuse(1, .circuitOpen), .refuse(2, .circuitOpen), .refuse(3, .circuitOpen),
                .connect(2, after: .milliseconds(150)),
            ])
        #expect(pool.isCircuitOpen)
        #expect(pool.acquire(4, now: start) == [.refuse(4, .circuitOpen)])
        #expect(pool.connected(2, now: start, jitter: 0) == [])
        #expect(!pool.isCircuitOpen)
        #expect(pool.acquire(5, now: start) == [.lease(2, to: 5)])
    }

    @Test("shutdown refuses, closes what is idle, waits for what is lent, and ends once")
    func shutdown() {
        var pool = machine(maximum: 2)
        _ = pool.acquire(1, now: start)
        _ = pool.connected(1, now: start, jitter: 0)
        #expect(pool.acquire(2, now: start) == [.connect(2, after: .zero)])
        #expect(pool.shutdown() == [.refuse(2, .shutdown), .abandonConnecting(2)])
        #expect(pool.acquire(3, now: start) == [.refuse(3, .shutdown)])
        #expect(pool.connected(2, now: start, jitter: 0) == [.close(2, .shutdown)])
        #expect(
            pool.release(1, isReusable: true, now: start) == [.close(1, .shutdown), .finish])
        #expect(pool.shutdown() == [])
    }

    @Test("a random walk keeps the books: never above the maximum, nobody served twice or lost")
    func randomWalk() {
        for seed in 1...40 as ClosedRange<UInt64> {
            var walk = PoolWalk(machine: machine(maximum: 3, failures: 4), seed: seed)
            for _ in 0..<400 { walk.step() }
            walk.finish()
        }
    }
}

/// Plays driver and borrowers with seeded chance and checks what must always hold.
private struct PoolWalk {
    var machine: PoolStateMachine
    var random: SplitMix
    var now = ContinuousClock.now
    var waiting: Set<Int> = []
    var leased: Set<Int> = []
    var connecting: Set<Int> = []
    var open: Set<Int> = []
    var nextWaiter = 1
    var finishes = 0

    init(machine: PoolStateMachine, seed: UInt64) {
        self.machine = machine
        random = SplitMix(state: seed)
    }

    mutating func step() {
        now += .seconds(Int.random(in: 0...10, using: &random))
        switch Int.random(in: 0..<7, using: &random) {
        case 0, 1:
            waiting.insert(nextWaiter)
            nextWaiter += 1
            apply(machine.acquire(nextWaiter - 1, now: now))
        case 2:
            guard let id = connecting.sorted().randomElement(using: &random) else { return }
            connecting.remove(id)
            open.insert(id)
            apply(machine.connected(id, now: now, jitter: 0.5))
        case 3:
            guard let id = connecting.sorted().randomElement(using: &random) else { return }
            connecting.remove(id)
            apply(machine.connectFailed(id))
        case 4:
            guard let id = leased.sorted().randomElement(using: &random) else { return }
            leased.remove(id)
            apply(machine.release(id, isReusable: Bool.random(using: &random), now: now))
        case 5:
            guard let id = waiting.sorted().randomElement(using: &random) else { return }
            apply(machine.withdraw(id, .cancelled))
            #expect(!waiting.contains(id))
        default: apply(machine.tick(now: now))
        }
        #expect(machine.gauges.leased == leased.count)
        #expect(machine.gauges.connecting == connecting.count)
        #expect(machine.gauges.waiting == waiting.count)
        #expect(machine.gauges.idle == open.count - leased.count)
        #expect(open.count + connecting.count <= 3)
        // Somebody waits only while something will come.
        #expect(waiting.isEmpty || !leased.isEmpty || !connecting.isEmpty)
    }

    mutating func finish() {
        apply(machine.shutdown())
        #expect(waiting.isEmpty)
        for id in leased.sorted() {
            leased.remove(id)
            apply(machine.release(id, isReusable: true, now: now))
        }
        #expect(open.isEmpty && connecting.isEmpty && finishes == 1)
    }

    private mutating func apply(_ actions: [PoolStateMachine.Action]) {
        for action in actions {
            switch action {
            case .connect(let id, _): #expect(connecting.insert(id).inserted)
            case .lease(let id, let waiter):
                #expect(open.contains(id) && leased.insert(id).inserted)
                #expect(waiting.remove(waiter) != nil)
            case .close(let id, _): #expect(open.remove(id) != nil && !leased.contains(id))
            case .abandonConnecting(let id): #expect(connecting.remove(id) != nil)
            case .refuse(let waiter, _): #expect(waiting.remove(waiter) != nil)
            case .finish: finishes += 1
            }
        }
    }
}

/// A small seeded generator, so that a failing walk can be walked again.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
