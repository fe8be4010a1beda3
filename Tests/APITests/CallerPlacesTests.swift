// SPDX-License-Identifier: Apache-2.0

import Domain
import HummingbirdTesting
import Service
import Testing

@testable import API

@Suite("How much that takes long one caller may have at work")
struct CallerPlacesTests {
    private static let one = Counted.addressV4(1)
    private static let other = Counted.addressV4(2)

    @Test("a caller has so many places of a room, and they come back once each")
    func places() {
        let places = CallerPlaces(batches: 2, requests: 11)
        var held = (0..<3).map { _ in places.take(.batch, of: Self.one) }
        #expect(held.map { $0 != nil } == [true, true, false])
        #expect(places.take(.batch, of: Self.other) != nil)
        #expect(
            (0..<3).map { _ in places.take(.stream, of: Self.one) }.map { $0 != nil } == [
                true, true, false,
            ])
        held[0]?.end()
        held[0]?.end()
        held[2] = places.take(.batch, of: Self.one)
        #expect(held[2] != nil)
        #expect(places.take(.batch, of: Self.one) == nil)
        // Nobody holds them any more.
        held = []
        #expect(places.usedCount == 0)
    }

    @Test("of common requests those without a token that have a body are counted, a quarter each")
    func anonymous() {
        let places = CallerPlaces(batches: 4, requests: 11)
        let held = (0..<3).map { _ in places.take(.request, of: Self.one) }
        #expect(held.map { $0 != nil } == [true, true, false])
        #expect(places.areCounted(.request, mayHaveBody: true, of: Self.one))
        #expect(!places.areCounted(.request, mayHaveBody: false, of: Self.one))
        let token = Counted.token(TokenID(high: 9, low: 9))
        #expect(!places.areCounted(.request, mayHaveBody: true, of: token))
        #expect(places.areCounted(.batch, mayHaveBody: true, of: token))
        #expect(places.areCounted(.stream, mayHaveBody: false, of: Self.one))
        #expect(!places.areCounted(.probe, mayHaveBody: false, of: Self.one))
        let unlimited = CallerPlaces(batches: nil, requests: 11)
        #expect(!unlimited.areCounted(.batch, mayHaveBody: true, of: token))
    }

    @Test("lines are taken in portions of two seconds, one at least")
    func portions() {
        let limiter = RateLimiter(
            RateLimits([.reads: .init(10), .writes: .init(1, perSeconds: 60)]), now: { 0 })
        #expect(limiter.count(.reads, withinSeconds: 2) == 20)
        #expect(limiter.count(.writes, withinSeconds: 2) == 1)
        #expect(limiter.count(.anonymous, withinSeconds: 2) == nil)
    }

    @Test("a token has so many batches at work; one more is 429 until one ends or goes away")
    func batches() async throws {
        var configuration = APIConfiguration.numbered()
        configuration.rateLimits = RateLimits([:], batches: 2)
        try await withAPI(.live, configuration: configuration) { api in
            let port = try #require(api.client.port)
            let cast = try await Cast(api.registry)
            func ask(_ token: String) async throws -> Reply {
                try await api.post(
                    "/v1/eligibility:batch", as: token, "x\n",
                    headers: ["Content-Type": "application/x-ndjson"])
            }
            func begin() async throws -> RawClient {
                let client = try RawClient(port: port)
                client.send(
                    "POST /v1/eligibility:batch HTTP/1.1\r\nAuthorization: Bearer \(cast.desk)\r\n"
                        + "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n"
                        + "Host: localhost\r\n\r\n2\r\nx\n\r\n")
                try await client.read { $0.contains("\r\n\r\n") }
                #expect(client.statuses == [200])
                return client
            }
            /// Asks until there is a place: it comes back when the batch before has ended here.
            func eventually() async throws -> Int {
                for _ in 0..<100 {
                    let status = try await ask(cast.desk).status
                    if status != 429 { return status }
                    try await Task.sleep(for: .milliseconds(30))
                }
                return 429
            }
            let first = try await begin()
            var second: RawClient? = try await begin()
            let refused = try await ask(cast.desk)
            #expect(refused.status == 429)
            #expect(refused.string("code") == "rate.exceeded")
            #expect(refused.header("Retry-After") == "1")
            #expect(try await ask(cast.officer).status == 200)
            first.send("0\r\n\r\n")
            try await first.read { $0.hasSuffix("\r\n0\r\n\r\n") }
            #expect(first.received.contains("json.malformed"))
            #expect(try await eventually() == 200)
            let third = try await begin()
            #expect(second?.isEnded == false)
            #expect(try await ask(cast.desk).status == 429)
            second = nil
            #expect(try await eventually() == 200)
            #expect(!third.isEnded)
        }
    }
}
