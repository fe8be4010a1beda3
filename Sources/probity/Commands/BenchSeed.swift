// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Service

/// `probity bench seed`
struct BenchSeed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seed",
        abstract: "Fill a register of its own with made-up parties, a tenth of them barred.",
        discussion: """
            Every run makes the same parties, and goes on where an earlier one stopped. They are \
            entered like any others, with all that an entry takes.
            """)

    @Option(help: ArgumentHelp("How many parties there shall be.", valueName: "n"))
    var parties = 100_000
    @Option(help: ArgumentHelp("How many events each of them has.", valueName: "n"))
    var events = 30
    @Option(
        help: ArgumentHelp(
            "One party more, with so many events; 0 for none.", valueName: "n"))
    var largest = 0
    @Flag(help: "One event of each party after the other, instead of party by party.")
    var inTurns = false
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...10_000_000).contains(parties) else {
            throw ValidationError("--parties takes a number from 1 to 10000000.")
        }
        guard (0...500).contains(events) else {
            throw ValidationError("--events takes a number from 0 to 500.")
        }
        guard (0...10_000_000).contains(largest) else {
            throw ValidationError("--largest takes a number from 0 to 10000000.")
        }
    }

    func run() async throws {
        let command = self
        let start = ContinuousClock.now
        let (entries, ineligible) = try await Session.run(data, .anyOrNew) { registry in
            let seeding = try BenchSeeding(registry)
            var entries =
                try await command.inTurns
                ? seeding.seedInTurns(partyCount: command.parties, eventCount: command.events)
                : seeding.seed(partyCount: command.parties, eventCount: command.events)
            if command.largest > 0 {
                entries += try await seeding.seedLargest(eventCount: command.largest)
            }
            return (entries, try await seeding.ineligiblePerMille(of: command.parties))
        }
        let milliseconds = (ContinuousClock.now - start).wholeMilliseconds
        let share = JSONValue(ExactDecimal(mantissa: Int64(ineligible), places: 3))
        let seconds = ExactDecimal(mantissa: milliseconds, places: 3)
        Listing(
            columns: ["parties", "new entries", "seconds", "entries per second", "ineligible"],
            rows: [
                [
                    parties.grouped, entries.grouped, seconds.description,
                    (Int64(entries) * 1_000 / max(1, milliseconds)).grouped,
                    "\(ExactDecimal(mantissa: Int64(ineligible), places: 1)) %",
                ]
            ],
            json: [
                [
                    "parties": .integer(Int64(parties)), "events": .integer(Int64(events)),
                    "newEntries": .integer(Int64(entries)), "seconds": JSONValue(seconds),
                    "ineligibleShare": share,
                ]
            ], numberColumns: [0, 1, 2, 3, 4]
        ).write(as: output.format)
    }
}
