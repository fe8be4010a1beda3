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
            for (way, points, share, note) in [
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
                #expect(answer.text.contains(#""points":\#(points),"counted":\#(points)"#))
                #expect(answer.text.contains(#""share":\#(share),"sharing":{"overrides":"#))
                #expect(answer.string("contributions.0.note") == note)
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
                    #","share":50,"via":{"from":"voucher"}"#, "/events/0/share",
                    "member.conflict"
                ),
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
