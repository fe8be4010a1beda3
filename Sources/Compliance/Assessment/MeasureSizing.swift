// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Scoring

/// How large one measure is.
///
/// - Source: the assessment's file of the pack and its tables and units, in the versions that
///   `whichLaw` wants.
struct MeasureSizing {
    private(set) var trace: [TraceStep] = []
    private let rule: MeasureRule
    private let event: Precedent
    /// The event's facts, its weight among them.
    private let book: FactBook
    private let source: String
    private let policy: Policy
    private let tablesOn: CivilDate
    private let isExplained: Bool

    init(
        _ rule: MeasureRule, _ event: Precedent, _ book: FactBook, tablesOn: CivilDate,
        source: String, _ policy: Policy, explains: Bool
    ) {
        isExplained = explains
        self.tablesOn = tablesOn
        self.rule = rule
        self.event = event
        self.book = book
        self.source = source
        self.policy = policy
    }

    /// How large it is, and where that is written; nil where it does not follow.
    ///
    /// - Throws: `AssessmentError` where a fact is missing or the law has no answer.
    mutating func found() throws(AssessmentError) -> (size: Measure.Size, source: String)? {
        guard let size = rule.size else { return (.none, source) }
        return try found(size)
    }

    private mutating func found(
        _ size: MeasureSize
    ) throws(AssessmentError) -> (size: Measure.Size, source: String)? {
        switch size {
        case .fixed(let number, let unit): return (try self.size(number, unit), source)
        case .each(let amount, let name, let cap):
            let number = try book.count(name)
            guard let each = amount.minorUnits,
                let units = ExactScale.units(each, times: number, cap: cap?.minorUnits)
            else { throw outOfScale }
            return (.amount(try money(units)), source)
        case .eachTime(let count, let unit, let name, let most):
            let number = try book.count(name)
            guard
                let units = ExactScale.units(
                    Int64(count), times: number, cap: most.map(Int64.init)),
                units <= Measure.Size.timeMaximum
            else { throw outOfScale }
            return units == 0 ? nil : (.time(Int(units), unit), source)
        case .percent(let percent, let whole, let rounding):
            return try scaled(whole, by: percent, rounding)
        case .units(let amount): return (try inUnits(amount), source)
        case .range(let range): return (try between(range), source)
        case .reckoned(let term, let rounding):
            let units = try reckoned(term, rounding)
            return (.amount(try money(units)), source)
        case .first(let tiers):
            guard let tier = tiers.first(where: { book.meets($0.condition) }) else { return nil }
            return try found(tier.size)
        case .upTo(let most): return try upTo(most)
        case .table(let code):
            let reading = try TableReading(
                code, of: book, on: tablesOn, policy: policy)
            if isExplained { trace.append(reading.trace) }
            switch reading.cell {
            case .nothing: return nil
            case .number(let number):
                return (try self.size(number, reading.unit), reading.source)
            case .permanent: return (.permanent, reading.source)
            }
        }
    }

    private var outOfScale: AssessmentError { .outOfScale(rule.code.text, of: event.event.id) }

    /// So many percent of another size.
    private mutating func scaled(
        _ size: MeasureSize, by percent: ExactDecimal, _ rounding: Rounding?
    ) throws(AssessmentError) -> (size: Measure.Size, source: String)? {
        guard let whole = try found(size) else { return nil }
        guard let part = whole.size.percent(percent, rounding) else { throw outOfScale }
        guard isExplained else { return (part, whole.source) }
        trace.append(
            TraceStep(
                step: "percent",
                input: [.init("of", whole.size.json), .init("percent", JSONValue(percent))],
                output: part.json, source: source))
        return (part, whole.source)
    }

    /// From nothing to a most.
    private mutating func upTo(
        _ size: MeasureSize
    ) throws(AssessmentError) -> (size: Measure.Size, source: String)? {
        guard let most = try found(size) else { return nil }
        switch most.size {
        case .amount(let amount):
            return (.range(try money(0), amount, guideline: nil), most.source)
        case .time(let count, let unit):
            return (
                .timeRange(.init(unit: unit, least: 0, most: count, guideline: nil)), most.source
            )
        case .permanent:
            // Without limit; years are what such times are told in.
            return (
                .timeRange(.init(unit: .years, least: 0, most: nil, guideline: nil)), most.source
            )
        case .none, .range, .timeRange: return most
        }
    }

    private mutating func between(_ range: SizeRange) throws(AssessmentError) -> Measure.Size {
        guard range.unit.isTime else {
            guard let upper = range.most else { throw outOfScale }
            let least = try reckoned(range.least, nil)
            let most = try reckoned(upper, nil)
            let usual = try range.guideline.map { term throws(AssessmentError) in
                try reckoned(term, nil)
            }
            guard least <= most else { throw outOfScale }
            return .range(
                try money(least), try money(most),
                guideline: try usual.map { units throws(AssessmentError) in try money(units) })
        }
        func count(_ term: AmountTerm) throws(AssessmentError) -> Int {
            guard case .number(let number) = term, number.places == 0,
                let count = Int(exactly: number.mantissa),
                (0...Measure.Size.timeMaximum).contains(count)
            else { throw outOfScale }
            return count
        }
        return .timeRange(
            .init(
                unit: range.unit, least: try count(range.least),
                most: try range.most.map { term throws(AssessmentError) in try count(term) },
                guideline: try range.guideline.map { term throws(AssessmentError) in
                    try count(term)
                }))
    }

    /// An amount that is reckoned, in minor units.
    private mutating func reckoned(
        _ term: AmountTerm, _ rounding: Rounding?
    ) throws(AssessmentError) -> Int64 {
        var reckoning = AmountReckoning(event, book, of: rule.code, policy: policy)
        guard let units = try reckoning.value(of: term).minorUnits(rounding) else {
            throw outOfScale
        }
        guard isExplained else { return units }
        trace += reckoning.laws
        if !reckoning.input.isEmpty {
            trace.append(
                TraceStep(
                    step: "reckoning", input: reckoning.input,
                    output: Measure.Size.amount(try money(units)).json, source: source))
        }
        return units
    }

    /// So many units of their amount, with their factors.
    private mutating func inUnits(_ amount: UnitAmount) throws(AssessmentError) -> Measure.Size {
        let reading = try UnitReading(amount.unit, of: event, policy: policy)
        let unit = reading.amount
        let factors = amount.factors.filter { book.meets($0.condition) }.map(\.factor)
        guard let each = unit.value.minorUnits,
            let units = ExactScale.units(
                each, times: amount.count, factors: factors, amount.numerator,
                over: amount.denominator)
        else { throw outOfScale }
        let money = try money(units)
        guard isExplained else { return .amount(money) }
        trace += reading.trace
        trace.append(
            TraceStep(
                step: "units",
                input: [
                    .init("units", JSONValue(amount.count)),
                    .init(amount.unit.text, JSONValue(unit.value)),
                    .init("factors", .array(factors.map { .integer(Int64($0)) })),
                    .init("fraction", .string("\(amount.numerator)/\(amount.denominator)")),
                ], output: Measure.Size.amount(money).json,
                source: unit.provenance.citation))
        return .amount(money)
    }

    private func size(
        _ number: ExactDecimal, _ unit: LawTable.Result
    ) throws(AssessmentError) -> Measure.Size {
        switch unit {
        case .money:
            guard let units = number.minorUnits, units.magnitude <= ExactScale.magnitudeMaximum
            else { throw outOfScale }
            return .amount(try money(units))
        case .years, .months, .days:
            guard number.places == 0, let count = Int(exactly: number.mantissa),
                (0...Measure.Size.timeMaximum).contains(count)
            else { throw outOfScale }
            return .time(count, unit)
        // No measure is told in points; whoever read the law saw to that.
        case .points, .percent: throw .policy(.unknown("measures/\(rule.code)"))
        }
    }

    private func money(_ units: Int64) throws(AssessmentError) -> Money {
        guard let money = Money(minorUnits: units, currency: policy.currency) else {
            throw .policy(.unknown("currency"))
        }
        return money
    }
}

extension ExactDecimal {
    /// An amount of money in minor units; nil when it has a finer part, or is too large.
    fileprivate var minorUnits: Int64? { scaled(toPlaces: 2) }
}
