// SPDX-License-Identifier: Apache-2.0

public import Domain

/// What leaves only a part of an event's points, as a repair or a waiver.
///
/// - Source: the indicator's file in the pack.
public struct PointsAdjustment: Hashable, Sendable {
    /// How much is left.
    public enum Percent: Hashable, Sendable {
        /// Always so much.
        case fixed(ExactDecimal)
        /// As a table of percent says.
        case table(TableCode)
    }

    /// What it is called.
    public let title: LocalText
    /// When it applies; nil where the events before it decide alone.
    public let condition: Predicate?
    /// How many events came before; nil where that does not matter.
    public let earlier: EarlierEvents?
    /// The percentage of the points that is left.
    public let percent: Percent
}

extension Points {
    /// So many percent of the points, in thousandths; half a thousandth is rounded away from zero.
    /// Points keep their bounds.
    public func percent(_ percent: ExactDecimal) -> Points {
        // Points have 40 bits, a percentage 63, and 10¹¹ has 37: 128 hold each product.
        let scale = (0..<percent.places).reduce(Int128(100)) { power, _ in power * 10 }
        let product = Int128(thousandths) * Int128(percent.mantissa)
        let half = product < 0 ? -scale : scale
        return Points(thousandths: Int64(clamping: (product * 2 + half) / (scale * 2)))
    }
}
