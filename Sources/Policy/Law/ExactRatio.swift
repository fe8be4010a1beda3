// SPDX-License-Identifier: Apache-2.0

public import Domain

/// An exact number that need not be a decimal, as a rate: so many billionths, divided.
public struct ExactRatio: Hashable, Sendable {
    /// The number before it is divided.
    let billionths: Int128
    /// What it is divided by; above zero.
    let divisor: Int128

    /// A whole number.
    public init(_ whole: Int) {
        billionths = Int128(whole) * Self.unit
        divisor = 1
    }

    /// So many points.
    public init(_ points: Points) {
        billionths = Int128(points.thousandths) * (Self.unit / 1_000)
        divisor = 1
    }

    /// So many billionths.
    init(billionths: Int128) {
        self.billionths = billionths
        divisor = 1
    }

    /// So many of a hundred; nil of none.
    init?(percent part: Int, of whole: Int) {
        guard whole > 0 else { return nil }
        billionths = Int128(part) * 100 * Self.unit
        divisor = Int128(whole)
    }

    /// A share as it was counted, `3 / 40`.
    public var text: String { "\(billionths / (100 * Self.unit)) / \(divisor)" }

    private static let unit: Int128 = 1_000_000_000

    /// Below zero, zero or above it, as the number lies below an edge, on it or above it.
    fileprivate func order(beside edge: ExactDecimal) -> Int {
        let (product, overflow) = edge.billionths.multipliedReportingOverflow(by: divisor)
        // What 128 bits cannot hold lies beyond every number of events.
        if overflow { return edge.mantissa < 0 ? 1 : -1 }
        return billionths < product ? -1 : billionths == product ? 0 : 1
    }
}

extension Bounds where Value == ExactDecimal {
    /// Whether an exact ratio lies within.
    public func contains(_ ratio: ExactRatio) -> Bool {
        if let lower {
            let order = ratio.order(beside: lower.value)
            if order < 0 || (order == 0 && !lower.isInclusive) { return false }
        }
        if let upper {
            let order = ratio.order(beside: upper.value)
            if order > 0 || (order == 0 && !upper.isInclusive) { return false }
        }
        return true
    }
}

extension LawTable {
    /// The cell of a table without columns for a ratio; nil where it has none.
    public func cell(_ ratio: ExactRatio) -> Cell? {
        rows.first { $0.bounds.contains(ratio) }?.cells.first
    }
}
