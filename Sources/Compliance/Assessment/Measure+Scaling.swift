// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

extension Measure.Size {
    /// So many percent of it; years become months where they are no longer whole. Nil where a part
    /// of a unit is left and nobody says what becomes of it, or the size is too large.
    func percent(_ percent: ExactDecimal, _ rounding: Rounding?) -> Self? {
        switch self {
        case .none, .permanent: return self
        case .amount(let money):
            return money.percent(percent, rounding).map { .amount($0) }
        case .range(let least, let most, let guideline):
            guard let lower = least.percent(percent, rounding),
                let upper = most.percent(percent, rounding)
            else { return nil }
            guard let guideline else { return .range(lower, upper, guideline: nil) }
            return guideline.percent(percent, rounding).map { .range(lower, upper, guideline: $0) }
        case .time(let count, let unit):
            return Self.times([count], unit, percent, rounding).map { .time($0.counts[0], $0.unit) }
        case .timeRange(let range):
            let counts = [range.least] + [range.most, range.guideline].compactMap(\.self)
            return Self.times(counts, range.unit, percent, rounding).map { times in
                var rest = times.counts.dropFirst()
                let most = range.most.flatMap { _ in rest.popFirst() }
                return .timeRange(
                    .init(
                        unit: times.unit, least: times.counts[0], most: most,
                        guideline: range.guideline.flatMap { _ in rest.popFirst() }))
            }
        }
    }

    private static func times(
        _ counts: [Int], _ unit: LawTable.Result, _ percent: ExactDecimal, _ rounding: Rounding?
    ) -> (counts: [Int], unit: LawTable.Result)? {
        let exact = counts.compactMap { part(of: $0, percent, nil) }
        if exact.count == counts.count { return (exact, unit) }
        let scale = unit == .years ? 12 : 1
        let parts = counts.compactMap { part(of: $0 * scale, percent, rounding) }
        guard parts.count == counts.count else { return nil }
        return (parts, unit == .years ? .months : unit)
    }

    private static func part(
        of count: Int, _ percent: ExactDecimal, _ rounding: Rounding?
    ) -> Int? {
        let divisor = (0..<percent.places).reduce(Int128(100)) { power, _ in power * 10 }
        let product = Int128(count) * Int128(percent.mantissa)
        let (whole, rest) = product.quotientAndRemainder(dividingBy: divisor)
        let isMore: Bool
        switch rounding {
        case nil where rest != 0: return nil
        case nil, .down?: isMore = false
        case .up?: isMore = rest > 0
        case .half?: isMore = rest * 2 >= divisor
        }
        let units = whole + (isMore ? 1 : 0)
        return (0...Int128(timeMaximum)).contains(units) ? Int(units) : nil
    }
}

extension Money {
    fileprivate func percent(_ percent: ExactDecimal, _ rounding: Rounding?) -> Money? {
        ReckonedAmount(minorUnits: minorUnits).percent(percent)?.minorUnits(rounding).flatMap {
            Money(minorUnits: $0, currency: currency)
        }
    }
}
