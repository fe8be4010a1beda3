// SPDX-License-Identifier: Apache-2.0

import Domain
import Service
import Testing

@Suite("Officers whose authority is not in the tree")
struct StrayTokenTests {
    /// Gives a token another authority, behind the back of the service.
    private static func move(
        _ token: String, to authority: String, _ territory: String, _ api: TestAPI
    ) async throws {
        try await api.tamper(
            """
            UPDATE probity.access_token SET authority = '\(authority)',
                territory = '\(territory)' WHERE token_id = '\(token.prefix(36))'
            """)
    }

    private static func open(_ api: TestAPI) async throws {
        let registry = try await Registry.open(
            try testConfiguration(api.connectionString, seed: 9))
        await registry.close()
    }

    private static func status(_ token: String, _ api: TestAPI) async throws -> Int {
        // A token that was looked at is remembered for a second.
        try await Task.sleep(for: .milliseconds(1_050))
        return try await api.get("/v1/policies", as: token).status
    }

    @Test("their tokens open nothing, within a second, until it is established")
    func refused() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            #expect(try await api.get("/v1/policies", as: cast.officer).status == 200)
            try await Self.move(cast.officer, to: "NOBODY", "CN", api)
            #expect(try await Self.status(cast.officer, api) == 401)
            let shown = try await api.get(
                "/v1/tokens/\(cast.officer.prefix(36))", as: cast.administrator)
            #expect(shown.string("token.state") == "authorityClosed")
            // Whoever opens the register again adopts nobody: that was done when it was made.
            try await Self.open(api)
            #expect(try await Self.status(cast.officer, api) == 401)
            let established = try await api.post(
                "/v1/authorities", as: cast.administrator,
                #"{"code":"NOBODY","name":"Now somebody","territory":"CN"}"#)
            #expect(established.status == 201)
            #expect(try await Self.status(cast.officer, api) == 200)
        }
    }

    @Test(
        "those from before there was a tree are adopted once, where it is known how far they reach")
    func adopted() async throws {
        try await withAPI { api in
            let cast = try await Cast(api.registry)
            try await Self.move(cast.officer, to: "old-a", "CN-44", api)
            try await Self.move(cast.secondOfficer, to: "old-a", "CN", api)
            try await Self.move(cast.decider, to: "old-b", "CN", api)
            try await Self.move(cast.foreignOfficer, to: "old-b", "GB", api)
            try await api.tamper(
                "UPDATE probity.chore SET done_at = 'epoch' WHERE name = 'authorities.adopt'")
            async let one: Void = Self.open(api)
            async let two: Void = Self.open(api)
            _ = try await (one, two)
            let adopted = try await api.get("/v1/authorities/old-a")
            #expect(adopted.string("authority.territory") == "CN")
            #expect(adopted.json.member("authority.parent") == .null)
            #expect(try await api.get("/v1/authorities/old-b").status == 404)
            #expect(try await Self.status(cast.officer, api) == 200)
            for (token, status) in [
                (cast.secondOfficer, 200), (cast.decider, 401), (cast.foreignOfficer, 401),
            ] {
                #expect(try await api.get("/v1/policies", as: token).status == status)
            }
            #expect(try await api.registry.verify().findings == [])
        }
    }
}
