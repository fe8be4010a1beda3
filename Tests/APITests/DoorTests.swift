// SPDX-License-Identifier: Apache-2.0

import API
import Domain
import Hummingbird
import HummingbirdTesting
import NIOCore
import Service
import Testing

/// Over a real socket, byte by byte: what clients do that mean harm, or know no better.
@Suite("What is let in at the door")
struct DoorTests {
    private static let end = "Host: localhost\r\n\r\n"

    /// Little time for everything, so that a test need not wait.
    private static func impatient() -> APIConfiguration {
        var configuration = APIConfiguration.numbered()
        configuration.patience.head = .milliseconds(300)
        configuration.patience.body = .milliseconds(300)
        configuration.patience.goodbye = .milliseconds(200)
        return configuration
    }

    /// What comes back for some bytes, until the server ends the connection.
    private func converse(
        _ text: String, _ configuration: APIConfiguration = impatient(), finishes: Bool = false
    ) async throws -> RawClient {
        try await withAPI(.live, configuration: configuration) { api in
            let client = try RawClient(port: try #require(api.client.port))
            client.send(text)
            if finishes { client.finish() }
            try await client.read()
            return Transfer(client)
        }.client
    }

    @Test(
        "what is no HTTP/1.1 is 400, and nothing more is heard on the connection",
        arguments: [
            "GET /healthz HTTP/1.1\r\n\r\n",
            "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET /healthz HTTP/2.0\r\n\(end)",
            "GET /healthz\r\n\(end)",
            "\u{16}\u{03}\u{01} nonsense\r\n\r\n",
            "GET /healthz HTTP/1.1\r\nHost : localhost\r\n\r\n",
            "GET /healthz HTTP/1.1\r\nX: a\u{0}b\r\n\(end)",
            "POST /v1/calculate HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 3\r\n\(end){}",
            "POST /v1/calculate HTTP/1.1\r\nContent-Length: 2, 3\r\n\(end){}",
            "POST /v1/calculate HTTP/1.1\r\nContent-Length: -2\r\n\(end){}",
            "POST /v1/calculate HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n"
                + "\(end)0\r\n\r\nGET /healthz HTTP/1.1\r\n\(end)",
            "POST /v1/calculate HTTP/1.1\r\nTransfer-Encoding: chunked, identity\r\n"
                + "\(end)0\r\n\r\nGET /healthz HTTP/1.1\r\n\(end)",
            "POST /v1/calculate HTTP/1.1\r\nTransfer-Encoding: xchunked\r\n"
                + "\(end)0\r\n\r\nGET /healthz HTTP/1.1\r\n\(end)",
            "POST /v1/calculate HTTP/1.1\r\nTransfer-Encoding: chunked\r\n"
                + "Content-Type: application/json\r\n\(end)zz\r\n{}\r\n0\r\n\r\n",
        ])
    func malformed(text: String) async throws {
        let client = try await converse(text)
        #expect(client.statuses == [400], "\(client.received)")
        #expect(client.received.contains("Connection: close\r\n"))
        #expect(client.received.contains(#""code":"request.malformed""#))
        #expect(client.received.contains("application/problem+json"))
        #expect(client.isEnded)
    }

    @Test("headers over their limits are 431, a long target 414, a long body 413, chunked too")
    func tooLarge() async throws {
        let long = String(repeating: "x", count: 17_000)
        let field = try await converse("GET /healthz HTTP/1.1\r\nX-A: \(long)\r\n\(Self.end)")
        #expect(field.statuses == [431])
        #expect(field.received.contains(#""code":"request.headersTooLarge""#))
        let half = String(repeating: "x", count: 12_000)
        let list = try await converse(
            "GET /healthz HTTP/1.1\r\nX-A: \(half)\r\nX-B: \(half)\r\nX-C: \(half)\r\n\(Self.end)")
        #expect(list.statuses == [431])
        let many = String(repeating: "X-A: b\r\n", count: 101)
        #expect(try await converse("GET /healthz HTTP/1.1\r\n\(many)\(Self.end)").statuses == [431])
        let head = "Connection: close\r\n\(Self.end)"
        let target = String(repeating: "a", count: 8_192 - 9)
        let fits = try await converse("GET /healthz?\(target) HTTP/1.1\r\n\(head)")
        #expect(fits.statuses == [400])
        let over = try await converse("GET /healthz?\(target)a HTTP/1.1\r\n\(head)")
        #expect(over.statuses == [414])
        let post = "POST /v1/calculate HTTP/1.1\r\nContent-Type: application/json\r\n"
        let declared = try await converse("\(post)Content-Length: 1048577\r\n\(Self.end){")
        #expect(declared.statuses == [413])
        #expect(declared.isEnded)
        let chunk = "10000\r\n" + String(repeating: " ", count: 65_536) + "\r\n"
        let chunked = try await converse(
            "\(post)Transfer-Encoding: chunked\r\n\(Self.end)"
                + String(repeating: chunk, count: 17))
        #expect(chunked.statuses == [413], "\(chunked.received)")
        #expect(chunked.received.contains(#""code":"request.bodyTooLarge""#))
        #expect(chunked.isEnded)
    }

    @Test(
        "a request that does not come to its end is 408 where it is due, and 400 when it is cut",
        arguments: [
            ("GET /healthz HT", false, [408]),
            ("GET /healthz HTTP/1.1\r\nHost: loc", false, [408]),
            ("\r\n", false, [408]),
            (
                "POST /v1/calculate HTTP/1.1\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 10\r\nHost: localhost\r\n\r\n{", false, [408]
            ),
            (
                "POST /v1/calculate HTTP/1.1\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\nHost: localhost\r\n\r\n5\r\n{", false, [408]
            ),
            (
                "POST /v1/calculate HTTP/1.1\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 10\r\nHost: localhost\r\n\r\n{", true, [400]
            ),
        ])
    func slow(text: String, finishes: Bool, statuses: [Int]) async throws {
        let client = try await converse(text, finishes: finishes)
        #expect(client.statuses == statuses, "\(client.received)")
        #expect(client.isEnded)
        if statuses == [408] {
            #expect(client.received.contains(#""code":"request.tooSlow""#))
        }
    }

    @Test("a body that comes steadily is waited for, however long; one that trickles is not")
    func rate() async throws {
        var configuration = Self.impatient()
        // So generous that a busy machine is not taken for a slow client.
        configuration.patience.body = .seconds(2)
        configuration.patience.bodyBytesPerSecond = 10
        try await withAPI(.live, configuration: configuration) { api in
            let port = try #require(api.client.port)
            let head =
                "POST /v1/calculate HTTP/1.1\r\nContent-Type: application/json\r\n"
                + "Connection: close\r\nContent-Length: 400\r\n\(Self.end)"
            for (bytes, status) in [(16, 400), (1, 408)] {
                let client = try RawClient(port: port)
                client.send(head)
                for _ in 0..<25 {
                    try await Task.sleep(for: .milliseconds(100))
                    client.send(String(repeating: " ", count: bytes))
                }
                try await client.read()
                #expect(client.statuses == [status], "\(bytes): \(client.received)")
            }
        }
    }

    @Test("requests that come at once are answered in order, and what is wrong among them too")
    func pipelined() async throws {
        try await withAPI(.live, configuration: Self.impatient()) { api in
            let client = try RawClient(port: try #require(api.client.port))
            let good = "GET /healthz HTTP/1.1\r\n\(Self.end)"
            let unknown = "GET /nowhere HTTP/1.1\r\n\(Self.end)"
            client.send(String(repeating: good + unknown, count: 200) + "rubbish\r\n\r\n")
            try await client.read()
            let expected = Array(repeating: [200, 404], count: 200).flatMap { $0 } + [400]
            #expect(client.statuses == expected)
            #expect(client.isEnded)
        }
    }

    @Test("one keep-alive connection serves many requests, HTTP/1.0 and upgrades are closed after")
    func keepAlive() async throws {
        try await withAPI(.live, configuration: Self.impatient()) { api in
            let port = try #require(api.client.port)
            let client = try RawClient(port: port)
            for number in 1...3 {
                client.send("GET /healthz HTTP/1.1\r\n\(Self.end)")
                try await client.read { $0.split(separator: "alive").count > number }
                #expect(client.statuses.count == number)
                try await Task.sleep(for: .milliseconds(400))
            }
            #expect(!client.isEnded)
            for head in [
                "GET /healthz HTTP/1.0\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nConnection: close\r\n\(Self.end)",
                "GET /healthz HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\(Self.end)",
            ] {
                let other = try RawClient(port: port)
                other.send(head)
                try await other.read()
                #expect(other.statuses == [200], "\(head)")
                #expect(other.isEnded, "\(head)")
            }
        }
    }

    @Test("beyond what there is room for, requests are refused at once; probes never are")
    func overload() async throws {
        var configuration = Self.impatient()
        configuration.admission = Admission(try Admission.Limits("requests=2,batches=1"))
        configuration.patience.body = .seconds(60)
        let admission = configuration.admission
        try await withAPI(.live, configuration: configuration) { api in
            let port = try #require(api.client.port)
            let post =
                "POST /v1/calculate HTTP/1.1\r\nContent-Type: application/json\r\n"
                + "Content-Length: 4\r\n\(Self.end)"
            // Two that take their time hold both places.
            let holders = [try RawClient(port: port), try RawClient(port: port)]
            for holder in holders { holder.send(post) }
            while admission.admittedCount < 2 { try await Task.sleep(for: .milliseconds(5)) }
            let third = try RawClient(port: port)
            third.send("GET /v1/ledger/key HTTP/1.1\r\nAccept-Language: zh\r\n\(Self.end)")
            try await third.read { $0.hasSuffix("}\n") }
            #expect(third.statuses == [503])
            #expect(third.received.contains("Retry-After: 1\r\n"))
            #expect(third.received.contains(#""code":"service.overloaded""#))
            #expect(third.received.contains("等待处理的请求过多"))
            #expect(!third.received.contains("Connection: close"))
            #expect(admission.refusedCount == 1)
            let metrics = try await api.get("/metrics").text
            for line in [
                #"probity_http_refused_requests_total{reason="requests",code="503"} 1"#,
                #"probity_http_refused_requests_total{reason="batches",code="503"} 0"#,
                #"probity_http_responses_total{code="503"} 1"#,
                #"probity_http_admitted_requests{room="requests"} 2"#,
                #"probity_http_maximum_admitted_requests{room="requests"} 2"#,
                #"probity_http_maximum_admitted_requests{room="batches"} 1"#,
                "probity_http_maximum_connections 4096",
            ] {
                #expect(metrics.contains("\n\(line)\n"), "\(line)")
            }
            let probe = try await api.get("/healthz")
            #expect(probe.status == 200)
            // Batches have room of their own.
            let desk = try await Cast(api.registry).desk
            let batch = try await api.post(
                "/v1/eligibility:batch", as: desk, bytes: [],
                headers: ["Content-Type": "application/x-ndjson"])
            #expect(batch.status == 200)
            // The same connection is served as soon as there is room.
            holders[0].send("nope")
            try await holders[0].read { $0.hasSuffix("}\n") }
            #expect(holders[0].statuses == [400])
            third.send("GET /v1/ledger/key HTTP/1.1\r\n\(Self.end)")
            try await third.read { text in
                text.split(separator: "HTTP/1.1 ").count == 2 && text.hasSuffix("\n")
            }
            #expect(third.statuses == [503, 200])
        }
        #expect(admission.admittedCount == 0)
        #expect(admission.connectionCount == 0)
    }

    @Test("who is refused, asks again and goes away before it is heard takes no place for ever")
    func gone() async throws {
        var configuration = Self.impatient()
        configuration.admission = Admission(try Admission.Limits("requests=1"))
        configuration.patience.body = .seconds(60)
        let admission = configuration.admission
        try await withAPI(.live, configuration: configuration) { api in
            let port = try #require(api.client.port)
            let holder = try RawClient(port: port)
            holder.send(
                "POST /v1/calculate HTTP/1.1\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 4\r\n\(Self.end)")
            while admission.admittedCount < 1 { try await Task.sleep(for: .milliseconds(5)) }
            let ask = "GET /v1/ledger/key HTTP/1.1\r\n\(Self.end)"
            do {
                let clients = try (0..<20).map { _ in try RawClient(port: port) }
                for client in clients { client.send(ask + ask) }
                while admission.refusedCount < 20 { try await Task.sleep(for: .milliseconds(5)) }
            }
            // All of them are closed now, with an answer unread and a request unheard.
            holder.send("nope")
            try await holder.read { $0.hasSuffix("}\n") }
            #expect(holder.statuses == [400])
            try await Task.sleep(for: .milliseconds(600))
            #expect(admission.admittedCount == 0)
            #expect(try await api.get("/v1/ledger/key").status == 200)
        }
    }

    @Test("a connection too many is told so and closed, unless it is a probe")
    func crowd() async throws {
        var configuration = Self.impatient()
        configuration.admission = Admission(try Admission.Limits("connections=3"))
        let admission = configuration.admission
        try await withAPI(.live, configuration: configuration) { api in
            let port = try #require(api.client.port)
            var clients: [RawClient] = []
            while admission.connectionCount < 3 {
                let count = admission.connectionCount
                clients.append(try RawClient(port: port))
                while admission.connectionCount == count {
                    try await Task.sleep(for: .milliseconds(2))
                }
            }
            let last = try #require(clients.last)
            last.send("GET /v1/ledger/key HTTP/1.1\r\n\(Self.end)")
            try await last.read { $0.hasSuffix("\n") && $0.count > 200 }
            #expect(last.statuses == [200])
            for (path, status) in [("/v1/ledger/key", 503), ("/healthz", 200)] {
                let other = try RawClient(port: port)
                other.send("GET \(path) HTTP/1.1\r\n\(Self.end)")
                try await other.read()
                #expect(other.statuses == [status], "\(other.received)")
                #expect(other.received.lowercased().contains("connection: close"))
                #expect(other.isEnded)
            }
        }
    }

    @Test("while the daemon drains it is not ready, and its answers end their connections")
    func draining() async throws {
        let configuration = Self.impatient()
        try await withAPI(.live, configuration: configuration) { api in
            #expect(try await api.get("/readyz").status == 200)
            configuration.admission.drain()
            let ready = try await api.get("/readyz")
            #expect(ready.status == 503)
            #expect(ready.string("code") == "service.draining")
            #expect(ready.header("Connection") == "close")
            let client = try RawClient(port: try #require(api.client.port))
            client.send("GET /v1/ledger/key HTTP/1.1\r\n\(Self.end)")
            try await client.read()
            #expect(client.statuses == [200])
            #expect(client.isEnded)
        }
    }
}

/// Takes a client out of the task that made it; nobody else has it.
private struct Transfer: @unchecked Sendable {
    let client: RawClient

    init(_ client: RawClient) {
        self.client = client
    }
}
