// SPDX-License-Identifier: Apache-2.0

import Service
import Synchronization

/// How much a daemon lets in at a time. What exceeds it is refused at once with 503, before it is
/// routed or read. Shared by all connections of one daemon.
public final class Admission: Sendable {
    /// How much is let in.
    public struct Limits: Hashable, Sendable {
        /// Requests that are being answered. They share their queries, so that each waits for those
        /// before it: 128 wait some 10 ms where 13,000 a second are answered, and 1 s at 128.
        public var requests = 128
        /// Batches of lines that are being answered: each holds a thousand lines at a time.
        public var batches = 16
        /// Whole registers that are being sent, each for as long as its reader takes.
        public var streams = 8
        /// Connections; one more is told so at its first request, and closed.
        public var connections = 4_096

        /// The standard limits.
        public init() {}

        /// Reads `requests=128,batches=16,streams=8,connections=4096`; what is not named keeps its
        /// standard.
        ///
        /// - Throws: `SettingFault` saying what is wrong.
        public init(_ text: String) throws {
            try SettingList.read(text, known: ["requests", "batches", "streams", "connections"]) {
                let number = try SettingList.number($1, of: $0, in: 1...100_000)
                switch $0 {
                case "requests": requests = number
                case "batches": batches = number
                case "streams": streams = number
                default: connections = number
                }
            }
        }

        /// Requests for health, readiness and metrics that are being answered.
        var probes: Int { 16 }
        /// The connections that are held open. Some of those beyond the limit are let in, because
        /// they may be probes, and because a connection that waits unseen learns nothing.
        var openConnections: Int { connections + 256 }
    }

    let limits: Limits
    private let requests = Atomic(0)
    private let batches = Atomic(0)
    private let streams = Atomic(0)
    private let probes = Atomic(0)
    private let connections = Atomic(0)
    private let refused = DoorRefusal.Counts()
    private let draining = Atomic(false)

    /// Makes the admission of one daemon.
    public init(_ limits: Limits = Limits()) {
        self.limits = limits
    }

    /// How many requests were refused since the start because there was no room.
    public var refusedCount: Int { refusedCount(status: 503) }
    /// How many requests, batches and streams are being answered now.
    public var admittedCount: Int { requestCount + batchCount + streamCount }
    var requestCount: Int { requests.load(ordering: .relaxed) }
    var batchCount: Int { batches.load(ordering: .relaxed) }
    var streamCount: Int { streams.load(ordering: .relaxed) }
    /// How many connections are open now.
    public var connectionCount: Int { connections.load(ordering: .relaxed) }

    /// Whether the daemon is about to end: it is not ready any more, and what it answers tells the
    /// client to go elsewhere.
    public var isDraining: Bool { draining.load(ordering: .relaxed) }

    /// Says that the daemon is about to end.
    public func drain() {
        draining.store(true, ordering: .relaxed)
    }

    /// Takes a place; false when there is none. Who gets one gives it back by `leave`.
    func enter(_ room: Room) -> Bool {
        let isRoom =
            switch room {
            case .request: Self.take(requests, limit: limits.requests)
            case .batch: Self.take(batches, limit: limits.batches)
            case .stream: Self.take(streams, limit: limits.streams)
            case .probe: Self.take(probes, limit: limits.probes)
            }
        if !isRoom { note(DoorRefusal(noPlaceIn: room)) }
        return isRoom
    }

    /// Gives a place back.
    func leave(_ room: Room) {
        switch room {
        case .request: requests.subtract(1, ordering: .relaxed)
        case .batch: batches.subtract(1, ordering: .relaxed)
        case .stream: streams.subtract(1, ordering: .relaxed)
        case .probe: probes.subtract(1, ordering: .relaxed)
        }
    }

    /// Counts a connection; false when it is one too many.
    func connect() -> Bool {
        connections.add(1, ordering: .relaxed).newValue <= limits.connections
    }

    /// Counts a connection that ended.
    func disconnect() {
        connections.subtract(1, ordering: .relaxed)
    }

    /// Counts a request that is refused before it is routed.
    func note(_ reason: DoorRefusal) {
        refused[reason].add()
    }

    /// How many requests were refused for a reason since the start.
    func refusedCount(_ reason: DoorRefusal) -> Int { refused[reason].value }

    private static func take(_ places: borrowing Atomic<Int>, limit: Int) -> Bool {
        if places.add(1, ordering: .relaxed).newValue <= limit { return true }
        places.subtract(1, ordering: .relaxed)
        return false
    }
}
