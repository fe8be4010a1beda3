// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPTypes
import Testing

@Suite("Calculation of events that are shared")
struct CalculateSharingTests {
    private static func body(_ events: String, role: String = "inviter") -> String {
        #"{"policy":"cn-model","asOf":"2026-06-01","role":"\#(role)","#
            + #""party":{"kind":"organisation"},"events":[\#(events)]}"#
    }

    private static func event(_ more: String) -> String {
        #"{"id":"e","indicator":"cn.nominee.overstay","occurredOn":"2026-03-01"\#(more)}"#
    }

    @Test("the way tells the share, and the answer tells both")
    func ways() async throws {
        try await withAPI { api in
            let talk = Conversation(api)
            for (way, counted, share, note) in [
                (#"{"from":"voucher"}"#, "-1.5", "0.5", "× 50 %: inviter of the undertaking"),
                (
                    #"{"from":"voucher","relations":["affiliate"]}"#, "-0.45", "0.15",
                    "× 15 %: affiliate of inviter of the undertaking"
                ),
                (
                    #"{"from":"party","relations":["successor"]}"#, "-3", "1",
                    "× 100 %: successor of the inviter of whom it was reported"
                ),
            ] {
                let answer = try await talk.send(
                    .post, "/v1/calculate", as: nil, Self.body(Self.event(#","via":\#(way)"#)))
                #expect(answer.status == 200)
                #expect(answer.text.contains(#""points":-3,"counted":\#(counted)"#))
                #expect(answer.text.contains(#""share":\#(share),"sharing":{"overrides":"#))
                #expect(answer.string("contributions.0.note") == note)
            }
        }
    }

    @Test(
        "a share is told as it is answered, and what counts is of it",
        arguments: [
            ("0", "0"), ("0.5", "-1.5"), ("0.125", "-0.375"), ("1", "-3"), ("0.99999", "-3"),
        ])
    func told(share: String, counted: String) async throws {
        try await withAPI { api in
            let answer = try await api.post(
                "/v1/calculate", as: nil, Self.body(Self.event(#","share":\#(share)"#)))
            #expect(answer.status == 200, "\(answer.text)")
            #expect(
                answer.text.contains(
                    #""points":-3,"counted":\#(counted),"share":\#(share),"#))
        }
    }

    @Test("who is reached is told its share as a rating tells it, when reported and ever after")
    func reached() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            var parties: [String] = []
            for name in ["A", "B"] {
                let made = try await api.post(
                    "/v1/parties", as: cast.officer, Body.party(name: name, identifier: nil))
                parties.append(made.string("party.id"))
                _ = try await api.post(
                    "/v1/parties/\(parties.last ?? "")/accreditations", as: cast.officer,
                    #"{"role":"inviter","route":"cn-visa-f","from":"2026-01-01"}"#)
            }
            let vouchers = parties.map { #"{"party":"\#($0)","role":"inviter"}"# }
            let made = try await api.post(
                "/v1/undertakings", as: cast.officer,
                """
                {"route":"cn-visa-f","from":"2026-02-01","nominee":{"nationality":"IND",\
                "document":"Z1234567","birthDate":"1990-05-17"},\
                "vouchers":[\(vouchers.joined(separator: ","))]}
                """)
            #expect(made.status == 201, "\(made.text)")
            let reported = try await api.post(
                "/v1/events", as: cast.officer,
                """
                {"undertaking":"\(made.string("undertaking.id"))","state":"confirmed",\
                "indicator":"cn.nominee.overstay","occurredOn":"2026-03-01"}
                """)
            #expect(reported.status == 201, "\(reported.text)")
            #expect(reported.text.contains(#""role":"inviter","share":0.5}"#))
            for party in parties {
                let events = try await api.get("/v1/events?party=\(party)", as: cast.officer)
                #expect(events.text.contains(#""share":0.5,"sharing":"#), "\(events.text)")
            }
        }
    }

    @Test("a way on which nothing runs is a fault, and so is a share beside it")
    func faults() async throws {
        try await withAPI { api in
            let talk = Conversation(api)
            for (more, pointer, code) in [
                (#","via":{"from":"party"}"#, "/events/0/via", "event.reachesNobody"),
                (
                    #","via":{"from":"voucher","relations":["affiliate","affiliate"]}"#,
                    "/events/0/via", "event.reachesNobody"
                ),
                (
                    #","via":{"from":"voucher","relations":["friend"]}"#,
                    "/events/0/via/relations", "value.malformed"
                ),
                (
                    #","share":0.5,"via":{"from":"voucher"}"#, "/events/0/share",
                    "member.conflict"
                ),
                (#","share":1.01"#, "/events/0/share", "value.outOfRange"),
                (#","share":-0.01"#, "/events/0/share", "value.outOfRange"),
                (#","share":50"#, "/events/0/share", "value.outOfRange"),
            ] {
                let answer = try await talk.send(
                    .post, "/v1/calculate", as: nil, Self.body(Self.event(more)))
                #expect(answer.status == 400, "\(more)")
                #expect(answer.string("errors.0.pointer") == pointer)
                #expect(answer.string("errors.0.code") == code)
            }
        }
    }
}
