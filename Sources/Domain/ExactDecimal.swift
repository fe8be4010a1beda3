// SPDX-License-Identifier: Apache-2.0

/// An exact decimal number: `mantissa` × 10^−`places`, in its shortest form.
public struct ExactDecimal: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The digits as a whole number.
    public let mantissa: Int64
    /// How many of them stand behind the point, 0…9.
    public let places: Int

    /// Makes the number, dropping zeros at the end of the fraction.
    public init(mantissa: Int64, places: Int) {
        precondition((0...9).contains(places), "An exact decimal has 0 to 9 places.")
        var mantissa = mantissa
        var places = places
        while places > 0, mantissa % 10 == 0 {
            mantissa /= 10
            places -= 1
        }
        self.mantissa = mantissa
        self.places = places
    }

    /// Reads `-12.5`; nil for exponents, more than nine places or more digits than fit.
    public init?(_ text: some StringProtocol) {
        var digits: Int64 = 0
        var places: Int?
        var count = 0
        var bytes = Array(text.utf8)[...]
        let negative = bytes.first == 0x2D
        if negative { bytes.removeFirst() }
        for byte in bytes {
            if byte == 0x2E, places == nil, count > 0 {
                places = 0
                continue
            }
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            let (product, tooLarge) = digits.multipliedReportingOverflow(by: 10)
            let (sum, overflow) = product.addingReportingOverflow(Int64(byte - 0x30))
            guard !tooLarge, !overflow else { return nil }
            digits = sum
            count += 1
            places = places.map { $0 + 1 }
        }
        guard count > 0, places != 0, (places ?? 0) <= 9 else { return nil }
        self.init(mantissa: negative ? -digits : digits, places: places ?? 0)
    }

    /// The value as a whole number of 10^−`places`; nil when that would lose digits or overflow.
    public func scaled(toPlaces target: Int) -> Int64? {
        guard target >= places else { return nil }
        var value = mantissa
        for _ in places..<target {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            value = product
        }
        return value
    }

    /// `-12.5`.
    public var description: String {
        guard places > 0 else { return String(mantissa) }
        var digits = String(mantissa.magnitude)
        while digits.utf8.count <= places { digits = "0" + digits }
        let split = digits.index(digits.endIndex, offsetBy: -places)
        return "\(mantissa < 0 ? "-" : "")\(digits[..<split]).\(digits[split...])"
    }

    /// Orders by value.
    public static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        if left.places == right.places { return left.mantissa < right.mantissa }
        return left.billionths < right.billionths
    }

    /// Billionths: nine places are the most there are, and 128 bits hold any of them.
    public var billionths: Int128 {
        var value = Int128(mantissa)
        for _ in places..<9 { value *= 10 }
        return value
    }
}
