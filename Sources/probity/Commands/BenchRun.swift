// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Service

/// `probity bench run`
struct BenchRun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Measure, within this process, what needs no other program.",
        discussion: """
            Ours and what it is held against take turns, round by round, on one register. The \
            ratio is the median of the rounds' ratios. Events that are entered stay in the \
            register.
            """)

    @Option(help: ArgumentHelp("How often each takes its turn.", valueName: "n"))
    var rounds = 5
    @Option(help: ArgumentHelp("How long a turn is measured.", valueName: "n"))
    var seconds = 3
    @Option(
        help: ArgumentHelp(
            "Only this series; may be given several times. (values: look-ups, events, lines)",
            valueName: "series"),
        transform: Self.series)
    var only: [BenchSeries] = []
    @Flag(help: "Measure ours alone, without what it is held against.")
    var alone = false
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...100).contains(rounds) else {
            throw ValidationError("--rounds takes a number from 1 to 100.")
        }
        guard (1...600).contains(seconds) else {
            throw ValidationError("--seconds takes a number from 1 to 600.")
        }
    }

    func run() async throws {
        let command = self
        let reports = try await Session.withInstallation(data, .existing) { installation in
            try await installation.requireSchema()
            let registry = try await installation.registry()
            do {
                let reports = try await BenchGround.with(
                    registry, of: installation
                ) { try await command.reports(on: $0) }
                await registry.close()
                return reports
            } catch {
                await registry.close()
                throw error
            }
        }
        Listing(
            columns: BenchReport.columns, rows: reports.map(\.row), json: reports.map(\.json),
            numberColumns: [1, 2, 4, 5, 6, 7, 8]
        ).write(as: output.format)
    }

    private func reports(on ground: BenchGround) async throws -> [BenchReport] {
        let wanted = only.isEmpty ? BenchSeries.allCases : only
        let bar = ProgressBar(unit: "turns")
        bar.begin("Measuring \(ground.partyCount.grouped) parties")
        defer { bar.end() }
        var (done, reports) = (0, [BenchReport]())
        for series in wanted {
            var found: [(ours: Pace, peer: Pace)] = []
            for round in 0..<rounds {
                let ours = try await pace(series, round, ground.ours(series))
                let peer =
                    alone ? ours : try await pace(series, round, ground.peer(series))
                found.append((ours, peer))
                done += 1
                bar.update(done: Int64(done), of: Int64(wanted.count * rounds))
            }
            reports.append(BenchReport(series: series, isAlone: alone, rounds: found))
        }
        return reports
    }

    private func pace(
        _ series: BenchSeries, _ round: Int, _ work: @escaping Pace.Work
    ) async throws -> Pace {
        try await Pace.measure(
            taskCount: series.taskCount, for: .seconds(seconds), seed: UInt64(round + 1),
            unitCount: series.unitCount, work)
    }

    private static func series(_ text: String) throws -> BenchSeries {
        guard let series = BenchSeries(rawValue: text) else {
            let all = BenchSeries.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("choose one of \(all).")
        }
        return series
    }
}
