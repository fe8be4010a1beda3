// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPTypes
import Service
import Testing

@Suite("Events looked at")
struct EventReadingTests {
    private static let party = "uscc:91350100M000100Y43"
    private static let path = "/v1/events?party=\(party)"

    /// Five events: confirmed on the first three days of March, alleged on the fourth and fifth.
    private static func stage(_ api: TestAPI) async throws -> (cast: Cast, events: [String]) {
        let cast = try await Cast(api.registry)
        _ = try await api.post("/v1/parties", as: cast.officer, Body.party())
        var events: [String] = []
        for day in 1...5 {
            let reply = try await api.post(
                "/v1/events", as: cast.officer,
                Body.event(
                    state: day <= 3 ? "confirmed" : "alleged", occurredOn: "2026-03-0\(day)",
                    more: #","note":"seen by a neighbour""#
                ).replacing(#""reportedOn":"2026-03-04""#, with: #""reportedOn":"2026-03-06""#))
            events.append(reply.string("event"))
        }
        return (cast, events)
    }

    private static func ids(_ reply: Reply) -> [String] {
        guard case .array(let events)? = reply.json["events"] else { return [] }
        return events.map { if case .string(let id)? = $0["id"] { id } else { "?" } }
    }

    @Test("pages go from the latest report to the first, and the link leads on")
    func pages() async throws {
        try await withAPI { api in
            let (cast, events) = try await Self.stage(api)
            var target = Self.path + "&limit=2"
            var seen: [[String]] = []
            for _ in 1...4 {
                let reply = try await api.get(target, as: cast.officer)
                #expect(reply.status == 200)
                seen.append(Self.ids(reply))
                guard let link = reply.header("Link") else { break }
                #expect(link.hasSuffix(#">; rel="next""#))
                target = String(link.dropFirst().prefix { $0 != ">" })
            }
            #expect(seen == [[events[4], events[3]], [events[2], events[1]], [events[0]]])
            let exact = try await api.get(Self.path + "&limit=5", as: cast.officer)
            #expect(Self.ids(exact).count == 5)
            #expect(exact.header("Link") == nil)
        }
    }

    @Test("state, indicator and days narrow the list, their limits included")
    func filters() async throws {
        try await withAPI { api in
            let (cast, events) = try await Self.stage(api)
            let cases: [(String, [Int])] = [
                ("&state=alleged", [4, 3]), ("&state=confirmed", [2, 1, 0]),
                ("&state=annulled", []),
                ("&indicator=cn.invitation.false-statement", [4, 3, 2, 1, 0]),
                ("&indicator=cn.none", []),
                ("&from=2026-03-02&until=2026-03-04", [3, 2, 1]),
                ("&from=2026-03-05", [4]), ("&until=2026-03-01", [0]),
                ("&state=alleged&until=2026-03-04", [3]),
            ]
            for (filter, places) in cases {
                let reply = try await api.get(Self.path + filter, as: cast.officer)
                #expect(Self.ids(reply) == places.map { events[$0] }, "\(filter)")
            }
        }
    }

    @Test("an event is shown whole, and 304 to whoever holds it")
    func one() async throws {
        try await withAPI { api in
            let (cast, events) = try await Self.stage(api)
            let path = "/v1/events/\(events[0])"
            let reply = try await api.get(path, as: cast.auditor)
            #expect(reply.json["id"] == .string(events[0]))
            #expect(reply.json["state"] == "confirmed")
            #expect(reply.json["note"] == "seen by a neighbour")
            #expect(reply.json["entry"] == 5)
            let tag = try #require(reply.header("ETag"))
            for known in [tag, "W/\(tag)", #""x", \#(tag)"#, "*"] {
                let again = try await api.get(
                    path, as: cast.auditor, headers: ["If-None-Match": known])
                #expect(again.status == 304)
                #expect(again.bytes.isEmpty)
                #expect(again.header("ETag") == tag)
            }
            let other = try await api.get(
                path, as: cast.auditor, headers: ["If-None-Match": #""x""#])
            #expect(other.status == 200)
            let head = try await api.send(.head, path, as: cast.auditor)
            #expect(head.status == 200)
            #expect(head.bytes.isEmpty)
        }
    }

    @Test("who may see them: officers of the territory, auditors and the party itself")
    func access() async throws {
        try await withAPI { api in
            let (cast, events) = try await Self.stage(api)
            let id = try await api.get("/v1/parties/\(Self.party)", as: cast.officer).string("id")
            let own = try await api.registry.issue(.employer, party: id)
            let other = try await api.registry.issue(
                .employer, party: "0190a000-0000-7000-8000-000000000001")
            let cases: [(String?, Int)] = [
                (cast.officer, 200), (cast.decider, 200), (cast.auditor, 200), (own, 200),
                (cast.foreignOfficer, 403), (cast.administrator, 403), (cast.desk, 403),
                (other, 404), (nil, 401),
            ]
            for (token, status) in cases {
                #expect(try await api.get(Self.path, as: token).status == status)
                let one = try await api.get("/v1/events/\(events[0])", as: token).status
                // Where the row itself is out of reach, there is none.
                #expect(one == status || (status == 403 && one == 404))
            }
            let seen = try await api.get("/v1/events/\(events[0])", as: own)
            #expect(seen.json["note"] == nil)
            #expect(seen.json["reporter"] == nil)
        }
    }

    @Test("what cannot be asked is said by the parameter")
    func badInput() async throws {
        try await withAPI { api in
            let (cast, _) = try await Self.stage(api)
            let cases: [(String, [String])] = [
                ("/v1/events", ["/party parameter.missing"]),
                (Self.path + "&limit=0", ["/limit value.malformed"]),
                (Self.path + "&limit=501", ["/limit value.malformed"]),
                (Self.path + "&limit=%2B5", ["/limit value.malformed"]),
                (Self.path + "&after=1", ["/after value.malformed"]),
                (Self.path + "&state=x", ["/state value.malformed"]),
                (Self.path + "&from=2026-02-30", ["/from value.malformed"]),
                (Self.path + "&from=2026-03-02&until=2026-03-01", ["/until value.outOfOrder"]),
                (Self.path + "&colour=red", ["/colour parameter.unknown"]),
            ]
            for (target, faults) in cases {
                let reply = try await api.get(target, as: cast.officer)
                #expect(reply.status == 400)
                #expect(reply.faults == faults)
            }
            #expect(try await api.get("/v1/events/x", as: cast.officer).status == 404)
            let behind = try await api.get(
                Self.path, as: cast.officer, headers: ["Probity-Known-At-Least": "99"])
            #expect(behind.status == 503)
        }
    }
}
