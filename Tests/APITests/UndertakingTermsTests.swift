// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPTypes
import LawFixtures
import Policy
import Testing

@Suite("What a route asks, over the register")
struct UndertakingTermsTests {
    private static let sponsor = "uscc:91350100M000100Y43"
    private static let recommenders = ["gb-crn:01234567", "gb-crn:07654321"]

    private static func register(_ talk: Conversation, _ officer: (String, String)) async throws {
        let roles = [(sponsor, "sponsor")] + recommenders.map { ($0, "recommender") }
        for (identifier, role) in roles {
            let made = try await talk.send(
                .post, "/v1/parties", as: officer,
                Body.party(name: "Party \(identifier)", identifier: identifier))
            #expect(made.status == 201, "\(made.text)")
            let granted = try await talk.send(
                .post, "/v1/parties/\(identifier)/accreditations", as: officer,
                #"{"role":"\#(role)","route":"example-talent","from":"2026-01-01"}"#)
            #expect(granted.status == 201, "\(granted.text)")
        }
    }

    private static func undertaking(_ vouchers: [(String, String)], document: String) -> String {
        let list = vouchers.map { #"{"party":"\#($0.0)","role":"\#($0.1)"}"# }
        return """
            {"route":"example-talent","from":"2026-02-01","nominee":{"nationality":"IND",\
            "document":"\(document)","birthDate":"1990-05-17"},\
            "vouchers":[\(list.joined(separator: ","))]}
            """
    }

    @Test("an undertaking needs the vouchers of its route, and takes a place of each one's quota")
    func undertakings() async throws {
        try await withAPI(packs: twoRegimes + [try DocumentedPack().pack]) { api in
            let cast = try await Cast(api.registry)
            let officer = ("officer", cast.officer)
            let talk = Conversation(api)
            try await Self.register(talk, officer)
            func make(_ vouchers: [(String, String)], _ document: String) async throws -> Reply {
                try await talk.send(
                    .post, "/v1/undertakings", as: officer,
                    Self.undertaking(vouchers, document: document))
            }
            let alone = try await make([(Self.sponsor, "sponsor")], "Z123451")
            #expect(alone.status == 422)
            #expect(alone.string("errors.0.code") == "voucher.required")
            let all = [(Self.sponsor, "sponsor")] + Self.recommenders.map { ($0, "recommender") }
            for number in 1...5 {
                let made = try await make(all, "Z12345\(number)")
                #expect(made.status == 201, "\(made.text)")
            }
            let sixth = try await make(all, "Z123456")
            #expect(sixth.status == 422)
            #expect(sixth.string("errors.0.code") == "quota.exhausted")
        }
    }

    @Test("the fast check asks for what it cannot know")
    func fastCheck() async throws {
        try await withAPI(packs: twoRegimes + [try DocumentedPack().pack]) { api in
            let cast = try await Cast(api.registry)
            try await Self.register(Conversation(api), ("officer", cast.officer))
            for act in ["renewal", "extension"] {
                let answer = try await api.get(
                    "/v1/eligibility?party=\(Self.sponsor)&role=sponsor&route=example-talent"
                        + "&asOf=2026-06-01&act=\(act)", as: cast.desk)
                #expect(answer.string("outcome") == "conditional", "\(answer.text)")
                #expect(answer.string("act") == act)
                #expect(answer.string("reasons.0.code") == "voucher.required")
                #expect(answer.string("reasons.1.code") == "points.belowMark")
                #expect(answer.string("reasons.2.code") == "documents.missing")
                #expect(answer.json["quota"] == .null)
                #expect(answer.json["privileges"] == .array([]))
            }
        }
    }
}
