// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPTypes
import HummingbirdTesting
import Service
import Testing

/// Input that is meant to harm: each is refused with a problem, as often as it comes, and leaves
/// nothing behind.
@Suite("Hostile input")
struct HostileInputTests {
    /// A request by an officer, and how it must be refused.
    struct Case: Sendable {
        let name: String
        var method: HTTPRequest.Method = .post
        var target = "/v1/events"
        var body: [UInt8] = []
        var headers: [String: String] = [:]
        var status = 400
        let code: String
    }

    private static let party = "0198c0de-0000-7000-8000-000000000001"

    private static func event(_ member: String, _ value: String) -> [UInt8] {
        var members = [
            "party": "\"uscc:91350100M000100Y43\"", "role": "\"inviter\"",
            "indicator": "\"cn.invitation.false-statement\"", "state": "\"alleged\"",
            "occurredOn": "\"2026-03-01\"",
        ]
        members[member] = value
        return Array(
            ("{" + members.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}").utf8)
    }

    /// An object of one member, whose text holds these bytes.
    private static func text(_ bytes: [UInt8]) -> [UInt8] {
        Array("{\"note\":\"".utf8) + bytes + Array("\"}".utf8)
    }

    private static func raw(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// Text that is no JSON, or no JSON that anybody means well with.
    private static let bodies: [(name: String, body: [UInt8])] = [
        ("nesting 500,000 deep", [UInt8](repeating: 0x5B, count: 500_000)),
        ("objects 60,000 deep", raw(String(repeating: "{\"a\":", count: 60_000))),
        ("a number of 100,000 digits", event("quantity", String(repeating: "9", count: 100_000))),
        ("a number beyond 64 bits", event("quantity", "9223372036854775808")),
        ("1e999999", event("quantity", "1e999999")),
        ("-1E-999999", event("quantity", "-1E-999999")),
        ("NaN", event("quantity", "NaN")),
        ("a leading zero", event("quantity", "01")),
        ("lone surrogates the wrong way round", event("note", #""\udc00\ud800""#)),
        ("half a surrogate pair in a name", raw(#"{"\ud83d":1}"#)),
        ("a member twice further down", event("facts", #"{"a":1,"b":2,"a":3}"#)),
        ("a member twice by escape", raw(#"{"party":"a","p\u0061rty":"b"}"#)),
        ("a raw NUL", text([0])),
        ("a byte order mark", raw("\u{FEFF}{}")),
        ("an overlong NUL", text([0xC0, 0x80])),
        ("a surrogate in UTF-8", text([0xED, 0xA0, 0x80])),
        ("beyond Unicode", text([0xF4, 0x90, 0x80, 0x80])),
        ("UTF-16", [0, 0x7B, 0, 0x7D]),
        ("a cut-off character", text([0xE4, 0xB8])),
    ]

    static let texts: [Case] = bodies.map {
        Case(name: $0.name, body: $0.body, code: "json.malformed")
    }

    /// JSON whose values nobody can use.
    private static let members: [(name: String, value: String)] = [
        ("occurredOn", #""0000-00-00""#), ("occurredOn", #""9999-12-31""#),
        ("occurredOn", #""10000-01-01""#), ("occurredOn", #""2026-02-30""#),
        ("occurredOn", #""2025-02-29""#), ("occurredOn", #""1899-12-31""#),
        ("occurredOn", #""3000-01-01""#), ("occurredOn", #""-0001-01-01""#),
        ("occurredOn", #""2026-03-01T00:00:00Z""#), ("occurredOn", #""２０２６-03-01""#),
        ("occurredOn", #""""#), ("occurredOn", "20260301"), ("party", #""""#),
        ("party", #""uscc:""#), ("party", #"":""#), ("party", #""uscc:\u0000""#),
        ("indicator", #""""#), ("indicator", #""a b""#), ("indicator", #""х""#),
        ("role", #""INVITER""#), ("state", "null"),
        ("quantity", "-1"), ("quantity", "1.5"), ("note", #""a\u0000b""#),
        ("note", #""a\u0085b""#), ("note", #""a\u007fb""#),
        ("facts", #"{"a":"\u0000"}"#), ("facts", #"{"a":[[]]}"#), ("evidence", #"[""]"#),
        ("evidence", "[" + String(repeating: "1,", count: 99_999) + "1]"),
        ("voluntaryDisclosure", #""true""#), ("undertaking", #""../../etc/passwd""#),
        ("__proto__", "{}"), ("Party", #""x""#),
    ]

    static let values: [Case] = members.map {
        Case(
            name: "\($0.name) \($0.value.prefix(30))", body: event($0.name, $0.value),
            code: "request.invalid")
    }

    /// Paths, queries and headers.
    private static let addresses: [(target: String, status: Int, code: String)] = [
        ("/v1/parties/%FF", 400, "party.malformed"),
        ("/v1/parties/%00", 400, "party.malformed"),
        ("/v1/parties/uscc:%0d%0aSet-Cookie:%20a=b", 400, "party.malformed"),
        ("/v1/parties/uscc:%ED%A0%80", 400, "party.malformed"),
        ("/v1/parties/%", 400, "party.malformed"), ("/v1/parties/%zz", 400, "party.malformed"),
        ("/v1/parties/..%2F..%2Fetc%2Fpasswd", 400, "party.malformed"),
        ("/v1/parties/" + String(repeating: "a", count: 4_000), 400, "party.malformed"),
        ("/v1/parties/\(party)?colour=red", 400, "request.invalid"),
        ("/v1/parties/\(party)?knownAt=1e9", 400, "request.invalid"),
        ("/v1/parties/\(party)?knownAt=9223372036854775808", 400, "request.invalid"),
        ("/v1/parties/\(party)?knownAt=2026-02-30T00:00:00Z", 400, "request.invalid"),
        ("/v1/parties/\(party)?knownAt=1&known%41t=2", 400, "request.invalid"),
        ("/v1/parties/\(party)?=1", 400, "request.invalid"),
        ("/v1/events?party=%FF", 400, "request.invalid"),
        ("/v1/events?party=%00", 400, "request.invalid"),
        ("/v1/events?party=\(party)&limit=0", 400, "request.invalid"),
        ("/v1/events?party=\(party)&limit=-1", 400, "request.invalid"),
        ("/v1/events?party=\(party)&limit=%EF%BC%91", 400, "request.invalid"),
        ("/v1/events?party=\(party)&limit=99999999999999999999", 400, "request.invalid"),
        ("/v1/events?party=\(party)&after=%27%20OR%201=1--", 400, "request.invalid"),
        ("/v1/events?party=\(party)&from=0000-00-00", 400, "request.invalid"),
        ("/v1/events?party=\(party)&%FF=1", 400, "request.invalid"),
        ("/v1/events/%00", 404, "event.unknown"), ("/v1/entries/0", 404, "entry.unknown"),
        ("/v1/entries/-1/proof", 404, "entry.unknown"),
        ("/v1/entries/9223372036854775807/proof", 404, "entry.unknown"),
        ("/v1/entries/99999999999999999999/proof", 404, "entry.unknown"),
        ("/v1/policies?a=" + String(repeating: "%00", count: 3_000), 414, "request.targetTooLong"),
    ]

    static let targets: [Case] = addresses.map {
        Case(
            name: $0.target, method: .get, target: $0.target, status: $0.status, code: $0.code)
    }

    private static let fields: [(name: String, value: String, status: Int, code: String)] = [
        ("Idempotency-Key", String(repeating: "k", count: 256), 400, "header.malformed"),
        ("Idempotency-Key", "", 400, "header.malformed"),
        ("Idempotency-Key", "é", 400, "header.malformed"),
        ("Content-Type", "application/json; charset=utf-16", 415, "request.mediaType"),
        ("Content-Type", "", 415, "request.mediaType"),
        ("Content-Type", "application/json/../x", 415, "request.mediaType"),
        ("Authorization", "Bearer", 401, "token.invalid"),
        ("Authorization", "Bearer ' OR 1=1--", 401, "token.invalid"),
        (
            "Authorization", "Bearer \(party)." + String(repeating: "0", count: 64), 401,
            "token.invalid"
        ),
        ("Authorization", "Basic YTpi", 401, "token.invalid"),
    ]

    static let headers: [Case] = fields.map {
        Case(
            name: "\($0.name): \($0.value.prefix(30))", body: event("quantity", "1"),
            headers: [$0.name: $0.value], status: $0.status, code: $0.code)
    }

    @Test("each is refused, the first time and again, and leaves nothing")
    func table() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            _ = try await api.post("/v1/parties", as: cast.officer, Body.party())
            let head = try await api.registry.head()
            for test in Self.texts + Self.values + Self.targets + Self.headers {
                let key = ["Idempotency-Key": "hostile"]
                let token = test.target.hasPrefix("/v1/entries/0") ? cast.auditor : cast.officer
                for headers in [[:], key, key] {
                    let reply = try await Self.send(
                        test, by: token, headers.merging(test.headers) { $1 }, to: api)
                    #expect(reply.status == test.status, "\(test.name): \(reply.text.prefix(300))")
                    #expect(reply.string("code") == test.code, "\(test.name)")
                    #expect(reply.header("Content-Type") == "application/problem+json")
                    #expect(reply.header("Set-Cookie") == nil)
                    // Who sends much is not sent much more.
                    #expect(reply.bytes.count < 65_536, "\(test.name): \(reply.bytes.count)")
                }
                #expect(try await api.registry.head().entry == head.entry, "\(test.name)")
            }
            #expect(try await api.verifies())
            // No refusal took the key.
            let good = try await api.post(
                "/v1/events", as: cast.officer, Body.event(),
                headers: ["Idempotency-Key": "hostile"])
            #expect(good.status == 201)
            #expect(good.header("Idempotency-Replayed") == nil)
        }
    }

    private static func send(
        _ test: Case, by token: String, _ headers: [String: String], to api: TestAPI
    ) async throws -> Reply {
        guard test.method == .post else {
            return try await api.get(test.target, as: token, headers: headers)
        }
        return try await api.post(
            test.target, as: test.headers["Authorization"] == nil ? token : nil, bytes: test.body,
            headers: ["Content-Type": "application/json"].merging(headers) { $1 })
    }

    @Test("who asks with 100,000 faults is not sent as many back")
    func manyFaults() async throws {
        try await withAPI { api in
            let event = "{" + (0..<250).map { "\"\($0)\":0" }.joined(separator: ",") + "}"
            let events = (0..<400).map { _ in event }.joined(separator: ",")
            let started = ContinuousClock.now
            let reply = try await api.post(
                "/v1/calculate", as: nil,
                #"{"policy":"cn-model","party":{"kind":"person"},"events":[\#(events)]}"#)
            #expect(reply.status == 400)
            #expect(reply.faults.count == 101)
            #expect(reply.faults.last == " faults.more")
            #expect(reply.bytes.count < 65_536)
            #expect(ContinuousClock.now - started < .seconds(10))
        }
    }

    @Test("hostile lines in the middle of batches spoil themselves only")
    func lines() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            _ = try await api.post("/v1/parties", as: cast.officer, Body.party())
            let hostile = (Self.texts + Self.values).map(\.body)
                .filter { !$0.contains(0x0A) && !$0.isEmpty }
            let good = Array(Body.event().utf8)
            let body = hostile.map { good + [0x0A] + $0 + [0x0A] }.joined()
            let headers = ["Content-Type": "application/x-ndjson"]
            let before = try await api.registry.head().entry.value
            let reply = try await api.post(
                "/v1/events:batch", as: cast.officer, bytes: Array(body), headers: headers)
            let statuses = reply.lines.map { $0["status"] }
            #expect(statuses.count == 2 * hostile.count)
            for (index, status) in statuses.enumerated() {
                let wanted: [JSONValue] = index.isMultiple(of: 2) ? [201] : [400, 413]
                #expect(status.map { wanted.contains($0) } == true, "line \(index + 1)")
            }
            let after = try await api.registry.head().entry.value
            #expect(after == before + Int64(hostile.count))
            let questions = try await api.post(
                "/v1/eligibility:batch", as: cast.desk, bytes: Array(body), headers: headers)
            #expect(questions.lines.count == 2 * hostile.count)
            #expect(try await api.registry.head().entry.value == after)
            #expect(try await api.verifies())
        }
    }

    /// 40 chunks of 32 KiB.
    private static let chunks: [UInt8] = {
        let chunk = raw("8000\r\n" + String(repeating: " ", count: 32_768) + "\r\n")
        return (0..<40).flatMap { _ in chunk } + raw("0\r\n\r\n")
    }()

    private static let post = "POST /v1/events HTTP/1.1\r\n"

    /// What no client library sends, byte by byte on a socket: the head without its end.
    private static let broken: [(name: String, head: String, body: [UInt8], status: String)] = [
        ("a huge body in chunks", post + "Transfer-Encoding: chunked\r\n", chunks, "413"),
        (
            "a chunk of no size", post + "Transfer-Encoding: chunked\r\n",
            raw("zz\r\n{}\r\n0\r\n\r\n"), "400"
        ),
        (
            "two lengths", post + "Content-Length: 2\r\nContent-Length: 3\r\n", raw("{}}"), "400"
        ),
        (
            "length and chunks", post + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n",
            raw("0\r\n\r\n"), "400"
        ),
        ("a length beyond all", post + "Content-Length: 99999999999\r\n", [], "413"),
        ("a negative length", post + "Content-Length: -1\r\n", [], "400"),
        ("a NUL in a header", "GET /v1/policies HTTP/1.1\r\nX-A: a\0b\r\n", [], "400"),
        ("a path beyond ASCII", "GET /v1/parties/\u{FF}\u{FE} HTTP/1.1\r\n", [], "400"),
        ("no HTTP", "\u{16}\u{3}\u{1}\r\n", [], "400"),
        ("a header without a name", "GET /healthz HTTP/1.1\r\n: x\r\n", [], "400"),
    ]

    @Test("broken HTTP is refused, and nothing is entered")
    func brokenHTTP() async throws {
        try await withAPI(.live) { api in
            let cast = try await Cast(api.registry)
            _ = try await api.post("/v1/parties", as: cast.officer, Body.party())
            let head = try await api.registry.head().entry
            let port = try #require(api.client.port)
            for test in Self.broken {
                let request =
                    test.head + "Host: a\r\nConnection: close\r\n"
                    + "Content-Type: application/json\r\n"
                    + "Authorization: Bearer \(cast.officer)\r\n\r\n"
                let bytes = Self.raw(request) + test.body
                let answer = await Task.detached { RawSocket.exchange(bytes, port: port) }.value
                let text = String(decoding: answer, as: UTF8.self)
                let status = text.split(separator: " ").dropFirst().first.map(String.init) ?? ""
                #expect(status == test.status, "\(test.name): \(text.prefix(200))")
                #expect(try await api.registry.head().entry == head, "\(test.name)")
            }
            #expect(try await api.get("/healthz").status == 200)
            #expect(try await api.verifies())
        }
    }
}
