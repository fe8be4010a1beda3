// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPTypes
import NIOCore
import Service
import Synchronization
import Testing

@testable import API

/// A clock that stands until it is moved.
private final class HandClock: Sendable {
    private let nanoseconds = Mutex(Int64(5_000_000_000))

    @Sendable func now() -> Int64 { nanoseconds.withLock { $0 } }

    func pass(milliseconds: Int64) {
        nanoseconds.withLock { $0 += milliseconds * 1_000_000 }
    }
}

@Suite("How much one caller may ask")
struct RateLimitTests {
    private static let question =
        "/v1/eligibility?party=uscc:91350100M000100Y43&role=inviter&route=cn-visa-f"

    @Test("a bucket gives n at once and not n + 1, and one more each nth of the time")
    func boundaries() {
        let clock = HandClock()
        let limiter = RateLimiter(RateLimits([.reads: .init(4)]), now: clock.now)
        let one = Counted.token(TokenID.sample(1))
        func taken() -> Int { (0..<10).count { _ in limiter.take(.reads, of: one) == nil } }
        #expect(taken() == 4)
        #expect(limiter.take(.reads, of: one) == 250_000_000)
        clock.pass(milliseconds: 249)
        #expect(taken() == 0)
        clock.pass(milliseconds: 1)
        #expect(taken() == 1)
        clock.pass(milliseconds: 750)
        #expect(taken() == 3)
        clock.pass(milliseconds: 60_000)
        #expect(taken() == 4)
        // Others, and other classes, have buckets of their own.
        #expect(limiter.take(.reads, of: .token(TokenID.sample(2))) == nil)
        #expect(limiter.take(.writes, of: one) == nil)
    }

    @Test("what is charged beyond the rate must be waited for, and holds up what comes after")
    func credit() {
        let clock = HandClock()
        let limiter = RateLimiter(RateLimits([.writes: .init(100)]), now: clock.now)
        let one = Counted.token(TokenID.sample(1))
        #expect(limiter.charge(100, .writes, of: one) == 0)
        #expect(limiter.charge(1, .writes, of: one) == 10_000_000)
        #expect(limiter.charge(99, .writes, of: one) == 1_000_000_000)
        #expect(limiter.take(.writes, of: one) == 1_010_000_000)
        clock.pass(milliseconds: 1_009)
        #expect(limiter.take(.writes, of: one) == 1_000_000)
        clock.pass(milliseconds: 1)
        #expect(limiter.take(.writes, of: one) == nil)
    }

    @Test("no more buckets are kept than there is room for, and full ones are let go")
    func memory() {
        let clock = HandClock()
        let limiter = RateLimiter(RateLimits([.anonymous: .init(2)]), now: clock.now)
        for number in 0..<RateLimiter.bucketCount {
            #expect(limiter.take(.anonymous, of: .addressV4(UInt32(number))) == nil)
        }
        #expect(limiter.usedCount == RateLimiter.bucketCount)
        // Who comes later shares one bucket with others who come later.
        #expect(limiter.take(.anonymous, of: .addressV4(1_000_001)) == nil)
        #expect(limiter.take(.anonymous, of: .addressV4(1_000_002)) == nil)
        #expect(limiter.take(.anonymous, of: .addressV4(1_000_003)) != nil)
        #expect(limiter.take(.anonymous, of: .addressV4(7)) == nil)
        #expect(limiter.usedCount == RateLimiter.bucketCount + 1)
        clock.pass(milliseconds: 1_000)
        #expect(limiter.take(.anonymous, of: .addressV4(1_000_003)) == nil)
        #expect(limiter.usedCount == 1)
    }

    @Test("to count is cheap")
    func cost() {
        let limiter = RateLimiter(
            .standard, now: { Int64(NIODeadline.now().uptimeNanoseconds) })
        let one = Counted.token(TokenID.sample(1))
        let start = ContinuousClock.now
        for _ in 0..<10_000 { _ = limiter.take(.reads, of: one) }
        // In a debug build, on a machine that does other things: a guard against folly only.
        #expect(ContinuousClock.now - start < .milliseconds(200))
    }

    @Test("rates are read as they are written, and what cannot be used is named")
    func settings() throws {
        let read = try RateLimits("reads=2000/s, writes=200/s,anonymous=off,failures=30/min")
        #expect(
            read.rates == [
                .reads: .init(2_000), .writes: .init(200), .failures: .init(30, perSeconds: 60),
            ])
        #expect(try RateLimits("off") == .off)
        var expected = RateLimits.standard
        expected.rates[.writes] = .init(1)
        #expect(try RateLimits("writes=1/s") == expected)
        #expect(expected.batches == 4)
        #expect(try RateLimits("batches=1").batches == 1)
        #expect(try RateLimits("batches=off").batches == nil)
        #expect(RateLimits.off.batches == nil)
        for (text, fault) in [
            ("", "is no setting"), ("reads", "is no setting"), ("reads=", "is no setting"),
            ("reeds=1/s", "known are reads, writes, anonymous, failures, batches"),
            ("batches=0", "from 1 to 100000"), ("batches=4/s", "takes a whole number"),
            ("reads=1/s,reads=2/s", "stands twice"), ("reads=fast", "as in reads=200/s"),
            ("reads=1", "is no rate"), ("reads=1/h", "is no rate"),
            ("reads=0/s", "from 1 to 1000000"), ("reads=1000001/s", "from 1 to 1000000"),
        ] {
            let error = #expect(throws: SettingFault.self) { try RateLimits(text) }
            #expect(error?.description.contains(fault) == true, "\(text): \(error as Any)")
        }
        #expect(try RateLimits("reads=1000000/s").rates[.reads] == .init(1_000_000))
        #expect(try Admission.Limits("requests=1,batches=2").requests == 1)
        #expect(throws: SettingFault.self) { try Admission.Limits("requests=0") }
    }

    @Test("an address is told by its host, of IPv6 by its network")
    func addresses() throws {
        let address = Counted(try SocketAddress(ipAddress: "192.0.2.1", port: 5))
        #expect(Counted(address: "192.0.2.1") == address)
        #expect(Counted(address: "192.0.2.1:443") == address)
        #expect(Counted(address: "192.0.2.2") != address)
        #expect(Counted(address: "2001:db8::1") == Counted(address: "[2001:db8::2]:443"))
        #expect(Counted(address: "2001:db8::1") != Counted(address: "2001:db8:0:1::1"))
        #expect(Counted(address: "unknown") == .elsewhere)
        // Where a socket takes both kinds, those of IPv4 come in the clothes of IPv6.
        #expect(Counted(address: "::ffff:192.0.2.1") == address)
        #expect(Counted(address: "[::FFFF:c000:201]:443") == address)
        #expect(Counted(address: "::ffff:192.0.2.2") != address)
        let mapped = Counted(try SocketAddress(ipAddress: "::ffff:192.0.2.1", port: 5))
        #expect(mapped == address)
        #expect(Counted(address: "::fffe:192.0.2.1") == .addressV6(0))
    }

    @Test("a token that asks too much gets 429 and learns when to go on; others are not held up")
    func tooMany() async throws {
        let clock = HandClock()
        var configuration = APIConfiguration.numbered()
        configuration.rateLimits = RateLimits([.reads: .init(2), .writes: .init(1)])
        configuration.nanoseconds = clock.now
        try await withAPI(configuration: configuration) { api in
            let cast = try await Cast(api.registry)
            for _ in 0..<2 {
                #expect(try await api.get(Self.question, as: cast.desk).status == 200)
            }
            let refused = try await api.get(
                Self.question, as: cast.desk, headers: ["Accept-Language": "zh"])
            #expect(refused.status == 429)
            #expect(refused.header("Retry-After") == "1")
            #expect(refused.string("code") == "rate.exceeded")
            #expect(refused.string("title") == "请求过于频繁")
            #expect(try await api.get(Self.question, as: cast.officer).status == 200)
            // Commands have a bucket of their own; questions by POST count as questions.
            #expect(try await api.post("/v1/parties", as: cast.officer, Body.party()).status == 201)
            let second = try await api.post("/v1/parties", as: cast.officer, Body.party())
            #expect(second.status == 429)
            #expect(try await api.get("/healthz", as: cast.desk).status == 200)
            clock.pass(milliseconds: 500)
            #expect(try await api.get(Self.question, as: cast.desk).status == 200)
            #expect(try await api.get(Self.question, as: cast.desk).status == 429)
        }
    }

    @Test("each line of a batch counts, and holds up what comes after it")
    func lines() async throws {
        let clock = HandClock()
        var configuration = APIConfiguration.numbered()
        configuration.rateLimits = RateLimits([.reads: .init(10)])
        configuration.nanoseconds = clock.now
        try await withAPI(configuration: configuration) { api in
            let cast = try await Cast(api.registry)
            let line =
                #"{"party":"uscc:91350100M000100Y43","role":"inviter","route":"cn-visa-f"}"#
            let body = Array(String(repeating: line + "\n", count: 9).utf8)
            let reply = try await api.post(
                "/v1/eligibility:batch", as: cast.desk, bytes: body,
                headers: ["Content-Type": "application/x-ndjson"])
            #expect(reply.lines.count == 9)
            #expect(try await api.get(Self.question, as: cast.desk).status == 429)
            clock.pass(milliseconds: 100)
            #expect(try await api.get(Self.question, as: cast.desk).status == 200)
        }
    }

    @Test("without a token the address counts: behind a proxy the one that the proxy wrote")
    func anonymous() async throws {
        let clock = HandClock()
        var configuration = APIConfiguration.numbered()
        configuration.isBehindProxy = true
        configuration.rateLimits = RateLimits([.anonymous: .init(1, perSeconds: 60)])
        configuration.nanoseconds = clock.now
        try await withAPI(configuration: configuration) { api in
            func ask(_ from: String) async throws -> Reply {
                try await api.get("/v1/ledger/key", headers: ["X-Forwarded-For": from])
            }
            #expect(try await ask("198.51.100.7, 192.0.2.1").status == 200)
            let again = try await ask("203.0.113.9, 192.0.2.1")
            #expect(again.status == 429)
            #expect(again.header("Retry-After") == "60")
            #expect(try await ask("198.51.100.7, 192.0.2.2").status == 200)
            clock.pass(milliseconds: 59_001)
            #expect(try await ask("192.0.2.1").header("Retry-After") == "1")
            clock.pass(milliseconds: 999)
            #expect(try await ask("192.0.2.1").status == 200)
        }
    }

    @Test("bad tokens are limited by address, and lock out no token that is in use there")
    func failures() async throws {
        let clock = HandClock()
        var configuration = APIConfiguration.numbered()
        configuration.rateLimits = RateLimits([
            .failures: .init(2), .reads: .init(100), .writes: .init(100),
        ])
        configuration.nanoseconds = clock.now
        try await withAPI(configuration: configuration) { api in
            let cast = try await Cast(api.registry)
            let bad = "0197f2c8-0000-7000-8000-000000000000." + String(repeating: "0", count: 64)
            #expect(try await api.get(Self.question, as: cast.desk).status == 200)
            #expect(try await api.get(Self.question, as: bad).status == 401)
            #expect(try await api.get(Self.question, as: "nonsense").status == 401)
            let refused = try await api.get(Self.question, as: bad)
            #expect(refused.status == 429)
            #expect(refused.header("Retry-After") == "1")
            #expect(try await api.get(Self.question, as: cast.desk).status == 200)
            // Nobody has seen this one yet.
            #expect(try await api.get(Self.question, as: cast.auditor).status == 429)
            clock.pass(milliseconds: 500)
            #expect(try await api.get(Self.question, as: cast.auditor).status == 200)
            #expect(try await api.get(Self.question, as: bad).status == 401)
            #expect(try await api.get(Self.question, as: bad).status == 429)
        }
    }
}

extension TokenID {
    fileprivate static func sample(_ number: Int) -> TokenID {
        guard let id = TokenID("0197f2c8-0000-7000-8000-00000000000\(number)") else {
            preconditionFailure("This is an id.")
        }
        return id
    }
}
