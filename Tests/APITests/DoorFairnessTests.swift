// SPDX-License-Identifier: Apache-2.0

import Domain
import HummingbirdTesting
import NIOCore
import Service
import Testing

@testable import API

/// Nobody who is slow, or asks in an odd way, takes what belongs to others.
@Suite("How the door shares what there is")
struct DoorFairnessTests {
    private static let end = "Host: localhost\r\n\r\n"
    private static let post =
        "POST /v1/calculate HTTP/1.1\r\nContent-Type: application/json\r\n"

    @Test("a HEAD that is refused has no body, and what comes next is answered in step")
    func head() async throws {
        var configuration = APIConfiguration.numbered()
        configuration.admission = Admission(try Admission.Limits("requests=1"))
        let admission = configuration.admission
        try await withAPI(.live, configuration: configuration) { api in
            #expect(admission.enter(.request))
            let client = try RawClient(port: try #require(api.client.port))
            client.send("HEAD /v1/ledger/key HTTP/1.1\r\n\(Self.end)")
            try await client.read { $0.hasSuffix("\r\n\r\n") }
            #expect(client.statuses == [503])
            client.send("GET /healthz HTTP/1.1\r\n\(Self.end)")
            try await client.read { $0.contains("alive") }
            let parts = client.received.split(separator: "\r\n\r\n")
            #expect(parts.count == 3, "\(client.received)")
            #expect(parts.dropFirst().first?.hasPrefix("HTTP/1.1 200 ") == true)
            // The length is that of the body that GET is given.
            client.send("GET /v1/ledger/key HTTP/1.1\r\n\(Self.end)")
            try await client.read { $0.contains("overloaded") && $0.hasSuffix("}\n") }
            let body = try #require(client.received.split(separator: "\r\n\r\n").last)
            let lengths = client.received.split(separator: "Content-Length: ").dropFirst()
                .compactMap { Int($0.prefix { $0.isNumber }) }
            #expect(lengths.count == 3)
            #expect(lengths.first == body.utf8.count && lengths.last == body.utf8.count)
            #expect(client.statuses == [503, 200, 503])
            #expect(!client.isEnded)
            admission.leave(.request)
        }
    }

    @Test("each spelling of a target leads into the same room")
    func rooms() {
        for (method, target, accept, room) in [
            ("GET", "/healthz", [], .probe), ("GET", "/healthz/?a=/b:batch", [], .probe),
            ("GET", "http://host/metrics?a", [], .probe), ("GET", "/healthzz", [], .request),
            ("POST", "/v1/events:batch", [], .batch), ("POST", "//v1/events:batch/?a", [], .batch),
            ("POST", "/v1/events?a=:batch", [], .request),
            ("GET", "/v1/register", [], .request), ("GET", "/v1/register", ["*/*"], .request),
            ("GET", "/v1/register?role=sponsor", ["text/csv"], .stream),
            ("GET", "http://host//v1/register/", ["text/*"], .stream),
            ("GET", "/v1/register", ["application/*, application/json;q=0.1"], .stream),
            ("GET", "/v1/register", ["application/json", "text/csv;q=0.9"], .request),
            ("GET", "/v1/register", ["image/png"], .request),
            ("HEAD", "/v1/register", ["text/csv"], .request),
        ] as [(String, String, [String], Room)] {
            #expect(
                Room(method: method, target: target, accept: accept) == room,
                "\(method) \(target) \(accept)")
        }
    }

    @Test("whole registers have room of their own, and take nobody else's")
    func streams() async throws {
        var configuration = APIConfiguration.numbered()
        configuration.admission = Admission(try Admission.Limits("streams=1"))
        let admission = configuration.admission
        try await withAPI(.live, configuration: configuration) { api in
            #expect(admission.enter(.stream))
            let csv = ["Accept": "text/csv"]
            let refused = try await api.get("/v1/register", headers: csv)
            #expect(refused.status == 503)
            #expect(refused.string("code") == "service.overloaded")
            #expect(try await api.get("/v1/register").status == 200)
            let metrics = try await api.get("/metrics").text
            for line in [
                #"probity_http_refused_requests_total{reason="streams",code="503"} 1"#,
                #"probity_http_admitted_requests{room="streams"} 1"#,
                #"probity_http_maximum_admitted_requests{room="streams"} 1"#,
            ] {
                #expect(metrics.contains("\n\(line)\n"), "\(line)")
            }
            admission.leave(.stream)
            #expect(try await api.get("/v1/register", headers: csv).status == 200)
        }
        #expect(admission.admittedCount == 0)
    }

    @Test("in each window of waiting as much must be taken as the rate is, however it comes")
    func window() {
        var patience = Patience()
        patience.answer = .seconds(20)
        patience.answerBytesPerSecond = 1_000
        var watch = AnswerWatch(patience)
        func second(_ number: UInt64) -> NIODeadline {
            .uptimeNanoseconds(number * 1_000_000_000)
        }
        watch.wrote(100_000)
        var left = [watch.stopped(at: second(1))]
        watch.resumed(at: second(6))
        // While the client waited for us no time passed; what it took gave it none.
        left.append(watch.stopped(at: second(100)))
        let first = [
            watch.tookEnough(leaving: 80_000, at: second(115)),
            watch.tookEnough(leaving: 60_001, at: second(135)),
        ]
        watch.resumed(at: second(136))
        watch.wrote(5_000)
        left.append(watch.stopped(at: second(200)))
        let next = [
            watch.tookEnough(leaving: 45_001, at: second(219)),
            watch.tookEnough(leaving: 45_001, at: second(239)),
        ]
        #expect(left == [.seconds(20), .seconds(15), .seconds(19)])
        #expect(first == [true, false])
        #expect(next == [true, false])
    }

    @Test("who does not take its answer is cut off and gives its place back; who does gets all")
    func slowReader() async throws {
        var configuration = APIConfiguration.numbered()
        configuration.patience.answer = .milliseconds(700)
        let admission = configuration.admission
        try await withAPI(.live, configuration: configuration) { api in
            let desk = try await Cast(api.registry).desk
            let count = 4_000
            let body = String(repeating: "x\n", count: count)
            let ask =
                "POST /v1/eligibility:batch HTTP/1.1\r\nAuthorization: Bearer \(desk)\r\n"
                + "Content-Type: application/x-ndjson\r\nContent-Length: \(body.utf8.count)\r\n"
                + Self.end + body
            for reads in [true, false] {
                let client = try RawClient(
                    port: try #require(api.client.port), isNarrow: !reads)
                client.send(ask)
                if !reads {
                    for _ in 0..<1_000 where admission.batchCount == 0 {
                        try await Task.sleep(for: .milliseconds(2))
                    }
                    #expect(admission.batchCount == 1)
                    for _ in 0..<400 where admission.batchCount == 1 {
                        try await Task.sleep(for: .milliseconds(20))
                    }
                    #expect(admission.batchCount == 0)
                }
                try await client.read { $0.hasSuffix("\r\n0\r\n\r\n") }
                let lineCount = client.received.split(separator: #"{"line":"#).count - 1
                #expect(reads ? lineCount == count : lineCount < count, "\(lineCount)")
                #expect(client.isEnded == !reads)
            }
        }
    }

    @Test("a common body must come fast once its grace is over; a batch may take its time")
    func bodyRates() async throws {
        let standard = Patience()
        let largest = Double(RequestLimits.bodyBytes) / Double(standard.bodyBytesPerSecond)
        #expect(Double(standard.body.nanoseconds) / 1e9 + largest < 32)
        var configuration = APIConfiguration.numbered()
        configuration.patience.body = .seconds(1)
        configuration.patience.bodyBytesPerSecond = 1_000_000
        configuration.patience.batchBytesPerSecond = 1
        try await withAPI(.live, configuration: configuration) { api in
            let desk = try await Cast(api.registry).desk
            let batch =
                "POST /v1/eligibility:batch HTTP/1.1\r\nAuthorization: Bearer \(desk)\r\n"
                + "Content-Type: application/x-ndjson\r\n"
            for (head, status) in [(batch, 200), (Self.post, 408)] {
                let client = try RawClient(port: try #require(api.client.port))
                client.send("\(head)Connection: close\r\nContent-Length: 200\r\n\(Self.end)")
                for _ in 0..<20 {
                    try await Task.sleep(for: .milliseconds(100))
                    client.send(String(repeating: " ", count: 10))
                }
                try await client.read()
                #expect(client.statuses == [status], "\(client.received)")
                #expect(!client.received.contains("tooSlow") || status == 408)
            }
        }
    }

    @Test("a connection on which nothing is asked is closed; a batch that is slowed down is not")
    func idle() async throws {
        var configuration = APIConfiguration.numbered()
        configuration.patience.idle = .milliseconds(400)
        configuration.rateLimits = RateLimits([.reads: .init(100)])
        try await withAPI(.live, configuration: configuration) { api in
            let port = try #require(api.client.port)
            for text in ["", "GET /healthz HTTP/1.1\r\n\(Self.end)"] {
                let client = try RawClient(port: port)
                client.send(text)
                try await client.read()
                #expect(client.isEnded)
                #expect(client.statuses == (text.isEmpty ? [] : [200]))
            }
            // 3 MB, of which most waits for 2 s before it is read.
            let desk = try await Cast(api.registry).desk
            let line = String(repeating: "x", count: 10_000) + "\n"
            let client = try RawClient(port: port)
            client.send(
                "POST /v1/eligibility:batch HTTP/1.1\r\nAuthorization: Bearer \(desk)\r\n"
                    + "Content-Type: application/x-ndjson\r\nContent-Length: 3000300\r\n"
                    + Self.end)
            let start = ContinuousClock.now
            try await client.sendPatiently(String(repeating: line, count: 300))
            try await client.read { $0.hasSuffix("\r\n0\r\n\r\n") }
            #expect(ContinuousClock.now - start > .seconds(1))
            #expect(client.statuses == [200])
            #expect(client.received.contains(#"{"line":300,"#))
            #expect(client.received.hasSuffix("\r\n0\r\n\r\n"))
        }
    }
}
