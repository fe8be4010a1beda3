// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import HTTPTypes
import Testing

@Suite("Amending a party")
struct AmendmentTests {
    private static let path = "/v1/parties/uscc:91350100M000100Y43"

    private func withParty(
        _ body: @escaping @Sendable (TestAPI, Cast, String) async throws -> Void
    ) async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            let made = try await api.post("/v1/parties", as: cast.officer, Body.party())
            let tag = try #require(made.header("ETag"))
            try await body(api, cast, tag)
            #expect(try await api.verifies())
        }
    }

    @Test("What is named changes, what is not stays, and the old name is still in the ledger")
    func amends() async throws {
        try await withParty { api, cast, tag in
            let seen = try await api.get(Self.path, as: cast.officer)
            #expect(seen.header("ETag") == tag)
            let reply = try await api.send(
                .patch, Self.path, as: cast.officer,
                """
                {"name":"Lingnan Talent Ltd","town":null,"facts":{"recordsComplete":null},\
                "identifiers":["uscc:91350100M000100Y43","gb-crn:01234567"]}
                """, headers: ["If-Match": tag])
            #expect(reply.status == 200)
            #expect(reply.string("party.name") == "Lingnan Talent Ltd")
            #expect(reply.json.member("party.town") == .null)
            #expect(reply.json.member("party.facts.recordsComplete") == nil)
            #expect(reply.json.member("party.facts.paymentRecordsComplete") == true)
            let after = try await api.get("/v1/parties/gb-crn:01234567", as: cast.officer)
            #expect(after.string("name") == "Lingnan Talent Ltd")
            #expect(after.header("ETag") == reply.header("ETag"))
            let number = tag.filter(\.isNumber)
            let before = try await api.get(Self.path + "?knownAt=\(number)", as: cast.officer)
            #expect(before.string("name") == "Lingnan Exchange Ltd")
            #expect(before.header("ETag") == tag)
        }
    }

    @Test("Of two who amend at once on the same sight, the second is told")
    func stale() async throws {
        try await withParty { api, cast, tag in
            let body = #"{"town":"Foshan"}"#
            let first = try await api.send(
                .patch, Self.path, as: cast.officer, body, headers: ["If-Match": tag])
            #expect(first.status == 200)
            let second = try await api.send(
                .patch, Self.path, as: cast.secondOfficer, #"{"town":"Shenzhen"}"#,
                headers: ["If-Match": tag])
            #expect(second.status == 412)
            #expect(second.string("code") == "party.changed")
            let weak = try await api.send(
                .patch, Self.path, as: cast.officer, body,
                headers: ["If-Match": "W/" + (first.header("ETag") ?? "")])
            #expect(weak.status == 412)
            let any = try await api.send(
                .patch, Self.path, as: cast.officer, #"{"town":"Zhuhai"}"#,
                headers: ["If-Match": "*"])
            #expect(any.string("party.town") == "Zhuhai")
            let missing = try await api.send(.patch, Self.path, as: cast.officer, body)
            #expect(missing.status == 428)
            let broken = try await api.send(
                .patch, Self.path, as: cast.officer, body, headers: ["If-Match": "12"])
            #expect(broken.status == 400)
        }
    }

    @Test("What cannot be amended is refused, and nothing is entered")
    func refusals() async throws {
        try await withParty { api, cast, tag in
            let cases: [(body: String, token: String, expected: String)] = [
                (#"{"identifiers":[]}"#, cast.officer, "422 party.identifierGone"),
                (#"{"name":null}"#, cast.officer, "400 request.invalid"),
                (#"{"kind":"person"}"#, cast.officer, "400 request.invalid"),
                (#"{"facts":{"noSuchFact":1}}"#, cast.officer, "400 request.invalid"),
                (#"{"facts":[]}"#, cast.officer, "400 request.invalid"),
                (#"{"region":"GB"}"#, cast.officer, "403 access.territory"),
                (#"{"town":"Foshan"}"#, cast.foreignOfficer, "403 access.territory"),
                (#"{"town":"Foshan"}"#, cast.auditor, "403 access.role"),
            ]
            for test in cases {
                let reply = try await api.send(
                    .patch, Self.path, as: test.token, test.body, headers: ["If-Match": tag])
                #expect("\(reply.status) \(reply.string("code"))" == test.expected)
            }
            let after = try await api.get(Self.path, as: cast.officer)
            #expect(after.header("ETag") == tag)
        }
    }

    @Test("An amended person's name is sealed, as it was at first")
    func person() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            let made = try await api.post(
                "/v1/parties", as: cast.officer,
                Body.party(name: "Li Ming", kind: "person", identifier: nil))
            let path = "/v1/parties/\(made.string("party.id"))"
            let reply = try await api.send(
                .patch, path, as: cast.officer, #"{"name":"Li Mingyuan"}"#,
                headers: ["If-Match": made.header("ETag") ?? ""])
            #expect(reply.string("party.name") == "Li Mingyuan")
            let number = (reply.header("ETag") ?? "").filter(\.isNumber)
            let entry = try await api.get("/v1/entries/\(number)", as: cast.auditor)
            #expect(entry.status == 200 && !entry.text.contains("Mingyuan"))
            #expect(try await api.verifies())
        }
    }
}
