// SPDX-License-Identifier: Apache-2.0

import API
import Domain
import Testing

/// Who may do what, over HTTP: one row for each route, one word for each asker.
@Suite("Access by route and role")
struct AccessTests {
    /// The askers, in the order of the columns: see `Stage`.
    private static let columns = """
        local parent outside decider elsewhere own other agent rival desk auditor admin nobody bad
        """

    /// A proceeding that no law knows: whoever may ask at all learns that, and no more.
    private static let opening = #"{"party":"{p}","role":"inviter","proceeding":"nothing"}"#

    /// `ok`: a 2xx answer; `form`: 422; `move`: 404, the law has no such move; `role`, `land`: 403;
    /// `hid`: 404, as if there were no such thing;
    /// `tok`: 401, a token is missing; `bad`: 401, it is not good.
    private static let rows: [Row] = [
        Row("GET /docs", "ok ok ok ok ok ok ok ok ok ok ok ok ok bad"),
        Row("GET /docs/style.css", "ok ok ok ok ok ok ok ok ok ok ok ok ok bad"),
        Row("GET /healthz", "ok ok ok ok ok ok ok ok ok ok ok ok ok bad"),
        Row("GET /openapi.json", "ok ok ok ok ok ok ok ok ok ok ok ok ok bad"),
        Row("GET /policy-schema.json", "ok ok ok ok ok ok ok ok ok ok ok ok ok bad"),
        Row("GET /readyz", "ok ok ok ok ok ok ok ok ok ok ok ok ok bad"),
        Row("GET /metrics", "ok ok ok ok ok ok ok ok ok ok ok ok ok bad"),
        Row("GET /v1/register", "ok ok ok ok ok ok ok ok ok ok ok ok ok bad"),
        Row("GET /v1/authorities", "ok ok ok ok ok ok ok ok ok ok ok ok ok bad"),
        Row("GET /v1/authorities/{code}", "ok ok ok ok ok ok ok ok ok ok ok ok ok bad"),
        Row("GET /v1/ledger/checkpoint", "ok ok ok ok ok ok ok ok ok ok ok ok ok bad"),
        Row("GET /v1/ledger/key", "ok ok ok ok ok ok ok ok ok ok ok ok ok bad"),
        Row(
            "POST /v1/calculate", "ok ok ok ok ok ok ok ok ok ok ok ok ok bad",
            body: #"{"policy":"cn-model","role":"inviter","party":{"kind":"organisation"}}"#),
        Row("GET /v1/policies", "ok ok ok ok ok ok ok ok ok ok ok ok tok bad"),
        Row("GET /v1/policies/{v}", "ok ok ok ok ok ok ok ok ok ok ok ok tok bad"),
        Row(
            "POST /v1/policies",
            "\(Row.tried) \(Row.tried) \(Row.tried) role role role role role role role role "
                + "\(Row.tried) tok bad",
            body: #"{"files":[{"path":"regime.yaml","text":"code: x"}]}"#),
        Row(
            "POST /v1/policies/{v}:simulate",
            "ok ok ok role role role role role role role role ok tok bad", body: "{}"),
        Row(
            "POST /v1/policies/{v}:enact",
            "role role role role role role role role role role role \(Row.tried) tok bad",
            body: #"{"from":"2040-01-01","files":[{"path":"regime.yaml","text":"code: x"}]}"#),
        Row("GET /v1/entries/{n}/proof", "ok ok ok ok ok ok ok ok ok ok ok ok tok bad"),
        Row(
            "GET /v1/entries/{n}",
            "role role role role role role role role role role ok role tok bad"),

        Row(
            "POST /v1/parties",
            "ok ok land role role role role role role role role role tok bad",
            body: Body.party(identifier: nil)),
        Row("GET /v1/parties", "ok ok ok ok ok ok ok ok ok role ok ok tok bad"),
        Row(
            "GET /v1/parties/{p}/access-log",
            "role role role role role ok hid ok hid role ok role tok bad"),
        Row("GET /v1/parties/{p}", "ok ok land ok land ok hid ok hid role ok ok tok bad"),
        Row(
            "PATCH /v1/parties/{p}",
            "ok ok land role role role hid role hid role role role tok bad",
            body: #"{"town":"Foshan"}"#, headers: ["If-Match": "*"]),
        Row(
            "POST /v1/parties/{p}:erase",
            "role role role role role role hid role hid role role ok tok bad", body: "{}",
            kind: "person"),
        Row(
            "POST /v1/parties/{p}/relations",
            "ok ok land role role role hid role hid role role role tok bad",
            body: #"{"kind":"successor","other":"{q}","from":"2026-01-01"}"#),
        Row(
            "POST /v1/relations/{r}:end",
            "ok ok land role role role hid role hid role role role tok bad",
            body: #"{"on":"2026-06-01"}"#),

        Row(
            "POST /v1/parties/{p}/accreditations",
            "ok ok land role role role hid role hid role role role tok bad",
            body: Stage.sponsor),
        Row(
            "POST /v1/accreditations/{a}:suspend",
            "ok ok land role role role hid role hid role role role tok bad",
            body: #"{"on":"2026-06-01"}"#),
        Row(
            "POST /v1/accreditations/{a}:reinstate",
            "ok ok land role role role hid role hid role role role tok bad",
            body: #"{"on":"2026-06-01"}"#, first: "suspend"),
        Row(
            "POST /v1/accreditations/{a}:amend",
            "ok ok land role role role hid role hid role role role tok bad",
            body: #"{"on":"2026-06-01","band":"A"}"#),
        Row(
            "POST /v1/accreditations/{a}:surrender",
            "ok ok land role role role hid role hid role role role tok bad",
            body: #"{"on":"2026-06-01"}"#),
        Row(
            "POST /v1/accreditations/{a}:revoke",
            "ok ok land role role role hid role hid role role role tok bad",
            body: #"{"on":"2026-06-01"}"#),

        Row(
            "POST /v1/undertakings",
            "ok ok land role role ok hid ok hid role role role tok bad",
            body: Stage.undertaking),
        Row(
            "GET /v1/undertakings", "ok ok land ok land ok hid ok hid role ok role tok bad",
            query: "?party={p}"),
        Row(
            "GET /v1/undertakings/{u}", "ok ok hid ok hid ok hid ok hid role ok role tok bad"),
        Row(
            "POST /v1/undertakings/{u}:convert",
            "ok ok land role role ok hid ok hid role role role tok bad",
            body: #"{"route":"cn-visa-m","region":"CN-44","on":"2026-04-01"}"#),
        Row(
            "POST /v1/undertakings/{u}:transfer",
            "ok ok land role role role hid role hid role role role tok bad",
            body: """
                {"from":{"party":"{p}","role":"inviter"},"to":{"party":"{q}","role":"inviter"},\
                "on":"2026-04-01"}
                """),
        Row(
            "POST /v1/undertakings/{u}:close",
            "ok ok land role role ok hid ok hid role role role tok bad",
            body: #"{"outcome":"departed","on":"2026-06-01"}"#),

        Row(
            "POST /v1/events", "ok ok land role role ok hid ok hid role role role tok bad",
            body: Body.event("{p}")),
        Row(
            "POST /v1/events:batch",
            "ok ok land role role ok hid ok hid role role role tok bad",
            body: Body.event("{p}"), headers: Row.lines),
        Row(
            "GET /v1/events", "ok ok land ok land ok hid ok hid role ok role tok bad",
            query: "?party={p}"),
        Row("GET /v1/events/{e}", "ok ok hid ok hid ok hid ok hid hid ok hid tok bad"),
        Row(
            "POST /v1/events/{e}:confirm",
            "ok ok land ok land role hid role hid role role role tok bad", body: "{}"),
        Row(
            "POST /v1/events/{e}:annul",
            "ok ok land ok land role hid role hid role role role tok bad", body: "{}"),
        Row(
            "POST /v1/events/{e}:correct",
            "ok ok land ok land role hid role hid role role role tok bad",
            body: """
                {"indicator":"cn.invitation.false-statement","occurredOn":"2026-02-27"}
                """),

        Row(
            "POST /v1/sanctions",
            "ok ok land ok land role hid role hid role role role tok bad",
            body: Stage.sanction),
        Row(
            "GET /v1/sanctions", "ok ok ok ok ok ok ok ok ok ok ok ok ok bad",
            query: "?party={p}"),
        Row("GET /v1/sanctions/{s}", "ok ok hid ok hid ok hid ok hid ok ok ok hid bad"),
        Row(
            "POST /v1/sanctions/{s}:lift",
            "ok ok land ok land role hid role hid role role role tok bad",
            body: #"{"on":"{today}"}"#),

        Row(
            "POST /v1/duties", "ok ok land role role ok hid ok hid role role role tok bad",
            body: Stage.duty),
        Row(
            "GET /v1/duties", "ok ok land ok land ok hid ok hid role ok role tok bad",
            query: "?party={p}"),
        Row(
            "GET /v1/duties/calendar.ics",
            "ok ok land ok land ok hid ok hid role ok role tok bad", query: "?party={p}"),
        Row("GET /v1/duties/{o}", "ok ok hid ok hid ok hid ok hid role ok role tok bad"),
        Row(
            "POST /v1/duties/{o}:discharge",
            "ok ok land role role ok hid ok hid role role role tok bad",
            body: #"{"kind":"documents"}"#),
        Row(
            "POST /v1/duties/{o}:extend",
            "ok ok land role role role hid role hid role role role tok bad",
            body: #"{"to":"{month}","reason":"flood"}"#),
        Row(
            "POST /v1/duties/{o}:waive",
            "ok ok land role role role hid role hid role role role tok bad",
            body: #"{"reason":"flood"}"#),
        Row(
            "POST /v1/duties/{o}:end",
            "ok ok land role role role hid role hid role role role tok bad",
            body: #"{"word":"accreditationEnded","on":"{today}"}"#),

        Row(
            "GET /v1/parties/{p}/rating",
            "ok ok land ok land ok hid ok hid ok ok role tok bad", query: "?role=inviter"),
        Row(
            "GET /v1/parties/{p}/rating/history",
            "ok ok land ok land ok hid ok hid ok ok role tok bad", query: "?role=inviter"),
        Row(
            "POST /v1/parties/{p}/rating:simulate",
            "ok ok land ok land ok hid ok hid role ok role tok bad",
            body: #"{"role":"inviter"}"#),
        Row(
            "GET /v1/eligibility", "ok ok ok ok ok ok hid ok hid ok ok role tok bad",
            query: "?party={p}&role=inviter&route=cn-visa-f"),
        Row(
            "POST /v1/eligibility:batch", "ok ok ok ok ok ok hid ok hid ok ok role tok bad",
            body: #"{"party":"{p}","role":"inviter","route":"cn-visa-f"}"#,
            headers: Row.lines),
        Row(
            "POST /v1/eligibility-decisions",
            "ok ok ok ok ok ok hid ok hid ok ok role tok bad",
            body: #"{"party":"{p}","role":"inviter","route":"cn-visa-f"}"#),
        Row(
            "GET /v1/eligibility-decisions/{d}",
            "ok ok ok ok ok ok hid ok hid ok ok role tok bad"),
        Row(
            "GET /v1/eligibility-decisions/{d}/proof",
            "ok ok ok ok ok ok hid ok hid ok ok role tok bad"),

        Row(
            "POST /v1/authorities",
            "role role role role role role role role role role role ok tok bad",
            body: #"{"code":"{new}","name":"New","territory":"CN"}"#),
        Row(
            "POST /v1/authorities/{code}:amend",
            "role role role role role role role role role role role ok tok bad",
            body: #"{"name":"Other"}"#, headers: ["If-Match": "*"]),
        Row(
            "POST /v1/authorities/{code}:close",
            "role role role role role role role role role role role ok tok bad", body: "{}"),
        Row("GET /v1/cases", "ok ok ok ok ok ok ok ok ok role ok ok tok bad"),
        Row("GET /v1/cases/{id}", "ok ok hid ok hid ok hid ok hid role ok ok tok bad"),
        Row(
            "POST /v1/cases",
            "form form land form land form hid form hid role role role tok bad",
            body: opening),
        Row(
            "POST /v1/cases/{id}:{move}",
            "move move hid move hid move hid move hid role role role tok bad", body: "{}"),
        Row("GET /v1/applications", "ok ok ok ok ok ok ok ok ok role ok ok tok bad"),
        Row(
            "GET /v1/applications/{id}",
            "hid hid hid hid hid hid hid hid hid role hid hid tok bad"),
        Row(
            "POST /v1/applications",
            "form form land form land form hid form hid role role role tok bad",
            body: opening),
        Row(
            "POST /v1/applications/{id}:{move}",
            "hid hid hid hid hid hid hid hid hid role hid hid tok bad", body: "{}"),
        Row("GET /v1/objections", "ok ok ok ok ok ok ok ok ok role ok ok tok bad"),
        Row(
            "GET /v1/objections/{id}",
            "hid hid hid hid hid hid hid hid hid role hid hid tok bad"),
        Row(
            "POST /v1/objections",
            "form form land form land form hid form hid role role role tok bad",
            body: opening),
        Row(
            "POST /v1/objections/{id}:{move}",
            "hid hid hid hid hid hid hid hid hid role hid hid tok bad", body: "{}"),
        Row("GET /v1/repairs", "ok ok ok ok ok ok ok ok ok role ok ok tok bad"),
        Row(
            "GET /v1/repairs/{id}",
            "hid hid hid hid hid hid hid hid hid role hid hid tok bad"),
        Row(
            "POST /v1/repairs",
            "form form land form land form hid form hid role role role tok bad",
            body: opening),
        Row(
            "POST /v1/repairs/{id}:{move}",
            "hid hid hid hid hid hid hid hid hid role hid hid tok bad", body: "{}"),
        Row("GET /v1/tokens", "ok ok ok ok ok ok ok ok ok ok ok ok tok bad"),
        Row("GET /v1/tokens/{t}", "hid hid hid hid hid ok hid ok hid hid ok ok tok bad"),
        Row(
            "POST /v1/tokens",
            "role role role role role role role role role role role ok tok bad",
            body: #"{"role":"auditor","label":"a"}"#),
        Row(
            "POST /v1/tokens/{t}:rotate",
            "hid hid hid hid hid role hid role hid hid role ok tok bad", body: "{}"),
        Row(
            "POST /v1/tokens/{t}:withdraw",
            "hid hid hid hid hid role hid role hid hid role ok tok bad",
            body: #"{"party":"{p}"}"#),
        Row(
            "POST /v1/tokens/{t}:revoke",
            "hid hid hid hid hid role hid role hid hid role ok tok bad", body: "{}"),
    ]

    @Test("the table has a row for each route, and a word for each asker")
    func isWhole() async throws {
        try await withAPI { api in
            let routes = Set(apiRoutes(of: api.registry).map(\.description))
            let described = Self.rows.map(\.route)
            #expect(routes.subtracting(described) == [], "routes without a row")
            #expect(Set(described).subtracting(routes) == [], "rows without a route")
            #expect(described.count == Set(described).count, "a route has two rows")
            for row in Self.rows {
                #expect(row.words.count == Self.askers.count, "\(row.route)")
            }
        }
    }

    @Test("every route answers every asker as the table says")
    func table() async throws {
        try await withAPI { api in
            let stage = try await Stage(api)
            for row in Self.rows {
                for (asker, word) in zip(Self.askers, row.words) {
                    // What is to succeed may change what it is about: it gets its own.
                    let world =
                        word == "ok" && row.method != "GET"
                        ? try await stage.world(for: asker, kind: row.kind) : stage.own
                    if word == "ok", let verb = row.first {
                        try await stage.prepare(verb, in: world)
                    }
                    let reply = try await stage.ask(row, as: asker, about: world)
                    #expect(
                        reply.word == word, "\(row.route) as \(asker): \(reply.text.prefix(300))")
                    guard word == "hid" else { continue }
                    let missing = try await stage.ask(row, as: asker, about: .nowhere)
                    #expect(
                        reply.hint == missing.hint,
                        "\(row.route) as \(asker) tells what is hidden from what is not there")
                }
            }
            #expect(try await api.verifies())
        }
    }

    @Test("whoever holds a token sees it, changes its secret and ends it")
    func ownToken() async throws {
        try await withAPI { api in
            let stage = try await Stage(api)
            for asker in Self.askers {
                guard asker != "bad", let bearer = stage.tokens[asker] else { continue }
                let path = "/v1/tokens/\(bearer.prefix { $0 != "." })"
                let seen = try await api.get(path, as: bearer)
                #expect(seen.string("token.state") == "good", "\(asker)")
                let rotated = try await api.post("\(path):rotate", as: bearer, "{}")
                #expect(rotated.status == 200, "\(asker): \(rotated.text)")
                #expect(try await api.get(path, as: bearer).word == "bad", "\(asker)")
                let renewed = rotated.string("bearer")
                let revoked = try await api.post("\(path):revoke", as: renewed, "{}")
                #expect(revoked.string("token.state") == "revoked", "\(asker)")
                #expect(try await api.get(path, as: renewed).word == "bad", "\(asker)")
            }
        }
    }

    private static let askers = columns.split(separator: " ").map(String.init)
}
