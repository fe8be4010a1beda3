// SPDX-License-Identifier: Apache-2.0

import API
import Domain
import HTTPTypes
import Service
import Synchronization
import Testing

@Suite("Tokens: issued, listed, rotated, withdrawn, revoked")
struct TokenLifeTests {
    private static let root = #"{"code":"cn-nia","name":"NIA","territory":"CN"}"#

    @Test("an officer's token is bound to an authority, and reaches no further")
    func officers() async throws {
        try await withAPI { api in
            let administrator = try await api.registry.issue(.administrator)
            _ = try await api.post("/v1/authorities", as: administrator, Self.root)
            func issue(_ more: String) async throws -> Reply {
                try await api.post(
                    "/v1/tokens", as: administrator,
                    #"{"role":"regulator","label":"desk 1"\#(more)}"#)
            }
            let whole = try await issue(#","authority":"cn-nia""#)
            #expect(whole.status == 201)
            #expect(whole.string("token.territory") == "CN")
            let id = whole.string("token.id")
            #expect(whole.header("Location") == "/v1/tokens/\(id)")
            let part = try await issue(#","authority":"cn-nia","territory":"CN-44""#)
            #expect(part.string("token.territory") == "CN-44")
            let bearer = part.string("bearer")
            let south = try await api.post("/v1/parties", as: bearer, Body.party())
            #expect(south.status == 201)
            let east = try await api.post(
                "/v1/parties", as: bearer, Body.party(identifier: nil, region: "CN-35"))
            #expect(east.string("code") == "access.territory")
            for (more, status, faults) in [
                (
                    #","authority":"cn-nia","territory":"GB""#, 422,
                    ["/territory territory.outsideAuthority"]
                ),
                (#","authority":"nobody""#, 422, ["/authority authority.unknown"]),
                (#","territory":"CN""#, 400, ["/authority member.missing"]),
                (
                    #","authority":"cn-nia","parties":["gb-crn:01234567"]"#, 400,
                    ["/parties member.notForRole"]
                ),
                (
                    #","authority":"cn-nia","expiresAt":"2020-01-01T00:00:00Z""#, 400,
                    ["/expiresAt value.past"]
                ),
                (#","authority":"cn-nia","secret":"x""#, 400, ["/secret member.unknown"]),
            ] {
                let reply = try await issue(more)
                #expect(reply.status == status, "\(more)")
                #expect(reply.faults == faults, "\(more)")
            }
        }
    }

    @Test("the other roles have what they need, and nothing else")
    func badRequests() async throws {
        try await withAPI { api in
            let administrator = try await api.registry.issue(.administrator)
            for (body, status, faults) in [
                (#"{"role":"system","label":"x"}"#, 400, ["/role value.malformed"]),
                (#"{"role":"anyone","label":"x"}"#, 400, ["/role value.malformed"]),
                (#"{"role":"auditor"}"#, 400, ["/label member.missing"]),
                (
                    #"{"role":"auditor","label":"x","authority":"a","territory":"CN"}"#, 400,
                    ["/authority member.notForRole", "/territory member.notForRole"]
                ),
                (#"{"role":"employer","label":"x"}"#, 400, ["/parties member.missing"]),
                (
                    #"{"role":"employer","label":"x","parties":["gb-crn:01234567"]}"#, 422,
                    ["/parties/0 party.unknown"]
                ),
                (
                    #"{"role":"employer","label":"x","parties":[5]}"#, 400,
                    ["/parties/0 type.string"]
                ),
            ] {
                let reply = try await api.post("/v1/tokens", as: administrator, body)
                #expect(reply.status == status, "\(body)")
                #expect(reply.faults == faults, "\(body)")
            }
            for path in ["/v1/tokens", "/v1/tokens/\(administrator.prefix(36)):rotate"] {
                let reply = try await api.post(
                    path, as: administrator, #"{}"#, headers: ["Idempotency-Key": "1"])
                #expect(reply.status == 400 && reply.string("code") == "header.malformed")
            }
            for overlap in ["-1", "86401", "1.5", #""60""#] {
                let reply = try await api.post(
                    "/v1/tokens/\(administrator.prefix(36)):rotate", as: administrator,
                    #"{"overlapSeconds":\#(overlap)}"#)
                #expect(reply.status == 400, "\(overlap)")
            }
            let missing = "/v1/tokens/0198c0de-0000-7000-8000-000000000001"
            #expect(try await api.get(missing, as: administrator).string("code") == "token.unknown")
            #expect(try await api.get("/v1/tokens/x", as: administrator).status == 404)
            for path in ["rotate", "revoke"] {
                let reply = try await api.post("\(missing):\(path)", as: administrator, "{}")
                #expect(reply.status == 404)
            }
        }
    }

    @Test("an agent acts for several parties, and each employer sees of it only itself")
    func agents() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            let a = try await api.post("/v1/parties", as: cast.officer, Body.party())
                .string("party.id")
            let b = try await api.post(
                "/v1/parties", as: cast.officer, Body.party(identifier: nil)
            ).string("party.id")
            func issue(_ label: String, _ parties: String) async throws -> Reply {
                try await api.post(
                    "/v1/tokens", as: cast.administrator,
                    #"{"role":"employer","label":"\#(label)","parties":[\#(parties)]}"#)
            }
            let agent = try await issue("agency", #""uscc:91350100M000100Y43","\#(b)""#)
            let own = try await issue("handler 1", "\"\(a)\"")
            _ = try await issue("handler 2", "\"\(a)\"")
            _ = try await issue("other", "\"\(b)\"")
            for party in [a, b] {
                let reply = try await api.get("/v1/parties/\(party)", as: agent.string("bearer"))
                #expect(reply.status == 200)
            }
            let listed = try await api.get("/v1/tokens", as: own.string("bearer"))
            let labels = (0..<4).map { listed.string("tokens.\($0).label") }
            #expect(labels.sorted() == ["", "agency", "handler 1", "handler 2"])
            let place = labels.firstIndex(of: "agency") ?? 0
            #expect(listed.json.member("tokens.\(place).parties") == [.string(a)])
            #expect(!listed.text.contains("sha256") && !listed.text.contains("bearer"))
            let all = try await api.get("/v1/tokens?limit=500", as: cast.administrator)
            #expect(all.text.contains("other") && all.text.contains("agency"))
            let desk = try await api.get("/v1/tokens", as: cast.desk)
            #expect(desk.string("tokens.0.id") == cast.desk.prefix(36))
            #expect(desk.json.member("tokens.1") == nil)
            let path = "/v1/tokens/\(agent.string("token.id"))"
            for _ in 1...2 {
                let withdrawn = try await api.post(
                    "\(path):withdraw", as: cast.administrator, #"{"party":"\#(a)"}"#)
                #expect(withdrawn.json.member("token.parties") == [.string(b)])
            }
            #expect(
                try await api.get("/v1/parties/\(a)", as: agent.string("bearer")).status == 404)
            #expect(
                try await api.get("/v1/parties/\(b)", as: agent.string("bearer")).status == 200)
            let never = try await api.post(
                "/v1/tokens/\(own.string("token.id")):withdraw", as: own.string("bearer"),
                #"{"party":"\#(b)"}"#)
            #expect(never.status == 422 && never.faults == ["/party mandate.unknown"])
            let after = try await api.get("/v1/tokens", as: own.string("bearer"))
            #expect(after.text.contains("handler 2") && !after.text.contains("agency"))
        }
    }

    @Test("a rotated token keeps its id; the secret before ends at once, or after the overlap")
    func rotation() async throws {
        try await withAPI { api in
            let first = try await api.registry.issue(.auditor)
            let path = "/v1/tokens/\(first.prefix(36))"
            let second = try await api.post("\(path):rotate", as: first)
            #expect(second.status == 200)
            #expect(second.json.member("token.previousSecretUntil") == .null)
            let bearer = second.string("bearer")
            #expect(bearer.prefix(36) == first.prefix(36) && bearer != first)
            #expect(try await api.get(path, as: first).status == 401)
            #expect(try await api.get(path, as: bearer).status == 200)
            let third = try await api.post(
                "\(path):rotate", as: bearer, #"{"overlapSeconds":3600}"#)
            for token in [bearer, third.string("bearer")] {
                #expect(try await api.get(path, as: token).status == 200)
            }
            #expect(try await api.get(path, as: first).status == 401)
            let gone = try await api.post("\(path):revoke", as: bearer)
            #expect(gone.string("token.state") == "revoked")
            #expect(try await api.get(path, as: third.string("bearer")).status == 401)
            let administrator = try await api.registry.issue(.administrator)
            let late = try await api.post("\(path):rotate", as: administrator)
            #expect(late.status == 409 && late.string("code") == "token.revoked")
        }
    }
}

/// Two daemons on one database, and a clock that stands until it is moved.
@Suite("Whatever ends a token has its effect on every daemon within a second")
struct TokenEffectTests {
    private final class Hand: Sendable {
        private let now = Mutex(Instant.now())
        var instant: Instant { now.withLock { $0 } }
        func move(microseconds: Int64) {
            now.withLock { $0 = $0.adding(microseconds: microseconds) }
        }
    }

    private struct Daemons: Sendable {
        let api: TestAPI
        let other: Registry
        let hand: Hand
    }

    private func withTwoDaemons(
        _ body: @escaping @Sendable (Daemons) async throws -> Void
    ) async throws {
        try await withAPI { api in
            let hand = Hand()
            var configuration = try testConfiguration(api.connectionString, seed: 3)
            configuration.clock = { hand.instant }
            let other = try await Registry.open(configuration)
            do {
                try await body(Daemons(api: api, other: other, hand: hand))
                await other.close()
            } catch {
                await other.close()
                throw error
            }
        }
    }

    @Test("revoked, rotated, withdrawn, its authority closed")
    func effects() async throws {
        try await withTwoDaemons { daemons in
            let (api, other, hand) = (daemons.api, daemons.other, daemons.hand)
            let administrator = try await api.registry.issue(.administrator)
            _ = try await api.post(
                "/v1/authorities", as: administrator,
                #"{"code":"cn-nia","name":"NIA","territory":"CN"}"#)
            func issue(_ body: String) async throws -> (id: String, bearer: String) {
                let reply = try await api.post("/v1/tokens", as: administrator, body)
                return (reply.string("token.id"), reply.string("bearer"))
            }
            let officer = try await issue(
                #"{"role":"regulator","label":"o","authority":"cn-nia"}"#)
            let party = try await api.post("/v1/parties", as: officer.bearer, Body.party())
                .string("party.id")
            let agent = try await issue(
                #"{"role":"employer","label":"a","parties":["\#(party)"]}"#)
            let revoked = try await issue(#"{"role":"auditor","label":"r"}"#)
            let rotated = try await issue(#"{"role":"auditor","label":"s"}"#)
            let bearers = [officer, agent, revoked, rotated].map(\.bearer)
            for bearer in bearers {
                #expect(try await other.authenticator.principal(bearer: bearer) != nil)
            }
            for (path, body) in [
                ("/v1/authorities/cn-nia:close", "{}"),
                ("/v1/tokens/\(agent.id):withdraw", #"{"party":"\#(party)"}"#),
                ("/v1/tokens/\(revoked.id):revoke", "{}"),
            ] {
                #expect(try await api.post(path, as: administrator, body).status == 200)
            }
            let fresh = try await api.post("/v1/tokens/\(rotated.id):rotate", as: administrator)
                .string("bearer")
            // The other daemon remembers to the last microsecond of the second.
            hand.move(microseconds: 999_999)
            for bearer in bearers {
                let principal = try await other.authenticator.principal(bearer: bearer)
                #expect(principal != nil)
            }
            hand.move(microseconds: 1)
            for bearer in [officer, revoked, rotated].map(\.bearer) {
                #expect(try await other.authenticator.principal(bearer: bearer) == nil)
            }
            let left = try await other.authenticator.principal(bearer: agent.bearer)
            #expect(left != nil && left?.parties == [])
            #expect(try await other.authenticator.principal(bearer: fresh) != nil)
            // The daemon that did it forgot at once, but for the authority, which is within 1 s.
            for bearer in [revoked, rotated].map(\.bearer) {
                #expect(try await api.get("/v1/tokens", as: bearer).status == 401)
            }
        }
    }

    @Test("a clock that steps back remembers nobody for longer")
    func clockStepsBack() async throws {
        try await withTwoDaemons { daemons in
            let (api, other, hand) = (daemons.api, daemons.other, daemons.hand)
            let administrator = try await api.registry.issue(.administrator)
            let bearer = try await api.registry.issue(.auditor)
            #expect(try await other.authenticator.principal(bearer: bearer) != nil)
            let revoked = try await api.post(
                "/v1/tokens/\(bearer.prefix(36)):revoke", as: administrator, "{}")
            #expect(revoked.status == 200)
            // At the instant of the look it is remembered, and not before it.
            #expect(try await other.authenticator.principal(bearer: bearer) != nil)
            hand.move(microseconds: -1)
            #expect(try await other.authenticator.principal(bearer: bearer) == nil)
            hand.move(microseconds: -3_600_000_000)
            #expect(try await other.authenticator.principal(bearer: bearer) == nil)
        }
    }

    @Test("a new secret opens at once where the old one is remembered; an overlap ends on time")
    func newSecret() async throws {
        try await withTwoDaemons { daemons in
            let (api, other, hand) = (daemons.api, daemons.other, daemons.hand)
            let old = try await api.registry.issue(.auditor)
            #expect(try await other.authenticator.principal(bearer: old) != nil)
            guard let id = TokenID(old.prefix(36)) else { return }
            let fresh = try await other.rotateToken(id, overlapSeconds: 60, by: .local).bearer
            #expect(try await api.registry.authenticator.principal(bearer: fresh) != nil)
            hand.move(microseconds: 59_999_999)
            #expect(try await other.authenticator.principal(bearer: old) != nil)
            hand.move(microseconds: 1)
            #expect(try await other.authenticator.principal(bearer: old) == nil)
            #expect(try await other.authenticator.principal(bearer: fresh) != nil)
        }
    }

    @Test("the operator at the machine establishes an authority that is not known")
    func operatorsAuthority() async throws {
        try await withAPI { api in
            let wanted = TokenRequest(
                role: .decider, label: "d", authority: AuthorityCode("uk-ho"),
                territory: RegionCode("GB"), parties: [], expiresAt: nil)
            let first = try await api.registry.issueToken(
                wanted, by: .local, isEstablishing: true)
            #expect(first.established == AuthorityCode("uk-ho"))
            let second = try await api.registry.issueToken(
                wanted, by: .local, isEstablishing: true)
            #expect(second.established == nil)
            let shown = try await api.get("/v1/authorities/uk-ho")
            #expect(shown.string("authority.territory") == "GB")
            #expect(try await api.verifies())
        }
    }
}
