// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import HTTPTypes
import Testing

@Suite("Relations, undertakings and sanctions over HTTP")
struct TiesTests {
    private static let first = "uscc:91350100M000100Y43"
    private static let second = "gb-crn:01234567"

    private static let nominee =
        #"{"nationality":"IND","document":"Z1234567","birthDate":"1990-05-17"}"#

    /// Two parties that may vouch: the first as inviter, the second as recommender.
    private static func register(_ talk: Conversation, _ officer: (String, String)) async throws {
        try await talk.send(.post, "/v1/parties", as: officer, Body.party())
        try await talk.send(
            .post, "/v1/parties", as: officer,
            Body.party(name: "Pearl River Hospital", identifier: second))
        try await talk.send(
            .post, "/v1/parties/\(first)/accreditations", as: officer, Body.inviter)
        try await talk.send(
            .post, "/v1/parties/\(second)/accreditations", as: officer,
            #"{"role":"sponsor","route":"cn-work-b","from":"2026-01-01"}"#)
    }

    private static func undertaking(_ vouchers: String, from: String = "2026-02-01") -> String {
        #"{"route":"cn-visa-f","from":"\#(from)","nominee":\#(nominee),"vouchers":[\#(vouchers)]}"#
    }

    @Test("An undertaking is made, named by an event, corrected and closed")
    func undertakings() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            let officer = ("officer", cast.officer)
            let talk = Conversation(api)
            try await Self.register(talk, officer)
            let voucher = #"{"party":"\#(Self.first)","role":"inviter"}"#
            let unfit = try await talk.send(
                .post, "/v1/undertakings", as: officer,
                Self.undertaking(voucher + #",{"party":"\#(Self.second)","role":"inviter"}"#))
            #expect(unfit.status == 422)
            #expect(unfit.string("code") == "voucher.ineligible")
            #expect(unfit.string("errors.0.pointer") == "/vouchers/1")
            let made = try await talk.send(
                .post, "/v1/undertakings", as: officer, Self.undertaking(voucher))
            #expect(made.status == 201)
            let id = made.string("undertaking.id")
            let nominee = made.string("undertaking.nominee")
            #expect(nominee.count == 64 && !made.text.contains("Z1234567"))

            let reported = try await talk.send(
                .post, "/v1/events", as: officer, Body.event(more: #","undertaking":"\#(id)""#))
            #expect(reported.status == 201)
            let stray = try await talk.send(
                .post, "/v1/events", as: officer,
                Body.event(more: #","undertaking":"00000000-0000-7000-8000-000000000000""#))
            #expect(stray.string("errors.0.code") == "undertaking.notVoucher")
            let corrected = try await talk.send(
                .post, "/v1/events/\(reported.string("event")):correct",
                as: ("second officer", cast.secondOfficer),
                #"{"indicator":"cn.invitation.false-statement","occurredOn":"2026-02-27"}"#)
            #expect(corrected.status == 201)
            #expect(corrected.string("event") != reported.string("event"))
            #expect(corrected.string("state") == "alleged")
            let again = try await talk.send(
                .post, "/v1/events/\(reported.string("event")):correct", as: officer,
                #"{"indicator":"cn.invitation.false-statement","occurredOn":"2026-02-27"}"#)
            #expect(again.string("code") == "event.alreadyAnnulled")

            let listed = try await talk.send(
                .get, "/v1/undertakings?party=\(Self.first)", as: officer)
            #expect(listed.string("undertakings.0.id") == id)
            let path = "/v1/undertakings/\(id)"
            #expect(try await api.get(path, as: cast.officer).string("id") == id)
            #expect(try await api.get(path, as: cast.auditor).string("nominee") == nominee)
            #expect(try await api.get(path, as: cast.foreignOfficer).status == 404)
            #expect(try await api.get(path, as: cast.desk).status == 403)

            let closed = try await talk.send(
                .post, "/v1/undertakings/\(id):close", as: officer,
                #"{"outcome":"departed","on":"2026-06-01"}"#)
            #expect(closed.string("undertaking.closing.outcome") == "departed")
            let twice = try await talk.send(
                .post, "/v1/undertakings/\(id):close", as: officer,
                #"{"outcome":"departed","on":"2026-06-01"}"#)
            #expect(twice.status == 409)
            #expect(try await api.verifies())
            try talk.expectSnapshot("undertakings")
        }
    }

    @Test("A bar is seen at once, and its lifting too")
    func sanctions() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            let officer = ("officer", cast.officer)
            let talk = Conversation(api)
            try await Self.register(talk, officer)
            let question = "/v1/eligibility?party=\(Self.first)&role=inviter&route=cn-visa-f"
            let before = try await talk.send(.get, question, as: ("desk", cast.desk))
            #expect(before.string("outcome") == "eligible")
            let barred = try await talk.send(
                .post, "/v1/sanctions", as: ("decider", cast.decider),
                """
                {"party":"\(Self.first)","kind":"bar","from":"\(try api.today)",\
                "provision":"Model law Art. 9","published":true}
                """)
            #expect(barred.status == 201)
            let during = try await talk.send(.get, question, as: ("desk", cast.desk))
            #expect(during.string("outcome") == "ineligible")
            #expect(during.string("reasons.0.code") == "sanction.bar")
            let id = barred.string("sanction.id")
            let open = try await talk.send(.get, "/v1/sanctions?party=\(Self.first)", as: nil)
            #expect(open.string("sanctions.0.id") == id)
            let today = try api.today
            let inForce = try await api.get("/v1/sanctions?inForceOn=\(today)")
            #expect(inForce.string("sanctions.0.id") == id)
            let earlier = try await api.get("/v1/sanctions?inForceOn=2020-01-01")
            #expect(earlier.json["sanctions"] == [])
            let secret = try await api.post(
                "/v1/sanctions", as: cast.officer,
                """
                {"party":"\(Self.second)","kind":"bar","from":"\(today)","until":null,\
                "roles":["sponsor"],"provision":"Model law Art. 9","published":false}
                """)
            #expect(secret.status == 201)
            let path = "/v1/sanctions/\(secret.string("sanction.id"))"
            #expect(try await api.get(path).status == 404)
            #expect(try await api.get(path, as: cast.foreignOfficer).status == 404)
            #expect(try await api.get(path, as: cast.desk).status == 200)
            #expect(try await api.get(path, as: cast.officer).string("provision") != "")
            let first = try await api.get("/v1/sanctions?limit=1", as: cast.officer)
            let next = try #require(first.header("Link"))
            #expect(next == "</v1/sanctions?limit=1&after=\(id)>; rel=\"next\"")
            let second = try await api.get("/v1/sanctions?limit=1&after=\(id)", as: cast.officer)
            #expect(second.string("sanctions.0.party") == secret.string("sanction.party"))
            #expect(second.header("Link") == nil)
            #expect(try await api.get("/v1/sanctions?limit=501").status == 400)
            let hidden = try await talk.send(
                .post, "/v1/sanctions/\(id):lift", as: ("desk", cast.desk),
                #"{"on":"\#(try api.today)"}"#)
            #expect(hidden.status == 403)
            let lifted = try await talk.send(
                .post, "/v1/sanctions/\(id):lift", as: officer,
                #"{"on":"\#(try api.today)","reason":"set aside on appeal"}"#)
            #expect(lifted.status == 200)
            let after = try await talk.send(.get, question, as: ("desk", cast.desk))
            #expect(after.string("outcome") == "eligible")
            #expect(try await api.verifies())
        }
    }

    @Test("A relation stands in both dossiers, and ends once")
    func relations() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            let officer = ("officer", cast.officer)
            let talk = Conversation(api)
            try await Self.register(talk, officer)
            let body = #"{"kind":"successor","other":"\#(Self.second)","from":"2026-01-01"}"#
            let path = "/v1/parties/\(Self.first)/relations"
            let made = try await talk.send(.post, path, as: officer, body)
            #expect(made.status == 201)
            let twice = try await talk.send(.post, path, as: officer, body)
            #expect(twice.string("code") == "relation.recordedAlready")
            let itself = try await talk.send(
                .post, path, as: officer,
                #"{"kind":"successor","other":"\#(Self.first)","from":"2026-01-01"}"#)
            #expect(itself.string("errors.0.code") == "relation.withItself")
            let nobody = try await talk.send(
                .post, path, as: officer,
                #"{"kind":"successor","other":"gb-crn:07654321","from":"2026-01-01"}"#)
            #expect(nobody.status == 422)
            let end = "/v1/relations/\(made.string("relation.id")):end"
            let foreign = try await talk.send(
                .post, end, as: ("foreign officer", cast.foreignOfficer),
                #"{"on":"2026-06-01"}"#)
            #expect(foreign.status == 403)
            let early = try await talk.send(.post, end, as: officer, #"{"on":"2026-01-01"}"#)
            #expect(early.status == 400)
            let ended = try await talk.send(.post, end, as: officer, #"{"on":"2026-06-01"}"#)
            #expect(ended.string("relation.until") == "2026-06-01")
            let over = try await talk.send(.post, end, as: officer, #"{"on":"2026-06-01"}"#)
            #expect(over.string("code") == "relation.over")
            #expect(try await api.verifies())
        }
    }
}
