// SPDX-License-Identifier: Apache-2.0

import API
import Foundation
import Logging

/// What the environment says about how much the daemon takes on, how it ends, and what is logged.
struct Settings {
    /// How much each caller may ask: `PROBITY_RATE_LIMITS`.
    var rateLimits = RateLimits.standard
    /// How much is let in at a time: `PROBITY_ADMISSION`.
    var admission = Admission.Limits()
    /// How long the daemon goes on serving once it says that it is not ready any more, so that a
    /// balancer notices: `PROBITY_DRAIN_SECONDS`.
    var drain = Duration.zero
    /// What is logged at least: `PROBITY_LOG_LEVEL`; nil for the standard of each command.
    var logLevel: Logger.Level?
    /// How a line of the log is written: `PROBITY_LOG_FORMAT`; nil for the usual way.
    var logFormat: ProgramLog.Format?

    /// Reads the settings out of an environment.
    ///
    /// - Throws: `Failure` naming the variable that cannot be used, and why.
    init(_ environment: [String: String] = ProcessInfo.processInfo.environment) throws {
        try Self.read("PROBITY_RATE_LIMITS", environment) { rateLimits = try RateLimits($0) }
        try Self.read("PROBITY_ADMISSION", environment) { admission = try Admission.Limits($0) }
        try Self.read("PROBITY_DRAIN_SECONDS", environment) { text in
            drain = .seconds(try Settings.number(text, in: 0...300))
        }
        try Self.read("PROBITY_LOG_LEVEL", environment) { logLevel = try Settings.choice($0) }
        try Self.read("PROBITY_LOG_FORMAT", environment) { logFormat = try Settings.choice($0) }
    }

    /// One of several words, in whatever case.
    private static func choice<Choice: RawRepresentable & CaseIterable>(
        _ text: String
    ) throws -> Choice where Choice.RawValue == String {
        guard let choice = Choice(rawValue: text.lowercased()) else {
            throw SettingFault(
                "it takes one of " + Choice.allCases.map(\.rawValue).joined(separator: ", ")
                    + ".")
        }
        return choice
    }

    private static func number(_ text: String, in range: ClosedRange<Int>) throws -> Int {
        guard let number = Int(text), range.contains(number) else {
            throw SettingFault(
                "it takes a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    private static func read(
        _ name: String, _ environment: [String: String], _ use: (String) throws -> Void
    ) throws {
        guard let text = environment[name], !text.isEmpty else { return }
        do {
            try use(text)
        } catch {
            throw Failure.input("\(name)=\(text): \(error)")
        }
    }
}
