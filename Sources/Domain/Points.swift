// SPDX-License-Identifier: Apache-2.0

/// Credit points as an exact count of thousandths of a point.
public struct Points: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Thousandths of a point; 82.4 points are 82,400.
    public let thousandths: Int64

    /// No points.
    public static let zero = Points(thousandths: 0)

    /// Makes points from thousandths.
    public init(thousandths: Int64) {
        self.thousandths = thousandths
    }

    /// Makes whole points.
    public init(_ whole: Int) {
        self.thousandths = Int64(whole) * 1_000
    }

    /// Reads an exact decimal with at most three places; nil when it has more or is too large.
    public init?(_ decimal: ExactDecimal) {
        guard let thousandths = decimal.scaled(toPlaces: 3),
            thousandths.magnitude <= 1_000_000_000_000
        else { return nil }
        self.thousandths = thousandths
    }

    /// The same value as a decimal number, `82.4`.
    public var decimal: ExactDecimal { ExactDecimal(mantissa: thousandths, places: 3) }

    /// The shortest exact decimal, `82.4`.
    public var description: String { decimal.description }

    /// Exact arithmetic.
    public static func + (left: Points, right: Points) -> Points {
        Points(thousandths: left.thousandths + right.thousandths)
    }

    /// Exact arithmetic.
    public static func - (left: Points, right: Points) -> Points {
        Points(thousandths: left.thousandths - right.thousandths)
    }

    /// Exact arithmetic.
    public static prefix func - (points: Points) -> Points {
        Points(thousandths: -points.thousandths)
    }

    /// Points times a whole number of occurrences.
    public static func * (points: Points, count: Int) -> Points {
        Points(thousandths: points.thousandths * Int64(count))
    }

    /// Orders by value.
    public static func < (left: Points, right: Points) -> Bool {
        left.thousandths < right.thousandths
    }
}
