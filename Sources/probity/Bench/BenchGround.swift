// SPDX-License-Identifier: Apache-2.0

import API
import Domain
import Postgres
import Schema
import Service
import Store

/// One register under measurement, with the connections of the peers.
struct BenchGround: Sendable {
    let registry: Registry
    let register: BenchRegister
    let partyCount: Int
    private let addresses: [PartyAddress]
    private let readers: Pool
    private let writers: Pool

    /// At most so many parties are asked for, drawn from all of them.
    private static let sampleCount = 100_000

    /// Runs `body` on the seeded register, with the table of the peer that inserts rows.
    ///
    /// - Throws: `Failure` when nothing is seeded; what `body` throws.
    static func with<Value: Sendable>(
        _ registry: Registry, of installation: Installation,
        _ body: @Sendable (BenchGround) async throws -> Value
    ) async throws -> Value {
        let seeding = try BenchSeeding(registry)
        let partyCount = try await seeding.partyCount()
        guard partyCount > 0 else {
            throw Failure.input(
                "no parties are there to measure with; enter some by `probity bench seed`.")
        }
        let ground = try BenchGround(
            registry, seeding.register, partyCount: partyCount,
            connectionString: installation.connectionString)
        try await installation.withConnection { _ = try await $0.executeScript(tableScript) }
        do {
            let value = try await body(ground)
            await ground.close()
            try await installation.withConnection { _ = try await $0.executeScript(endScript) }
            return value
        } catch {
            await ground.close()
            throw error
        }
    }

    private init(
        _ registry: Registry, _ register: BenchRegister, partyCount: Int, connectionString: String
    ) throws {
        self.registry = registry
        self.register = register
        self.partyCount = partyCount
        var random = SplitMix(seed: 3)
        addresses = try (0..<min(partyCount, Self.sampleCount)).map { _ in
            PartyAddress(
                try BenchRegister.identifier(Int.random(in: 0..<partyCount, using: &random)))
        }
        readers = Pool(
            PoolConfiguration(
                connection: ConnectionConfiguration(
                    connectionString, applicationName: "probity_bench",
                    settings: DatabaseRole.hotReader.settings),
                maximum: 8))
        writers = Pool(
            PoolConfiguration(
                connection: ConnectionConfiguration(
                    connectionString, applicationName: "probity_bench"),
                maximum: 16))
    }

    private func close() async {
        await readers.shutdown()
        await writers.shutdown()
    }

    /// What one time of ours is.
    func ours(_ series: BenchSeries) -> Pace.Work {
        switch series {
        case .lookUps:
            return { random in
                _ = try await registry.reader.lookUp(address(&random))
            }
        case .events:
            return { random in
                let place = Int.random(in: 0..<partyCount, using: &random)
                let event = try register.event(of: place, &random)
                _ = try await registry.registrar.submit(ReportEvent(event, by: .local))
            }
        case .lines:
            return { random in
                let questions = (0..<Reader.queryCount).map { _ in
                    EligibilityQuestion(
                        party: address(&random), role: register.role, route: register.route)
                }
                for answer in try await registry.checkEligibility(all: questions, by: .local) {
                    _ = try answer.get().bytes(in: .en)
                }
            }
        }
    }

    /// What one time of what it is held against is.
    func peer(_ series: BenchSeries) -> Pace.Work {
        switch series {
        case .lookUps:
            return { random in
                let key = address(&random).key
                _ = try await readers.withConnection {
                    try await $0.fetchAll(StandingStore.byKeys, [key])
                }
            }
        case .events:
            return { random in
                let key = address(&random).key
                _ = try await writers.withConnection {
                    try await $0.execute(Self.insert, key, Self.body)
                }
            }
        case .lines:
            return { random in
                let keys = (0..<Reader.queryCount).map { _ in address(&random).key }
                _ = try await readers.withConnection {
                    try await $0.fetchAll(StandingStore.byKeys, keys)
                }
            }
        }
    }

    private func address(_ random: inout SplitMix) -> PartyAddress {
        addresses[Int.random(in: 0..<addresses.count, using: &random)]
    }

    /// The table of the peer that inserts rows, as it is made and as it is taken away.
    private static let tableScript = """
        CREATE TABLE IF NOT EXISTS public.bench_row (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, party text NOT NULL,
            recorded_at timestamptz NOT NULL DEFAULT now(), body text NOT NULL)
        """
    private static let endScript = "DROP TABLE IF EXISTS public.bench_row"

    private static let insert = Statement<NoRow>(
        "bench.insert", "INSERT INTO public.bench_row (party, body) VALUES ($1, $2)",
        parameters: [.text, .text])
    /// As long as the bytes of an event's entry.
    private static let body = String(repeating: "x", count: 400)
}
