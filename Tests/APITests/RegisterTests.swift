// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Service
import Testing

@Suite("The public register")
struct RegisterTests {
    private static let party = "uscc:91350100M000100Y43"

    private static func rows(_ reply: Reply) -> [JSONValue] {
        if case .array(let rows)? = reply.json["rows"] { rows } else { [] }
    }

    /// A company and a sole trader, each with an accreditation; the company's id.
    @discardableResult
    private static func fill(_ api: TestAPI, _ cast: Cast) async throws -> String {
        _ = try await api.post(
            "/v1/parties", as: cast.officer, Body.party(name: #"=1+1, \"岭南\""#))
        let granted = try await api.post(
            "/v1/parties/\(party)/accreditations", as: cast.officer, Body.inviter)
        let trader = try await api.post(
            "/v1/parties", as: cast.officer,
            Body.party(name: "Zhang San", kind: "soleTrader", identifier: nil))
        _ = try await api.post(
            "/v1/parties/\(trader.string("party.id"))/accreditations", as: cast.officer,
            Body.inviter)
        return granted.string("accreditation.id")
    }

    @Test("it shows what is held, suspended and barred, and no natural person")
    func rows() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            let id = try await Self.fill(api, cast)
            let first = Self.rows(try await api.get("/v1/register"))
            #expect(first.count == 1)
            #expect(first.first?["accreditation"] == .string(id))
            #expect(first.first?["status"] == "inForce")
            #expect(first.first?.member("party.name") == .string("=1+1, \"岭南\""))
            #expect(first.first?["band"] == .null)
            let before = try await api.get("/v1/register?asOf=2025-12-31")
            #expect(before.status == 200 && Self.rows(before).isEmpty)
            let known = try await api.get("/v1/register").header("Probity-Known-At") ?? ""

            _ = try await api.post(
                "/v1/accreditations/\(id):suspend", as: cast.officer, #"{"on":"2026-06-01"}"#)
            for published in [true, false] {
                _ = try await api.post(
                    "/v1/sanctions", as: cast.officer,
                    """
                    {"party":"\(Self.party)","kind":"bar","from":"2026-06-01",\
                    "provision":"Art. \(published)","published":\(published)}
                    """)
            }
            let after = Self.rows(try await api.get("/v1/register"))
            #expect(after.first?["status"] == "suspended")
            #expect(after.first?.member("sanctions.0.provision") == "Art. true")
            #expect(after.first?.member("sanctions.1") == nil)
            let early = Self.rows(try await api.get("/v1/register?asOf=2026-05-31"))
            #expect(early.first?["status"] == "inForce")
            #expect(early.first?.member("sanctions.0") == nil)
            let then = Self.rows(try await api.get("/v1/register?knownAt=\(known)"))
            #expect(then == first)
            #expect(try await api.verifies())
        }
    }

    @Test("Accept chooses the form, by weight and by how exactly it names it")
    func forms() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            try await Self.fill(api, cast)
            let json = "application/json"
            let lines = "application/x-ndjson"
            let csv = "text/csv; charset=utf-8; header=present"
            let asked: [(accept: String, type: String)] = [
                ("*/*", json), ("text/csv", csv), ("text/*", csv), (lines, lines),
                ("application/*", json), ("application/json;q=0.1, text/csv;q=0.2", csv),
                ("application/json;q=0, */*", lines), ("text/csv;q=0.5, */*;q=0.4", csv),
                ("text/html", ""), ("application/json;q=0", ""), ("*/*;q=0", ""),
                ("TEXT/CSV ; q=1.000", csv), ("text/csv;q=0", ""),
            ]
            for (accept, type) in asked {
                let reply = try await api.get("/v1/register", headers: ["Accept": accept])
                #expect(reply.status == (type.isEmpty ? 406 : 200), "\(accept)")
                if !type.isEmpty { #expect(reply.header("Content-Type") == type, "\(accept)") }
                let tag = reply.header("ETag") ?? ""
                let again = try await api.get(
                    "/v1/register", headers: ["Accept": accept, "If-None-Match": tag])
                #expect(again.status == (type.isEmpty ? 406 : 304), "\(accept)")
            }
            let csvReply = try await api.get("/v1/register", headers: ["Accept": "text/csv"])
            let text = csvReply.text.split(separator: "\r\n")
            #expect(text.count == 2)
            #expect(text.first?.hasPrefix("accreditation,party,name,town,") == true)
            #expect(text.last?.contains(#","'=1+1, ""岭南""",Guangzhou,CN-44,"#) == true)
            #expect(csvReply.header("Content-Disposition")?.contains("register.csv") == true)
            let lineReply = try await api.get("/v1/register", headers: ["Accept": lines])
            #expect(lineReply.lines == Self.rows(try await api.get("/v1/register")))
        }
    }

    @Test("1,201 rows come page by page, all of the first one's position, while another writes")
    func pages() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            try await api.grant(1_201)
            let json = ["Accept": "application/x-ndjson"]
            let whole = try await api.get("/v1/register", headers: json).lines
            let position = try await api.registry.head().entry.value
            let today = try api.today
            var seen: [JSONValue] = []
            // Of one regime, so that there is one legal day, whatever the hour.
            var target = "/v1/register?limit=500&regime=cn-model"
            var pages = 0
            while pages < 5 {
                let reply = try await api.get(target)
                #expect(reply.header("Probity-Known-At") == String(position))
                seen += Self.rows(reply)
                pages += 1
                guard let link = reply.header("Link") else { break }
                target = String(link.dropFirst().prefix { $0 != ">" })
                for name in ["knownAt=\(position)&", "asOf=\(today)&", "limit=500&"] {
                    #expect(target.split(separator: name).count == 2, "\(target)")
                }
                // One more, and one of the page to come changes.
                try await api.grant(1)
                guard case .string(let id)? = whole[seen.count]["accreditation"] else { continue }
                let suspended = try await api.post(
                    "/v1/accreditations/\(id):suspend", as: cast.officer, #"{"on":"2026-06-01"}"#)
                #expect(suspended.status == 200)
            }
            #expect(pages == 3)
            #expect(seen.count == 1_201 && seen == whole)
            let lines = try await api.get("/v1/register", headers: json).lines
            #expect(lines.count == 1_203 && lines.prefix(1_201) != seen[...])
        }
    }

    @Test("pages of a regime and a day that were asked for keep both")
    func pinned() async throws {
        try await withAPI { api in
            try await api.grant(3)
            let asked = "/v1/register?knownAt=8&limit=1&asOf=2026-05-01&regime=cn-model"
            let link = try await api.get(asked).header("Link") ?? ""
            let query = link.split(separator: "?").last?.split(separator: ">").first ?? ""
            let parts = query.split(separator: "&").filter { !$0.hasPrefix("after=") }
            #expect(
                parts.sorted() == ["asOf=2026-05-01", "knownAt=8", "limit=1", "regime=cn-model"])
        }
    }

    @Test("what cannot be asked is refused, and filters hold together")
    func refusals() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            try await Self.fill(api, cast)
            let asked: [(query: String, status: Int, count: Int)] = [
                ("limit=0", 400, 0), ("limit=1", 200, 1), ("limit=500", 200, 1),
                ("limit=501", 400, 0), ("x=1", 400, 0), ("regime=none", 400, 0),
                ("region=CN", 200, 1), ("region=CN-4", 200, 0), ("region=CN-44", 200, 1),
                ("role=inviter&route=cn-visa-f", 200, 1), ("role=sponsor", 200, 0),
                ("route=none", 200, 0), ("knownAt=9999999", 400, 0), ("asOf=x", 400, 0),
            ]
            for (query, status, count) in asked {
                let reply = try await api.get("/v1/register?\(query)")
                #expect(reply.status == status, "\(query)")
                #expect(Self.rows(reply).count == count, "\(query)")
            }
            let stream = try await api.get(
                "/v1/register?limit=5", headers: ["Accept": "text/csv"])
            #expect(stream.faults == ["/limit parameter.notForStreams"])
        }
    }
}
