// SPDX-License-Identifier: Apache-2.0

import Domain
import Logging
import Service
import Testing

@Suite("A ledger that is older than the public register")
struct RegisterRebuildTests {
    private static let party = "uscc:91350100M000100Y43"
    private static let due =
        "UPDATE probity.chore SET done_at = 'epoch' WHERE name = 'derived.rebuild'"

    /// A company whose accreditation has four versions, and a sole trader. Gives what the register
    /// says now, in each form, and after each entry.
    private static func fill(_ api: TestAPI) async throws -> [String] {
        let cast = try await Cast(api.registry)
        _ = try await api.post("/v1/parties", as: cast.officer, Body.party())
        let granted = try await api.post(
            "/v1/parties/\(party)/accreditations", as: cast.officer, Body.inviter)
        let id = granted.string("accreditation.id")
        let trader = try await api.post(
            "/v1/parties", as: cast.officer,
            Body.party(name: "Zhang San", kind: "soleTrader", identifier: nil))
        _ = try await api.post(
            "/v1/parties/\(trader.string("party.id"))/accreditations", as: cast.officer,
            Body.inviter)
        let reported = try await api.post("/v1/events", as: cast.officer, Body.event())
        #expect(reported.status == 201)
        _ = try await api.post(
            "/v1/events/\(reported.string("event.id")):confirm", as: cast.secondOfficer, "{}")
        for (change, day) in [("suspend", "2026-06-01"), ("reinstate", "2026-07-01")] {
            let reply = try await api.post(
                "/v1/accreditations/\(id):\(change)", as: cast.officer, #"{"on":"\#(day)"}"#)
            #expect(reply.status == 200)
        }
        let bar = try await api.post(
            "/v1/sanctions", as: cast.officer,
            """
            {"party":"\(party)","kind":"bar","from":"2026-08-01","provision":"Art. 1",\
            "published":true}
            """)
        #expect(bar.status == 201)
        return try await said(api)
    }

    private static func said(_ api: TestAPI) async throws -> [String] {
        var texts: [String] = []
        for form in ["application/json", "application/x-ndjson", "text/csv"] {
            texts.append(try await api.get("/v1/register", headers: ["Accept": form]).text)
        }
        for entry in 4...(try await api.registry.head().entry.value) {
            texts.append(try await api.get("/v1/register?knownAt=\(entry)").text)
        }
        return texts
    }

    /// Opens the register once more, as a daemon that starts does.
    private static func open(_ api: TestAPI, seed: UInt64 = 9) async throws {
        let registry = try await Registry.open(
            try testConfiguration(api.connectionString, seed: seed))
        await registry.close()
    }

    @Test("the first that opens it makes the register, and it says the same bytes")
    func all() async throws {
        try await withAPI { api in
            let before = try await Self.fill(api)
            #expect(before[0].contains("Lingnan") && before[0].contains("Art. 1"))
            try await api.tamper("DELETE FROM probity.register_row; \(Self.due)")
            #expect(try await !api.verifies())
            #expect(try await Self.said(api) != before)
            // Two come at once, and a third later.
            async let one: Void = Self.open(api, seed: 9)
            async let two: Void = Self.open(api, seed: 10)
            _ = try await (one, two)
            #expect(try await Self.said(api) == before)
            #expect(try await api.registry.verify().findings == [])
            try await Self.open(api)
            #expect(try await Self.said(api) == before)
        }
    }

    @Test("where a part of it stands already, the rest is added")
    func part() async throws {
        try await withAPI { api in
            let before = try await Self.fill(api)
            // As after an upgrade: only the version of the last entry stands.
            try await api.tamper(
                """
                DELETE FROM probity.register_row WHERE replaced_by IS NOT NULL;
                \(Self.due)
                """)
            #expect(try await !api.verifies())
            try await Self.open(api)
            #expect(try await Self.said(api) == before)
            #expect(try await api.registry.verify().findings == [])
        }
    }

    @Test("once it was made nothing is looked for again")
    func done() async throws {
        try await withAPI { api in
            _ = try await Self.fill(api)
            try await api.tamper("DELETE FROM probity.register_row WHERE NOT published")
            try await Self.open(api)
            #expect(
                try await api.registry.verify().findings.map(\.detail)
                    == ["its rows are not those of its entries"])
        }
    }

    @Test("a party that does not fold is named in the log, and keeps no other from being made")
    func damaged() async throws {
        try await withAPI { api in
            _ = try await Self.fill(api)
            let cast = try await Cast(api.registry)
            let id = try await api.post(
                "/v1/parties", as: cast.officer, Body.party(name: "Broken", identifier: nil)
            ).string("party.id")
            let before = try await Self.said(api)
            try await api.tamper(
                """
                ALTER TABLE probity.ledger_entry DISABLE TRIGGER USER;
                UPDATE probity.ledger_entry SET bytes = '\\x7b7d' WHERE party_id = '\(id)';
                DELETE FROM probity.register_row; \(Self.due)
                """)
            let log = CapturedLog()
            var configuration = try testConfiguration(api.connectionString, seed: 9)
            configuration.logger = log.logger
            let registry = try await Registry.open(configuration)
            await registry.close()
            #expect(try await Self.said(api) == before)
            let warnings = log.lines.filter { $0.message.hasPrefix("a party does not fold") }
            #expect(warnings.map(\.level) == [.warning])
            #expect(warnings.first?.metadata["party"] == id)
            #expect(log.lines.contains { $0.message == "derived tables rebuilt" })
        }
    }
}
