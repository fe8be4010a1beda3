// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPTypes
import Service
import Testing

@Suite("Two daemons answer as one")
struct TwoDaemonTests {
    private static let party = "/v1/parties/uscc:91350100M000100Y43"
    private static let batch = "/v1/events:batch"
    private static let key = ["Idempotency-Key": "6f1c-1"]
    private static let lines = ["Content-Type": "application/x-ndjson"]

    /// Asks both at the same time; what is asked may differ by the daemon's number.
    private static func both(
        _ first: TestAPI, _ second: TestAPI,
        _ ask: @Sendable @escaping (TestAPI, Int) async throws -> Reply
    ) async throws -> [Reply] {
        async let one = ask(first, 1)
        async let two = ask(second, 2)
        return [try await one, try await two]
    }

    private static func head(_ api: TestAPI) async throws -> Int64 {
        try await api.registry.head().entry.value
    }

    @Test("one request sent to both at once is entered once, and both say the same")
    func sameRequest() async throws {
        try await withTwoDaemons { first, second in
            let cast = try await Cast(first.registry)
            for number in 1...20 {
                let before = try await Self.head(first)
                let replies = try await Self.both(first, second) { api, _ in
                    try await api.post(
                        "/v1/parties", as: cast.officer,
                        Body.party(name: "Party \(number)", identifier: nil),
                        headers: ["Idempotency-Key": "party-\(number)"])
                }
                #expect(replies.map(\.status) == [201, 201])
                let replayed = replies.compactMap { $0.header("Idempotency-Replayed") }
                #expect(replayed == ["true"])
                #expect(replies[0].text == replies[1].text)
                #expect(replies[0].header("Location") == replies[1].header("Location"))
                #expect(try await Self.head(second) == before + 1)
            }
            #expect(try await second.verifies())
        }
    }

    @Test("of two requests under one key at once one is entered, and the other refused")
    func otherBody() async throws {
        try await withTwoDaemons { first, second in
            let cast = try await Cast(first.registry)
            for number in 1...10 {
                let before = try await Self.head(first)
                let key = ["Idempotency-Key": "party-\(number)"]
                let replies = try await Self.both(first, second) { api, daemon in
                    try await api.post(
                        "/v1/parties", as: cast.officer,
                        Body.party(name: "By daemon \(daemon)", identifier: nil), headers: key)
                }
                #expect(replies.map(\.status).sorted() == [201, 409])
                let refused = try #require(replies.first { $0.status == 409 })
                #expect(refused.string("code") == "idempotency.keyReused")
                for api in [first, second] {
                    let third = try await api.post(
                        "/v1/parties", as: cast.officer, Body.party(name: "A third"),
                        headers: key)
                    #expect(third.status == 409)
                }
                #expect(try await Self.head(second) == before + 1)
            }
        }
    }

    @Test("a key is one principal's and one route's, on whichever daemon")
    func scope() async throws {
        try await withTwoDaemons { first, second in
            let cast = try await Cast(first.registry)
            let made = try await first.post(
                "/v1/parties", as: cast.officer, Body.party(), headers: Self.key)
            #expect(made.status == 201)
            let colleague = try await second.post(
                "/v1/parties", as: cast.secondOfficer, Body.party(identifier: nil),
                headers: Self.key)
            #expect(colleague.status == 201)
            #expect(colleague.header("Idempotency-Replayed") == nil)
            #expect(colleague.string("party.id") != made.string("party.id"))
            let elsewhere = try await second.post(
                Self.party + "/accreditations", as: cast.officer, Body.inviter,
                headers: Self.key)
            #expect(elsewhere.status == 201)
            #expect(elsewhere.header("Idempotency-Replayed") == nil)
        }
    }

    @Test("what the other daemon answered is said again as it was then")
    func replayedAsThen() async throws {
        try await withTwoDaemons { first, second in
            let cast = try await Cast(first.registry)
            let made = try await first.post(
                "/v1/parties", as: cast.officer, Body.party(), headers: Self.key)
            let reported = try await first.post(
                "/v1/events", as: cast.officer, Body.event(), headers: Self.key)
            #expect(reported.json.member("rating.score") == 100)
            let amended = try await second.send(
                .patch, Self.party, as: cast.officer, #"{"town":"Foshan"}"#,
                headers: ["If-Match": "*"])
            #expect(amended.status == 200)
            let confirmed = try await second.post(
                "/v1/events/\(reported.string("event")):confirm", as: cast.secondOfficer)
            #expect(confirmed.json.member("rating.score") == 65)

            let head = try await Self.head(second)
            let madeAgain = try await second.post(
                "/v1/parties", as: cast.officer, Body.party(), headers: Self.key)
            #expect(madeAgain.text == made.text)
            #expect(madeAgain.header("Idempotency-Replayed") == "true")
            #expect(madeAgain.header("Probity-Known-At") == made.header("Probity-Known-At"))
            let reportedAgain = try await second.post(
                "/v1/events", as: cast.officer, Body.event(), headers: Self.key)
            #expect(reportedAgain.text == reported.text)
            #expect(reportedAgain.json.member("rating.score") == 100)
            #expect(try await Self.head(first) == head)
        }
    }

    @Test("lines of a batch whose keys the other daemon has seen are answered by its entries")
    func batchLines() async throws {
        try await withTwoDaemons { first, second in
            let cast = try await Cast(first.registry)
            _ = try await first.post("/v1/parties", as: cast.officer, Body.party())
            let keyed = (1...3).map { Body.event(more: #","key":"k\#($0)""#) }
            let headers = Self.lines.merging(["Idempotency-Key": "night"]) { $1 }
            let one = try await first.post(
                Self.batch, as: cast.officer, (keyed + [Body.event()]).joined(separator: "\n"),
                headers: headers)
            #expect(one.lines.map { $0["entry"] } == [5, 6, 7, 8])
            let two = try await second.post(
                Self.batch, as: cast.officer,
                [
                    keyed[0], Body.event(state: "confirmed", more: #","key":"k2""#), keyed[2],
                    Body.event(), Body.event(more: #","key":"k4""#),
                ].joined(separator: "\n"), headers: headers)
            #expect(two.lines.map { $0["status"] } == [201, 409, 201, 201, 201])
            #expect(two.lines[1]["code"] == "idempotency.keyReused")
            #expect(two.lines.map { $0["entry"] } == [5, nil, 7, 8, 9])
            #expect(two.lines.map { $0["replayed"] } == [true, nil, true, true, false])
            #expect(two.lines[0]["event"] == one.lines[0]["event"])
        }
    }

    @Test("one batch sent to both at once is entered once")
    func batchAtOnce() async throws {
        try await withTwoDaemons { first, second in
            let cast = try await Cast(first.registry)
            _ = try await first.post("/v1/parties", as: cast.officer, Body.party())
            let count = 200
            let body = (1...count).map { Body.event(more: #","key":"k\#($0)""#) }
                .joined(separator: "\n")
            let replies = try await Self.both(first, second) { api, _ in
                try await api.post(Self.batch, as: cast.officer, body, headers: Self.lines)
            }
            #expect(replies[0].lines.map { $0["event"] } == replies[1].lines.map { $0["event"] })
            #expect(replies[0].lines.map { $0["status"] } == Array(repeating: 201, count: count))
            for (one, two) in zip(replies[0].lines, replies[1].lines) {
                #expect([one["replayed"], two["replayed"]].filter { $0 == true }.count == 1)
            }
            #expect(try await Self.head(first) == Int64(4 + count))
            #expect(try await second.verifies())
        }
    }

    @Test("what one daemon acknowledged the other knows, and what nobody wrote neither does")
    func knownAtLeast() async throws {
        try await withTwoDaemons { first, second in
            let cast = try await Cast(first.registry)
            let paths = [
                "/v1/ledger/checkpoint", Self.party, Self.party + "/rating?role=inviter",
                "/v1/events?party=uscc:91350100M000100Y43", "/v1/sanctions",
                "/v1/eligibility?party=uscc:91350100M000100Y43&role=inviter&route=cn-visa-f",
            ]
            var written = try await first.post("/v1/parties", as: cast.officer, Body.party())
            for (writer, reader) in [(first, second), (second, first)] {
                written = try await writer.post("/v1/events", as: cast.officer, Body.event())
                let entry = try #require(written.header("Probity-Known-At"))
                let next = String((Int64(entry) ?? 0) + 1)
                for path in paths {
                    let known = try await reader.get(
                        path, as: cast.officer, headers: ["Probity-Known-At-Least": entry])
                    #expect(known.status == 200, "\(path)")
                    #expect(known.header("Probity-Known-At") == entry, "\(path)")
                    let beyond = try await reader.get(
                        path, as: cast.officer, headers: ["Probity-Known-At-Least": next])
                    #expect(beyond.status == 503, "\(path)")
                    #expect(beyond.string("code") == "ledger.behind", "\(path)")
                    #expect(beyond.header("Retry-After") == "1", "\(path)")
                }
            }
        }
    }
}
