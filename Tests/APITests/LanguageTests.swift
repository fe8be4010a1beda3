// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPTypes
import Service
import Testing

@Suite("Languages")
struct LanguageTests {
    @Test("in Chinese the messages change and the codes do not")
    func chinese() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            let officer = ("officer", cast.officer)
            let desk = ("desk", cast.desk)
            let talk = Conversation(api)
            let zh = ["Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5"]
            _ = try await api.post("/v1/parties", as: cast.officer, Body.party())
            let duplicate = try await talk.send(
                .post, "/v1/parties", as: officer, Body.party(), headers: zh)
            #expect(duplicate.status == 409)
            #expect(duplicate.header("Content-Language") == "zh")
            try await talk.send(
                .post, "/v1/events", as: officer,
                Body.event(state: "confirmed", more: #","facts":{"forGain":true}"#),
                headers: zh)
            let answer = try await talk.send(
                .get,
                "/v1/eligibility?party=uscc:91350100M000100Y43&role=inviter&route=cn-visa-f",
                as: desk, headers: zh)
            #expect(answer.string("reasons.0.code") == "accreditation.missing")
            try await talk.send(
                .get, "/v1/parties/uscc:91350100M000100Y43/rating", as: desk, headers: zh)
            try await talk.send(.get, "/v1/policies", as: nil, headers: zh)
            try await talk.send(.get, "/v1/policies", as: desk, headers: zh)
            try talk.expectSnapshot("chinese")
        }
    }

    @Test("the language that is liked best and spoken here is taken")
    func negotiation() async throws {
        try await withAPI { api in
            for (header, language) in [
                ("zh", "zh"), ("ZH-Hant-TW", "zh"), ("en", "en"), ("fr", "en"), ("", "en"),
                ("en;q=0.3, zh;q=0.4", "zh"), ("zh;q=0", "en"), ("zh;q=x", "en"),
                ("fr, zh;q=0.1", "zh"), ("en,zh", "en"), (",;,=", "en"),
            ] {
                let reply = try await api.get(
                    "/healthz", headers: ["Accept-Language": header])
                #expect(reply.header("Content-Language") == language, "\(header)")
            }
        }
    }
}
