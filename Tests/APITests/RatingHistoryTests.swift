// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPTypes
import Service
import Testing

@Suite("Rating history")
struct RatingHistoryTests {
    private static let path = "/v1/parties/uscc:91350100M000100Y43/rating/history"
    private static let days = "?role=inviter&from=2026-02-01&until=2026-10-31"

    private static func stage(_ api: TestAPI) async throws -> Cast {
        let cast = try await Cast(api.registry)
        _ = try await api.post("/v1/parties", as: cast.officer, Body.party())
        _ = try await api.post("/v1/events", as: cast.officer, Body.event(state: "confirmed"))
        return cast
    }

    private static func steps(_ reply: Reply, _ name: String) -> [JSONValue] {
        guard case .array(let steps)? = reply.json["steps"] else { return [] }
        return steps.map { $0[name] ?? .null }
    }

    @Test("a step begins where the rating changes, and each agrees with the rating of its day")
    func steps() async throws {
        try await withAPI { api in
            let cast = try await Self.stage(api)
            let reply = try await api.get(Self.path + Self.days, as: cast.officer)
            #expect(reply.status == 200)
            let from = Self.steps(reply, "from")
            #expect(from.prefix(2) == ["2026-02-01", "2026-03-01"])
            for (index, day) in from.enumerated() {
                guard case .string(let day) = day else { continue }
                let rating = try await api.get(
                    "/v1/parties/uscc:91350100M000100Y43/rating?role=inviter&asOf=\(day)",
                    as: cast.officer)
                #expect(rating.json["score"] == Self.steps(reply, "score")[index])
                #expect(rating.json["band"] == Self.steps(reply, "band")[index])
            }
        }
    }

    @Test("what was not known then is not in it")
    func knownAt() async throws {
        try await withAPI { api in
            let cast = try await Self.stage(api)
            let before = try await api.get(
                Self.path + Self.days + "&knownAt=4", as: cast.officer)
            #expect(Self.steps(before, "from") == ["2026-02-01"])
            #expect(before.header("Probity-Known-At") == "4")
            let unknown = try await api.get(
                Self.path + Self.days + "&knownAt=3", as: cast.officer)
            #expect(unknown.status == 404)
        }
    }

    @Test("a visa desk sees bands and no scores")
    func bandOnly() async throws {
        try await withAPI { api in
            let cast = try await Self.stage(api)
            let reply = try await api.get(Self.path + Self.days, as: cast.desk)
            #expect(reply.status == 200)
            #expect(Self.steps(reply, "score").allSatisfy { $0 == .null })
            #expect(Self.steps(reply, "band").allSatisfy { $0 != .null })
            #expect(reply.json.member("party.name") == nil)
        }
    }

    @Test("days out of order, too long a time and unknown parameters are refused")
    func badInput() async throws {
        try await withAPI { api in
            let cast = try await Self.stage(api)
            let tooFar = ["/until value.outOfRange"]
            let cases: [(String, Int, [String])] = [
                ("?role=inviter&from=2026-03-02&until=2026-03-01", 400, tooFar),
                ("?role=inviter&from=2006-03-01&until=2026-03-02", 400, tooFar),
                ("?role=x", 400, ["/role value.malformed"]),
                ("?colour=red", 400, ["/colour parameter.unknown"]),
                ("?role=inviter&policy=none", 400, ["/policy policy.unknown"]),
                (
                    "?role=inviter&from=2020-01-01&until=2020-02-01", 422,
                    ["/from policy.notInForce"]
                ),
            ]
            for (query, status, faults) in cases {
                let reply = try await api.get(Self.path + query, as: cast.officer)
                #expect(reply.status == status, "\(query)")
                #expect(reply.faults == faults, "\(query)")
            }
            #expect(try await api.get(Self.path, as: cast.administrator).status == 403)
            #expect(try await api.get(Self.path, as: cast.foreignOfficer).status == 403)
            #expect(try await api.get(Self.path).status == 401)
        }
    }
}
