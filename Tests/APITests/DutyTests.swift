// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPTypes
import Testing

@Suite("Duties over HTTP")
struct DutyTests {
    private static let party = "uscc:91350100M000100Y43"

    private static func register(_ api: TestAPI, _ officer: String) async throws {
        _ = try await api.post("/v1/parties", as: officer, Body.party())
        _ = try await api.post("/v1/parties/\(party)/accreditations", as: officer, Body.inviter)
    }

    private static func told(_ duty: String, on day: String, more: String = "") -> String {
        #"{"party":"\#(party)","role":"inviter","duty":"\#(duty)","on":"\#(day)"\#(more)}"#
    }

    @Test("a duty is told, shown, listed and discharged; a repeated request is answered once")
    func course() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            try await Self.register(api, cast.officer)
            let today = try #require(CivilDate(try api.today))
            let body = Self.told("cn.supplement", on: today.description)
            let key = ["Idempotency-Key": "k1"]
            let raised = try await api.post("/v1/duties", as: cast.officer, body, headers: key)
            #expect(raised.status == 201)
            let id = raised.string("duty.id")
            #expect(raised.header("Location") == "/v1/duties/\(id)")
            #expect(raised.string("duty.state") == "open")
            #expect(raised.string("duty.title") == "Supplement what was deferred")
            #expect(raised.string("duty.lastDay") == today.adding(days: 30).description)
            #expect(raised.string("duty.raisedBy.word") == "deferred")
            let again = try await api.post("/v1/duties", as: cast.officer, body, headers: key)
            #expect(again.header("Idempotency-Replayed") == "true")
            #expect(again.json["duty"] == raised.json["duty"])
            let twice = try await api.post("/v1/duties", as: cast.officer, body)
            #expect(twice.status == 409)
            #expect(twice.string("code") == "duty.raisedAlready")

            let chinese = try await api.get(
                "/v1/duties/\(id)", as: cast.auditor, headers: ["Accept-Language": "zh"])
            #expect(chinese.string("title") == "补正容缺材料")
            let list = try await api.get("/v1/duties?party=\(Self.party)", as: cast.officer)
            #expect(list.string("duties.0.id") == id)
            #expect(list.header("Link") == nil)
            #expect(try await api.get("/v1/duties?state=tea", as: cast.officer).status == 400)
            #expect(try await api.get("/v1/duties?after=x", as: cast.officer).status == 400)

            let path = "/v1/duties/\(id):discharge"
            let wrong = try await api.post(path, as: cast.officer, #"{"kind":"tea"}"#)
            #expect(wrong.status == 422)
            #expect(wrong.faults == ["/kind duty.kindUnknown"])
            let stale = try await api.post(
                path, as: cast.officer, #"{"kind":"documents"}"#, headers: ["If-Match": "\"1\""])
            #expect(stale.status == 412)
            let done = try await api.post(
                path, as: cast.officer, #"{"kind":"documents","note":"by post"}"#, headers: key)
            #expect(done.status == 200)
            #expect(done.string("duty.state") == "discharged")
            #expect(done.string("duty.discharge.filedOn") == today.description)
            #expect(!done.text.contains("by post"))
            let same = try await api.post(
                path, as: cast.officer, #"{"kind":"documents","note":"by post"}"#, headers: key)
            #expect(same.json["duty"] == done.json["duty"])
            let other = try await api.post(
                path, as: cast.officer, #"{"kind":"documents"}"#, headers: key)
            #expect(other.status == 409)
            #expect(try await api.verifies())
        }
    }

    @Test("every fault of a body is told with its place")
    func faults() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            try await Self.register(api, cast.officer)
            let empty = try await api.post("/v1/duties", as: cast.officer, "{}")
            #expect(
                Set(empty.faults) == [
                    "/party member.missing", "/role member.missing", "/duty member.missing",
                    "/on member.missing",
                ])
            let future = try await api.post(
                "/v1/duties", as: cast.officer, Self.told("cn.supplement", on: "2999-01-01"))
            #expect(future.faults == ["/on value.inFuture"])
            let unknown = try await api.post(
                "/v1/duties", as: cast.officer, Self.told("cn.tea", on: "2026-01-01"))
            #expect(unknown.faults == ["/duty duty.unknown"])
            let entry = try await api.post(
                "/v1/duties", as: cast.officer, Self.told("cn.close-out", on: "2026-01-01"))
            #expect(entry.faults == ["/duty duty.raisedByEntry"])
            let before = try await api.post(
                "/v1/duties", as: cast.officer, Self.told("cn.supplement", on: "2022-12-31"))
            #expect(before.string("code") == "policy.notInForce")
        }
    }

    @Test("pages lead on, by the place of the last row")
    func pages() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            try await Self.register(api, cast.officer)
            for day in ["2026-03-02", "2026-03-01"] {
                _ = try await api.post(
                    "/v1/duties", as: cast.officer, Self.told("cn.supplement", on: day))
            }
            let first = try await api.get(
                "/v1/duties?limit=1&asOf=2026-03-10", as: cast.officer)
            #expect(first.string("duties.0.lastDay") == "2026-03-31")
            #expect(first.string("duties.0.state") == "open")
            let link = try #require(first.header("Link"))
            let target = link.dropFirst().prefix { $0 != ">" }
            let second = try await api.get(String(target), as: cast.officer)
            #expect(second.string("duties.0.lastDay") == "2026-04-01")
            #expect(second.header("Link") == nil)
            let later = try await api.get(
                "/v1/duties?state=overdue&asOf=2026-04-01", as: cast.officer)
            #expect(later.string("duties.0.lastDay") == "2026-03-31")
            #expect(later.string("duties.1.lastDay") == "")
        }
    }

    @Test("the calendar keeps to its lines, and a duty to its UID")
    func calendar() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            try await Self.register(api, cast.officer)
            let today = try #require(CivilDate(try api.today))
            let raised = try await api.post(
                "/v1/duties", as: cast.officer,
                Self.told("cn.supplement", on: today.description))
            let path = "/v1/duties/calendar.ics?party=\(Self.party)"
            let reply = try await api.get(path, as: cast.officer)
            #expect(reply.status == 200)
            #expect(reply.header("Content-Type") == "text/calendar; charset=utf-8")
            let lines = reply.text.split(
                separator: "\r\n" as Character, omittingEmptySubsequences: false)
            #expect(lines.first == "BEGIN:VCALENDAR")
            #expect(lines.suffix(2) == ["END:VCALENDAR", ""])
            #expect(!reply.text.replacing("\r\n", with: "").contains("\n"))
            #expect(lines.allSatisfy { $0.utf8.count <= 75 })
            let last = today.adding(days: 30).description.replacing("-", with: "")
            #expect(lines.contains("DTSTART;VALUE=DATE:\(last)"))
            #expect(lines.contains("UID:\(raised.string("duty.id"))@duties.probity"))
            #expect(lines.contains("SUMMARY:Supplement what was deferred"))
            #expect(lines.contains("STATUS:CONFIRMED"))
            let tag = try #require(reply.header("ETag"))
            let known = try await api.get(
                path, as: cast.officer, headers: ["If-None-Match": tag])
            #expect(known.status == 304)
            let chinese = try await api.get(
                path, as: cast.officer, headers: ["Accept-Language": "zh"])
            #expect(chinese.text.contains("SUMMARY:补正容缺材料\r\n"))
            #expect(try await api.get("/v1/duties/calendar.ics", as: cast.officer).status == 400)
            _ = try await api.post(
                "/v1/duties/\(raised.string("duty.id")):waive", as: cast.officer,
                #"{"reason":"flood"}"#)
            let waived = try await api.get(path, as: cast.officer).text
            #expect(waived.contains("STATUS:CANCELLED\r\n"))
            #expect(waived.contains("UID:\(raised.string("duty.id"))@duties.probity"))
        }
    }
}
