// SPDX-License-Identifier: Apache-2.0

/// How much may be asked of one daemon: by each token, and by each address without one.
///
/// Each daemon counts for itself; with n daemons a caller can reach n times as much.
public struct RateLimits: Hashable, Sendable {
    /// What a request counts as.
    public enum Class: String, Hashable, Sendable, CaseIterable {
        /// Questions of a token, each line of a batch of them too.
        case reads
        /// Commands of a token, each line of a batch of them too.
        case writes
        /// Requests without a token, by the address that they come from.
        case anonymous
        /// Attempts with a token that is not good, by address.
        case failures
    }

    /// A rate, which may also be used up at once after a pause of that time.
    public struct Rate: Hashable, Sendable {
        /// How many.
        public let count: Int
        /// In which time, in seconds.
        public let seconds: Int

        /// Makes a rate.
        public init(_ count: Int, perSeconds seconds: Int = 1) {
            self.count = count
            self.seconds = seconds
        }
    }

    /// The rate of each class; a class without one is not limited.
    public var rates: [Class: Rate]

    /// How many batches of lines one token may have at work at a time, and how many whole registers
    /// one token or address; nil for as many as there is room for.
    public var batches: Int?

    /// Makes limits.
    public init(_ rates: [Class: Rate], batches: Int? = nil) {
        self.rates = rates
        self.batches = batches
    }

    /// Enough for a visa desk at full load.
    public static let standard = RateLimits(
        [
            .reads: Rate(10_000), .writes: Rate(2_000), .anonymous: Rate(50),
            .failures: Rate(60, perSeconds: 60),
        ], batches: 4)
    /// None.
    public static let off = RateLimits([:])

    /// Reads `reads=2000/s,writes=200/s,anonymous=20/s,failures=60/min,batches=4`, or `off`. What
    /// is not named keeps its standard; `off` as a value lifts it.
    ///
    /// - Throws: `SettingFault` saying what is wrong.
    public init(_ text: String) throws {
        guard text != "off" else {
            self = .off
            return
        }
        var limits = RateLimits.standard
        let known = Class.allCases.map(\.rawValue) + ["batches"]
        try SettingList.read(text, known: known) { name, value in
            guard name != "batches" else {
                limits.batches =
                    value == "off" ? nil : try SettingList.number(value, of: name, in: 1...100_000)
                return
            }
            guard let key = Class(rawValue: name) else { return }
            limits.rates[key] = value == "off" ? nil : try Self.rate(value, of: name)
        }
        self = limits
    }

    private static func rate(_ text: String, of name: String) throws -> Rate {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let seconds = ["s": 1, "min": 60][parts[1]] else {
            throw SettingFault(
                "“\(text)” is no rate: write a whole number and /s or /min, as in "
                    + "\(name)=200/s, or \(name)=off.")
        }
        let count = try SettingList.number(String(parts[0]), of: name, in: 1...1_000_000)
        return Rate(count, perSeconds: seconds)
    }
}
