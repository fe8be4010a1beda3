// SPDX-License-Identifier: Apache-2.0

import API
import Domain
import HTTPTypes
import Postgres
import Service
import Store
import Testing

@Suite("Tokens and how they travel")
struct TokenTests {
    @Test("a token that is no good is refused on every route, and told apart by no word")
    func badTokens() async throws {
        try await withAPI { api in
            let good = try await api.registry.issue(.auditor)
            let now = api.registry.clock()
            let expired = try await api.registry.issue(
                .auditor, expiresAt: now.adding(microseconds: -1),
                issuedAt: now.adding(microseconds: -60_000_000))
            let revoked = try await api.registry.issue(.auditor)
            guard let id = TokenID(revoked.prefix(36)) else { return }
            _ = try await api.registry.withWriter { connection in
                try await connection.execute(TokenStore.revoke, id, now)
            }
            let unknown = "0198c0de-0000-7000-8000-000000000001" + good.dropFirst(36)
            let wrongSecret = good.dropLast(2) + (good.hasSuffix("00") ? "11" : "00")
            for token in [
                expired, revoked, unknown, String(wrongSecret), "x", "", good + ".x",
                String(good.dropLast(2)),
            ] {
                for target in ["/v1/policies", "/v1/ledger/key"] {
                    let reply = try await api.get(target, as: token)
                    #expect(reply.status == 401)
                    #expect(reply.string("code") == "token.invalid")
                    #expect(
                        reply.header("WWW-Authenticate")
                            == #"Bearer realm="probity", error="invalid_token""#)
                }
            }
            #expect(try await api.get("/v1/policies", as: good).status == 200)
            let missing = try await api.get("/v1/policies")
            #expect(missing.string("code") == "token.missing")
            #expect(missing.header("WWW-Authenticate") == #"Bearer realm="probity""#)
            let basic = try await api.get(
                "/v1/policies", headers: ["Authorization": "Basic eDp5"])
            #expect(basic.string("code") == "token.invalid")
        }
    }

    @Test("a token over plain HTTP is refused off loopback")
    func offLoopback() async throws {
        var configuration = APIConfiguration(host: "0.0.0.0")
        #expect(!configuration.listensOnLoopback)
        configuration.newRequestID = { "1" }
        try await withAPI(configuration: configuration) { api in
            let token = try await api.registry.issue(.auditor)
            for headers in [[:], ["X-Forwarded-Proto": "https"]] {
                let reply = try await api.get("/v1/policies", as: token, headers: headers)
                #expect(reply.status == 403)
                #expect(reply.string("code") == "transport.insecure")
            }
            #expect(try await api.get("/v1/ledger/key").status == 200)
        }
    }

    @Test("behind a proxy, every stretch must have been HTTPS")
    func behindProxy() async throws {
        let configuration = APIConfiguration(host: "0.0.0.0", isBehindProxy: true)
        try await withAPI(configuration: configuration) { api in
            let token = try await api.registry.issue(.auditor)
            for (word, status) in [
                ("https", 200), ("HTTPS", 200), ("https, https", 200), ("http", 403),
                ("https, http", 403), ("", 403), ("httpsx", 403),
            ] {
                let reply = try await api.get(
                    "/v1/policies", as: token, headers: ["X-Forwarded-Proto": word])
                #expect(reply.status == status, "\(word)")
                #expect(
                    reply.header("Strict-Transport-Security") == "max-age=31536000", "\(word)")
            }
            #expect(try await api.get("/v1/policies", as: token).status == 403)
        }
    }

    @Test(
        "which hosts are loopback",
        arguments: [
            ("127.0.0.1", true), ("127.8.8.8", true), ("localhost", true), ("::1", true),
            ("0.0.0.0", false), ("::", false), ("128.0.0.1", false), ("127.0.0.256", false),
            ("127.evil.example.com", false), ("127.0.0.1.example.com", false), ("", false),
        ])
    func loopback(host: String, isLoopback: Bool) {
        #expect(APIConfiguration.isLoopback(host) == isLoopback)
    }
}
