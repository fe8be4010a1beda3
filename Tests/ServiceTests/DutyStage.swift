// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Postgres
import Service
import Synchronization
import TestSupport
import Testing

/// A register whose clocks, the database's and the daemons', are put by the test.
struct DutyStage: Sendable {
    let registry: Registry
    let connectionString: String
    private let clock: TestClock

    /// Daemons' clock, put together with the database's.
    private final class TestClock: Sendable {
        let now = Mutex(Instant(microsecondsSinceEpoch: 0))
    }

    /// Lends a register at an instant; `others` more daemons stand beside the first.
    static func at<Value: Sendable>(
        _ instant: String, packs: [PolicyPack] = ShippedRegimes.packs,
        _ body: (DutyStage) async throws -> Value
    ) async throws -> Value {
        try await withTestDatabase(migrated) { connectionString in
            try await LedgerClock.install(at: connectionString)
            let clock = TestClock()
            try await put(clock, instant, connectionString)
            return try await withRegistry(
                at: connectionString, packs: packs, clock: { clock.now.withLock { $0 } }
            ) { registry in
                try await body(
                    DutyStage(
                        registry: registry, connectionString: connectionString, clock: clock))
            }
        }
    }

    /// Lends another daemon of the same register.
    func withDaemon<Value>(
        packs: [PolicyPack] = ShippedRegimes.packs, _ body: (Registry) async throws -> Value
    ) async throws -> Value {
        let clock = clock
        return try await withRegistry(
            at: connectionString, packs: packs, clock: { clock.now.withLock { $0 } }, body)
    }

    /// Puts both clocks to an instant.
    func put(_ instant: String) async throws {
        try await Self.put(clock, instant, connectionString)
    }

    private static func put(
        _ clock: TestClock, _ instant: String, _ connectionString: String
    ) async throws {
        guard let now = Instant(instant) else { preconditionFailure("\(instant) is no instant") }
        try await LedgerClock.set(instant, at: connectionString)
        clock.now.withLock { $0 = now }
    }

    /// Registers a party with leave to invite.
    func inviter(region: String = "CN-44") async throws -> PartyID {
        let party = try await registry.register(.sample(region: region), by: .world)
        _ = try await registry.registrar.submit(
            GrantAccreditation(.inviter(PartyAddress(party)), by: .world))
        return party
    }

    /// Tells a day that raises a duty, and gives the duty.
    func raise(
        _ duty: String, of party: PartyID, role: Role = .inviter, on text: String,
        reference: String? = nil, by principal: Principal = .world
    ) async throws -> DutyID {
        let details = RaiseDuty.Details(
            party: PartyAddress(party), role: role, duty: DutyCode(duty), day: day(text),
            reference: reference)
        let receipt = try await registry.registrar.submit(
            RaiseDuty(details, asking: Asking(principal)))
        return try #require(receipt.subject).of(DutySubject.self)
    }

    /// Does something about a duty; gives the code of the fault where it is refused.
    func change(
        _ duty: DutyID, _ change: ChangeDuty.Change, by principal: Principal = .world
    ) async -> String {
        await registry.registrar.refusal(
            of: ChangeDuty(duty, change, asking: Asking(principal)))
    }

    /// Discharges a duty.
    func discharge(
        _ duty: DutyID, _ kind: String, on text: String? = nil,
        by principal: Principal = .world
    ) async -> String {
        await change(
            duty, .discharge(.init(kind: kind, filedOn: text.map { day($0) })), by: principal)
    }

    /// The dossier of a party as it stands, whole.
    func dossier(_ party: PartyID) async throws -> Dossier {
        try #require(try await registry.archive.dossier(of: party, as: .local).dossier)
    }

    /// A duty as it stands.
    func duty(_ id: DutyID) async throws -> DutyRecord {
        try await registry.showDuty(id, by: .local).view.record
    }

    /// `indicator state occurredOn quantity` of every event of a party that followed from duties.
    func events(_ party: PartyID) async throws -> [String] {
        try await dossier(party).eventsInOrder.filter { $0.origin?.system == "probity.duties" }
            .map { "\($0.indicator) \($0.state) \($0.occurredOn) \($0.quantity)" }
    }

    /// The days on which a duty is to be recalled, of those not delivered.
    func reminders(_ duty: DutyID) async throws -> [String] {
        try await withConnection(connectionString) { connection in
            let days: [String] = try await connection.fetchAll(
                """
                SELECT due_on::text FROM probity.outbox
                WHERE subject_id = \(duty) AND delivered_at IS NULL ORDER BY due_on
                """)
            return days
        }
    }
}

extension Principal {
    /// An officer for whatever country the test's parties have their seats in.
    static let world = Principal(
        token: TokenID(high: 1, low: 77), role: .system, authority: nil, territory: nil)

    /// An employer for its own party.
    static func employer(_ party: PartyID) -> Principal {
        Principal(
            token: TokenID(high: 4, low: 1), role: .employer, authority: nil, territory: nil,
            parties: [party])
    }
}
