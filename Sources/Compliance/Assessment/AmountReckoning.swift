// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Scoring

/// An amount while it is reckoned: any number of decimals, never rounded before its end.
struct ReckonedAmount: Comparable {
    private var mantissa: Int128
    private var places: Int

    init(_ number: ExactDecimal) {
        mantissa = Int128(number.mantissa)
        places = number.places
    }

    /// So many minor units of money.
    init(minorUnits: Int64) {
        mantissa = Int128(minorUnits)
        places = 2
    }

    private init(mantissa: Int128, places: Int) {
        self.mantissa = mantissa
        self.places = places
        while self.places > 0, self.mantissa % 10 == 0 {
            self.mantissa /= 10
            self.places -= 1
        }
    }

    /// Both added up; nil where that is too large.
    func adding(_ other: Self) -> Self? {
        guard let (left, right, places) = aligned(with: other) else { return nil }
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? nil : Self(mantissa: sum, places: places)
    }

    /// Both multiplied; nil where that is too large.
    func times(_ other: Self) -> Self? {
        let (product, overflow) = mantissa.multipliedReportingOverflow(by: other.mantissa)
        return overflow ? nil : Self(mantissa: product, places: places + other.places)
    }

    /// So many percent of it; nil where that is too large.
    func percent(_ percent: ExactDecimal) -> Self? {
        times(Self(percent)).map { Self(mantissa: $0.mantissa, places: $0.places + 2) }
    }

    /// The amount in minor units; nil where it is too large, or has a finer part and nobody says
    /// what becomes of that.
    func minorUnits(_ rounding: Rounding?) -> Int64? {
        var units = mantissa
        if places > 2 {
            guard let scale = Self.power(places - 2) else { return nil }
            let (whole, rest) = units.quotientAndRemainder(dividingBy: scale)
            units = whole
            switch rounding {
            case nil: if rest != 0 { return nil }
            case .down: break
            case .up: if rest != 0 { units += 1 }
            case .half: if rest >= scale - rest { units += 1 }
            }
        } else {
            guard let scaled = scaled(to: 2) else { return nil }
            units = scaled
        }
        guard units.magnitude <= Int128(ExactScale.magnitudeMaximum).magnitude else { return nil }
        return Int64(units)
    }

    static func < (left: Self, right: Self) -> Bool {
        guard let (one, other, _) = left.aligned(with: right) else {
            // Only numbers beyond every amount of money cannot be brought to the same places.
            return left.mantissa < right.mantissa
        }
        return one < other
    }

    private func aligned(with other: Self) -> (Int128, Int128, Int)? {
        let places = max(places, other.places)
        guard let one = scaled(to: places), let another = other.scaled(to: places) else {
            return nil
        }
        return (one, another, places)
    }

    private func scaled(to target: Int) -> Int128? {
        guard let scale = Self.power(target - places) else { return nil }
        let (product, overflow) = mantissa.multipliedReportingOverflow(by: scale)
        return overflow ? nil : product
    }

    private static func power(_ exponent: Int) -> Int128? {
        guard exponent <= 36 else { return nil }
        return (0..<exponent).reduce(Int128(1)) { power, _ in power * 10 }
    }
}

/// Amounts that the law reckons from facts of an event.
///
/// - Source: the assessment's file of the pack.
struct AmountReckoning {
    /// The facts, and the numbers that came of them, for the trace.
    private(set) var input: [JSONValue.Member] = []
    /// By which law units were told, where two differ.
    private(set) var laws: [TraceStep] = []
    private let event: Precedent
    private let book: FactBook
    private let policy: Policy
    private let measure: MeasureCode

    init(_ event: Precedent, _ book: FactBook, of measure: MeasureCode, policy: Policy) {
        self.book = book
        self.policy = policy
        self.measure = measure
        self.event = event
    }

    /// What a term comes to.
    ///
    /// - Throws: `AssessmentError` where a fact is unknown or below 0, a unit is not in force, or
    ///   the amount is too large.
    mutating func value(of term: AmountTerm) throws(AssessmentError) -> ReckonedAmount {
        switch term {
        case .number(let number): return ReckonedAmount(number)
        case .fact(let name):
            let number = try book.count(name)
            note(name, number)
            return ReckonedAmount(number)
        case .unit(let code):
            let unit = try UnitReading(code, of: event, policy: policy)
            if !input.contains(where: { $0.name == code.text }) { laws += unit.trace }
            note(code.text, unit.amount.value)
            return ReckonedAmount(unit.amount.value)
        case .percent(let percent, let whole):
            return try checked(value(of: whole).percent(percent))
        case .sum(let terms):
            return try folded(terms) { $0.adding($1) }
        case .product(let terms):
            return try folded(terms) { $0.times($1) }
        case .lowest(let terms):
            return try folded(terms) { min($0, $1) }
        case .highest(let terms):
            return try folded(terms) { max($0, $1) }
        }
    }

    private mutating func folded(
        _ terms: [AmountTerm],
        _ combine: (ReckonedAmount, ReckonedAmount) -> ReckonedAmount?
    ) throws(AssessmentError) -> ReckonedAmount {
        var result: ReckonedAmount?
        for term in terms {
            let next = try value(of: term)
            if let before = result {
                result = try checked(combine(before, next))
            } else {
                result = next
            }
        }
        return try checked(result)
    }

    private func checked(_ amount: ReckonedAmount?) throws(AssessmentError) -> ReckonedAmount {
        guard let amount else { throw .outOfScale(measure.text, of: book.event) }
        return amount
    }

    private mutating func note(_ name: String, _ number: ExactDecimal) {
        guard !input.contains(where: { $0.name == name }) else { return }
        input.append(.init(name, JSONValue(number)))
    }
}
