// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPTypes
import LawFixtures
import Policy
import Service
import Testing

@Suite("The law of a region")
struct RegionalLawTests {
    private static let citation =
        "Points of a nominee who stayed too long: -5, set by Guangdong 2026-03-01 within -5 to -2, "
        + "approved by the nation 2026-02-10"

    private static func calculation(region: String?) -> String {
        let region = region.map { #","region":"\#($0)""# } ?? ""
        return """
            {"policy":"cn-model","asOf":"2026-06-01","role":"inviter",\
            "party":{"kind":"organisation"\(region)},\
            "events":[{"indicator":"cn.nominee.overstay","occurredOn":"2026-03-01"}]}
            """
    }

    @Test("anyone learns what an event brings in a province, in another, and in none")
    func calculated() async throws {
        try await withAPI { api in
            for (region, points) in [
                ("CN-44", -5), ("CN-44-03", -5), ("CN-62", -2), ("CN-43", -3), (nil, -3),
            ] as [(String?, Int64)] {
                let reply = try await api.post(
                    "/v1/calculate", as: nil, Self.calculation(region: region))
                #expect(reply.status == 200)
                #expect(
                    reply.json.member("contributions.0.points") == .integer(points),
                    "\(region ?? "nowhere")")
                let source = reply.string("contributions.0.source")
                #expect(source.contains(Self.citation) == (points == -5))
            }
            let bad = try await api.post(
                "/v1/calculate", as: nil, Self.calculation(region: "CN 44"))
            #expect(bad.status == 400)
            #expect(bad.json.member("errors.0.pointer") == "/party/region")
        }
    }

    @Test("a party of the register is rated by the law of its seat, and by another when it moves")
    func registered() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            let made = try await api.post(
                "/v1/parties", as: cast.officer, Body.party(region: "CN-44"))
            #expect(made.status == 201)
            let path = "/v1/parties/uscc:91350100M000100Y43"
            _ = try await api.post(
                "/v1/events", as: cast.officer,
                Body.event(indicator: "cn.nominee.overstay", state: "confirmed"))
            let rating = path + "/rating?role=inviter&asOf=2026-06-01"
            let before = try await api.get(rating, as: cast.officer)
            #expect(before.json.member("contributions.0.points") == -5)
            let known = try #require(before.header("Probity-Known-At"))
            let tag = try #require(try await api.get(path, as: cast.officer).header("ETag"))
            let moved = try await api.send(
                .patch, path, as: cast.officer, #"{"region":"CN-43"}"#,
                headers: ["If-Match": tag])
            #expect(moved.status == 200)
            let after = try await api.get(rating, as: cast.officer)
            #expect(after.json.member("contributions.0.points") == -3)
            // What was known then is told as it was told then.
            let replay = try await api.get(rating + "&knownAt=\(known)", as: cast.officer)
            #expect(replay.json == before.json)
        }
    }

    @Test("a version in which a province sets something else is enacted like any other")
    func enacted() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            let today = try api.today
            let next = try #require(CivilDate(today)).adding(days: 1)
            let tomorrow = next.description
            _ = try await api.post("/v1/parties", as: cast.officer, Body.party(region: "CN-44"))
            let event = Body.event(
                indicator: "cn.nominee.overstay", state: "confirmed", occurredOn: today
            ).replacing("2026-03-04", with: today)
            #expect(try await api.post("/v1/events", as: cast.officer, event).status == 201)
            let enacted = try await api.post(
                "/v1/policies/cn-model@next:enact", as: cast.administrator,
                Body.law(Self.next.files, from: tomorrow))
            #expect(enacted.status == 201, "\(enacted.text)")
            let rating = "/v1/parties/uscc:91350100M000100Y43/rating?role=inviter&asOf="
            for (day, points) in [(today, -5), (tomorrow, -4)] {
                let reply = try await api.get(rating + day, as: cast.officer)
                #expect(reply.json.member("contributions.0.points") == .integer(Int64(points)))
                #expect(
                    reply.string("contributions.0.source").contains("\(points), set by Guangdong"))
            }
            #expect(try await api.verifies())
        }
    }

    /// The shipped pack without its cases, in which Guangdong sets four points instead of five.
    private static let next = PolicyPack.shipped("cn-model").version("next").withoutCases
        .replacing("value: -5", with: "value: -4", in: "overlays/guangdong.yaml")
}
