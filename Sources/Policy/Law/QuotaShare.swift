// SPDX-License-Identifier: Apache-2.0

public import Domain

extension RouteTerms.QuotaRule {
    /// How many a row of a quota lets in.
    public enum Limit: Hashable, Sendable {
        /// A number of its own, or any.
        case fixed(Quota.Limit)
        /// As a share of a number that the party states, as its employees.
        case share(QuotaShare)
    }
}

/// So many for each hundred that a fact of the party counts.
///
/// - Source: the `limit` of a route's quota.
public struct QuotaShare: Hashable, Sendable {
    /// How many of a hundred.
    public let percent: ExactDecimal
    /// The fact of the party that is counted.
    public let fact: String
    /// What becomes of a fraction.
    public let rounding: Rounding
    /// The fewest, however small the number; nil for none.
    public let minimum: Int?
    /// The most, however large the number; nil for no limit.
    public let maximum: Int?

    init(percent: ExactDecimal, fact: String, rounding: Rounding, minimum: Int?, maximum: Int?) {
        self.percent = percent
        self.fact = fact
        self.rounding = rounding
        self.minimum = minimum
        self.maximum = maximum
    }

    /// How many there may be where the fact is this number; exact, and never below zero.
    public func places(of number: ExactDecimal) -> Int {
        // A party has no more than a thousand million employees, so that 128 bits are enough.
        let most: Int128 = 1_000_000_000 * Self.unit
        let counted = min(max(0, number.billionths), most)
        let hundredths = counted * percent.billionths
        let whole = 100 * Self.unit * Self.unit
        let places =
            switch rounding {
            case .down: hundredths / whole
            case .up: (hundredths + whole - 1) / whole
            case .half: (hundredths * 2 + whole) / (whole * 2)
            }
        let least = max(Int(places), minimum ?? 0)
        return maximum.map { min(least, $0) } ?? least
    }

    private static let unit: Int128 = 1_000_000_000
}
