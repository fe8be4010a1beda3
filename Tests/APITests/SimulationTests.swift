// SPDX-License-Identifier: Apache-2.0

import API
import Domain
import HTTPTypes
import LawFixtures
import Policy
import Service
import Testing

@Suite("What would be if")
struct SimulationTests {
    private static let party = "/v1/parties/uscc:91350100M000100Y43"

    private static func stage(_ api: TestAPI) async throws -> (cast: Cast, event: String) {
        let cast = try await Cast(api.registry)
        _ = try await api.post("/v1/parties", as: cast.officer, Body.party())
        let made = try await api.post(
            "/v1/events", as: cast.officer, Body.event(state: "confirmed"))
        return (cast, made.string("event"))
    }

    private static let next = PolicyPack.shipped("cn-model").version("next")

    @Test("a rating tells the first reasons, and what would make its band better")
    func counterfactuals() async throws {
        try await withAPI { api in
            let (cast, event) = try await Self.stage(api)
            let rating = try await api.get(
                Self.party + "/rating?role=inviter&asOf=2026-06-01", as: cast.officer)
            #expect(rating.json["score"] == 65)
            #expect(rating.json["band"] == "C")
            #expect(rating.string("reasons.0.code") != "")
            #expect(rating.json.member("counterfactuals.0.action") == "wait")
            let day = rating.string("counterfactuals.0.on")
            let then = try await api.get(
                Self.party + "/rating?role=inviter&asOf=\(day)", as: cast.officer)
            #expect(then.json["band"] == rating.json.member("counterfactuals.0.band"))
            #expect(then.json["score"] == rating.json.member("counterfactuals.0.score"))
            let annulled = try await api.post(
                Self.party + "/rating:simulate", as: cast.officer,
                #"{"role":"inviter","asOf":"2026-06-01","changes":{"annul":["\#(event)"]}}"#)
            #expect(annulled.status == 200, "\(annulled.text)")
            guard case .array(let changes)? = rating.json["counterfactuals"] else { return }
            let found = changes.first { $0["action"] == "annul" }
            #expect(found?["event"] == .string(event))
            #expect(annulled.json.member("after.band") == found?["band"])
            #expect(annulled.json.member("after.score") == found?["score"])
            #expect(annulled.json.member("difference.band") == "better")
        }
    }

    @Test("events, facts, a day and a version are supposed, and nothing is written")
    func rating() async throws {
        try await withAPI { api in
            let (cast, _) = try await Self.stage(api)
            let head = try await api.registry.head().entry
            let before = try await api.get(
                Self.party + "/rating?role=inviter&asOf=2026-06-01", as: cast.officer)
            let reply = try await api.post(
                Self.party + "/rating:simulate", as: cast.officer,
                #"{"role":"inviter","asOf":"2026-06-01","changes":{"add":[{"id":"x","#
                    + #""indicator":"cn.invitation.false-statement","occurredOn":"2026-05-01"}]}}"#
            )
            #expect(reply.status == 200, "\(reply.text)")
            #expect(reply.json["before"] == before.json)
            #expect(reply.json.member("after.contributions.1.event") == "x")
            #expect(reply.json.member("difference.score") == -35)
            #expect(reply.json.member("difference.contributions.0.event") == "x")
            let facts = try await api.post(
                Self.party + "/rating:simulate", as: cast.officer,
                #"{"role":"inviter","changes":{"party":{"facts":{"recordsComplete":false}}}}"#)
            #expect(facts.json.member("after.start.points") == 93)
            #expect(facts.json.member("before.start.points") == 100)
            let later = try await api.post(
                Self.party + "/rating:simulate", as: cast.officer,
                #"{"role":"inviter","changes":{"asOf":"2040-01-01"}}"#)
            #expect(later.json.member("after.asOf") == "2040-01-01")
            #expect(later.json.member("after.score") == 100)
            #expect(try await api.registry.head().entry == head)
        }
    }

    @Test("what cannot be supposed is named by its path")
    func refused() async throws {
        try await withAPI { api in
            let (cast, _) = try await Self.stage(api)
            let reply = try await api.post(
                Self.party + "/rating:simulate", as: cast.officer,
                #"{"role":"inviter","changes":{"annul":["0198c0de-0000-7000-8000-000000000001"],"#
                    + #""add":[{"indicator":"no.such","occurredOn":"2026-05-01"}],"#
                    + #""party":{"facts":{"noSuch":true}}}}"#)
            #expect(reply.status == 400)
            #expect(
                reply.faults == [
                    "/changes/party/facts/noSuch fact.unknown",
                    "/changes/add/0/indicator event.indicatorUnknown",
                    "/changes/annul/0 event.unknown",
                ])
            let day = try await api.post(
                Self.party + "/rating:simulate", as: cast.officer,
                #"{"changes":{"asOf":"2026-02-30"}}"#)
            #expect(day.status == 400 && day.faults.first?.hasPrefix("/changes/asOf") == true)
            let desk = try await api.post(
                Self.party + "/rating:simulate", as: cast.desk, #"{"role":"inviter"}"#)
            #expect(desk.status == 403)
        }
    }

    @Test("a draft is tried on the whole register, beside the law in force")
    func policy() async throws {
        try await withAPI { api in
            let (cast, _) = try await Self.stage(api)
            _ = try await api.post(
                "/v1/parties/uscc:91350100M000100Y43/accreditations", as: cast.officer,
                Body.inviter)
            let path = "/v1/policies/cn-model@next:simulate"
            let changed = Self.next.replacing("band: M", with: "band: B", in: "bands.yaml")
            let body = Body.law(changed.files, asOf: "2030-01-01")
            let reply = try await api.post(path, as: cast.administrator, body)
            #expect(reply.status == 200, "\(reply.text)")
            #expect(reply.json["ratings"] == 1)
            #expect(reply.json["moved"] == 1)
            #expect(reply.json["failures"] == 0)
            #expect(reply.json.member("matrix.0.before") == "M")
            #expect(reply.json.member("matrix.0.after") == "B")
            #expect(reply.json.member("matrix.0.direction") == "better")
            #expect(reply.json.member("movers.0.reason") != nil)
            let csv = try await api.send(
                .post, path, as: cast.officer, body, headers: ["Accept": "text/csv"])
            #expect(csv.header("Content-Type") == "text/csv; charset=utf-8")
            #expect(csv.text.contains("\r\nall,,inviter,M,B,better,1,,,,,,,,,,,\r\n"))
            #expect(csv.text.contains("\r\nregion,CN-44,inviter,M,B,better,1,,,,,,,,,,,\r\n"))
            // An officer of another country has none of these parties.
            let foreign = try await api.post(path, as: cast.foreignOfficer, body)
            #expect(foreign.json["ratings"] == 0)
        }
    }

    @Test("a pack with faults is refused with file, line and column of each")
    func faults() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            let faulty = Self.next.replacing(
                "atLeast: 90", with: "atLeast: x", in: "bands.yaml")
            let reply = try await api.post(
                "/v1/policies/cn-model@next:simulate", as: cast.administrator,
                Body.law(faulty.files))
            #expect(reply.status == 422)
            #expect(reply.string("code") == "policy.faults")
            #expect(reply.string("errors.0.pointer").hasPrefix("/files/"))
            #expect(reply.string("errors.0.detail").hasPrefix("bands.yaml:"))
            let other = try await api.post(
                "/v1/policies/cn-model@other:simulate", as: cast.administrator,
                Body.law(Self.next.files))
            #expect(other.faults == ["/files policy.otherVersion"])
            let unknown = try await api.post(
                "/v1/policies/cn-model@nothing:simulate", as: cast.administrator, "{}")
            #expect(unknown.string("code") == "policy.unknown")
        }
    }

    @Test("an answer of then is given again in the same bytes, whatever came later")
    func replay() async throws {
        try await withAPI { api in
            let (cast, event) = try await Self.stage(api)
            let questions = [
                Self.party + "/rating?role=inviter&asOf=2026-06-01",
                Self.party + "/rating/history?role=inviter&from=2026-01-01&until=2027-01-01",
                "/v1/eligibility?party=uscc:91350100M000100Y43&role=inviter&route=cn-visa-f"
                    + "&asOf=2026-06-01",
            ]
            var first: [Reply] = []
            for question in questions {
                first.append(try await api.get(question, as: cast.officer))
            }
            let entry = try #require(first[0].header("Probity-Known-At"))
            _ = try await api.post("/v1/events/\(event):annul", as: cast.secondOfficer, "{}")
            _ = try await api.post(
                "/v1/events", as: cast.officer,
                Body.event(state: "confirmed", occurredOn: "2026-03-03"))
            for (question, reply) in zip(questions, first) {
                #expect(reply.status == 200, "\(reply.text)")
                let again = try await api.get(
                    question + "&knownAt=\(entry)", as: cast.officer)
                #expect(again.bytes == reply.bytes, "\(question)")
                let now = try await api.get(question, as: cast.officer)
                #expect(now.bytes != reply.bytes, "\(question)")
            }
        }
    }

    @Test("a corrected event changes what is known now, and leaves what was known then")
    func corrected() async throws {
        try await withAPI { api in
            let (cast, event) = try await Self.stage(api)
            let rating = Self.party + "/rating?role=inviter&asOf=2026-06-01"
            let history =
                Self.party + "/rating/history?role=inviter&from=2026-01-01"
                + "&until=2026-06-01"
            let then = try await api.get(rating, as: cast.officer)
            let entry = try #require(then.header("Probity-Known-At"))
            let reply = try await api.post(
                "/v1/events/\(event):correct", as: cast.secondOfficer,
                #"{"indicator":"cn.invitation.false-statement","occurredOn":"2026-03-03"}"#)
            #expect(reply.status == 201, "\(reply.text)")
            for (known, day) in [("", "2026-03-03"), ("&knownAt=\(entry)", "2026-03-01")] {
                let rated = try await api.get(rating + known, as: cast.officer)
                #expect(rated.json.member("contributions.0.occurredOn") == .string(day))
                let told = try await api.get(history + known, as: cast.officer)
                #expect(told.text.contains("\"from\":\"\(day)\""), "\(told.text)")
            }
            let again = try await api.get(rating + "&knownAt=\(entry)", as: cast.officer)
            #expect(again.bytes == then.bytes)
        }
    }

    @Test("a version is enacted from a day to come, and holds by itself from that day on")
    func enact() async throws {
        try await withAPI { api in
            let (cast, _) = try await Self.stage(api)
            let question = Self.party + "/rating?role=inviter&asOf="
            let before = try await api.get(question + "2039-12-31", as: cast.officer)
            let law = try #require(before.json["policy"])
            let path = "/v1/policies/cn-model@next:enact"
            let files = Self.next.withoutCases.files
            let enacted = try await api.post(
                path, as: cast.administrator, Body.law(files, from: "2040-01-01"))
            #expect(enacted.status == 201, "\(enacted.text)")
            #expect(enacted.json.member("policy.from") == "2040-01-01")
            let entry = try await api.get(
                "/v1/entries/\(enacted.header("Probity-Known-At") ?? "")", as: cast.auditor)
            #expect(entry.string("kind") == "policy.enacted")
            let eve = try await api.get(question + "2039-12-31", as: cast.officer)
            #expect(eve.json["policy"] == law)
            let day = try await api.get(question + "2040-01-01", as: cast.officer)
            #expect(day.json.member("policy.version") == "next")
            // What was known before the enactment is answered by the law of then.
            let known = try #require(before.header("Probity-Known-At"))
            let then = try await api.get(
                question + "2040-01-01&knownAt=\(known)", as: cast.officer)
            #expect(then.json["policy"] == law)
            let head = try await api.registry.head().entry
            for (name, from, code) in [
                ("next", "2041-01-01", "policy.versionTaken"),
                ("other", "2040-01-01", "policy.overlaps"),
                ("other", "2026-01-01", "policy.overlaps"),
            ] {
                let refused = try await api.post(
                    "/v1/policies/cn-model@\(name):enact", as: cast.administrator,
                    Body.law(Self.next.version(name).withoutCases.files, from: from))
                #expect(refused.status == 409, "\(refused.text)")
                #expect(refused.string("code") == code)
            }
            let noDay = try await api.post(
                path, as: cast.administrator, Body.law(files, from: "2040-02-30"))
            #expect(noDay.status == 400 && noDay.faults.first?.hasPrefix("/from") == true)
            #expect(try await api.registry.head().entry == head)
            #expect(try await api.verifies())
        }
    }
}
