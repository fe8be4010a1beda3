// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Foundation
import Policy
import Service

/// `probity bench rating`
struct BenchRating: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rating",
        abstract: "Measure what one explained rating costs of one core. Needs no database.",
        discussion: """
            Rates one made-up dossier again and again by the default regime, with each \
            contribution and its note and source, and tells the processor time of one rating.
            """)

    /// What one rating may cost.
    private static let limitNanoseconds: Int64 = 50_000

    @Option(help: ArgumentHelp("How many events the dossier has.", valueName: "n"))
    var events = 30
    @Option(help: ArgumentHelp("How much processor time is spent on it.", valueName: "n"))
    var seconds = 3
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...100_000).contains(events), (1...600).contains(seconds) else {
            throw ValidationError(
                "--events takes a number from 1 to 100000, --seconds one from 1 to 600.")
        }
    }

    func run() throws {
        guard let policy = try ShippedRegimes.load().first(where: \.isDefault) else {
            throw Failure.input("this program carries no default regime.")
        }
        let measured = try BenchDossier(
            policy, on: policy.day(at: Instant.now()), eventCount: events)
        let rating = try measured.rating()
        var count: Int64 = 0
        let began = Self.processorNanoseconds()
        var spent: Int64 = 0
        while spent < Int64(seconds) * 1_000_000_000 {
            for _ in 0..<100 {
                guard try measured.rating().score == rating.score else {
                    throw Failure.input("one dossier was rated in two ways.")
                }
            }
            count += 100
            spent = Self.processorNanoseconds() - began
        }
        write(rating, nanoseconds: spent / count, count: count)
    }

    private func write(_ rating: Rating, nanoseconds: Int64, count: Int64) {
        let microseconds = ExactDecimal(mantissa: nanoseconds, places: 3)
        let limit = ExactDecimal(mantissa: Self.limitNanoseconds, places: 3)
        let share = ExactDecimal(mantissa: nanoseconds * 100 / Self.limitNanoseconds, places: 2)
        let json: JSONValue = [
            "microseconds": JSONValue(microseconds), "limit": JSONValue(limit),
            "contributions": .integer(Int64(rating.contributions.count)),
            "ratings": .integer(count),
        ]
        Listing(
            columns: ["measure", "microseconds", "limit", "ratio"],
            rows: [
                [
                    "one explained rating, \(rating.contributions.count) contributions",
                    microseconds.description, limit.description, share.description,
                ]
            ], json: [json], numberColumns: [1, 2, 3]
        ).write(as: output.format)
    }

    /// The processor time of this thread so far.
    private static func processorNanoseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
