// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPTypes
import HummingbirdTesting
import Service
import Testing

@Suite("Reports of events in batches")
struct EventBatchTests {
    private static let path = "/v1/events:batch"
    private static let ndjson = ["Content-Type": "application/x-ndjson"]

    private static func line(
        key: String? = nil, state: String = "confirmed", quantity: Int = 1, more: String = ""
    ) -> String {
        let key = key.map { #","key":"\#($0)""# } ?? ""
        return Body.event(state: state, more: key + more)
    }

    private static func stage(_ api: TestAPI) async throws -> Cast {
        let cast = try await Cast(api.registry)
        _ = try await api.post("/v1/parties", as: cast.officer, Body.party())
        return cast
    }

    private static func send(
        _ api: TestAPI, _ token: String, _ lines: [String], headers: [String: String] = [:]
    ) async throws -> Reply {
        try await api.post(
            path, as: token, lines.joined(separator: "\n"),
            headers: ndjson.merging(headers) { $1 })
    }

    @Test("each line has its answer in its place, the broken ones too, and only good ones stand")
    func broken() async throws {
        try await withAPI { api in
            let cast = try await Self.stage(api)
            let lines: [(text: String, word: String)] = [
                (Self.line(key: "a1"), "ok"),
                ("{", "json.malformed"),
                (Self.line(more: #","note":"a\u0007b""#), "request.invalid"),
                (Self.line(more: #","colour":1"#), "request.invalid"),
                (Self.line(key: "two words"), "request.invalid"),
                (Self.line(state: "annulled"), "request.invalid"),
                (Self.line().replacing("2026-03-01", with: "2026-02-30"), "request.invalid"),
                (
                    Self.line().replacing("cn.invitation.false-statement", with: "x"),
                    "indicator.unknown"
                ),
                (
                    Self.line().replacing(
                        "uscc:91350100M000100Y43", with: "lei:5493001KJTIIGC8Y1R12"),
                    "party.unknown"
                ),
                (" ", ""),
                (String(repeating: "x", count: 16_385), "line.tooLong"),
                (Self.line(state: "alleged"), "ok"),
            ]
            let reply = try await Self.send(api, cast.officer, lines.map(\.text))
            #expect(reply.status == 200)
            #expect(reply.header("Probity-Known-At") == "4")
            let words = reply.lines.map { answer -> String in
                guard case .string(let word)? = answer["code"] else { return "ok" }
                return word
            }
            #expect(words == lines.map(\.word).filter { !$0.isEmpty })
            let numbers = lines.indices.filter { !lines[$0].word.isEmpty }
            #expect(reply.lines.map { $0["line"] } == numbers.map { .integer(Int64($0 + 1)) })
            let first = try #require(reply.lines.first)
            #expect(first["key"] == "a1")
            #expect(first["status"] == 201)
            #expect(first["entry"] == 5)
            #expect(first["score"] == 65)
            #expect(first["replayed"] == false)
            let list = try await api.get(
                "/v1/events?party=uscc:91350100M000100Y43", as: cast.officer)
            #expect(list.json.member("events.1.id") == first["event"])
            #expect(list.json.member("events.2") == nil)
            #expect(try await api.verifies())
        }
    }

    @Test("bad UTF-8 spoils its own line only")
    func badUTF8() async throws {
        try await withAPI { api in
            let cast = try await Self.stage(api)
            let bytes =
                Array(Self.line().utf8) + [0x0A, 0x7B, 0xFF, 0xFE, 0x7D, 0x0A]
                + Array(Self.line().utf8)
            let reply = try await api.post(
                Self.path, as: cast.officer, bytes: bytes, headers: Self.ndjson)
            #expect(reply.lines.map { $0["status"] } == [201, 400, 201])
        }
    }

    @Test("a line that is sent again is answered again and entered once")
    func replay() async throws {
        try await withAPI { api in
            let cast = try await Self.stage(api)
            let lines = (1...5).map { Self.line(key: "k\($0)") }
            let first = try await Self.send(api, cast.officer, Array(lines.prefix(3)))
            #expect(first.lines.map { $0["entry"] } == [5, 6, 7])
            let again = try await Self.send(api, cast.officer, lines.reversed())
            #expect(again.lines.map { $0["entry"] } == [8, 9, 7, 6, 5])
            #expect(
                again.lines.map { $0["replayed"] } == [false, false, true, true, true])
            // What is said again is what was said: the score of then.
            #expect(
                again.lines.map { $0["score"] }.suffix(3) == [
                    first.lines[2]["score"], first.lines[1]["score"], first.lines[0]["score"],
                ])
            let other = try await Self.send(
                api, cast.officer, [Self.line(key: "k1", state: "alleged")])
            #expect(other.lines.first?["code"] == "idempotency.keyReused")
            #expect(try await api.registry.head().entry == EntryNumber(9))
        }
    }

    @Test("one key repeated within a batch is one report")
    func twiceInOne() async throws {
        try await withAPI { api in
            let cast = try await Self.stage(api)
            let reply = try await Self.send(
                api, cast.officer, [Self.line(key: "same"), Self.line(key: "same")])
            #expect(reply.lines.map { $0["entry"] } == [5, 5])
            #expect(reply.lines.map { $0["replayed"] } == [false, true])
        }
    }

    @Test("the header's key and the number of a line count as its key")
    func headerKey() async throws {
        try await withAPI { api in
            let cast = try await Self.stage(api)
            let header = ["Idempotency-Key": "night-of-the-1st"]
            let lines = [Self.line(), Self.line(), Self.line(key: "own")]
            let first = try await Self.send(api, cast.officer, lines, headers: header)
            #expect(first.lines.map { $0["entry"] } == [5, 6, 7])
            let again = try await Self.send(api, cast.officer, lines, headers: header)
            #expect(again.lines.map { $0["entry"] } == [5, 6, 7])
            #expect(again.lines.allSatisfy { $0["replayed"] == true })
            let bare = try await Self.send(api, cast.officer, lines)
            #expect(bare.lines.map { $0["entry"] } == [8, 9, 7])
            let bad = try await Self.send(
                api, cast.officer, lines, headers: ["Idempotency-Key": "two words"])
            #expect(bad.status == 400)
        }
    }

    @Test("more than a group is entered in order, on a socket too")
    func groups() async throws {
        try await withAPI(.live) { api in
            let cast = try await Self.stage(api)
            let count = 2_003
            let lines = (1...count).map { Self.line(key: "k\($0)", state: "alleged") }
            let reply = try await Self.send(api, cast.officer, lines)
            #expect(reply.lines.count == count)
            #expect(
                reply.lines.map { $0["entry"] } == (1...count).map { .integer(Int64($0 + 4)) })
        }
    }

    @Test("who may never report, and what is no batch, is told before the first line")
    func whole() async throws {
        try await withAPI { api in
            let cast = try await Self.stage(api)
            for token in [cast.desk, cast.auditor, cast.administrator] {
                #expect(try await Self.send(api, token, [Self.line()]).status == 403)
            }
            let nobody = try await api.post(Self.path, as: nil, Self.line(), headers: Self.ndjson)
            #expect(nobody.status == 401)
            let json = try await api.post(Self.path, as: cast.officer, Self.line())
            #expect(json.status == 415)
            let query = try await api.post(
                Self.path + "?x=1", as: cast.officer, Self.line(), headers: Self.ndjson)
            #expect(query.faults == ["/x parameter.unknown"])
            let foreign = try await Self.send(api, cast.foreignOfficer, [Self.line()])
            #expect(foreign.lines.first?["code"] == "access.territory")
        }
    }
}
