// SPDX-License-Identifier: Apache-2.0

import API
import Domain
import HTTPTypes
import Service
import Testing

@Suite("The tree of authorities")
struct AuthorityTests {
    private static let root = #"{"code":"cn-nia","name":"移民管理局","territory":"CN"}"#
    private static func branch(
        _ code: String, territory: String, parent: String = "cn-nia"
    ) -> String {
        #"{"code":"\#(code)","name":"\#(code)","parent":"\#(parent)","territory":"\#(territory)"}"#
    }

    @Test("it grows, is read by anyone page by page, and verifies")
    func grows() async throws {
        try await withAPI { api in
            let administrator = try await api.registry.issue(.administrator)
            let root = try await api.post(
                "/v1/authorities", as: administrator, Self.root, headers: ["Idempotency-Key": "1"])
            #expect(root.status == 201)
            #expect(root.header("Location") == "/v1/authorities/cn-nia")
            #expect(root.json.member("authority.parent") == .null)
            #expect(root.json["entry"] == 4)
            #expect(root.header("ETag") == "\"4\"")
            let replay = try await api.post(
                "/v1/authorities", as: administrator, Self.root, headers: ["Idempotency-Key": "1"])
            #expect(replay.header("Idempotency-Replayed") == "true")
            #expect(replay.bytes == root.bytes)
            for (code, land) in [("cn-gd", "CN-44"), ("cn-fj", "CN-35")] {
                let reply = try await api.post(
                    "/v1/authorities", as: administrator, Self.branch(code, territory: land))
                #expect(reply.status == 201)
            }
            let first = try await api.get("/v1/authorities?limit=2&after=TEST")
            #expect(first.string("authorities.0.code") == "cn-fj")
            #expect(first.string("authorities.1.code") == "cn-gd")
            #expect(
                first.header("Link") == #"</v1/authorities?limit=2&after=cn-gd>; rel="next""#)
            let second = try await api.get("/v1/authorities?limit=2&after=cn-gd")
            #expect(second.string("authorities.0.code") == "cn-nia")
            #expect(second.header("Link") == nil)
            let tag = try #require(second.header("ETag"))
            let again = try await api.get(
                "/v1/authorities?limit=2&after=cn-gd", headers: ["If-None-Match": tag])
            #expect(again.status == 304)
            let one = try await api.get("/v1/authorities/cn-gd")
            #expect(one.string("authority.territory") == "CN-44")
            #expect(one.header("ETag") == "\"5\"")
            #expect(try await api.verifies())
        }
    }

    @Test("a branch reaches no further than its parent, and nothing hangs on itself")
    func rules() async throws {
        try await withAPI { api in
            let administrator = try await api.registry.issue(.administrator)
            func post(_ path: String, _ body: String, match: String = "*") async throws -> Reply {
                try await api.post(
                    "/v1/authorities" + path, as: administrator, body,
                    headers: ["If-Match": match])
            }
            _ = try await post("", Self.root)
            _ = try await post("", Self.branch("cn-gd", territory: "CN-44"))
            for (body, code, pointer) in [
                (Self.branch("gb", territory: "GB"), "authority.outsideParent", "/territory"),
                (
                    Self.branch("x", territory: "CN-440", parent: "cn-gd"),
                    "authority.outsideParent", "/territory"
                ),
                (
                    Self.branch("x", territory: "CN", parent: "nobody"),
                    "authority.parentUnknown", "/parent"
                ),
                (
                    Self.branch("x", territory: "CN", parent: "x"), "authority.parentUnknown",
                    "/parent"
                ),
            ] {
                let reply = try await post("", body)
                #expect(reply.status == 422 && reply.string("code") == code, "\(body)")
                #expect(reply.faults == ["\(pointer) \(code)"])
            }
            #expect(try await post("", Self.root).string("code") == "authority.codeTaken")
            let cycle = try await post("/cn-nia:amend", #"{"parent":"cn-gd"}"#)
            #expect(cycle.status == 422 && cycle.string("code") == "authority.cycle")
            let itself = try await post("/cn-gd:amend", #"{"parent":"cn-gd"}"#)
            #expect(itself.string("code") == "authority.cycle")
            let full = try await post("/cn-nia:close", "{}")
            #expect(full.status == 409 && full.string("code") == "authority.hasBranches")
            let stale = try await post("/cn-gd:amend", #"{"name":"y"}"#, match: "\"3\"")
            #expect(stale.status == 412 && stale.string("code") == "authority.changed")
            let blind = try await api.post(
                "/v1/authorities/cn-gd:amend", as: administrator, #"{"name":"y"}"#)
            #expect(blind.status == 428)
            let renamed = try await post("/cn-gd:amend", #"{"name":"y"}"#, match: "\"5\"")
            #expect(renamed.string("authority.name") == "y")
            #expect(renamed.string("authority.parent") == "cn-nia")
            let same = try await post("/cn-gd:amend", #"{"name":"y"}"#)
            #expect(same.status == 200 && same.json["entry"] == 6 && same.header("ETag") == "\"6\"")
            let freed = try await post("/cn-gd:amend", #"{"parent":null}"#)
            #expect(freed.json.member("authority.parent") == .null)
            #expect(try await post("/cn-nia:close", "{}").status == 200)
            #expect(
                try await post("/cn-nia:close", "{}").string("code") == "authority.closed")
            #expect(
                try await post("/cn-gd:amend", #"{"parent":"cn-nia"}"#).string("code")
                    == "authority.parentUnknown")
            #expect(try await post("/nobody:close", "{}").string("code") == "authority.unknown")
            #expect(try await post("/no%20code:close", "{}").status == 404)
            #expect(try await api.verifies())
        }
    }

    @Test("bad bodies are refused, member by member")
    func badBodies() async throws {
        try await withAPI { api in
            let administrator = try await api.registry.issue(.administrator)
            for (body, faults) in [
                (
                    "{}",
                    ["/code member.missing", "/name member.missing", "/territory member.missing"]
                ),
                (
                    #"{"code":"a b","name":"","territory":5,"head":"x"}"#,
                    [
                        "/code value.malformed", "/name value.length", "/territory type.string",
                        "/head member.unknown",
                    ]
                ),
            ] {
                let reply = try await api.post("/v1/authorities", as: administrator, body)
                #expect(reply.status == 400)
                #expect(reply.faults == faults)
            }
            let cleared = try await api.post(
                "/v1/authorities/x:amend", as: administrator, #"{"name":null}"#,
                headers: ["If-Match": "*"])
            #expect(cleared.faults == ["/name value.null"])
            #expect(try await api.get("/v1/authorities?after=a%20b").status == 400)
            #expect(try await api.get("/v1/authorities?parent=x").status == 400)
        }
    }

    @Test("a row that no entry made is found")
    func tampering() async throws {
        try await withAPI { api in
            let administrator = try await api.registry.issue(.administrator)
            _ = try await api.post("/v1/authorities", as: administrator, Self.root)
            #expect(try await api.registry.verify().isSound)
            try await api.tamper(
                "UPDATE probity.authority SET territory = 'GB' WHERE code = 'cn-nia'")
            let report = try await api.registry.verify()
            #expect(report.findings.map(\.place) == ["authority cn-nia"])
            try await api.tamper("DELETE FROM probity.authority WHERE code = 'cn-nia'")
            #expect(
                try await api.registry.verify().findings.map(\.detail) == ["the row is missing"])
        }
    }

    @Test("who may change it, and who may issue tokens")
    func roles() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            let party = try await api.post("/v1/parties", as: cast.officer, Body.party())
                .string("party.id")
            let own = try await api.registry.issue(.employer, party: party)
            let target = try await api.registry.issue(.auditor).prefix(36)
            for token in [cast.officer, cast.decider, cast.desk, cast.auditor, own] {
                for (path, body) in [
                    ("/v1/authorities", Self.root), ("/v1/authorities/x:amend", "{}"),
                    ("/v1/authorities/x:close", "{}"),
                    ("/v1/tokens", #"{"role":"auditor","label":"a"}"#),
                ] {
                    let reply = try await api.post(
                        path, as: token, body, headers: ["If-Match": "*"])
                    #expect(reply.status == 403 && reply.string("code") == "access.role", "\(path)")
                }
                // Another's token is hidden from all but the auditor, who changes nothing.
                for path in ["rotate", "revoke"] {
                    let reply = try await api.post("/v1/tokens/\(target):\(path)", as: token, "{}")
                    #expect(reply.status == (token == cast.auditor ? 403 : 404))
                }
            }
            for path in ["/v1/tokens", "/v1/tokens/\(target)"] {
                #expect(try await api.get(path).status == 401)
            }
            #expect(try await api.post("/v1/authorities", Self.root).status == 401)
        }
    }
}
