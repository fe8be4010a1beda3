// SPDX-License-Identifier: Apache-2.0

import API
import Domain
import HummingbirdTesting
import Postgres
import Service
import Store
import Synchronization
import TestSupport
import Testing

/// A migrated database without an entry, whose clock can be put to any day.
private let empty = TestDatabases.template(named: "cases") { connectionString in
    try await withConnection(connectionString) { _ = try await Migrator().migrate(on: $0) }
}

/// Two authorities, one above the other, a party with leave to invite, and a clock that the test
/// puts: everything a case needs.
struct CaseStage: Sendable {
    let api: TestAPI
    let administrator: String
    /// Officers of the province, and one who decides.
    let officer: String
    let colleague: String
    let decider: String
    /// Who decides at the authority above, and one of another province.
    let superior: String
    let stranger: String
    /// The party's own.
    let employer: String
    let desk: String
    let auditor: String
    /// The party.
    let party: String
    private let clock: Clock

    private final class Clock: Sendable {
        let now = Mutex(Instant(microsecondsSinceEpoch: 0))
    }

    /// Lends a stage at an instant.
    static func at(
        _ instant: String, _ body: @escaping @Sendable (CaseStage) async throws -> Void
    ) async throws {
        try await withTestDatabase(empty) { connectionString in
            try await LedgerClock.install(at: connectionString)
            try await LedgerClock.set(instant, at: connectionString)
            let clock = Clock()
            clock.now.withLock { $0 = Instant(instant) ?? $0 }
            var configuration = try testConfiguration(connectionString, seed: 5)
            configuration.clock = { clock.now.withLock { $0 } }
            let registry = try await Registry.open(configuration)
            let application = buildApplication(
                registry: registry, configuration: .numbered(), logger: .silent)
            do {
                try await application.test(.router) { client in
                    let api = TestAPI(
                        client: client, registry: registry, connectionString: connectionString)
                    try await body(try await CaseStage(api, clock))
                }
                await registry.close()
            } catch {
                await registry.close()
                throw error
            }
        }
    }

    private init(_ api: TestAPI, _ clock: Clock) async throws {
        self.api = api
        self.clock = clock
        let administrator = try await api.registry.issue(.administrator)
        self.administrator = administrator
        for (code, territory, parent) in [
            ("cn", "CN", "null"), ("cn-gd", "CN-44", "\"cn\""), ("cn-bj", "CN-11", "\"cn\""),
        ] {
            let made = try await api.post(
                "/v1/authorities", as: administrator,
                """
                {"code":"\(code)","name":"\(code)","territory":"\(territory)","parent":\(parent)}
                """)
            #expect(made.status == 201, "\(made.text)")
        }
        func token(_ role: String, _ authority: String) async throws -> String {
            try await api.post(
                "/v1/tokens", as: administrator,
                #"{"role":"\#(role)","label":"test","authority":"\#(authority)"}"#
            ).string("bearer")
        }
        let officer = try await token("regulator", "cn-gd")
        self.officer = officer
        colleague = try await token("regulator", "cn-gd")
        decider = try await token("decider", "cn-gd")
        superior = try await token("decider", "cn")
        stranger = try await token("decider", "cn-bj")
        desk = try await api.registry.issue(.visaDesk)
        auditor = try await api.registry.issue(.auditor)
        let registered = try await api.post(
            "/v1/parties", as: officer, Body.party(identifier: nil))
        let party = registered.string("party.id")
        self.party = party
        let granted = try await api.post(
            "/v1/parties/\(party)/accreditations", as: officer,
            """
            {"role":"inviter","route":"cn-visa-f","from":"2026-01-01","regions":["CN-44"]}
            """)
        #expect(granted.status == 201, "\(granted.text)")
        employer = try await api.registry.issue(.employer, party: party)
    }

    /// Puts both clocks to an instant.
    func put(_ instant: String) async throws {
        try await LedgerClock.set(instant, at: api.connectionString)
        clock.now.withLock { $0 = Instant(instant) ?? $0 }
    }

    /// Reports an alleged event of the party and gives its id.
    func event(
        _ indicator: String = "cn.invitation.false-statement", on day: String = "2026-05-20",
        facts: String = #"{"unlawfulGain":0}"#
    ) async throws -> String {
        let reply = try await api.post(
            "/v1/events", as: officer,
            """
            {"party":"\(party)","role":"inviter","indicator":"\(indicator)","state":"alleged",\
            "occurredOn":"\(day)","facts":\(facts)}
            """)
        #expect(reply.status == 201, "\(reply.text)")
        return reply.string("event")
    }

    /// Opens a case about events and gives its path.
    func open(_ events: [String], as token: String? = nil) async throws -> String {
        let named = events.map { "\"\($0)\"" }.joined(separator: ",")
        let reply = try await api.post(
            "/v1/cases", as: token ?? officer,
            """
            {"party":"\(party)","role":"inviter","proceeding":"cn.penalty","events":[\(named)],\
            "texts":{"grounds":"A guest told the desk."}}
            """)
        #expect(reply.status == 201, "\(reply.text)")
        return "/v1/cases/\(reply.string("case.id"))"
    }

    /// Makes a move that must succeed, and gives the answer.
    @discardableResult
    func move(
        _ path: String, _ name: String, as token: String, _ body: String = "{}"
    ) async throws -> Reply {
        let reply = try await api.post("\(path):\(name)", as: token, body)
        #expect(reply.status == 200, "\(name): \(reply.text)")
        return reply
    }

    /// Makes a move that must be refused, and gives status and code.
    func refused(
        _ path: String, _ name: String, as token: String, _ body: String = "{}"
    ) async throws -> String {
        let reply = try await api.post("\(path):\(name)", as: token, body)
        return "\(reply.status) \(reply.string("code"))"
    }

    /// The body of a notice or decision that fines the unit and those responsible.
    static func fine(_ event: String, unit: String, texts: String) -> String {
        """
        {"texts":{\(texts)},"evidence":["sha256:\(String(repeating: "ab", count: 32))"],\
        "decisions":[\
        {"event":"\(event)","measure":"fine-unit","amount":{"amount":"\(unit)","currency":"CNY"}},\
        {"event":"\(event)","measure":"fine-responsible",\
        "amount":{"amount":"5000.00","currency":"CNY"}}]}
        """
    }
}
