// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPTypes
import Service
import Testing

@Suite("Calculation without a register")
struct CalculateTests {
    private static func body(
        role: String = #""role":"inviter","#, facts: String = "", events: String = "",
        history: String = "", more: String = ""
    ) -> String {
        """
        {"policy":"cn-model","asOf":"2026-06-12",\(role)\
        "party":{"kind":"organisation","facts":{\(facts)}},\
        "history":[\(history)],"events":[\(events)]\(more)}
        """
    }

    private static func event(_ id: String?, _ more: String = "") -> String {
        let id = id.map { #""id":"\#($0)","# } ?? ""
        return """
            {\(id)"indicator":"cn.invitation.false-statement","occurredOn":"2026-03-01"\(more)}
            """
    }

    @Test("anyone learns what the register would say of the same party")
    func agrees() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            _ = try await api.post("/v1/parties", as: cast.officer, Body.party())
            for _ in 1...2 {
                _ = try await api.post(
                    "/v1/events", as: cast.officer,
                    Body.event(state: "confirmed").replacing("2026-03-04", with: "2026-03-01"))
            }
            let rating = try await api.get(
                "/v1/parties/uscc:91350100M000100Y43/rating?role=inviter&asOf=2026-06-12",
                as: cast.officer)
            let facts = #""recordsComplete":true,"paymentRecordsComplete":true"#
            let answer = try await api.post(
                "/v1/calculate", as: nil,
                Self.body(facts: facts, events: Self.event("v1"), history: Self.event(nil)))
            #expect(answer.status == 200)
            for name in ["score", "band", "basis", "start", "policy", "asOf"] {
                #expect(answer.json[name] == rating.json[name], "\(name)")
                #expect(answer.json[name] != nil)
            }
            #expect(answer.json.member("contributions.0.event") == "history/0")
            #expect(answer.json.member("contributions.1.event") == "v1")
            #expect(answer.json.member("assessments.0.event") == "v1")
            #expect(answer.json.member("assessments.1") == nil)
            #expect(
                answer.json.member("assessments.0.points")
                    == rating.json.member("contributions.1.points"))
            // What the law fines besides does not change the rating.
            #expect(answer.json.member("assessments.0.measures.0.code") == "fine-unit")
            #expect(answer.json.member("total.penalty.range.atMost.amount") == "50000.00")
            #expect(answer.json.member("total.bar") == .null)
        }
    }

    @Test("the counted points of the trace add up to the score, and each step has its source")
    func trace() async throws {
        try await withAPI { api in
            let answer = try await api.post(
                "/v1/calculate", as: nil,
                Self.body(events: Self.event("a") + "," + Self.event("b")))
            guard case .array(let steps)? = answer.json["trace"] else {
                Issue.record("no trace")
                return
            }
            #expect(steps.first?["step"] == "start")
            let rating = steps.last { $0["step"] != "total" }
            #expect(rating?["step"] == "rating")
            #expect(rating?["out"] == answer.json["band"])
            for step in steps {
                guard case .string(let source)? = step["source"] else {
                    Issue.record("no source")
                    continue
                }
                #expect(!source.isEmpty)
            }
            let sum = steps.reduce(Int64(0)) { sum, step in
                guard step["step"] == "start" || step["step"] == "contribution",
                    case .integer(let points)? = step["out"]
                else { return sum }
                return sum + points
            }
            #expect(answer.json["score"] == .integer(sum))
        }
    }

    @Test("nothing is kept")
    func stateless() async throws {
        try await withAPI { api in
            let before = try await api.registry.head().entry
            let answer = try await api.post(
                "/v1/calculate", as: nil, Self.body(events: Self.event("v1")))
            #expect(answer.status == 200)
            #expect(answer.header("Probity-Known-At") == nil)
            #expect(try await api.registry.head().entry == before)
        }
    }

    @Test("each fault names its member")
    func faults() async throws {
        try await withAPI { api in
            let cases: [(String, Int, [String])] = [
                ("{}", 400, ["/policy member.missing", "/party member.missing"]),
                (Self.body(more: #","colour":1"#), 400, ["/colour member.unknown"]),
                (Self.body(role: #""role":"king","#), 400, ["/role value.malformed"]),
                (Self.body(role: ""), 400, ["/role member.missing"]),
                (Self.body(role: #""role":"certifier","#), 400, ["/role role.unknown"]),
                (Self.body(facts: #""colour":"red""#), 422, ["/party/facts/colour fact.unknown"]),
                (
                    Self.body(events: Self.event("a") + "," + Self.event("a")), 400,
                    ["/events/1/id value.repeated"]
                ),
                (
                    Self.body(events: Self.event("a", #","quantity":0"#)), 400,
                    ["/events/0/quantity value.outOfRange"]
                ),
                (
                    Self.body(
                        events: Self.event("a") + ","
                            + Self.event("b").replacing("false-statement", with: "none")),
                    422, ["/events/1/indicator event.indicatorUnknown"]
                ),
                (
                    Self.body(history: Self.event("a", #","facts":{"colour":"red"}"#)), 422,
                    ["/history/0/facts/colour fact.unknown"]
                ),
                (
                    Self.body(events: Self.event("a").replacing("2026-03-01", with: "2026-06-13")),
                    422, ["/events/0/reportedOn event.reportedInFuture"]
                ),
                (
                    Self.body(events: Self.event("a", #","grades":{"benefit":2}"#)), 422,
                    ["/events/0/grades event.gradesNotTaken"]
                ),
                (
                    Self.body().replacing("cn-model", with: "none"), 400,
                    ["/policy policy.unknown"]
                ),
                (
                    Self.body().replacing("cn-model", with: "cn-model@1999-01-01"), 400,
                    ["/policy policy.unknown"]
                ),
            ]
            for (body, status, faults) in cases {
                let reply = try await api.post("/v1/calculate", as: nil, body)
                #expect(reply.status == status, "\(body)")
                #expect(reply.faults == faults, "\(body)")
            }
            #expect(try await api.get("/v1/calculate").status == 405)
        }
    }
}
