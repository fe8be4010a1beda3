// SPDX-License-Identifier: Apache-2.0

/// An amount of money in minor units of its currency (cents, fen, pence).
public struct Money: Hashable, Sendable, CustomStringConvertible {
    /// Minor units; 7,000.00 CAD are 700,000.
    public let minorUnits: Int64
    /// ISO 4217 code, three capital letters.
    public let currency: String

    /// Makes an amount; nil when `currency` is not three capital ASCII letters.
    public init?(minorUnits: Int64, currency: String) {
        guard currency.utf8.count == 3, currency.utf8.allSatisfy({ $0 >= 0x41 && $0 <= 0x5A })
        else { return nil }
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// The amount with two decimals, `7000.00`, as the contract writes it.
    public var amount: String {
        let magnitude = minorUnits.magnitude
        let cents = magnitude % 100
        return "\(minorUnits < 0 ? "-" : "")\(magnitude / 100).\(cents < 10 ? "0" : "")\(cents)"
    }

    /// `7000.00 CAD`.
    public var description: String { "\(amount) \(currency)" }
}
