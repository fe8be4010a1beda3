// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Logging
import Policy
import Postgres
import Service
import Synchronization
import TestSupport
import Testing

/// By the example of the pages on the format an event runs along affiliates over two relations and
/// a year after their end; by the model law bars run along the same legal representative, over two
/// relations.
@Suite("Whom a batch reads along relations, while all others wait")
struct RelatedReadingTests {
    /// What was read of dossiers and of relations, statement by statement.
    private final class Readings: Sendable {
        private let names = Mutex<[String]>([])

        var trace: QueryTrace {
            QueryTrace { [self] event in
                guard let name = event.statementName else { return }
                names.withLock { $0.append(name) }
            }
        }

        /// The readings since it was asked last.
        func take() -> [String] {
            names.withLock { names in
                defer { names = [] }
                return names.filter { ["history.withoutEvents", "history.ties"].contains($0) }
                    .map { $0 == "history.ties" ? "ties" : "dossiers" }
            }
        }
    }

    private struct Ground {
        let registry: Registry
        let registrar: Registrar
        let readings: Readings

        func parties(_ count: Int) async throws -> [PartyID] {
            var parties: [PartyID] = []
            while parties.count < count {
                let group = (0..<min(count - parties.count, Registrar.batchCount)).map { _ in
                    RegisterParty(.sample(), by: .officer(1))
                }
                for result in await registrar.submit(group: group) {
                    parties.append(try #require(try result.get().party))
                }
            }
            return parties
        }

        func relation(
            _ kind: RelationKind, _ party: PartyID, _ other: PartyID, until: CivilDate? = nil
        ) -> RecordRelation {
            RecordRelation(
                kind, of: PartyAddress(party), to: PartyAddress(other), from: day("2024-01-01"),
                until: until, asking: Asking(.officer(1)))
        }

        /// Ties each of the others to the first.
        func relate(
            _ kind: RelationKind, _ hub: PartyID, _ others: some Collection<PartyID>
        ) async throws {
            var rest = Array(others)[...]
            while !rest.isEmpty {
                let group = rest.prefix(Registrar.batchCount).map { relation(kind, $0, hub) }
                for result in await registrar.submit(group: group) { _ = try result.get() }
                rest = rest.dropFirst(group.count)
            }
        }

        func late(_ party: PartyID) -> ReportEvent {
            ReportEvent(
                ReportEvent.Details(
                    party: PartyAddress(party), role: .sponsor,
                    indicator: IndicatorCode("example.late-report"), state: .confirmed,
                    occurredOn: day("2026-03-01")), by: .officer(1))
        }

        func undertaking(_ party: PartyID) -> MakeUndertaking {
            MakeUndertaking(
                MakeUndertaking.Details(
                    route: RouteCode("cn-visa-f"), region: nil, from: day("2026-03-01"),
                    until: nil,
                    nominee: .init(
                        nationality: "IND", document: "Z1234567", birthDate: day("1990-05-17")),
                    vouchers: [.init(party: PartyAddress(party), role: .inviter)]),
                asking: Asking(.officer(1)))
        }

        func bar(_ party: PartyID) async throws {
            _ = try await registrar.submit(
                ImposeSanction(
                    ImposeSanction.Details(
                        party: PartyAddress(party), kind: .bar, roles: [.inviter],
                        from: day("2026-02-01"), until: nil, provision: "Art. 1",
                        isPublished: false),
                    asking: Asking(.officer(1))))
        }

        /// What becomes of commands that are entered as one batch, and what was read for them, as
        /// `entered, entered: dossiers, ties`.
        func enter(_ commands: any Command...) async -> String {
            _ = readings.take()
            let outcomes = await registrar.submit(group: commands).map(Self.outcome)
            return [outcomes, readings.take()].map { $0.joined(separator: ", ") }
                .joined(separator: ": ")
        }

        private static func outcome(_ result: Result<Receipt, any Error>) -> String {
            switch result {
            case .success: "entered"
            case .failure(let refusal as Refusal): refusal.faults.first?.code ?? refusal.code
            case .failure(let error): "\(error)"
            }
        }

        /// How many events count for a party.
        func events(_ party: PartyID) async throws -> Int? {
            try await registry.archive.dossier(of: party, as: .local).dossier?.events.count
        }
    }

    private func withGround(_ body: (Ground) async throws -> Void) async throws {
        try await withTestDatabase(migrated) { connectionString in
            let packs =
                ShippedRegimes.packs.filter { $0.name == "cn-model" } + [try DocumentedPack().pack]
            try await withRegistry(at: connectionString, packs: packs) { registry in
                let readings = Readings()
                let pool = Pool(
                    PoolConfiguration(
                        connection: ConnectionConfiguration(
                            connectionString, applicationName: "probity-tests",
                            trace: readings.trace), maximum: 1))
                let registrar = Registrar(
                    pool: pool, shelf: registry.shelf, keyring: try testKeyring(),
                    logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() })
                let ground = Ground(registry: registry, registrar: registrar, readings: readings)
                do {
                    try await body(ground)
                    #expect(try await registry.verify().findings == [])
                    await pool.shutdown()
                } catch {
                    await pool.shutdown()
                    throw error
                }
            }
        }
    }

    @Test("no relation of a kind that no law on sharing names, and none for what is not shared")
    func kinds() async throws {
        try await withGround { ground in
            let parties = try await ground.parties(3)
            try await ground.relate(.director, parties[0], [parties[1]])
            try await ground.relate(.sameLegalRepresentative, parties[0], [parties[2]])
            #expect(await ground.enter(ground.late(parties[0])) == "entered: dossiers")
            try await ground.relate(.affiliate, parties[0], [parties[2]])
            let good = ReportEvent(
                ReportEvent.Details(
                    party: PartyAddress(parties[0]), role: .sponsor,
                    indicator: IndicatorCode("example.good-outcome"), state: .confirmed,
                    occurredOn: day("2026-03-01")), by: .officer(1))
            #expect(await ground.enter(good) == "entered: dossiers")
            #expect(await ground.enter(ground.late(parties[0])) == "entered: dossiers, dossiers")
            #expect(try await ground.events(parties[1]) == 0)
            #expect(try await ground.events(parties[2]) == 1)
        }
    }

    @Test("no further than the law says, and for all commands of a batch at once")
    func hops() async throws {
        try await withGround { ground in
            let parties = try await ground.parties(8)
            for (one, next) in zip(parties.prefix(4), parties.prefix(4).dropFirst()) {
                try await ground.relate(.affiliate, one, [next])
            }
            for (one, next) in zip(parties.dropFirst(4), parties.dropFirst(5)) {
                try await ground.relate(.affiliate, one, [next])
            }
            #expect(
                await ground.enter(ground.late(parties[0]), ground.late(parties[4]))
                    == "entered, entered: dossiers, dossiers, dossiers")
            var events: [Int?] = []
            for party in parties { events.append(try await ground.events(party)) }
            #expect(events == [1, 1, 1, 0, 1, 1, 1, 0])
        }
    }

    @Test(
        "no relation that was over for as long as the law says",
        arguments: [("2025-03-01", "dossiers"), ("2025-03-02", "dossiers, dossiers")])
    func over(until: String, readings: String) async throws {
        try await withGround { ground in
            let parties = try await ground.parties(2)
            let relation = ground.relation(
                .affiliate, parties[0], parties[1], until: day(until))
            #expect(await ground.enter(relation) == "entered: dossiers")
            #expect(await ground.enter(ground.late(parties[0])) == "entered: \(readings)")
            let reached = readings == "dossiers" ? 0 : 1
            #expect(try await ground.events(parties[1]) == reached)
        }
    }

    @Test("for bars nothing but relations and sanctions, of the kinds and as far as the law says")
    func bars() async throws {
        try await withGround { ground in
            let parties = try await ground.parties(7)
            for party in parties.prefix(2) {
                _ = try await ground.registrar.submit(
                    GrantAccreditation(.inviter(PartyAddress(party)), by: .officer(1)))
            }
            try await ground.relate(.affiliate, parties[0], [parties[6]])
            try await ground.bar(parties[6])
            let over = ground.relation(
                .sameLegalRepresentative, parties[0], parties[5], until: day("2026-03-01"))
            #expect(await ground.enter(over) == "entered: dossiers")
            try await ground.bar(parties[5])
            #expect(await ground.enter(ground.undertaking(parties[0])) == "entered: dossiers")

            for (one, next) in zip(parties[1...4], parties[2...4]) {
                try await ground.relate(.sameLegalRepresentative, one, [next])
            }
            try await ground.bar(parties[4])
            #expect(
                await ground.enter(ground.undertaking(parties[1]))
                    == "entered: dossiers, ties, ties")
            try await ground.bar(parties[3])
            #expect(
                await ground.enter(ground.undertaking(parties[1]))
                    == "relatedParty.barred: dossiers, ties, ties")
        }
    }

    @Test("whoever is met only by what an earlier command of the batch records is read too")
    func sameBatch() async throws {
        try await withGround { ground in
            let parties = try await ground.parties(5)
            try await ground.relate(.affiliate, parties[1], [parties[2]])
            try await ground.relate(.sameLegalRepresentative, parties[3], [parties[4]])
            try await ground.bar(parties[4])
            _ = try await ground.registrar.submit(
                GrantAccreditation(.inviter(PartyAddress(parties[0])), by: .officer(1)))
            let entering = await ground.enter(
                ground.relation(.affiliate, parties[0], parties[1]), ground.late(parties[0]),
                ground.relation(.sameLegalRepresentative, parties[0], parties[3]),
                ground.undertaking(parties[0]))
            #expect(
                entering
                    == "entered, entered, entered, relatedParty.barred: dossiers, dossiers, ties")
            #expect(try await ground.events(parties[2]) == 1)
        }
    }

    @Test("a thousand parties at most; one more is refused, and nothing is entered with any")
    func most() async throws {
        try await withGround { ground in
            let parties = try await ground.parties(1_003)
            let (hub, neighbour) = (parties[1_001], parties[1_002])
            _ = try await ground.registrar.submit(
                GrantAccreditation(.inviter(PartyAddress(hub)), by: .officer(1)))
            try await ground.relate(.affiliate, hub, parties[..<1_000])
            #expect(await ground.enter(ground.late(hub)) == "entered: dossiers, dossiers")
            #expect(try await ground.events(parties[999]) == 1)
            try await ground.relate(.affiliate, hub, [parties[1_000]])
            #expect(
                await ground.enter(ground.late(hub), ground.late(neighbour))
                    == "relations.tooMany, entered: dossiers")
            #expect(try await ground.events(hub) == 1)
            #expect(try await ground.events(parties[999]) == 1)

            try await ground.relate(.sameLegalRepresentative, hub, parties[..<1_000])
            #expect(await ground.enter(ground.undertaking(hub)) == "entered: dossiers, ties")
            try await ground.relate(.sameLegalRepresentative, hub, [parties[1_000]])
            #expect(
                await ground.enter(ground.undertaking(hub)) == "relations.tooMany: dossiers")
        }
    }
}
