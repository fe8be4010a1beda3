// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPTypes
import LawFixtures
import Policy
import Service
import Testing

@Suite("Measures before and after")
struct SimulationMeasureTests {
    /// Registers a party of a region with one confirmed event for each quantity.
    private static func register(
        _ region: String, _ quantities: [Int], of indicator: String = "stay", _ api: TestAPI,
        as officer: String
    ) async throws {
        let made = try await api.post(
            "/v1/parties", as: officer, Body.party(identifier: nil, region: region))
        for quantity in quantities {
            let reported = try await api.post(
                "/v1/events", as: officer,
                """
                {"party":"\(made.string("party.id"))","role":"sponsor","indicator":"\(indicator)",\
                "state":"confirmed","occurredOn":"2026-03-01","reportedOn":"2026-03-04",\
                "quantity":\(quantity)}
                """)
            #expect(reported.status == 201, "\(reported.text)")
        }
    }

    private static func change(
        _ kind: String, _ before: (Int, String, String), _ after: (Int, String, String)
    ) -> JSONValue {
        func side(_ side: (Int, String, String)) -> JSONValue {
            [
                "measures": .integer(Int64(side.0)),
                "amount": [
                    "atLeast": ["amount": .string(side.1), "currency": "EUR"],
                    "atMost": ["amount": .string(side.2), "currency": "EUR"],
                ],
            ]
        }
        return [
            "kind": .string(kind), "for": "party", "before": side(before), "after": side(after),
        ]
    }

    @Test("they are counted and summed under both versions, within the limits of a notice")
    func sums() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            let enacted = try await api.post(
                "/v1/policies/sample@2025-01-01:enact", as: cast.administrator,
                Body.law(WeighingPack.sample.pack.files, from: "2025-01-01"))
            #expect(enacted.status == 201, "\(enacted.text)")
            try await Self.register("CN-44", [1], api, as: cast.officer)
            try await Self.register("CN-44", [2], api, as: cast.officer)
            // Four of 100,000 each in one notice, which imposes 250,000 at most.
            try await Self.register("CN-11", [10, 10, 10, 10], api, as: cast.officer)
            let draft = WeighingPack.sample.version("draft").replacing(
                "{ each: 10000, of: quantity", with: "{ each: 15000, of: quantity",
                in: "assessments/stays.yaml")
            let body = Body.law(draft.pack.files, asOf: "2030-01-01")
            let path = "/v1/policies/sample@draft:simulate"
            let reply = try await api.post(path, as: cast.administrator, body)
            #expect(reply.status == 200, "\(reply.text)")
            #expect(
                reply.json["measures"] == [
                    Self.change(
                        "penalty", (6, "280000.00", "280000.00"), (6, "295000.00", "295000.00")),
                    // At 3 points and more, 10,000 to 50,000 each, and 80,000 a notice at most.
                    Self.change(
                        "exitCosts", (5, "50000.00", "130000.00"), (5, "50000.00", "130000.00")),
                ])
            #expect(reply.json["unweighed"] == 0)
            #expect(reply.json["measuresAlike"] == false)
            #expect(reply.json["measuresLeftOut"] == 0)
            guard case .array(let groups)? = reply.json["groups"] else { return }
            let province = groups.first { $0["value"] == "CN-44" }
            #expect(
                province?["measures"] == [
                    Self.change(
                        "penalty", (2, "30000.00", "30000.00"), (2, "45000.00", "45000.00")),
                    Self.change(
                        "exitCosts", (1, "10000.00", "50000.00"), (1, "10000.00", "50000.00")),
                ])
            let csv = try await api.send(
                .post, path, as: cast.administrator, body, headers: ["Accept": "text/csv"])
            #expect(
                csv.text.contains(
                    "\r\nregion,CN-44,,,,,,,,,penalty,party,2,2,30000.00 EUR,30000.00 EUR,"
                        + "45000.00 EUR,45000.00 EUR\r\n"))
            // Before the events were determined there is nothing to weigh.
            let early = try await api.post(
                path, as: cast.administrator,
                Body.law(draft.pack.files, asOf: "2026-03-03"))
            #expect(early.json["measures"] == .array([]))
        }
    }

    @Test("where both versions have the same law of measures, they are listed for whoever asks")
    func alike() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            let enacted = try await api.post(
                "/v1/policies/sample@2025-01-01:enact", as: cast.administrator,
                Body.law(WeighingPack.sample.pack.files, from: "2025-01-01"))
            #expect(enacted.status == 201, "\(enacted.text)")
            try await Self.register("CN-44", [1], api, as: cast.officer)
            let same = WeighingPack.sample.version("same").pack.files
            let change = Self.change(
                "penalty", (1, "10000.00", "10000.00"), (1, "10000.00", "10000.00"))
            for asked in [nil, false, true] {
                let reply = try await api.post(
                    "/v1/policies/sample@same:simulate", as: cast.administrator,
                    Body.law(same, asOf: "2030-01-01", allMeasures: asked))
                #expect(reply.status == 200, "\(reply.text)")
                #expect(reply.json["measuresAlike"] == true && reply.json["ratings"] == 1)
                #expect(reply.json["measures"] == .array(asked == true ? [change] : []))
                #expect(reply.json["measuresLeftOut"] == (asked == true ? 0 : 1))
            }
        }
    }

    @Test("of whom no event is touched, measures are listed for whoever asks, and counted else")
    func leftOut() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            let enacted = try await api.post(
                "/v1/policies/sample@2025-01-01:enact", as: cast.administrator,
                Body.law(WeighingPack.sample.pack.files, from: "2025-01-01"))
            #expect(enacted.status == 201, "\(enacted.text)")
            try await Self.register("CN-44", [1], api, as: cast.officer)
            try await Self.register("CN-44", [2], api, as: cast.officer)
            try await Self.register("CN-11", [1], of: "breach", api, as: cast.officer)
            let draft = WeighingPack.sample.version("draft").replacing(
                "{ equals: 2, give: [500, 750, 1000, 2000] }",
                with: "{ equals: 2, give: [500, 750, 1500, 2000] }", in: "tables/fine.yaml")
            for asked in [false, true] {
                let reply = try await api.post(
                    "/v1/policies/sample@draft:simulate", as: cast.administrator,
                    Body.law(draft.pack.files, asOf: "2030-01-01", allMeasures: asked))
                #expect(reply.status == 200, "\(reply.text)")
                #expect(reply.json["measuresAlike"] == false && reply.json["ratings"] == 3)
                #expect(reply.json["measuresLeftOut"] == (asked ? 0 : 2))
                guard case .array(let groups)? = reply.json["groups"] else { return }
                let untouched = groups.first { $0["value"] == "CN-44" }?["measures"]
                let stays = Self.change(
                    "penalty", (2, "30000.00", "30000.00"), (2, "30000.00", "30000.00"))
                let costs = Self.change(
                    "exitCosts", (1, "10000.00", "50000.00"), (1, "10000.00", "50000.00"))
                #expect(untouched == .array(asked ? [stays, costs] : []))
                // The size of the third is not stated, so that neither version can fine it.
                #expect(reply.json["unweighed"] == 2)
            }
        }
    }
}
