// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPTypes
import HummingbirdTesting
import Service
import Testing

@Suite("Eligibility in batches")
struct BatchTests {
    private static let ndjson = ["Content-Type": "application/x-ndjson"]

    private static func line(
        _ party: String = "uscc:91350100M000100Y43", key: Int? = nil, more: String = ""
    ) -> String {
        let key = key.map { #""key":"k\#($0)","# } ?? ""
        return #"{\#(key)"party":"\#(party)","role":"inviter","route":"cn-visa-f"\#(more)}"#
    }

    private static func stage(_ api: TestAPI) async throws -> Cast {
        let cast = try await Cast(api.registry)
        _ = try await api.post("/v1/parties", as: cast.officer, Body.party())
        _ = try await api.post(
            "/v1/parties/uscc:91350100M000100Y43/accreditations", as: cast.officer,
            Body.inviter)
        return cast
    }

    @Test("each line has its answer in its place, the broken ones too")
    func broken() async throws {
        try await withAPI { api in
            let cast = try await Self.stage(api)
            let lines: [(text: String, word: String)] = [
                (Self.line(key: 1), "eligible"),
                ("{", "json.malformed"),
                (Self.line("lei:5493001KJTIIGC8Y1R12", key: 3), "ineligible"),
                ("[]", "request.invalid"),
                (Self.line(key: 5, more: #","colour":1"#), "request.invalid"),
                (Self.line("nobody", key: 6), "request.invalid"),
                ("  \t\r", ""),
                (Self.line(key: 8, more: #","asOf":"2022-12-31""#), "policy.notInForce"),
                (Self.line(key: 9, more: #","asOf":"2025-12-31""#), "ineligible"),
                (String(repeating: "x", count: 20_000), "line.tooLong"),
                (Self.line(key: 11, more: #","knownAt":3"#), "ineligible"),
                (Self.line(key: 12, more: #","policy":"cn-model@1999-01-01""#), "policy.unknown"),
                (Self.line(key: 13).replacing("cn-visa-f", with: "cn-x"), "route.unknown"),
                (Self.line(key: 14), "eligible"),
            ]
            let body = lines.map(\.text).joined(separator: "\n")
            for end in ["", "\n"] {
                let reply = try await api.post(
                    "/v1/eligibility:batch", as: cast.desk, body + end, headers: Self.ndjson)
                #expect(reply.status == 200)
                #expect(reply.header("Content-Type") == "application/x-ndjson")
                #expect(reply.header("Probity-Known-At") == "5")
                let words = reply.lines.map { answer -> String in
                    guard case .string(let word)? = answer["outcome"] ?? answer["code"] else {
                        return "?"
                    }
                    return word
                }
                #expect(words == lines.map(\.word).filter { !$0.isEmpty })
                let numbers = lines.indices.filter { !lines[$0].word.isEmpty }
                #expect(reply.lines.map { $0["line"] } == numbers.map { .integer(Int64($0 + 1)) })
                for answer in reply.lines {
                    guard case .string(let key)? = answer["key"] else { continue }
                    #expect(answer["line"] == JSONValue.integer(Int64(key.dropFirst()) ?? 0))
                }
            }
        }
    }

    @Test("answers come in order over many chunks, on a socket too")
    func manyChunks() async throws {
        try await withAPI(.live) { api in
            let cast = try await Self.stage(api)
            let count = 3_210
            let body = (1...count).map { number in
                number % 100 == 7 ? "broken" : Self.line(key: number)
            }.joined(separator: "\n")
            let reply = try await api.post(
                "/v1/eligibility:batch", as: cast.desk, body, headers: Self.ndjson)
            let answers = reply.lines
            #expect(answers.count == count)
            for (index, answer) in answers.enumerated() {
                let number = index + 1
                #expect(answer["line"] == .integer(Int64(number)))
                if number % 100 == 7 {
                    #expect(answer["code"] == "json.malformed")
                } else {
                    #expect(answer["key"] == .string("k\(number)"))
                    #expect(answer["outcome"] == "eligible")
                }
            }
        }
    }

    @Test("50,000 lines are taken, and the one after them is told so")
    func tooMany() async throws {
        try await withAPI { api in
            let cast = try await Self.stage(api)
            let blanks = String(repeating: "\n", count: 49_999)
            let full = try await api.post(
                "/v1/eligibility:batch", as: cast.desk, blanks + Self.line(),
                headers: Self.ndjson)
            #expect(full.lines.map { $0["outcome"] } == ["eligible"])
            let over = try await api.post(
                "/v1/eligibility:batch", as: cast.desk,
                blanks + Self.line() + "\n" + Self.line() + "\n" + Self.line(),
                headers: Self.ndjson)
            #expect(over.lines.count == 2)
            #expect(over.lines.last?["code"] == "batch.tooManyLines")
            #expect(over.lines.last?["line"] == 50_001)
        }
    }

    @Test("what is wrong with the whole batch is said before the first line")
    func whole() async throws {
        try await withAPI { api in
            let cast = try await Self.stage(api)
            let path = "/v1/eligibility:batch"
            let json = try await api.post(path, as: cast.desk, Self.line())
            #expect(json.status == 415)
            let administrator = try await api.post(
                path, as: cast.administrator, Self.line(), headers: Self.ndjson)
            #expect(administrator.status == 403)
            let huge = try await api.post(
                path, as: cast.desk, String(repeating: "x", count: 67_108_865),
                headers: Self.ndjson)
            #expect(huge.status == 413)
            let behind = try await api.post(
                path, as: cast.desk, Self.line(),
                headers: Self.ndjson.merging(["Probity-Known-At-Least": "99"]) { $1 })
            #expect(behind.status == 503)
            let empty = try await api.post(path, as: cast.desk, "", headers: Self.ndjson)
            #expect(empty.status == 200)
            #expect(empty.bytes.isEmpty)
        }
    }

    @Test("an employer asks about itself only, line by line")
    func employer() async throws {
        try await withAPI { api in
            let cast = try await Self.stage(api)
            let own = try await api.get(
                "/v1/parties/uscc:91350100M000100Y43", as: cast.officer
            ).string("id")
            let token = try await api.registry.issue(.employer, party: own)
            let reply = try await api.post(
                "/v1/eligibility:batch", as: token,
                Self.line() + "\n" + Self.line("lei:5493001KJTIIGC8Y1R12"),
                headers: Self.ndjson)
            #expect(reply.lines.first?["outcome"] == "eligible")
            #expect(reply.lines.last?["code"] == "party.unknown")
        }
    }
}
