// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPTypes
import Service
import Testing

@Suite("Idempotency-Key")
struct IdempotencyTests {
    private let key = ["Idempotency-Key": "6f1c-1"]

    @Test("a repeated request gets the first answer again, and enters nothing")
    func replay() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            let first = try await api.post(
                "/v1/parties", as: cast.officer, Body.party(), headers: key)
            #expect(first.status == 201)
            #expect(first.header("Idempotency-Replayed") == nil)
            // Later entries do not change what the first answer said.
            _ = try await api.post(
                "/v1/parties/uscc:91350100M000100Y43/accreditations", as: cast.officer,
                Body.inviter)
            let again = try await api.post(
                "/v1/parties", as: cast.officer, " " + Body.party() + "\n", headers: key)
            #expect(again.status == 201)
            #expect(again.header("Idempotency-Replayed") == "true")
            #expect(again.header("Probity-Known-At") == "4")
            #expect(again.header("Location") == first.header("Location"))
            #expect(again.text == first.text)
            #expect(try await api.registry.head().entry.value == 5)
        }
    }

    @Test("an event's answer is replayed with the rating of that position")
    func events() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            _ = try await api.post("/v1/parties", as: cast.officer, Body.party())
            let first = try await api.post(
                "/v1/events", as: cast.officer, Body.event(), headers: key)
            let confirm = "/v1/events/\(first.string("event")):confirm"
            let confirmed = try await api.post(
                confirm, as: cast.secondOfficer, headers: key)
            #expect(confirmed.json.member("rating.score") == 65)
            let again = try await api.post(
                "/v1/events", as: cast.officer, Body.event(), headers: key)
            #expect(again.text == first.text)
            #expect(again.json.member("rating.score") == 100)
            let confirmedAgain = try await api.post(
                confirm, as: cast.secondOfficer, headers: key)
            #expect(confirmedAgain.text == confirmed.text)
            #expect(confirmedAgain.header("Idempotency-Replayed") == "true")
            // Without the key it is decided afresh.
            let afresh = try await api.post(confirm, as: cast.secondOfficer)
            #expect(afresh.string("code") == "event.notAlleged")
        }
    }

    @Test("the key is bound to its request, its route and its principal")
    func reuse() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            _ = try await api.post("/v1/parties", as: cast.officer, Body.party(), headers: key)
            let other = try await api.post(
                "/v1/parties", as: cast.officer, Body.party(name: "Another"), headers: key)
            #expect(other.status == 409)
            #expect(other.string("code") == "idempotency.keyReused")
            let path = "/v1/parties/uscc:91350100M000100Y43/accreditations"
            let granted = try await api.post(path, as: cast.officer, Body.inviter, headers: key)
            #expect(granted.status == 201)
            // Another path of the same route is another request.
            let elsewhere = try await api.post(
                "/v1/parties/lei:5493001KJTIIGC8Y1R12/accreditations", as: cast.officer,
                Body.inviter, headers: key)
            #expect(elsewhere.string("code") == "idempotency.keyReused")
            let colleague = try await api.post(
                "/v1/parties", as: cast.secondOfficer, Body.party(identifier: nil), headers: key)
            #expect(colleague.status == 201)
            #expect(colleague.header("Idempotency-Replayed") == nil)
        }
    }

    @Test("a refusal is not remembered")
    func refusals() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            let early = try await api.post(
                "/v1/events", as: cast.officer, Body.event(), headers: key)
            #expect(early.status == 404)
            _ = try await api.post("/v1/parties", as: cast.officer, Body.party())
            let later = try await api.post(
                "/v1/events", as: cast.officer, Body.event(), headers: key)
            #expect(later.status == 201)
        }
    }

    @Test("the same report from the same system is one event, key or no key")
    func origin() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            _ = try await api.post("/v1/parties", as: cast.officer, Body.party())
            let body = Body.event(more: #","sourceSystem":"border","sourceId":"7""#)
            #expect(try await api.post("/v1/events", as: cast.officer, body).status == 201)
            let again = try await api.post("/v1/events", as: cast.secondOfficer, body)
            #expect(again.status == 409)
            #expect(again.string("code") == "event.reportedAlready")
        }
    }
}
