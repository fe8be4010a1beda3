// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Service
import Testing

/// Makes what the table of access asks about: a tree of authorities, their tokens, and worlds.
struct Office: Sendable {
    let api: TestAPI
    /// An officer of the province, who registers, grants and reports.
    let clerk: String
    private let administrator: String
    private let today: String
    /// Forty days ahead.
    private let nextMonth: String

    /// Establishes a country's authority with two provinces under it.
    init(_ api: TestAPI) async throws {
        self.api = api
        today = try api.today
        nextMonth = CivilDate(today)?.adding(days: 40).description ?? today
        administrator = try await api.registry.issue(.administrator)
        for (code, territory, parent) in [
            ("cn", "CN", "null"), ("cn-gd", "CN-44", "\"cn\""), ("cn-bj", "CN-11", "\"cn\""),
        ] {
            _ = try await Self.made(
                "/v1/authorities",
                """
                {"code":"\(code)","name":"\(code)","territory":"\(territory)","parent":\(parent)}
                """, "authority.code", api, as: administrator)
        }
        clerk = try await Self.token("regulator", of: "cn-gd", api, as: administrator)
    }

    /// A new token of an officer, for the whole of the authority's territory.
    func token(_ role: String, of authority: String) async throws -> String {
        try await Self.token(role, of: authority, api, as: administrator)
    }

    /// A new party of the province.
    func party(_ kind: String) async throws -> String {
        try await made(
            "/v1/parties", Body.party(kind: kind, identifier: nil), "party.id", in: .nowhere)
    }

    /// A new party with one record of each kind.
    func world(of kind: String) async throws -> World {
        let law = api.registry.shelf.versions(of: RegimeCode("cn-model")).first
        let version = law?.policy.reference.version ?? ""
        var world = World(records: ["n": "1", "move": "nothing", "v": "cn-model@\(version)"])
        world.records["p"] = try await party(kind)
        // Nothing more is known of a person, or it would not be erased.
        guard kind == "organisation" else { return world }
        world.records["q"] = try await party(kind)
        let made: [(place: String, path: String, body: String, member: String)] = [
            ("a", "/v1/parties/{p}/accreditations", Stage.inviter, "accreditation.id"),
            ("", "/v1/parties/{q}/accreditations", Stage.inviter, "accreditation.id"),
            ("", "/v1/parties/{p}/accreditations", Self.traders, "accreditation.id"),
            ("e", "/v1/events", Body.event("{p}"), "event"),
            ("u", "/v1/undertakings", Stage.undertaking, "undertaking.id"),
            ("id", "/v1/cases", Stage.penaltyCase, "case.id"),
            (
                "r", "/v1/parties/{p}/relations",
                #"{"kind":"affiliate","other":"{q}","from":"2026-01-01"}"#, "relation.id"
            ),
            ("s", "/v1/sanctions", Stage.sanction, "sanction.id"),
            ("o", "/v1/duties", Stage.duty, "duty.id"),
            (
                "d", "/v1/eligibility-decisions",
                #"{"party":"{p}","role":"inviter","route":"cn-visa-f"}"#, "decision"
            ),
            (
                "t", "/v1/tokens", #"{"role":"employer","label":"handler","parties":["{p}"]}"#,
                "token.id"
            ),
            (
                "code", "/v1/authorities", #"{"code":"{new}","name":"New","territory":"CN-35"}"#,
                "authority.code"
            ),
        ]
        for step in made {
            let id = try await self.made(step.path, step.body, step.member, in: world)
            if !step.place.isEmpty { world.records[step.place] = id }
        }
        return world
    }

    /// Puts the records of a world into a body, the day, and where it says so a code never used.
    func fill(_ text: String, _ world: World) -> String {
        world.fill(text).replacing("{today}", with: today).replacing("{month}", with: nextMonth)
            .replacing("{new}", with: "new-\(UInt64.random(in: 0...UInt64.max))")
    }

    /// Makes one thing, whoever may make it.
    func made(
        _ path: String, _ body: String, _ member: String, in world: World
    ) async throws -> String {
        let isForAdministrators = ["/v1/tokens", "/v1/authorities"].contains(path)
        return try await Self.made(
            world.fill(path), fill(body, world), member, api,
            as: isForAdministrators ? administrator : clerk)
    }

    private static let traders = Stage.inviter.replacing("cn-visa-f", with: "cn-visa-m")

    private static func token(
        _ role: String, of authority: String, _ api: TestAPI, as administrator: String
    ) async throws -> String {
        try await made(
            "/v1/tokens", #"{"role":"\#(role)","label":"test","authority":"\#(authority)"}"#,
            "bearer", api, as: administrator)
    }

    private static func made(
        _ path: String, _ body: String, _ member: String, _ api: TestAPI, as token: String
    ) async throws -> String {
        let reply = try await api.post(path, as: token, body)
        #expect(reply.status == 201, "\(path): \(reply.text)")
        return reply.string(member)
    }
}
