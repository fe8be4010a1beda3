// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `probity bench`
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The benchmarks, each beside its peer or limit in the same run.",
        discussion: """
            Measure in a data folder of its own, because the parties and events are made up:

              probity bench seed --data /tmp/bench --parties 100000
              probity bench --data /tmp/bench

            What needs other programs as peers (pgbench, FastAPI, wrk, rule engines) is run by
            deploy/bench.sh.
            """,
        subcommands: [
            BenchRun.self, BenchSeed.self, BenchSimulation.self, BenchTargets.self,
            BenchRating.self, BenchDuties.self,
        ],
        defaultSubcommand: BenchRun.self)
}
