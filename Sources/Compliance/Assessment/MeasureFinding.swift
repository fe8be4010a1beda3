// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Scoring

/// The measures that follow from one event once it is weighed.
///
/// What lasts begins on the day of the determination and ends so many calendar years, months or
/// days later: that day is the first on which it no longer holds. A bar of two years determined on
/// 2023-03-03 holds through 2025-03-02, and its `until` is 2025-03-03. Where the authority shows
/// another end to the public, the law says how many days after `until` that lies; with one, as on
/// Canada's list, it reads 2025-03-04.
///
/// - Source: the assessment's file of the pack, as in force on the day the event happened; IRPR
///   s. 209.99(2): a bar begins on the day of the determination.
struct MeasureFinding {
    private(set) var measures: [Measure] = []
    private(set) var trace: [TraceStep] = []

    private let event: Precedent
    /// The event's facts, its weight among them.
    private let book: FactBook
    private let policy: Policy

    /// Finds what follows from `event`, which weighs `weight`.
    ///
    /// - Throws: `AssessmentError` where a fact is missing or the law has no answer.
    init(
        _ event: Precedent, weighing weight: Points, by rule: DatedValue<AssessmentRule>,
        policy: Policy
    ) throws(AssessmentError) {
        self.event = event
        self.policy = policy
        book = event.book.weighed(weight)
        for measure in rule.value.measures {
            let isRuledOut = measures.contains { measure.unless.contains($0.code) }
            guard !isRuledOut, book.meets(measure.condition),
                let found = try size(of: measure, rule)
            else { continue }
            append(measure, found.size, source: found.source)
        }
    }

    /// So many units of their amount on the day the event happened, with their factors.
    private mutating func inUnits(
        _ amount: UnitAmount, of measure: MeasureRule, source: String
    ) throws(AssessmentError) -> (size: Measure.Size, source: String) {
        let unit = try AssessmentError.asking { () throws(PolicyError) in
            try policy.procedure.unit(amount.unit, on: event.event.occurredOn)
        }
        let factors = amount.factors.filter { book.meets($0.condition) }.map(\.factor)
        guard let each = unit.value.minorUnits,
            let units = ExactScale.units(
                each, times: amount.count, factors: factors, amount.numerator,
                over: amount.denominator)
        else { throw .outOfScale(measure.code.text, of: event.event.id) }
        let money = try money(units, of: measure)
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
        return (.amount(money), source)
    }

    private mutating func append(_ rule: MeasureRule, _ size: Measure.Size, source: String) {
        let days = rule.kind.lasts ? size.days(from: event.determinedOn) : nil
        let measure = Measure(
            code: rule.code, kind: rule.kind, title: rule.title, size: size, from: days?.from,
            until: days?.until,
            shownUntil: days?.until.map { $0.adding(days: rule.shownAfterDays) },
            isPublished: rule.isPublished, bearer: rule.bearer, source: source)
        measures.append(measure)
        var input = [JSONValue.Member("measure", JSONValue(text: rule.code))]
        if let days { input.append(.init("from", JSONValue(text: days.from))) }
        if let until = days?.until { input.append(.init("until", JSONValue(text: until))) }
        trace.append(
            TraceStep(step: "measure", input: input, output: size.json, source: source))
    }

    /// How large a measure is, and where that is written; nil where it does not follow.
    private mutating func size(
        of measure: MeasureRule, _ rule: DatedValue<AssessmentRule>
    ) throws(AssessmentError) -> (size: Measure.Size, source: String)? {
        let source = rule.provenance.citation
        switch measure.size {
        case nil: return (.none, source)
        case .fixed(let number, let unit):
            return (try size(number, unit, of: measure), source)
        case .each(let amount, let name, let cap):
            let number = try book.count(name)
            guard let each = amount.minorUnits,
                let units = ExactScale.units(each, times: number, cap: cap?.minorUnits)
            else { throw .outOfScale(measure.code.text, of: event.event.id) }
            return (.amount(try money(units, of: measure)), source)
        case .units(let amount): return try inUnits(amount, of: measure, source: source)
        case .range(let range, let guideline):
            return (
                .range(
                    try money(range.lowerBound, of: measure),
                    try money(range.upperBound, of: measure),
                    guideline: try guideline.map { amount throws(AssessmentError) in
                        try money(amount, of: measure)
                    }), source
            )
        case .table(let code):
            let reading = try TableReading(
                code, of: book, on: event.event.occurredOn, policy: policy)
            trace.append(reading.trace)
            switch reading.cell {
            case .nothing: return nil
            case .number(let number):
                return (try size(number, reading.unit, of: measure), reading.trace.source)
            case .permanent: return (.permanent, reading.trace.source)
            }
        }
    }

    private func size(
        _ number: ExactDecimal, _ unit: LawTable.Result, of measure: MeasureRule
    ) throws(AssessmentError) -> Measure.Size {
        switch unit {
        case .money: return .amount(try money(number, of: measure))
        case .years, .months, .days:
            guard number.places == 0, let count = Int(exactly: number.mantissa),
                (0...Measure.Size.timeMaximum).contains(count)
            else { throw .outOfScale(measure.code.text, of: event.event.id) }
            return .time(count, unit)
        // No measure is told in points; whoever read the law saw to that.
        case .points, .percent: throw .policy(.unknown("measures/\(measure.code)"))
        }
    }

    private func money(
        _ amount: ExactDecimal, of measure: MeasureRule
    ) throws(AssessmentError) -> Money {
        guard let units = amount.minorUnits, units.magnitude <= ExactScale.magnitudeMaximum else {
            throw .outOfScale(measure.code.text, of: event.event.id)
        }
        return try money(units, of: measure)
    }

    private func money(
        _ units: Int64, of measure: MeasureRule
    ) throws(AssessmentError) -> Money {
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

extension MeasureRule.Kind {
    /// Whether such a measure holds from a day on, rather than being done with at once.
    var lasts: Bool {
        switch self {
        case .actionPlan, .quotaCut, .suspension, .bar, .downgrade, .revocation: true
        case .warning, .penalty, .confiscation, .exitCosts: false
        }
    }
}
