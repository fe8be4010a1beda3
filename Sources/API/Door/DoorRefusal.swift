// SPDX-License-Identifier: Apache-2.0

import NIOHTTP1
import Service

/// Why a request was refused before it was routed.
enum DoorRefusal: String, CaseIterable, Sendable {
    /// There was no room for a request, a batch, a stream or a probe.
    case requests, batches, streams, probes
    /// Its connection was one too many.
    case connections
    /// It was no HTTP/1.1, its headers were too large, or it did not come.
    case malformed, headers, slow

    /// The status of the answer.
    var status: Int {
        switch self {
        case .requests, .batches, .streams, .probes, .connections: 503
        case .malformed: 400
        case .headers: 431
        case .slow: 408
        }
    }

    /// Why a request is refused for which there is no room.
    init(noPlaceIn room: Room) {
        self =
            switch room {
            case .request: .requests
            case .batch: .batches
            case .stream: .streams
            case .probe: .probes
            }
    }

    /// Why a request is refused that the parser does not understand.
    init(_ error: HTTPParserError) {
        self = error == .headerOverflow ? .headers : .malformed
    }

    /// What is said to whoever did not send a request.
    var problem: Problem {
        switch self {
        case .requests, .batches, .streams, .probes, .connections: Problem(Refusal.overloaded)
        case .malformed: .requestMalformed
        case .headers: .headersTooLarge
        case .slow: .requestTooSlow
        }
    }
}

extension DoorRefusal {
    /// A counter for each reason.
    struct Counts: Sendable {
        private let requests = Counter()
        private let batches = Counter()
        private let streams = Counter()
        private let probes = Counter()
        private let connections = Counter()
        private let malformed = Counter()
        private let headers = Counter()
        private let slow = Counter()

        subscript(reason: DoorRefusal) -> Counter {
            switch reason {
            case .requests: requests
            case .batches: batches
            case .streams: streams
            case .probes: probes
            case .connections: connections
            case .malformed: malformed
            case .headers: headers
            case .slow: slow
            }
        }
    }
}

extension Admission {
    /// What was let in, and what was refused before it was routed.
    var families: [MetricFamily] {
        var refused = MetricFamily(
            .counter, "probity_http_refused_requests_total",
            "Requests refused before they were routed, by reason and exact status.")
        for reason in DoorRefusal.allCases {
            refused.add(
                refusedCount(reason), .init("reason", reason.rawValue),
                .init("code", String(reason.status)))
        }
        var admitted = MetricFamily(
            .gauge, "probity_http_admitted_requests",
            "Requests that take a place in a room, from their head to the end of their answer.")
        var most = MetricFamily(
            .gauge, "probity_http_maximum_admitted_requests", "Places that there are.")
        for (room, count, limit) in [
            ("requests", requestCount, limits.requests), ("batches", batchCount, limits.batches),
            ("streams", streamCount, limits.streams),
        ] {
            admitted.add(count, .init("room", room))
            most.add(limit, .init("room", room))
        }
        return [
            refused, admitted, most,
            MetricFamily(
                .gauge, "probity_http_connections", "Open connections.", value: connectionCount),
            MetricFamily(
                .gauge, "probity_http_maximum_connections",
                "Connections that are served; one more is told so and closed.",
                value: limits.connections),
        ]
    }

    /// How many answers of a status were given at the door.
    func refusedCount(status: Int) -> Int {
        DoorRefusal.allCases.filter { $0.status == status }
            .reduce(0) { $0 + refusedCount($1) }
    }
}
