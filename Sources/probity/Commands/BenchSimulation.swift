// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Foundation
import Policy
import Postgres
import Service
import Synchronization

/// `probity bench simulation`
struct BenchSimulation: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulation",
        abstract: "Time a version of the law tried on the whole register, beside a bare COPY.",
        discussion: """
            What it is held against is the time in which PostgreSQL gives one narrow row for each \
            event of the same parties, in the order of the parties, to this process; the rows lie \
            as the events were entered. Both take turns, round by round; the ratio is the median \
            of the rounds' ratios. What a draft leaves as it is in the law is worked out once for \
            both versions; without a draft, the version in force is tried beside itself.
            """)

    @Option(help: ArgumentHelp("How often each takes its turn.", valueName: "n"))
    var rounds = 5
    @Option(help: ArgumentHelp("The pack that is tried, as a folder.", valueName: "folder"))
    var draft: String?
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...100).contains(rounds) else {
            throw ValidationError("--rounds takes a number from 1 to 100.")
        }
    }

    /// What came of the rounds.
    private struct Outcome: Sendable {
        var ratingCount = 0
        var movedCount = 0
        var eventCount = 0
        var milliseconds: [(ours: Int64, copy: Int64)] = []
    }

    func run() async throws {
        let rounds = rounds
        let draft = try draft.map { try PackFolder.policy($0) }
        let outcome = try await Session.withInstallation(data, .existing) { installation in
            try await installation.requireSchema()
            let registry = try await installation.registry()
            do {
                let outcome = try await installation.withConnection { connection in
                    try await Self.measure(registry, draft, connection, rounds: rounds)
                }
                await registry.close()
                return outcome
            } catch {
                await registry.close()
                throw error
            }
        }
        report(outcome)
    }

    private static func measure(
        _ registry: Registry, _ draft: Policy?, _ connection: Connection, rounds: Int
    ) async throws -> Outcome {
        let bar = ProgressBar(unit: "turns")
        bar.begin("Trying the law in force on the register")
        defer { bar.end() }
        var outcome = Outcome()
        _ = try await connection.executeScript(tableScript)
        // As the server does by itself, some time after so many entries.
        _ = try await connection.executeScript("VACUUM (ANALYZE)")
        outcome.eventCount = try await connection.fetchOne(countRows)
        let tried = try draft ?? BenchRegister(registry).policy
        for round in 0..<rounds {
            let start = ContinuousClock.now
            let answer = try await registry.simulate(
                PolicySimulation(draft: tried), by: .local)
            let middle = ContinuousClock.now
            var byteCount = 0
            for try await chunk in try await connection.copyOut(copy) { byteCount += chunk.count }
            let end = ContinuousClock.now
            guard byteCount > 0 else {
                throw Failure.input("no events are there; enter some by `probity bench seed`.")
            }
            outcome.ratingCount = answer.ratingCount
            outcome.movedCount = answer.movedCount
            outcome.milliseconds.append(
                ((middle - start).wholeMilliseconds, (end - middle).wholeMilliseconds))
            bar.update(done: Int64(round + 1), of: Int64(rounds))
        }
        _ = try await connection.executeScript(endScript)
        return outcome
    }

    private func report(_ outcome: Outcome) {
        let ratios = outcome.milliseconds.map { $0.ours * 100 / max(1, $0.copy) }.sorted()
        let ratio = ExactDecimal(mantissa: ratios[(ratios.count - 1) / 2], places: 2)
        let seconds = [outcome.milliseconds.map(\.ours), outcome.milliseconds.map(\.copy)].map {
            ExactDecimal(mantissa: $0.sorted()[($0.count - 1) / 2], places: 3)
        }
        let mebibytes = Self.peakKibibytes / 1_024
        let turns = outcome.milliseconds.map { turn -> JSONValue in
            [
                "seconds": JSONValue(ExactDecimal(mantissa: turn.ours, places: 3)),
                "copySeconds": JSONValue(ExactDecimal(mantissa: turn.copy, places: 3)),
            ]
        }
        Listing(
            columns: [
                "ratings", "moved", "events", "seconds", "COPY seconds", "ratio", "peak MiB",
            ],
            rows: [
                [
                    outcome.ratingCount.grouped, outcome.movedCount.grouped,
                    outcome.eventCount.grouped,
                    seconds[0].description, seconds[1].description, ratio.description,
                    mebibytes.grouped,
                ]
            ],
            json: [
                [
                    "series": "simulation", "ratings": .integer(Int64(outcome.ratingCount)),
                    "moved": .integer(Int64(outcome.movedCount)),
                    "events": .integer(Int64(outcome.eventCount)), "rounds": .array(turns),
                    "ratio": JSONValue(ratio), "peakMebibytes": .integer(Int64(mebibytes)),
                ]
            ], numberColumns: [0, 1, 2, 3, 4, 5, 6]
        ).write(as: output.format)
    }

    /// The most memory that this process ever held.
    private static var peakKibibytes: Int {
        let status = (try? TextFile.read("/proc/self/status")) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
        return Int(line.filter(\.isNumber)) ?? 0
    }

    /// A narrow row for each event, in the order in which they were entered, and the key by party.
    private static let tableScript = """
        DROP TABLE IF EXISTS public.bench_event;
        CREATE TABLE public.bench_event AS
            SELECT party_id, event_id, DATE '2026-01-01' AS occurred_on, 1 AS quantity,
                'bench.indicator.of-some-length' AS indicator
            FROM probity.event_index ORDER BY event_id;
        ALTER TABLE public.bench_event ADD PRIMARY KEY (party_id, event_id)
        """
    private static let endScript = "DROP TABLE IF EXISTS public.bench_event"
    private static let countRows = Statement<Int>(
        "bench.countEvents", "SELECT count(*) AS count FROM public.bench_event",
        columns: ["count": .int8])
    private static let copy = SQL(
        unsafeRaw: """
            COPY (
                SELECT party_id, occurred_on, quantity, indicator FROM public.bench_event
                ORDER BY party_id, event_id
            ) TO STDOUT
            """)
}
