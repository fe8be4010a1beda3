// SPDX-License-Identifier: Apache-2.0

import API
import Foundation

/// What the environment says about how much the daemon takes on, and how it ends.
struct Settings {
    /// How much each caller may ask: `PROBITY_RATE_LIMITS`.
    var rateLimits = RateLimits.standard
    /// How much is let in at a time: `PROBITY_ADMISSION`.
    var admission = Admission.Limits()
    /// How long the daemon goes on serving once it says that it is not ready any more, so that a
    /// balancer notices: `PROBITY_DRAIN_SECONDS`.
    var drain = Duration.zero

    /// Reads the settings out of an environment.
    ///
    /// - Throws: `Failure` naming the variable that cannot be used, and why.
    init(_ environment: [String: String] = ProcessInfo.processInfo.environment) throws {
        try Self.read("PROBITY_RATE_LIMITS", environment) { rateLimits = try RateLimits($0) }
        try Self.read("PROBITY_ADMISSION", environment) { admission = try Admission.Limits($0) }
        try Self.read("PROBITY_DRAIN_SECONDS", environment) { text in
            drain = .seconds(try Settings.number(text, in: 0...300))
        }
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
