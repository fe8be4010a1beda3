// SPDX-License-Identifier: Apache-2.0

import API
import Domain
import HummingbirdTesting
import Logging
import Postgres
import Service
import Testing

@Suite("What is logged, and what never is")
struct LogTests {
    private static let trace = "0af7651916cd43dd8448eb211c80319c"
    private static let parent = "b7ad6b7169203331"

    @Test("a request's line names request, span, route, status and time")
    func line() async throws {
        let log = CapturedLog()
        try await withAPI(logger: log.logger) { api in
            let reply = try await api.get(
                "/v1/parties/gb-crn:01234567",
                headers: ["traceparent": "00-\(Self.trace)-\(Self.parent)-01"])
            #expect(reply.status == 401)
            let line = try #require(log.lines.last { $0.message == "request" })
            #expect(line.level == .info)
            #expect(line.metadata["requestId"] == Self.trace)
            #expect(line.metadata["route"] == "/v1/parties/{p}")
            #expect(line.metadata["method"] == "GET")
            #expect(line.metadata["status"] == "401")
            #expect(line.metadata["milliseconds"].flatMap { ExactDecimal($0) } != nil)
            let span = try #require(line.metadata["span"])
            #expect(reply.header("traceparent") == "00-\(Self.trace)-\(span)-01")
            #expect(span != Self.parent && span.count == 16)
        }
    }

    @Test("a trace goes on under a new span; what is no trace begins another")
    func traces() async throws {
        try await withAPI(configuration: APIConfiguration()) { api in
            for (header, goesOn) in [
                ("00-\(Self.trace)-\(Self.parent)-00", true),
                ("01-\(Self.trace)-\(Self.parent)-01-more", true),
                ("00-\(Self.trace)-\(Self.parent)-01-more", false),
                ("00-\(Self.trace)-0000000000000000-01", false),
                ("00-\(Self.trace)-\(Self.parent)", false),
                ("00-\(Self.trace)-\(Self.parent)-0g", false),
            ] {
                let reply = try await api.get("/healthz", headers: ["traceparent": header])
                let answer = (reply.header("traceparent") ?? "").split(separator: "-")
                #expect(answer.map(\.count) == [2, 32, 16, 2], "\(header)")
                #expect((answer[1] == Self.trace) == goesOn, "\(header)")
                #expect(answer[1] == (reply.header("X-Request-Id") ?? ""), "\(header)")
            }
        }
    }

    @Test(
        "tracestate is passed along when it is valid, and only with a trace",
        arguments: [
            ("rojo=00f067aa0ba902b7,congo=t61rcWkgMzE", true), ("a@b=1", true), ("a=1,a=2", false),
            ("A=1", false), ("a", false), ("a=é", false), ("", false),
            (String(repeating: "a", count: 511) + "=1", false),
        ])
    func states(state: String, isValid: Bool) async throws {
        try await withAPI { api in
            let trace = "00-\(Self.trace)-\(Self.parent)-01"
            let reply = try await api.get(
                "/healthz", headers: ["traceparent": trace, "tracestate": state])
            #expect(reply.header("tracestate") == (isValid ? state : nil))
            let alone = try await api.get("/healthz", headers: ["tracestate": state])
            #expect(alone.header("tracestate") == nil)
        }
    }

    /// What is said in the conversation and must not stand in any line of log.
    private static let secrets = [
        "Wang Xiaoming", "Guangzhou", "91350100M000100Y43", "overheard in the lift", "passport",
        "E12345678", "quasar", "01234567", "cn-visa-f", "abcdefghijkl", "deskname",
    ]

    @Test("no name, note, identifier, token or query is in any line, whatever goes wrong")
    func nothingPersonal() async throws {
        let log = CapturedLog()
        try await withAPI(.live, logger: log.logger) { api in
            let cast = try await Cast(api.registry)
            let tokens = [cast.officer, cast.desk, cast.auditor, cast.administrator]
            try await Self.converse(api, cast)
            try await Self.breakDatabase(api, cast)
            let text = log.lines.map(\.text).joined(separator: "\n")
            for secret in Self.secrets { #expect(!text.contains(secret), "\(secret)") }
            for token in tokens {
                for part in token.split(separator: ".") {
                    #expect(!text.contains(part), "a token is logged")
                }
            }
            let statuses = Set(log.lines.compactMap { $0.metadata["status"] })
            #expect(statuses.isSuperset(of: ["200", "201", "400", "401", "404", "409"]))
            // The batch that the database refused is told, by names of ours alone.
            #expect(log.lines.contains { $0.message == "batch failed" })
        }
    }

    private static func converse(_ api: TestAPI, _ cast: Cast) async throws {
        let created = try await api.post(
            "/v1/parties", as: cast.officer,
            Body.party(name: "Wang Xiaoming", kind: "soleTrader", identifier: nil))
        _ = try await api.post("/v1/parties", as: cast.officer, Body.party())
        _ = try await api.post(
            "/v1/events", as: cast.officer,
            Body.event(created.string("party.id"), more: #","note":"overheard in the lift""#))
        let question = "/v1/eligibility?party=uscc:91350100M000100Y43&role=inviter&route=cn-visa-f"
        _ = try await api.get(question, as: cast.desk)
        _ = try await api.get(question + "&quasar=1", as: cast.desk)
        _ = try await api.get("/v1/parties/gb-crn:01234567", as: cast.officer)
        _ = try await api.get("/v1/parties/passport:E12345678", as: cast.officer)
        _ = try await api.get("/nowhere/Wang%20Xiaoming?name=quasar", as: cast.officer)
        _ = try await api.get("/v1/policies", as: "abcdefghijkl.deskname")
        _ = try await api.post("/v1/parties", as: cast.officer, #"{"name":"Wang Xiaoming""#)
        _ = try await api.post(
            "/v1/events:batch", as: cast.officer, "{\"note\":\"overheard in the lift\"}\nquasar\n",
            headers: ["Content-Type": "application/x-ndjson", "Idempotency-Key": "quasar"])
    }

    /// Lets the database refuse a party, in words that quote its identifier.
    private static func breakDatabase(_ api: TestAPI, _ cast: Cast) async throws {
        try await api.tamper(
            """
            ALTER TABLE probity.party_key ADD CONSTRAINT party_key_planted_check
                CHECK (key NOT LIKE 'gb-crn:%')
            """)
        let refused = try await api.post(
            "/v1/parties", as: cast.officer, Body.party(identifier: "gb-crn:01234567"))
        #expect(refused.status == 409)
        #expect(refused.string("code") == "entry.conflict")
        #expect(refused.string("detail") == "The entry does not fit what the register holds.")
    }
}
