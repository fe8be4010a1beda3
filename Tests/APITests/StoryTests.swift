// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import HTTPTypes
import Ledger
import Testing

@Suite("The whole story over HTTP")
struct StoryTests {
    @Test("from registration to a confirmed event, its rating and its proof")
    func story() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            let officer = ("officer", cast.officer)
            let talk = Conversation(api)
            let party = "uscc:91350100M000100Y43"
            try await talk.send(.post, "/v1/parties", as: officer, Body.party())
            try await talk.send(
                .post, "/v1/parties/\(party)/accreditations", as: officer, Body.inviter)
            try await talk.send(
                .post, "/v1/events", as: officer,
                Body.event(
                    indicator: "cn.outcome.on-time", state: "confirmed",
                    occurredOn: "2026-02-01"))
            let rating = "/v1/parties/\(party)/rating?asOf=2026-11-20"
            let before = try await talk.send(.get, rating, as: officer)
            #expect(before.json["score"] == 100)
            #expect(before.string("band") == "A")

            let reported = try await talk.send(
                .post, "/v1/events", as: officer,
                Body.event(more: #","note":"The host named in the letter does not exist.""#))
            #expect(reported.status == 201)
            let event = reported.string("event")
            let between = try await talk.send(
                .get, "/v1/parties/\(party)/rating", as: officer)
            #expect(between.json["score"] == 100)
            let refused = try await talk.send(
                .post, "/v1/events/\(event):confirm", as: officer)
            #expect(refused.status == 422)
            #expect(refused.string("code") == "event.confirmedByReporter")

            let confirmed = try await talk.send(
                .post, "/v1/events/\(event):confirm", as: ("second officer", cast.secondOfficer))
            #expect(confirmed.status == 200)
            let after = try await talk.send(.get, "/v1/parties/\(party)/rating", as: officer)
            #expect(after.json["score"] == 65)
            #expect(after.string("band") == "C")

            let desk = ("desk", cast.desk)
            let question = "/v1/eligibility?party=\(party)&role=inviter&route=cn-visa-f"
            let new = try await talk.send(.get, question, as: desk)
            #expect(new.string("outcome") == "ineligible")
            #expect(new.string("reasons.0.code") == "band.belowMinimum")
            let extending = try await talk.send(.get, question + "&act=extension", as: desk)
            #expect(extending.string("outcome") == "eligible")
            try await talk.send(.get, "/v1/parties/\(party)/rating", as: desk)
            try talk.expectSnapshot("story")
        }
    }

    @Test("the proof of an entry verifies against its bytes and the published key")
    func proof() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            let created = try await api.post("/v1/parties", as: cast.officer, Body.party())
            #expect(created.status == 201)
            let entry = try await api.get("/v1/entries/4", as: cast.auditor)
            #expect(entry.string("kind") == "party.registered")
            let raw = try await api.get(
                "/v1/entries/4", as: cast.auditor,
                headers: ["Accept": "application/octet-stream"])
            #expect(raw.header("Content-Type") == "application/octet-stream")
            #expect(Data(base64Encoded: entry.string("bytes")) == Data(raw.bytes))

            let key = try await api.get("/v1/ledger/key")
            let verifier = try NoteVerifierKey(
                parsing: key.text.trimmingCharacters(in: .newlines))
            let proof = try await api.get("/v1/entries/4/proof", as: cast.desk)
            #expect(proof.header("Content-Type") == "text/plain; charset=utf-8")
            #expect(proof.header("Probity-Known-At") == "4")
            let parsed = try TlogProof(parsing: proof.bytes)
            let checkpoint = try parsed.verify(entryBytes: raw.bytes, with: verifier)
            #expect(checkpoint.treeSize == 4)
            var altered = raw.bytes
            altered[altered.count / 2] ^= 1
            #expect(throws: LedgerError.self) {
                try parsed.verify(entryBytes: altered, with: verifier)
            }

            let head = try await api.get("/v1/ledger/checkpoint")
            #expect(
                try SignedCheckpoint(parsing: head.bytes).verify(with: verifier) == checkpoint)
            #expect(try await api.get("/v1/entries/5/proof", as: cast.desk).status == 404)
            #expect(try await api.get("/v1/entries/0/proof", as: cast.desk).status == 404)
            #expect(try await api.get("/v1/entries/x", as: cast.auditor).status == 404)
        }
    }

    @Test("what may happen to an accreditation, step by step")
    func accreditation() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            let talk = Conversation(api)
            let home = (
                "officer", try await api.registry.issue(.regulator, territory: "GB")
            )
            let created = try await api.post(
                "/v1/parties", as: home.1,
                #"{"kind":"organisation","name":"Acme","region":"GB","regime":"uk-worker","#
                    + #""identifiers":["gb-crn:00000006"]}"#)
            #expect(created.status == 201)
            let granted = try await talk.send(
                .post, "/v1/parties/gb-crn:00000006/accreditations", as: home,
                #"{"role":"sponsor","route":"uk-skilled-worker","from":"2026-01-05","band":"A"}"#)
            #expect(granted.status == 201)
            let path = "/v1/accreditations/\(granted.string("accreditation.id"))"
            for (verb, body) in [
                ("amend", #"{"on":"2026-02-01","band":"B"}"#),
                ("amend", #"{"on":"2026-02-02","services":["premium"]}"#),
                ("suspend", #"{"on":"2026-03-01"}"#), ("suspend", #"{"on":"2026-03-02"}"#),
                ("reinstate", #"{"on":"2026-04-01"}"#), ("surrender", #"{"on":"2026-05-01"}"#),
                ("revoke", #"{"on":"2026-06-01"}"#),
            ] {
                try await talk.send(.post, "\(path):\(verb)", as: home, body)
            }
            let question =
                "/v1/eligibility?party=gb-crn:00000006&role=sponsor"
                + "&route=uk-skilled-worker&asOf="
            let expected = [
                "2026-01-31": "eligible", "2026-02-01": "band.belowMinimum",
                "2026-02-28": "band.belowMinimum", "2026-03-01": "accreditation.suspended",
                "2026-04-30": "band.belowMinimum", "2026-05-01": "accreditation.expired",
            ]
            for (day, reason) in expected {
                let answer = try await api.get(question + day, as: cast.desk)
                #expect(answer.string("reasons.0.code") == reason, "on \(day)")
            }
            try talk.expectSnapshot("accreditation")
        }
    }

    @Test("an earlier position is answered as it was known then")
    func knownAt() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            _ = try await api.post("/v1/parties", as: cast.officer, Body.party())
            _ = try await api.post(
                "/v1/events", as: cast.officer, Body.event(state: "confirmed"))
            let rating = "/v1/parties/uscc:91350100M000100Y43/rating"
            let now = try await api.get(rating, as: cast.officer)
            #expect(now.json["score"] == 65)
            #expect(now.header("Probity-Known-At") == "5")
            let then = try await api.get(
                rating + "?knownAt=4&role=inviter", as: cast.officer)
            #expect(then.json["score"] == 100)
            #expect(then.json.member("knownAt.entry") == 4)
            #expect(then.header("Probity-Known-At") == "4")
            let instant = then.string("knownAt.at")
            let atInstant = try await api.get(
                rating + "?role=inviter&knownAt=\(instant)", as: cast.officer)
            #expect(atInstant.json["score"] == 100)
            #expect(
                try await api.get(rating + "?knownAt=3", as: cast.officer).status == 404)
            let beyond = try await api.get(rating + "?knownAt=6", as: cast.officer)
            #expect(beyond.status == 400)
            #expect(beyond.string("code") == "knownAt.beyondHead")
            let least = ["Probity-Known-At-Least": "5"]
            #expect(try await api.get(rating, as: cast.officer, headers: least).status == 200)
            let more = ["Probity-Known-At-Least": "6"]
            let behind = try await api.get(rating, as: cast.officer, headers: more)
            #expect(behind.status == 503)
            #expect(behind.string("code") == "ledger.behind")
            #expect(behind.header("Retry-After") == "1")
        }
    }
}
