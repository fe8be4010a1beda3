// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Service
import Testing

@Suite("Law, facts and days that are refused")
struct RefusedLawTests {
    private static func calculation(_ more: String = "", asOf: String = "2026-06-12") -> String {
        #"{"policy":"cn-model","asOf":"\#(asOf)","role":"inviter","#
            + #""party":{"kind":"organisation"}\#(more)}"#
    }

    private static let event =
        #"{"indicator":"cn.invitation.false-statement","occurredOn":"2026-03-01"}"#

    /// The body of a question, its status, and the places at fault.
    private static let questions: [(body: String, status: Int, faults: [String])] = [
        (calculation(asOf: "2026-02-30"), 400, ["/asOf value.malformed"]),
        (calculation(asOf: "1901-01-01"), 422, ["/asOf policy.notInForce"]),
        (
            calculation(#","events":[\#(event.replacing("03-01", with: "13-01"))]"#), 400,
            ["/events/0/occurredOn value.malformed"]
        ),
        (
            calculation(#","filings":[{"duty":"cn.pay-fine","raisedOn":"2026-06-31"}]"#), 400,
            ["/filings/0/raisedOn value.malformed"]
        ),
        (
            calculation(#","filings":[{"duty":"cn.pay-fine","raisedOn":"2026-06-13"}]"#), 422,
            ["/filings/0/raisedOn value.inFuture"]
        ),
        (
            calculation(#","filings":[{"duty":"cn.tea","raisedOn":"2026-06-01"}]"#), 400,
            ["/filings/0/duty duty.unknown"]
        ),
        (
            calculation(#","notices":[{"clock":"cn.tea","begins":"2026-06-01"}]"#), 400,
            ["/notices/0/clock clock.unknown"]
        ),
        (
            calculation(#","labourMarketTest":{"posts":1,"until":"2026-06-00"}"#), 400,
            ["/labourMarketTest/until value.malformed"]
        ),
        (
            calculation(#","nominee":{"facts":{"age":"old"}}"#), 422,
            ["/nominee/facts/age fact.wrongKind"]
        ),
        (
            calculation(#","nominee":{"facts":{"tea":1}}"#), 422,
            ["/nominee/facts/tea fact.unknown"]
        ),
    ]

    @Test("a calculation with bad days or facts names each place")
    func badQuestions() async throws {
        try await withAPI { api in
            for (body, status, faults) in Self.questions {
                let reply = try await api.post("/v1/calculate", as: nil, body)
                #expect(reply.status == status, "\(body)")
                #expect(reply.faults == faults, "\(body)")
            }
        }
    }

    @Test("a version that is refused leaves everything as it was, whatever is wrong with it")
    func nothingByHalves() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            let head = try await api.registry.head().entry
            let listed = try await api.get("/v1/policies", as: cast.administrator)
            let next = PolicyPack.shipped("cn-model").version("next")
            let bad = next.replacing("basis: score", with: "basis: tea", in: "bands.yaml").files
            let files = next.files
            let place = files.firstIndex { $0.path == "bands.yaml" } ?? -1
            let wrongCase = PolicyFile(
                path: "cases/x.yaml",
                text: """
                    law: cn-model
                    asOf: 2026-06-01
                    explanation: Wrong.
                    source: Nobody.
                    input: { role: inviter }
                    expected: { score: 1 }

                    """)
            let refused: [(name: String, body: String, status: Int, fault: String)] = [
                ("next", Body.law(bad, from: "2040-01-01"), 422, "/files/\(place) "),
                (
                    "next", Body.law(files + [wrongCase], from: "2040-01-01"), 422,
                    "/files/\(files.count) policy.caseFails"
                ),
                ("other", Body.law(files, from: "2040-01-01"), 400, "/files policy.otherVersion"),
                ("next", Body.law(files, from: "2040-02-30"), 400, "/from value.malformed"),
                ("next", "{}", 400, "/from member.missing"),
                ("next", #"{"from":"2040-01-01"}"#, 400, "/files member.missing"),
            ]
            for (name, body, status, fault) in refused {
                let reply = try await api.post(
                    "/v1/policies/cn-model@\(name):enact", as: cast.administrator, body)
                #expect(reply.status == status, "\(reply.text)")
                #expect(
                    reply.faults.contains { $0.hasPrefix(fault) }, "\(fault): \(reply.faults)")
            }
            #expect(try await api.registry.head().entry == head)
            let after = try await api.get("/v1/policies", as: cast.administrator)
            #expect(after.bytes == listed.bytes)
            // The same version without the fault is enacted afterwards as if nothing had been.
            let sound = try await api.post(
                "/v1/policies/cn-model@next:enact", as: cast.administrator,
                Body.law(files, from: "2040-01-01"))
            #expect(sound.status == 201, "\(sound.text)")
            #expect(try await api.verifies())
        }
    }
}
