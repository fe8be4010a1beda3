// SPDX-License-Identifier: Apache-2.0

import Domain
import Service
import Testing

@Suite("Who looked")
struct AccessLogTests {
    private static let party = "uscc:91350100M000100Y43"

    /// A party at which a desk looked three times, an officer twice and the party itself once.
    private static func look(_ api: TestAPI, _ cast: Cast) async throws -> String {
        let created = try await api.post("/v1/parties", as: cast.officer, Body.party())
        let employer = try await api.registry.issue(
            .employer, party: created.string("party.id"))
        let question = "party=\(party)&role=inviter&route=cn-visa-f"
        _ = try await api.get("/v1/eligibility?\(question)", as: cast.desk)
        let line = #"{"party":"\#(party)","role":"inviter","route":"cn-visa-f"}"#
        _ = try await api.post(
            "/v1/eligibility:batch", as: cast.desk, "\(line)\n\(line)\n",
            headers: ["Content-Type": "application/x-ndjson"])
        _ = try await api.get("/v1/parties/\(party)/rating?role=inviter", as: cast.officer)
        _ = try await api.get("/v1/parties/\(party)/rating/history?role=inviter", as: cast.officer)
        _ = try await api.get("/v1/parties/\(party)", as: employer)
        // These are not answered, so nobody looked.
        _ = try await api.get("/v1/parties/\(party)", as: cast.desk)
        _ = try await api.get("/v1/parties/\(party)", as: cast.foreignOfficer)
        try await api.registry.writeLookUps()
        return employer
    }

    /// `purpose count role authority token? label?` of each row.
    private static func rows(_ reply: Reply) -> [String] {
        guard case .array(let rows)? = reply.json["lookUps"] else { return [] }
        return rows.map { row in
            ["purpose", "count", "asker.role", "asker.authority", "asker.token", "asker.label"]
                .map { name in
                    switch row.member(name) {
                    case .string(let text)?: TokenID(text) == nil ? text : "told"
                    case .integer(let number)?: String(number)
                    default: "-"
                    }
                }.joined(separator: " ")
        }
    }

    @Test("an auditor is told each token, a party only its own")
    func rows() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            let employer = try await Self.look(api, cast)
            let path = "/v1/parties/\(Self.party)/access-log"
            let audited = try await api.get(path, as: cast.auditor)
            #expect(
                Self.rows(audited).sorted() == [
                    "eligibility 3 visaDesk - told test", "party 1 employer - told test",
                    "rating 2 regulator TEST told test",
                ])
            #expect(
                Self.rows(try await api.get(path, as: employer)).sorted() == [
                    "eligibility 3 visaDesk - - -", "party 1 employer - told test",
                    "rating 2 regulator TEST - -",
                ])
            let hour = try #require(Instant(audited.string("lookUps.0.hour")))
            #expect(hour.microsecondsSinceEpoch % 3_600_000_000 == 0)
            #expect(hour <= api.registry.clock())
            let tag = try #require(audited.header("ETag"))
            let again = try await api.get(
                path, as: cast.auditor, headers: ["If-None-Match": tag])
            #expect(again.status == 304)
        }
    }

    @Test("tokens that are not told are counted together")
    func together() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            let employer = try await Self.look(api, cast)
            _ = try await api.get(
                "/v1/parties/\(Self.party)/rating?role=inviter", as: cast.secondOfficer)
            try await api.registry.writeLookUps()
            let path = "/v1/parties/\(Self.party)/access-log"
            #expect(
                Self.rows(try await api.get(path, as: employer)).contains(
                    "rating 3 regulator TEST - -"))
            let audited = Self.rows(try await api.get(path, as: cast.auditor))
            #expect(audited.filter { $0.hasPrefix("rating") }.count == 2)
        }
    }

    @Test("pages meet without a row twice or missing")
    func pages() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            _ = try await Self.look(api, cast)
            let path = "/v1/parties/\(Self.party)/access-log"
            let whole = Self.rows(try await api.get(path, as: cast.auditor))
            #expect(whole.count == 3)
            var next: String? = "\(path)?limit=1"
            var found: [String] = []
            while let target = next, found.count < 10 {
                let page = try await api.get(target, as: cast.auditor)
                #expect(page.status == 200)
                found += Self.rows(page)
                next = page.header("Link").flatMap { link in
                    link.firstMatch(of: /<(.+)>; rel="next"/).map { String($0.output.1) }
                }
            }
            #expect(found == whole)
            for bad in ["after=x", "after=1~party~king~~\(TokenID(high: 0, low: 0))", "limit=0"] {
                let reply = try await api.get("\(path)?\(bad)", as: cast.auditor)
                #expect(reply.status == 400, "\(bad)")
            }
        }
    }

    @Test("events, undertakings, sanctions and ties are looked at too")
    func records() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            _ = try await api.post("/v1/parties", as: cast.officer, Body.party())
            let event = try await api.post("/v1/events", as: cast.officer, Body.event())
            let asked = [
                "/v1/events/\(event.string("event"))", "/v1/events?party=\(Self.party)",
                "/v1/undertakings?party=\(Self.party)", "/v1/sanctions?party=\(Self.party)",
            ]
            for target in asked {
                let reply = try await api.get(target, as: cast.secondOfficer)
                #expect(reply.status == 200, "\(target)")
            }
            // Who may not see it did not look, and who looks at all sanctions at no party.
            for target in asked[..<3] {
                #expect(try await api.get(target, as: cast.foreignOfficer).status != 200)
            }
            _ = try await api.get("/v1/sanctions", as: cast.desk)
            // Not counted: nobody knows who it was.
            _ = try await api.get(asked[3])
            let bar = try await api.post(
                "/v1/sanctions", as: cast.decider,
                """
                {"party":"\(Self.party)","kind":"bar","from":"2026-06-01","provision":"Art. 1",\
                "published":true}
                """)
            #expect(bar.status == 201)
            try await api.registry.writeLookUps()
            let log = try await api.get(
                "/v1/parties/\(Self.party)/access-log", as: cast.auditor)
            #expect(
                Self.rows(log).filter { !$0.hasPrefix("eligibility") }.sorted() == [
                    "party 1 decider TEST told test", "party 2 regulator TEST told test",
                    "rating 2 regulator TEST told test",
                ])
        }
    }
}
