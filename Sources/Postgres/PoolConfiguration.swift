// SPDX-License-Identifier: Apache-2.0

/// How many connections a pool keeps and for how long.
public struct PoolConfiguration: Sendable {
    /// How to connect.
    public var connection: ConnectionConfiguration
    /// Connections kept even when idle, while the pool's `run()` is running.
    public var minimum: Int
    /// Connections at most.
    public var maximum: Int
    /// How long a borrower waits for a connection.
    public var acquireDeadline: Duration
    /// How long a connection above the minimum may be idle.
    public var idleTimeout: Duration
    /// How old a connection may grow; up to a tenth is taken off at random, so that
    /// connections born together do not die together.
    public var maximumAge: Duration
    /// The first pause after a failed connect; it doubles with each further one.
    public var backOff: Duration
    /// The longest pause between two attempts.
    public var maximumBackOff: Duration
    /// After so many failures in a row borrowers are refused at once, until an
    /// attempt succeeds.
    public var failuresUntilOpenCircuit: Int

    /// Takes how to connect; the rest has defaults.
    public init(
        connection: ConnectionConfiguration,
        minimum: Int = 0,
        maximum: Int = 8,
        acquireDeadline: Duration = .seconds(10),
        idleTimeout: Duration = .seconds(60),
        maximumAge: Duration = .seconds(3_600),
        backOff: Duration = .milliseconds(50),
        maximumBackOff: Duration = .seconds(2),
        failuresUntilOpenCircuit: Int = 8
    ) {
        precondition(minimum >= 0 && maximum >= 1 && minimum <= maximum, "0 ≤ minimum ≤ maximum")
        self.connection = connection
        self.minimum = minimum
        self.maximum = maximum
        self.acquireDeadline = acquireDeadline
        self.idleTimeout = idleTimeout
        self.maximumAge = maximumAge
        self.backOff = backOff
        self.maximumBackOff = maximumBackOff
        self.failuresUntilOpenCircuit = failuresUntilOpenCircuit
    }
}

/// What a pool holds at this moment.
public struct PoolGauges: Sendable, Equatable {
    /// Connections lent out.
    public var leased = 0
    /// Connections waiting to be lent.
    public var idle = 0
    /// Connections being made, or waiting for the next attempt.
    public var connecting = 0
    /// Borrowers waiting.
    public var waiting = 0
    /// Connections destroyed so far, by reason.
    public var destroyed: [PoolCloseReason: Int] = [:]
}

/// Why a pool closed a connection.
public enum PoolCloseReason: String, Sendable {
    /// It came back closed, busy, cancelled or inside a transaction.
    case unusable
    /// It was idle for too long.
    case idle
    /// It was too old.
    case age
    /// The pool shuts down.
    case shutdown
}
