// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Service
import Testing

@Suite("Bad input")
struct BadInputTests {
    /// A request by an officer, and the problem it must meet.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        var method: HTTPRequest.Method = .post
        var target = "/v1/parties"
        var body: String?
        var headers: [String: String] = [:]
        let status: Int
        let code: String
        var faults: [String] = []

        var testDescription: String { name }
    }

    private static let nested =
        String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
    private static let unknownParty = "0198c0de-0000-7000-8000-000000000001"

    static let bodies: [Case] = [
        Case(
            name: "no body", body: "", status: 400, code: "json.malformed",
            faults: [" json.malformed"]),
        Case(
            name: "broken JSON", body: #"{"kind":"#, status: 400, code: "json.malformed",
            faults: [" json.malformed"]),
        Case(
            name: "text after the JSON", body: "{} {}", status: 400, code: "json.malformed",
            faults: [" json.malformed"]),
        Case(
            name: "deep nesting", body: nested, status: 400, code: "json.malformed",
            faults: [" json.malformed"]),
        Case(
            name: "a member twice", body: #"{"kind":"person","kind":"person"}"#, status: 400,
            code: "json.malformed", faults: [" json.malformed"]),
        Case(
            name: "an exponent", body: #"{"kind":1e9}"#, status: 400, code: "json.malformed",
            faults: [" json.malformed"]),
        Case(
            name: "half a surrogate pair", body: #"{"name":"\ud800"}"#, status: 400,
            code: "json.malformed", faults: [" json.malformed"]),
        Case(
            name: "a raw control character", body: "{\"name\":\"a\u{1}b\"}", status: 400,
            code: "json.malformed", faults: [" json.malformed"]),
        Case(
            name: "an array", body: "[]", status: 400, code: "request.invalid",
            faults: [
                " type.object", "/kind member.missing", "/name member.missing",
                "/region member.missing",
            ]),
        Case(
            name: "every member of a wrong type",
            body: #"{"kind":1,"name":[],"town":{},"region":true,"identifiers":{},"facts":[]}"#,
            status: 400, code: "request.invalid",
            faults: [
                "/kind type.string", "/name type.string", "/town type.string",
                "/region type.string", "/identifiers type.array", "/facts type.object",
            ]),
        Case(
            name: "an unknown member",
            body: #"{"kind":"organisation","name":"A","region":"CN","colour":"red"}"#,
            status: 400, code: "request.invalid", faults: ["/colour member.unknown"]),
        Case(
            name: "an escaped control character",
            body: #"{"kind":"organisation","name":"A\u0000B","region":"CN"}"#, status: 400,
            code: "request.invalid", faults: ["/name value.controlCharacter"]),
        Case(
            name: "a name that is too long",
            body: Body.party(name: String(repeating: "a", count: 301)), status: 400,
            code: "request.invalid", faults: ["/name value.length"]),
        Case(
            name: "an identifier of no scheme", body: Body.party(identifier: "91350100"),
            status: 400, code: "request.invalid",
            faults: ["/identifiers/0 identifier.malformed"]),
        Case(
            name: "an LEI with wrong check digits",
            body: Body.party(identifier: "lei:5493001KJTIIGC8Y1R13"), status: 400,
            code: "request.invalid", faults: ["/identifiers/0 identifier.malformed"]),
        Case(
            name: "a fact that the regime does not know",
            body: #"{"kind":"organisation","name":"A","region":"CN","facts":{"colour":1}}"#,
            status: 400, code: "request.invalid", faults: ["/facts/colour fact.unknown"]),
        Case(
            name: "a regime that is not enacted",
            body: #"{"kind":"organisation","name":"A","region":"CN","regime":"xx"}"#,
            status: 400, code: "policy.unknown", faults: ["/regime policy.unknown"]),
        Case(
            name: "another content type", body: "{}", headers: ["Content-Type": "text/plain"],
            status: 415, code: "request.mediaType"),
        Case(
            name: "another charset", body: "{}",
            headers: ["Content-Type": "application/json; charset=gb18030"], status: 415,
            code: "request.mediaType"),
        Case(
            name: "a huge body", body: String(repeating: " ", count: 1_048_577), status: 413,
            code: "request.bodyTooLarge"),
        Case(
            name: "a query where none is taken", target: "/v1/parties?x=1", body: "{}",
            status: 400, code: "request.invalid", faults: ["/x parameter.unknown"]),
        Case(
            name: "an idempotency key with a space", body: Body.party(),
            headers: ["Idempotency-Key": "a b"], status: 400, code: "header.malformed"),
    ]

    static let events: [Case] = [
        Case(
            name: "30 February", target: "/v1/events",
            body: Body.event(occurredOn: "2026-02-30"), status: 400, code: "request.invalid",
            faults: ["/occurredOn value.malformed"]),
        Case(
            name: "an absurd year", target: "/v1/events",
            body: Body.event(occurredOn: "0026-02-03"), status: 400, code: "request.invalid",
            faults: ["/occurredOn value.malformed"]),
        Case(
            name: "an undertaking", target: "/v1/events",
            body: Body.event(more: #","undertaking":"x""#), status: 400,
            code: "request.invalid", faults: ["/undertaking value.malformed"]),
        Case(
            name: "a half origin, bad evidence, nested facts", target: "/v1/events",
            body: Body.event(
                more: #","sourceId":"7","evidence":["sha256:00"],"facts":{"forGain":{}}"#),
            status: 400, code: "request.invalid",
            faults: [
                "/sourceSystem member.missing", "/facts/forGain type.scalar",
                "/evidence/0 value.malformed",
            ]),
        Case(
            name: "no such quantity", target: "/v1/events",
            body: Body.event(more: #","quantity":0"#), status: 400, code: "request.invalid",
            faults: ["/quantity value.outOfRange"]),
        Case(
            name: "a party that is not registered", target: "/v1/events",
            body: Body.event(), status: 404, code: "party.unknown"),
        Case(
            name: "an annulled event at once", target: "/v1/events",
            body: Body.event(unknownParty, state: "annuled"), status: 400,
            code: "request.invalid", faults: ["/state value.malformed"]),
        Case(
            name: "no id of an event", target: "/v1/events/7:confirm", body: "{}", status: 404,
            code: "event.unknown"),
        Case(
            name: "a confirmation with a member", target: "/v1/events/7:confirm",
            body: #"{"on":"2026-01-01"}"#, status: 400, code: "request.invalid",
            faults: ["/on member.unknown"]),
        Case(
            name: "band and services together",
            target: "/v1/accreditations/\(unknownParty):amend",
            body: #"{"on":"2026-01-01","band":"A","services":[]}"#, status: 400,
            code: "request.invalid", faults: ["/services member.conflict"]),
        Case(
            name: "an amendment of nothing",
            target: "/v1/accreditations/\(unknownParty):amend", body: #"{"on":"2026-01-01"}"#,
            status: 400, code: "request.invalid", faults: ["/band member.missing"]),
    ]

    static let questions: [Case] = [
        Case(
            name: "no parameters", method: .get, target: "/v1/eligibility", status: 400,
            code: "request.invalid",
            faults: [
                "/party parameter.missing", "/role parameter.missing",
                "/route parameter.missing",
            ]),
        Case(
            name: "bad parameters", method: .get,
            target: "/v1/eligibility?party=x&role=y&route=%20&act=z&asOf=2026-13-01&knownAt=-1",
            status: 400, code: "request.invalid",
            faults: [
                "/party party.malformed", "/role value.malformed", "/route value.malformed",
                "/act value.malformed", "/asOf value.malformed", "/knownAt value.malformed",
            ]),
        Case(
            name: "a parameter twice, and an unknown one", method: .get,
            target: "/v1/parties/\(unknownParty)/rating?role=sponsor&role=inviter&colour=red",
            status: 400, code: "request.invalid",
            faults: ["/role parameter.repeated", "/colour parameter.unknown"]),
        Case(
            name: "a route that no regime knows", method: .get,
            target: "/v1/eligibility?party=\(unknownParty)&role=inviter&route=cn-visa-none",
            status: 400, code: "route.unknown", faults: ["/route route.unknown"]),
        Case(
            name: "a version that is not enacted", method: .get,
            target: "/v1/eligibility?party=\(unknownParty)&role=inviter&route=cn-visa-f"
                + "&policy=cn-model@1999-01-01",
            status: 400, code: "policy.unknown", faults: ["/policy policy.unknown"]),
        Case(
            name: "a day before the law", method: .get,
            target: "/v1/eligibility?party=\(unknownParty)&role=inviter&route=cn-visa-f"
                + "&asOf=2022-12-31",
            status: 422, code: "policy.notInForce", faults: ["/asOf policy.notInForce"]),
        Case(
            name: "no party in the path", method: .get, target: "/v1/parties/acme",
            status: 400, code: "party.malformed", faults: [" party.malformed"]),
        Case(
            name: "an unknown party", method: .get, target: "/v1/parties/\(unknownParty)",
            status: 404, code: "party.unknown"),
        Case(
            name: "a wrong demand", method: .get, target: "/v1/ledger/checkpoint",
            headers: ["Probity-Known-At-Least": "soon"], status: 400, code: "header.malformed"),
        Case(
            name: "nothing there", method: .get, target: "/v1/elsewhere", status: 404,
            code: "resource.unknown"),
        Case(
            name: "a method that the path does not take", method: .delete,
            target: "/v1/parties/\(unknownParty)", status: 405, code: "request.method"),
        Case(
            name: "a long target", method: .get,
            target: "/v1/policies?" + String(repeating: "a", count: 8_200), status: 414,
            code: "request.targetTooLong"),
    ]

    @Test("each fault is named, and nothing is entered")
    func table() async throws {
        try await withAPI { api in
            let officer = try await api.registry.issue(.regulator, territory: "CN")
            for test in Self.bodies + Self.events + Self.questions {
                let reply = try await api.send(
                    test.method, test.target, as: officer, test.body, headers: test.headers)
                #expect(reply.status == test.status, "\(test.name): \(reply.text)")
                #expect(reply.string("code") == test.code, "\(test.name): \(reply.text)")
                #expect(reply.faults == test.faults, "\(test.name): \(reply.text)")
                #expect(
                    reply.header("Content-Type") == "application/problem+json", "\(test.name)")
                #expect(reply.json["requestId"] != nil, "\(test.name)")
            }
            #expect(try await api.registry.head().entry.value == 3)
        }
    }

    @Test("bytes that are no UTF-8 are refused")
    func notUnicode() async throws {
        try await withAPI { api in
            let officer = try await api.registry.issue(.regulator, territory: "CN")
            var fields = HTTPFields()
            fields[.authorization] = "Bearer \(officer)"
            fields[.contentType] = "application/json"
            let response = try await api.client.executeRequest(
                uri: "/v1/parties", method: .post, headers: fields,
                body: .init(bytes: Array(#"{"name":""#.utf8) + [0xC3, 0x28] + Array("\"}".utf8)))
            #expect(Reply(response).string("code") == "json.malformed")
        }
    }

    @Test("a path says which methods it takes")
    func allow() async throws {
        try await withAPI { api in
            #expect(
                try await api.send(.delete, "/v1/policies").header("Allow")
                    == "GET, HEAD, POST, OPTIONS")
            for name in ["TRACE", "QUERY"] {
                let method = try #require(HTTPRequest.Method(name))
                #expect(try await api.send(method, "/v1/policies").status == 405)
            }
            let options = try await api.send(.options, "/v1/calculate")
            #expect(options.status == 204)
            #expect(options.header("Allow") == "POST, OPTIONS")
            let head = try await api.send(.head, "/v1/ledger/checkpoint")
            #expect(head.status == 200)
            #expect(head.bytes.isEmpty)
            #expect(head.header("Probity-Known-At") == "3")
            let missing = try await api.send(.head, "/v1/policies")
            #expect(missing.status == 401)
            #expect(missing.bytes.isEmpty)
        }
    }
}
