// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Logging
import Policy
import Postgres
import Schema
import Service
import Store
import TestSupport

/// A migrated database, cloned for each test.
let migrated = TestDatabases.template(named: "service") { connectionString in
    try await withConnection(connectionString) { _ = try await Migrator().migrate(on: $0) }
}

/// Lends a registry on a fresh database, together with the database's address.
func withRegistry<Value>(
    _ body: (Registry, String) async throws -> Value
) async throws -> Value {
    try await withTestDatabase(migrated) { connectionString in
        try await withRegistry(at: connectionString) { registry in
            try await body(registry, connectionString)
        }
    }
}

/// Lends one more registry on a database: another daemon of the same register.
func withRegistry<Value>(
    at connectionString: String, packs: [PolicyPack] = ShippedRegimes.packs,
    clock: @escaping @Sendable () -> Instant = Instant.now,
    _ body: (Registry) async throws -> Value
) async throws -> Value {
    var configuration = Registry.Configuration(
        connectionString: connectionString, keyring: try testKeyring(),
        logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }, clock: clock)
    configuration.packs = packs
    let registry = try await Registry.open(configuration)
    do {
        let value = try await body(registry)
        await registry.close()
        return value
    } catch {
        await registry.close()
        throw error
    }
}

/// The same keys for every test.
func testKeyring() throws -> Keyring {
    try Keyring(
        master: Array(repeating: 1, count: 32), reference: Array(repeating: 2, count: 32),
        signingSeed: Array(repeating: 3, count: 32), origin: "probity.test/ledger")
}

/// Runs SQL as the superuser, past every guard that a superuser can switch off.
func tamper(_ connectionString: String, _ script: String) async throws {
    try await runScript(script, at: connectionString)
}

extension Registrar {
    /// The code of the fault for which a command is refused; `entered` where it is not.
    func refusal(of command: any Command) async -> String {
        do {
            _ = try await submit(command)
            return "entered"
        } catch let refusal as Refusal {
            return refusal.faults.first?.code ?? refusal.code
        } catch { return "\(error)" }
    }
}

extension Principal {
    /// An officer for the whole of China with a token of their own.
    static func officer(_ number: UInt64, territory: String = "CN") -> Principal {
        Principal(
            token: TokenID(high: 1, low: number), role: .regulator,
            authority: AuthorityCode("CN-NIA"), territory: RegionCode(territory))
    }

    static let desk = Principal(
        token: TokenID(high: 2, low: 1), role: .visaDesk, authority: nil, territory: nil)
    static let administrator = Principal(
        token: TokenID(high: 3, low: 1), role: .administrator, authority: nil, territory: nil)
}

extension RegisterParty.Details {
    /// An organisation in Guangdong, unless said otherwise.
    static func sample(
        name: String = "Lingnan Exchange Ltd", kind: PartyKind = .organisation,
        region: String = "CN-44", identifiers: [Identifier] = []
    ) -> RegisterParty.Details {
        RegisterParty.Details(
            kind: kind, name: name, town: "Guangzhou", region: RegionCode(region), regime: nil,
            identifiers: identifiers, facts: [])
    }
}

extension ReportEvent.Details {
    /// A false statement in an invitation, alleged, in the spring of 2026.
    static func falseStatement(
        _ party: PartyAddress, state: EventState = .alleged, occurredOn: String = "2026-03-01",
        note: String? = nil
    ) -> ReportEvent.Details {
        ReportEvent.Details(
            party: party, role: .inviter,
            indicator: IndicatorCode("cn.invitation.false-statement"), state: state,
            occurredOn: day(occurredOn), note: note)
    }
}

extension GrantAccreditation.Details {
    /// Leave to invite for visits, everywhere, from 2026-01-01.
    static func inviter(_ party: PartyAddress) -> GrantAccreditation.Details {
        GrantAccreditation.Details(
            party: party, role: .inviter, route: RouteCode("cn-visa-f"), regions: [],
            from: day("2026-01-01"), expiresOn: nil, band: nil, services: [])
    }
}

/// A legal day written in a test.
func day(_ text: String) -> CivilDate {
    guard let day = CivilDate(text) else { preconditionFailure("\(text) is no day") }
    return day
}

extension Registry {
    /// Registers a party and gives its id.
    func register(
        _ details: RegisterParty.Details = .sample(), by principal: Principal = .officer(1)
    ) async throws -> PartyID {
        let receipt = try await registrar.submit(RegisterParty(details, by: principal))
        guard let party = receipt.party else { preconditionFailure("a registration has a party") }
        return party
    }

    /// Reports an event and gives its id.
    func report(
        _ details: ReportEvent.Details, by principal: Principal = .officer(1)
    ) async throws -> EventID {
        let receipt = try await registrar.submit(ReportEvent(details, by: principal))
        guard let subject = receipt.subject else { preconditionFailure("a report has an event") }
        return EventID(high: subject.high, low: subject.low)
    }

    /// The number of the last entry.
    func headEntry() async throws -> Int64 {
        try await withQuery { try await $0.fetchOne(LedgerStore.head).size.value }
    }
}

/// Enters answers about eligibility as they are told, whatever is known.
struct EnterAnswers: Command {
    let answers: [EligibilityRecord]
    let actor = Principal.desk.actor
    let needs = CommandNeeds()

    func decide(at desk: borrowing Desk) -> Filing {
        Filing(party: nil, bodies: answers.map(EntryBody.eligibilityDecided))
    }
}
