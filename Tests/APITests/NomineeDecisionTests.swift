// SPDX-License-Identifier: Apache-2.0

import Domain
import Service
import Testing

@Suite("Recorded answers about a nominee and several vouchers")
struct NomineeDecisionTests {
    private static let path = "/v1/eligibility-decisions"
    private static let party = "uscc:91350100M000100Y43"
    private static let person = "gb-crn:01234567"

    /// A sponsor with leave for `cn-work-b`, and another party with none.
    private static func stage(_ api: TestAPI) async throws -> Cast {
        let cast = try await Cast(api.registry)
        _ = try await api.post("/v1/parties", as: cast.officer, Body.party())
        _ = try await api.post(
            "/v1/parties", as: cast.officer,
            Body.party(name: "Beside Ltd", identifier: person))
        let granted = try await api.post(
            "/v1/parties/\(party)/accreditations", as: cast.officer,
            #"{"role":"sponsor","route":"cn-work-b","from":"2026-01-01"}"#)
        #expect(granted.status == 201, "\(granted.text)")
        return cast
    }

    private static func ask(_ more: String) -> String {
        """
        {"party":"\(party)","role":"sponsor","route":"cn-work-b","asOf":"2026-06-01"\(more)}
        """
    }

    @Test(
        "what is told of the nominee decides, and stands in no entry",
        arguments: [
            (#","nominee":{"place":"abroad","facts":{"wageMultiple":4}}"#, "eligible"),
            (#","nominee":{"place":"abroad","facts":{"wageMultiple":3.9}}"#, "ineligible"),
            (#","nominee":{"place":"inside","facts":{"wageMultiple":4}}"#, "ineligible"),
            (#","nominee":{"facts":{"wageMultiple":4}}"#, "conditional"), ("", "conditional"),
        ])
    func nominee(told: String, outcome: String) async throws {
        try await withAPI { api in
            let cast = try await Self.stage(api)
            let made = try await api.post(Self.path, as: cast.desk, Self.ask(told))
            #expect(made.status == 201, "\(made.text)")
            #expect(made.string("outcome") == outcome, "\(made.text)")
            #expect(made.json.member("answer.outcome") == .string(outcome))
            #expect(made.json["vouchers"] == [])
            let entry = try await api.registry.showEntry(
                try #require(EntryNumber(Int64(made.string("decision")) ?? 0)), by: .local)
            let text = String(decoding: entry.bytes, as: UTF8.self)
            for word in ["wageMultiple", "abroad", "inside", "message"] {
                #expect(told.isEmpty || !text.contains(word), "\(text)")
            }
            #expect(made.text.contains("\"message\":\""))
            #expect(try await api.registry.verify().findings == [])
        }
    }

    @Test("nobody vouches together with one who may not")
    func vouchers() async throws {
        try await withAPI { api in
            let cast = try await Self.stage(api)
            let nominee = #","nominee":{"place":"abroad","facts":{"wageMultiple":4}}"#
            let others = #","vouchers":[{"party":"\#(Self.person)","role":"sponsor"}]"#
            let made = try await api.post(Self.path, as: cast.desk, Self.ask(nominee + others))
            #expect(made.status == 201, "\(made.text)")
            #expect(made.string("outcome") == "ineligible")
            #expect(made.json.member("answer.outcome") == "eligible", "\(made.text)")
            #expect(made.json.member("vouchers.0.outcome") == "ineligible")
            #expect(made.json.member("vouchers.0.reasons.0.code") == "accreditation.missing")
            let shown = try await api.get(
                "\(Self.path)/\(made.string("decision"))", as: cast.desk)
            #expect(shown.text == made.text)
            #expect(try await api.registry.verify().findings == [])
        }
    }

    @Test("an employer reads an answer about others as little as it may ask for one")
    func employer() async throws {
        try await withAPI { api in
            let cast = try await Self.stage(api)
            let others = #","vouchers":[{"party":"\#(Self.person)","role":"sponsor"}]"#
            let made = try await api.post(Self.path, as: cast.desk, Self.ask(others))
            let alone = try await api.post(Self.path, as: cast.desk, Self.ask(""))
            let party = try await api.get("/v1/parties/\(Self.party)", as: cast.officer)
            let employer = try await api.registry.issueAgent(for: [party.string("id")])
            let refused = try await api.get(
                "\(Self.path)/\(made.string("decision"))", as: employer)
            #expect(refused.status == 404 && refused.string("code") == "decision.unknown")
            let shown = try await api.get(
                "\(Self.path)/\(alone.string("decision"))", as: employer)
            #expect(shown.text == alone.text)
        }
    }

    @Test("facts of the nominee that the law does not take are refused by their names")
    func facts() async throws {
        try await withAPI { api in
            let cast = try await Self.stage(api)
            for (told, pointer) in [
                (#"{"wageMultiple":"4"}"#, "/nominee/facts/wageMultiple"),
                (#"{"wageMultipel":4}"#, "/nominee/facts/wageMultipel"),
            ] {
                let refused = try await api.post(
                    Self.path, as: cast.desk, Self.ask(#","nominee":{"facts":\#(told)}"#))
                #expect(refused.status == 422, "\(refused.text)")
                #expect(refused.faults.first?.hasPrefix(pointer + " ") == true, "\(refused.text)")
            }
        }
    }

    @Test("a voucher that nobody knows, or twice, is refused by its place, and nothing is entered")
    func faults() async throws {
        try await withAPI { api in
            let cast = try await Self.stage(api)
            let known = #"{"party":"\#(Self.person)","role":"guarantor"}"#
            let refused = try await api.post(
                Self.path, as: cast.desk,
                Self.ask(
                    #","vouchers":[\#(known),{"party":"gb-crn:99999999","role":"sponsor"},\#(known)]"#
                ))
            #expect(refused.status == 422 && refused.string("code") == "vouchers.unfit")
            #expect(
                refused.faults == [
                    "/vouchers/1/party party.unknown", "/vouchers/2 value.repeated",
                ], "\(refused.text)")
            let asked = try await api.post(
                Self.path, as: cast.desk,
                Self.ask(#","vouchers":[{"party":"\#(Self.party)","role":"sponsor"}]"#))
            #expect(asked.faults == ["/vouchers/0 value.repeated"], "\(asked.text)")
            #expect(try await api.registry.verify().findings == [])
        }
    }
}
