// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPTypes
import Ledger
import Service
import Testing

@Suite("Recorded answers about eligibility")
struct EligibilityDecisionTests {
    private static let path = "/v1/eligibility-decisions"
    private static let party = "uscc:91350100M000100Y43"
    private static let body = """
        {"party":"\(party)","role":"inviter","route":"cn-visa-f","asOf":"2026-06-01"}
        """

    private static func stage(_ api: TestAPI) async throws -> (cast: Cast, event: String) {
        let cast = try await Cast(api.registry)
        _ = try await api.post("/v1/parties", as: cast.officer, Body.party())
        _ = try await api.post(
            "/v1/parties/\(party)/accreditations", as: cast.officer, Body.inviter)
        let made = try await api.post(
            "/v1/events", as: cast.officer, Body.event(state: "confirmed"))
        return (cast, made.string("event"))
    }

    @Test("an answer is recorded, shown and proved as it was given, whatever came later")
    func replay() async throws {
        try await withAPI { api in
            let (cast, event) = try await Self.stage(api)
            let made = try await api.post(Self.path, as: cast.desk, Self.body)
            #expect(made.status == 201, "\(made.text)")
            let id = made.string("decision")
            #expect(made.header("Location") == "\(Self.path)/\(id)")
            #expect(made.json["entry"] == .integer(Int64(id) ?? 0))
            _ = try await api.post("/v1/events/\(event):annul", as: cast.secondOfficer, "{}")
            let shown = try await api.get("\(Self.path)/\(id)", as: cast.officer)
            #expect(shown.text == made.text)
            // The fast check says the same of then, and something else of now.
            let question =
                "/v1/eligibility?party=\(Self.party)&role=inviter&route=cn-visa-f&asOf=2026-06-01"
            let known = try #require(made.json.member("answer.knownAt.entry"))
            guard case .integer(let entry) = known else { return }
            let then = try await api.get(question + "&knownAt=\(entry)", as: cast.desk)
            #expect(made.json["answer"]?.canonicalBytes == then.json.canonicalBytes)
            let now = try await api.get(question, as: cast.desk)
            #expect(now.json["rating"] != then.json["rating"])
            let chinese = try await api.get(
                "\(Self.path)/\(id)", as: cast.desk, headers: ["Accept-Language": "zh"])
            let told = try await api.get(
                question + "&knownAt=\(entry)", as: cast.desk, headers: ["Accept-Language": "zh"])
            #expect(chinese.json["answer"]?.canonicalBytes == told.json.canonicalBytes)
            let proof = try await api.get("\(Self.path)/\(id)/proof", as: cast.desk)
            #expect(proof.status == 200)
            let number = try #require(UInt64(id))
            #expect(try TlogProof(parsing: proof.text).inclusion.index == number - 1)
            #expect(try await api.registry.verify().findings == [])
        }
    }

    @Test("verify gives every recorded answer again, and names the one that is not the same")
    func verified() async throws {
        try await withAPI { api in
            let (cast, _) = try await Self.stage(api)
            let made = try await api.post(Self.path, as: cast.desk, Self.body)
            let entry = try await api.registry.showEntry(
                try #require(EntryNumber(Int64(made.string("decision")) ?? 0)), by: .local)
            let text = String(decoding: entry.bytes, as: UTF8.self)
            #expect(text.contains("\"score\":65"), "\(text)")
            let forged = text.replacing("\"score\":65", with: "\"score\":66")
            try await api.tamper(
                """
                ALTER TABLE probity.ledger_entry DISABLE TRIGGER USER;
                UPDATE probity.ledger_entry
                SET bytes = convert_to($forged$\(forged)$forged$, 'UTF8')
                WHERE number = \(entry.entry.number);
                """)
            let found = try await api.registry.verify().findings
            #expect(
                found.contains { $0.place == "decision \(entry.entry.number)" }, "\(found)")
        }
    }

    @Test("one request is answered once, and about nobody too")
    func once() async throws {
        try await withAPI { api in
            let (cast, _) = try await Self.stage(api)
            let key = ["Idempotency-Key": "visit-1"]
            let first = try await api.post(Self.path, as: cast.desk, Self.body, headers: key)
            let second = try await api.post(Self.path, as: cast.desk, Self.body, headers: key)
            #expect(second.status == 201 && second.text == first.text)
            #expect(second.header("Idempotency-Replayed") == "true")
            let nobody = try await api.post(
                Self.path, as: cast.desk,
                #"{"party":"gb-crn:01234567","role":"inviter","route":"cn-visa-f"}"#)
            #expect(nobody.status == 201, "\(nobody.text)")
            #expect(nobody.json.member("answer.party") == .null)
            #expect(nobody.json.member("answer.reasons.0.code") == "party.unknown")
            let later = try await api.post(
                Self.path, as: cast.desk, Self.body.replacing("}", with: #","knownAt":3}"#))
            #expect(later.status == 400)
            let other = try await api.get("\(Self.path)/1", as: cast.desk)
            #expect(other.status == 404 && other.string("code") == "decision.unknown")
            #expect(try await api.verifies())
        }
    }
}
