// SPDX-License-Identifier: Apache-2.0

package import Domain

/// Arithmetic in whole units, minor units of money or thousandths of a point, that never rounds
/// and never overflows.
///
/// - Source: none; it is arithmetic.
package enum ExactScale {
    /// More units than these, of either sign, are not reckoned with.
    package static let magnitudeMaximum: Int64 = 1_000_000_000_000

    /// So many units for each of a number, up to a most of the same sign; nil where that is no
    /// whole number of units, or too large.
    package static func units(_ units: Int64, times number: ExactDecimal, cap: Int64?) -> Int64? {
        // The factors have at most 63 bits, and 10⁹ has 30: 128 hold each product.
        let scale = (0..<number.places).reduce(Int128(1)) { power, _ in power * 10 }
        var product = Int128(units) * Int128(number.mantissa)
        if let cap {
            let most = Int128(cap) * scale
            product = cap < 0 ? max(product, most) : min(product, most)
        }
        let (whole, rest) = product.quotientAndRemainder(dividingBy: scale)
        guard rest == 0, whole.magnitude <= Int128(magnitudeMaximum).magnitude else { return nil }
        return Int64(whole)
    }

    /// So many units for each of a number, times each factor and a fraction; nil where that is no
    /// whole number of units, or too large.
    package static func units(
        _ units: Int64, times number: ExactDecimal, factors: [Int], _ numerator: Int,
        over denominator: Int
    ) -> Int64? {
        var product = Int128(units) * Int128(number.mantissa)
        for factor in factors + [numerator] {
            let (next, overflow) = product.multipliedReportingOverflow(by: Int128(factor))
            guard !overflow else { return nil }
            product = next
        }
        let scale = (0..<number.places).reduce(Int128(denominator)) { power, _ in power * 10 }
        let (whole, rest) = product.quotientAndRemainder(dividingBy: scale)
        guard rest == 0, whole.magnitude <= Int128(magnitudeMaximum).magnitude else { return nil }
        return Int64(whole)
    }

    /// The sum; nil where it is too large.
    package static func sum(_ left: Int64, _ right: Int64) -> Int64? {
        let (sum, overflow) = left.addingReportingOverflow(right)
        guard !overflow, sum.magnitude <= magnitudeMaximum.magnitude else { return nil }
        return sum
    }
}
