// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPTypes
import Testing

/// Who may do what, over HTTP: one row for each route, one word for each asker.
@Suite("Access by route and role")
struct AccessTests {
    /// The askers, in the order of the columns.
    private static let columns = [
        "officer", "foreign", "decider", "own", "other", "desk", "auditor", "admin", "nobody",
    ]

    /// `ok`: the role may; `role`, `land`: 403; `hid`: 404; `tok`: 401.
    private static let rows: [(route: String, words: String)] = [
        ("POST /v1/parties", "ok land role role role role role role tok"),
        ("GET /v1/parties/{p}", "ok land ok ok hid role ok ok tok"),
        ("GET /v1/parties", "ok ok ok ok ok role ok ok tok"),
        ("GET /v1/parties?band=A", "ok ok ok ok ok role ok role tok"),
        ("GET /v1/register", "ok ok ok ok ok ok ok ok ok"),
        ("POST /v1/parties/{p}/accreditations", "ok land role role hid role role role tok"),
        ("POST /v1/accreditations/{a}:suspend", "ok land role role hid role role role tok"),
        ("POST /v1/accreditations/{a}:reinstate", "ok land role role hid role role role tok"),
        ("POST /v1/accreditations/{a}:amend", "ok land role role hid role role role tok"),
        ("POST /v1/accreditations/{a}:surrender", "ok land role role hid role role role tok"),
        ("POST /v1/accreditations/{a}:revoke", "ok land role role hid role role role tok"),
        ("POST /v1/events", "ok land role ok hid role role role tok"),
        ("POST /v1/events/{e}:confirm", "ok land ok role hid role role role tok"),
        ("POST /v1/events/{e}:annul", "ok land ok role hid role role role tok"),
        ("GET /v1/parties/{p}/rating?role=inviter", "ok land ok ok hid ok ok role tok"),
        (
            "GET /v1/eligibility?party={p}&role=inviter&route=cn-visa-f",
            "ok ok ok ok hid ok ok role tok"
        ),
        ("POST /v1/eligibility:batch", "ok ok ok ok ok ok ok role tok"),
        ("GET /v1/entries/1", "role role role role role role ok role tok"),
        ("GET /v1/entries/1/proof", "ok ok ok ok ok ok ok ok tok"),
        ("GET /v1/policies", "ok ok ok ok ok ok ok ok tok"),
        ("GET /v1/ledger/checkpoint", "ok ok ok ok ok ok ok ok ok"),
        ("GET /v1/ledger/key", "ok ok ok ok ok ok ok ok ok"),
        ("GET /v1/parties/{p}/access-log", "role role role ok hid role ok role tok"),
        ("GET /metrics", "ok ok ok ok ok ok ok ok ok"),
        ("GET /healthz", "ok ok ok ok ok ok ok ok ok"),
        ("GET /readyz", "ok ok ok ok ok ok ok ok ok"),
        ("POST /v1/parties/{p}:erase", "role role role role hid role role ok tok"),
    ]

    @Test("every route answers every role as the table says")
    func table() async throws {
        try await withAPI { api in
            let stage = try await Stage(api)
            for row in Self.rows {
                let words = row.words.split(separator: " ").map(String.init)
                #expect(words.count == Self.columns.count, "\(row.route)")
                for (column, word) in zip(Self.columns, words) {
                    let reply = try await stage.ask(row.route, as: column)
                    #expect(
                        Self.word(for: reply) == word,
                        "\(row.route) as \(column): \(reply.status) \(reply.string("code"))")
                }
            }
        }
    }

    @Test("another's event looks to an employer like one that does not exist")
    func hiddenEvent() async throws {
        try await withAPI { api in
            let stage = try await Stage(api)
            let hidden = try await stage.ask("POST /v1/events/{e}:confirm", as: "other")
            let missing = try await api.post(
                "/v1/events/0198c0de-0000-7000-8000-000000000001:confirm",
                as: stage.tokens["other"])
            #expect(hidden.string("code") == "event.unknown")
            #expect(hidden.status == missing.status)
            #expect(hidden.string("detail") == missing.string("detail"))
        }
    }

    private static func word(for reply: Reply) -> String {
        switch (reply.status, reply.string("code")) {
        case (401, "token.missing"): "tok"
        case (403, "access.role"): "role"
        case (403, "access.territory"): "land"
        case (404, "party.unknown"), (404, "event.unknown"), (404, "accreditation.unknown"):
            "hid"
        case (401, _), (403, _), (404, _), (500..., _), (400, _): "?"
        default: "ok"
        }
    }
}

/// A party with an accreditation and an alleged event, and a token for every asker.
private struct Stage {
    let api: TestAPI
    let tokens: [String: String]
    private let party: String
    private let accreditation: String
    private let event: String

    init(_ api: TestAPI) async throws {
        self.api = api
        let cast = try await Cast(api.registry)
        let own = try await api.post("/v1/parties", as: cast.officer, Body.party())
        let other = try await api.post(
            "/v1/parties", as: cast.officer, Body.party(identifier: nil))
        party = own.string("party.id")
        let granted = try await api.post(
            "/v1/parties/\(party)/accreditations", as: cast.officer, Body.inviter)
        accreditation = granted.string("accreditation.id")
        event = try await api.post("/v1/events", as: cast.officer, Body.event()).string("event")
        tokens = [
            "officer": cast.secondOfficer, "foreign": cast.foreignOfficer,
            "decider": cast.decider, "desk": cast.desk, "auditor": cast.auditor,
            "admin": cast.administrator,
            "own": try await api.registry.issue(.employer, party: party),
            "other": try await api.registry.issue(
                .employer, party: other.string("party.id")),
        ]
    }

    func ask(_ route: String, as asker: String) async throws -> Reply {
        let parts = route.split(separator: " ", maxSplits: 1).map(String.init)
        let target = parts[1].replacing("{p}", with: party)
            .replacing("{a}", with: accreditation).replacing("{e}", with: event)
        let token = tokens[asker]
        guard parts[0] == "POST" else { return try await api.get(target, as: token) }
        if target.hasSuffix(":batch") {
            return try await api.post(
                target, as: token, "", headers: ["Content-Type": "application/x-ndjson"])
        }
        return try await api.post(target, as: token, body(for: target))
    }

    private func body(for target: String) -> String {
        if target == "/v1/parties" { return Body.party(identifier: nil) }
        if target == "/v1/events" { return Body.event(party) }
        if target.hasSuffix("/accreditations") { return Body.inviter }
        if target.hasSuffix(":amend") { return #"{"on":"2026-06-01","band":"A"}"# }
        if target.contains("/v1/accreditations/") { return #"{"on":"2026-06-01"}"# }
        return "{}"
    }
}
