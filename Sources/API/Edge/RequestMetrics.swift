// SPDX-License-Identifier: Apache-2.0

import Domain
import Hummingbird
import Service

/// Counts requests by route, method and status. All labels are made beforehand, so that a request
/// costs a look into a table and a few atomic additions.
final class RequestMetrics: Sendable {
    /// Requests that are at work.
    let inFlight = Gauge()
    private let routes: [String: [HTTPRequest.Method: RequestSeries]]
    private let others: [String: RequestSeries]
    private let nowhere = RequestSeries(route: "none", method: "other")
    private let statuses: [Int: Counter]
    private let otherStatuses = Counter()

    private static let knownStatuses = [
        200, 201, 202, 204, 304, 308, 400, 401, 403, 404, 405, 406, 408, 409, 410, 412, 413, 414,
        415, 422, 428, 429, 431, 500, 503,
    ]

    /// Prepares the series of these routes.
    init(routes: [APIRoute]) {
        var table: [String: [HTTPRequest.Method: RequestSeries]] = [:]
        var others: [String: RequestSeries] = [:]
        for route in routes {
            guard let method = HTTPRequest.Method(rawValue: route.method) else { continue }
            for method in method == .get ? [.get, .head] : [method] {
                table[route.path, default: [:]][method] = RequestSeries(
                    route: route.path, method: method.rawValue)
            }
            others[route.path] = RequestSeries(route: route.path, method: "other")
        }
        // The router knows a move by the path that it stands behind.
        for route in routes {
            guard let series = table[APIRoute.move(of: route.path)]?[.post] else { continue }
            table[route.path]?[.post] = series
        }
        self.routes = table
        self.others = others
        self.statuses = Dictionary(
            uniqueKeysWithValues: Self.knownStatuses.map { ($0, Counter()) })
    }

    /// Counts an answer, and says under which labels.
    func note(
        route: String?, method: HTTPRequest.Method, status: Int, microseconds: Int
    ) -> (route: String, method: String) {
        let series =
            route.flatMap { path in routes[path].map { $0[method] ?? others[path] ?? nowhere } }
            ?? nowhere
        series.note(status: status, microseconds: microseconds)
        (statuses[status] ?? otherStatuses).add()
        return (series.route, series.method)
    }

    /// What was counted, with the answers that were given at the door; series that nothing was
    /// counted in are left out.
    func families(_ admission: Admission) -> [MetricFamily] {
        var requests = MetricFamily(
            .counter, "probity_http_requests_total",
            "Requests answered, by route, method and class of status.")
        var durations = MetricFamily(
            .histogram, "probity_http_request_duration_seconds",
            "How long a request took, to the last line of a stream.")
        for series in all {
            let labels: [MetricFamily.Label] = [
                .init("route", series.route), .init("method", series.method),
            ]
            for (name, counter) in zip(RequestSeries.classNames, series.classes)
            where counter.value > 0 {
                requests.add(counter.value, labels[0], labels[1], .init("status", name))
            }
            let duration = series.duration.snapshot
            if duration.count > 0 { durations.add(duration, labels[0], labels[1]) }
        }
        return [requests, durations, statusFamily(admission)] + [
            MetricFamily(
                .gauge, "probity_http_requests_in_flight", "Requests at work.",
                value: inFlight.value)
        ] + admission.families
    }

    private func statusFamily(_ admission: Admission) -> MetricFamily {
        var family = MetricFamily(
            .counter, "probity_http_responses_total",
            "Answers by their exact status, those at the door too.")
        for status in Self.knownStatuses {
            family.add(
                (statuses[status]?.value ?? 0) + admission.refusedCount(status: status),
                .init("code", String(status)))
        }
        family.add(otherStatuses.value, .init("code", "other"))
        return family
    }

    private var all: [RequestSeries] {
        let known = routes.keys.sorted().flatMap { path in
            (routes[path] ?? [:]).values.filter { $0.route == path }
                .sorted { $0.method < $1.method }
                + [others[path]].compactMap { $0 }
        }
        return known + [nowhere]
    }
}

/// What is counted of one method on one route.
private final class RequestSeries: Sendable {
    let route: String
    let method: String
    let duration = Histogram.ofSeconds()
    let classes = RequestSeries.classNames.map { _ in Counter() }

    static let classNames = ["1xx", "2xx", "3xx", "4xx", "5xx"]

    init(route: String, method: String) {
        self.route = route
        self.method = method
    }

    func note(status: Int, microseconds: Int) {
        classes[Self.index(of: status)].add()
        duration.observe(microseconds)
    }

    static func index(of status: Int) -> Int { min(max(status / 100, 1), 5) - 1 }
}
