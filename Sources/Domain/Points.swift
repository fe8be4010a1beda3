// SPDX-License-Identifier: Apache-2.0

/// Credit points as an exact count of thousandths of a point.
///
/// Between the bounds all arithmetic is exact. What would lie beyond ±1,000,000,000 points is that
/// bound: no law and no record can bring a sum that does not fit.
public struct Points: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// More thousandths than these, of either sign, are not counted.
    public static let magnitudeMaximum: Int64 = 1_000_000_000_000

    /// Thousandths of a point; 82.4 points are 82,400.
    public let thousandths: Int64

    /// No points.
    public static let zero = Points(thousandths: 0)

    /// Makes points from thousandths; beyond a bound, that bound.
    public init(thousandths: Int64) {
        self.thousandths = min(max(thousandths, -Self.magnitudeMaximum), Self.magnitudeMaximum)
    }

    /// Makes whole points; beyond a bound, that bound.
    public init(_ whole: Int) {
        self = Points(thousandths: 1_000) * whole
    }

    /// Reads an exact decimal with at most three places; nil when it has more or lies beyond a
    /// bound.
    public init?(_ decimal: ExactDecimal) {
        guard let thousandths = decimal.scaled(toPlaces: 3),
            thousandths.magnitude <= Self.magnitudeMaximum.magnitude
        else { return nil }
        self.thousandths = thousandths
    }

    /// The same value as a decimal number, `82.4`.
    public var decimal: ExactDecimal { ExactDecimal(mantissa: thousandths, places: 3) }

    /// The shortest exact decimal, `82.4`.
    public var description: String { decimal.description }

    /// Exact arithmetic between the bounds, which both numbers keep: 64 bits hold their sum.
    public static func + (left: Points, right: Points) -> Points {
        Points(thousandths: left.thousandths + right.thousandths)
    }

    /// Exact arithmetic between the bounds.
    public static func - (left: Points, right: Points) -> Points {
        Points(thousandths: left.thousandths - right.thousandths)
    }

    /// Exact arithmetic.
    public static prefix func - (points: Points) -> Points {
        Points(thousandths: -points.thousandths)
    }

    /// Points times a whole number of occurrences, exact between the bounds.
    public static func * (points: Points, count: Int) -> Points {
        let (product, overflow) = points.thousandths.multipliedReportingOverflow(by: Int64(count))
        guard overflow else { return Points(thousandths: product) }
        return Points(thousandths: (points.thousandths < 0) == (count < 0) ? .max : .min)
    }

    /// Orders by value.
    public static func < (left: Points, right: Points) -> Bool {
        left.thousandths < right.thousandths
    }
}
