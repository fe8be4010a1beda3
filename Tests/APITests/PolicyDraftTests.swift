// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPTypes
import LawFixtures
import Policy
import Service
import Testing

@Suite("Drafts of law are kept")
struct PolicyDraftTests {
    private static func body(_ pack: SamplePack, from day: String? = nil) -> String {
        Body.law(pack.pack.files, from: day)
    }

    private static let draft = SamplePack().starting(at: 70, version: "draft")

    @Test("a draft is kept, listed, read, tried, enacted by name, and known to other daemons")
    func life() async throws {
        try await withTwoDaemons { first, second in
            let cast = try await Cast(first.registry)
            let enacted = try await first.post(
                "/v1/policies/sample@2025-01-01:enact", as: cast.administrator,
                Self.body(SamplePack(), from: "2025-01-01"))
            #expect(enacted.status == 201, "\(enacted.text)")
            let kept = try await first.post(
                "/v1/policies", as: cast.administrator, Self.body(Self.draft))
            #expect(kept.status == 201, "\(kept.text)")
            #expect(kept.header("Location") == "/v1/policies/sample@draft")
            #expect(kept.json.member("policy.state") == "draft")
            #expect(kept.json.member("policy.from") == .null)
            let entry = try await first.get(
                "/v1/entries/\(kept.header("Probity-Known-At") ?? "")", as: cast.auditor)
            #expect(entry.string("kind") == "policy.drafted")
            _ = try await second.registry.refreshLaw()
            let listed = try await second.get("/v1/policies", as: cast.officer)
            #expect(listed.json.member("policies.3") == kept.json["policy"])
            let shown = try await second.get("/v1/policies/sample@draft", as: cast.administrator)
            #expect(shown.json["policy"] == kept.json["policy"])
            let text = try #require(Self.draft.files["bands.yaml"])
            #expect(
                shown.json["files"].map { "\($0)".contains("bands.yaml") } == true)
            #expect(shown.json.member("files.0.text") == .string(text))
            // To others it is not there, as it is no law.
            let desk = try await second.get("/v1/policies", as: cast.desk)
            #expect(desk.json.member("policies.3") == nil)
            let hidden = try await second.get("/v1/policies/sample@draft", as: cast.desk)
            #expect(hidden.status == 404 && hidden.string("code") == "policy.unknown")
            let simulated = try await second.post(
                "/v1/policies/sample@draft:simulate", as: cast.officer, #"{"asOf":"2026-06-01"}"#)
            #expect(simulated.status == 200, "\(simulated.text)")
            #expect(simulated.json.member("draft.version") == "draft")
            #expect(simulated.json.member("against.version") == "2025-01-01")
            let done = try await second.post(
                "/v1/policies/sample@draft:enact", as: cast.administrator,
                #"{"from":"2040-01-01"}"#)
            #expect(done.status == 201, "\(done.text)")
            #expect(done.json.member("policy.sha256") == kept.json.member("policy.sha256"))
            let law = try await second.get("/v1/policies", as: cast.officer)
            #expect(law.json.member("policies.2.state") == "enacted")
            #expect(law.json.member("policies.4") == nil)
            #expect(try await first.verifies())
        }
    }

    @Test("a rating is tried under a draft by those who may see it, and given under law only")
    func rating() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            _ = try await api.post(
                "/v1/policies/sample@2025-01-01:enact", as: cast.administrator,
                Self.body(SamplePack(), from: "2025-01-01"))
            _ = try await api.post("/v1/policies", as: cast.officer, Self.body(Self.draft))
            let made = try await api.post("/v1/parties", as: cast.officer, Body.party())
            let path = "/v1/parties/\(made.string("party.id"))/rating"
            let body =
                #"{"role":"sponsor","asOf":"2026-06-01","policy":"sample","#
                + #""changes":{"policy":"sample@draft"}}"#
            let tried = try await api.post(path + ":simulate", as: cast.officer, body)
            #expect(tried.status == 200, "\(tried.text)")
            #expect(tried.json.member("before.score") == 80)
            #expect(tried.json.member("after.score") == 70)
            #expect(tried.json.member("after.policy.version") == "draft")
            let auditor = try await api.post(path + ":simulate", as: cast.auditor, body)
            #expect(auditor.string("code") == "policy.unknown")
            let given = try await api.get(
                path + "?role=sponsor&policy=sample@draft", as: cast.officer)
            #expect(given.string("code") == "policy.unknown")
        }
    }

    @Test("one name is one text: the same again is there, another is refused")
    func unchanging() async throws {
        try await withTwoDaemons { first, second in
            let cast = try await Cast(first.registry)
            let key = ["Idempotency-Key": "draft-1"]
            let kept = try await first.post(
                "/v1/policies", as: cast.administrator, Self.body(Self.draft), headers: key)
            let replayed = try await second.post(
                "/v1/policies", as: cast.administrator, Self.body(Self.draft), headers: key)
            #expect(replayed.status == 201 && replayed.text == kept.text)
            #expect(replayed.header("Idempotency-Replayed") == "true")
            let again = try await second.post(
                "/v1/policies", as: cast.officer, Self.body(Self.draft))
            #expect(again.status == 200 && again.text == kept.text)
            let head = try await first.registry.head().entry
            let other = SamplePack().starting(at: 71, version: "draft")
            for (path, from) in [
                ("/v1/policies", nil), ("/v1/policies/sample@draft:enact", "2040-01-01"),
            ] {
                let refused = try await first.post(
                    path, as: cast.administrator, Self.body(other, from: from))
                #expect(refused.status == 409, "\(refused.text)")
                #expect(refused.faults == ["/files policy.draftTaken"])
            }
            let enacted = try await first.post(
                "/v1/policies/sample@draft:enact", as: cast.administrator,
                #"{"from":"2040-01-01"}"#)
            #expect(enacted.status == 201, "\(enacted.text)")
            let late = try await second.post(
                "/v1/policies", as: cast.administrator, Self.body(other))
            #expect(late.status == 409 && late.string("code") == "policy.versionTaken")
            #expect(try await first.registry.head().entry == head.advanced(by: 1))
        }
    }

    @Test("of two texts under one name, sent to two daemons at once, one is kept")
    func atOnce() async throws {
        try await withTwoDaemons { first, second in
            let cast = try await Cast(first.registry)
            for round in 1...5 {
                let packs = [60, 61].map {
                    SamplePack().starting(at: $0, version: "at-once-\(round)")
                }
                async let one = first.post(
                    "/v1/policies", as: cast.administrator, Self.body(packs[0]))
                async let two = second.post(
                    "/v1/policies", as: cast.administrator, Self.body(packs[1]))
                let replies = [try await one, try await two]
                #expect(replies.map(\.status).sorted() == [201, 409])
            }
            #expect(try await first.verifies())
        }
    }

    @Test("faults and cases that do not hold are all named, and nothing is kept")
    func faults() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            let head = try await api.registry.head().entry
            let faulty = Self.draft
                .replacing("above: 60", with: "above: x", in: "bands.yaml")
                .replacing("points: 100", with: "points: many", in: "starts.yaml")
            let reply = try await api.post(
                "/v1/policies", as: cast.administrator, Self.body(faulty))
            #expect(reply.status == 422 && reply.string("code") == "policy.faults")
            let files = faulty.pack.files.map(\.path)
            guard case .array(let errors)? = reply.json["errors"] else { return }
            for (path, line) in [("bands.yaml", 15), ("starts.yaml", 6)] {
                let place = try #require(files.firstIndex(of: path))
                let found = errors.contains { error in
                    guard case .string(let detail)? = error["detail"] else { return false }
                    return error["pointer"] == .string("/files/\(place)")
                        && detail.hasPrefix("\(path):\(line):")
                }
                #expect(found, "\(reply.text)")
            }
            let wrong = SamplePack().version("wrong")
                .replacing("points: 80", with: "points: 79", in: "starts.yaml")
            let failed = try await api.post(
                "/v1/policies", as: cast.administrator, Self.body(wrong))
            #expect(failed.status == 422 && failed.string("code") == "policy.caseFails")
            let none = try await api.post("/v1/policies", as: cast.administrator, "{}")
            #expect(none.status == 400 && none.faults == ["/files member.missing"])
            let missing = try await api.post(
                "/v1/policies/sample@nothing:enact", as: cast.administrator,
                #"{"from":"2040-01-01"}"#)
            #expect(missing.status == 400 && missing.faults == ["/files member.missing"])
            #expect(try await api.registry.head().entry == head)
            let desk = try await api.post("/v1/policies", as: cast.desk, Self.body(Self.draft))
            #expect(desk.status == 403)
        }
    }
}
