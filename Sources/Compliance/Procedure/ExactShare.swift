// SPDX-License-Identifier: Apache-2.0

import Domain

/// A percentage taken in proportion, with exact integers and one stated rounding.
///
/// - Source: none; it is arithmetic.
enum ExactShare {
    /// `percent` × `paid` ÷ `owed` to three decimals, half rounded up; the whole where as much was
    /// paid as was owed, nothing where nothing was paid.
    static func percent(
        _ percent: ExactDecimal, _ paid: ExactDecimal, of owed: ExactDecimal
    ) -> ExactDecimal {
        if paid.mantissa <= 0 { return ExactDecimal(mantissa: 0, places: 0) }
        if paid >= owed { return percent }
        // Both in billionths, of which the larger needs 93 bits; thousandths of a percent 17 more.
        let numerator = Int128(thousandths(percent)) * billionths(paid)
        let denominator = billionths(owed)
        let rounded = (numerator * 2 + denominator) / (denominator * 2)
        return ExactDecimal(mantissa: Int64(rounded), places: 3)
    }

    /// A percentage has three decimals at most, so that what lies beyond is cut.
    private static func thousandths(_ percent: ExactDecimal) -> Int64 {
        Int64(billionths(percent) / 1_000_000)
    }

    private static func billionths(_ number: ExactDecimal) -> Int128 {
        (number.places..<9).reduce(Int128(number.mantissa)) { value, _ in value * 10 }
    }
}
