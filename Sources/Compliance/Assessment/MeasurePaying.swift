// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Scoring

/// What the day of payment makes of an amount.
///
/// Each term that applies is put to what the one before it left. What is added is reckoned from the
/// amount before the first addition.
///
/// - Source: the payments of the measure.
struct MeasurePaying {
    private(set) var trace: [TraceStep] = []
    private let rule: MeasureRule
    private let book: FactBook
    private let source: String
    private let isExplained: Bool

    init(_ rule: MeasureRule, _ book: FactBook, source: String, explains: Bool) {
        isExplained = explains
        self.rule = rule
        self.book = book
        self.source = source
    }

    /// What is left to pay of a size.
    ///
    /// - Throws: `AssessmentError` where a number is unknown, or an amount has a finer part.
    mutating func paid(_ size: Measure.Size) throws(AssessmentError) -> Measure.Size {
        var size = size
        var base: Measure.Size?
        for term in rule.payments where book.meets(term.condition) {
            let before = size
            switch term.effect {
            case .leaves(let percent):
                size = try mapped(size) { amount throws(AssessmentError) in
                    try units(ReckonedAmount(minorUnits: amount).percent(percent), term)
                }
            case .adds(let percent, let name, let cap):
                let whole = base ?? size
                base = whole
                let number = try book.count(name)
                let added = try mapped(whole) { amount throws(AssessmentError) in
                    try addition(to: amount, percent, times: number, cap, term)
                }
                size = try sum(size, added)
            }
            guard isExplained else { continue }
            trace.append(
                TraceStep(
                    step: "payment", title: term.title,
                    input: [
                        .init("measure", JSONValue(text: rule.code)), .init("from", before.json),
                    ], output: size.json, source: term.source ?? source))
        }
        return size
    }

    private func addition(
        to amount: Int64, _ percent: ExactDecimal, times number: ExactDecimal,
        _ cap: ExactDecimal?, _ term: PaymentTerm
    ) throws(AssessmentError) -> Int64 {
        let whole = ReckonedAmount(minorUnits: amount)
        let reckoned = whole.percent(percent)?.times(ReckonedAmount(number))
        let most = cap.flatMap { whole.percent($0) }
        return try units(reckoned.map { sum in most.map { min(sum, $0) } ?? sum }, term)
    }

    private func units(
        _ amount: ReckonedAmount?, _ term: PaymentTerm
    ) throws(AssessmentError) -> Int64 {
        guard let units = amount?.minorUnits(term.rounding) else { throw tooFine }
        return units
    }

    private var tooFine: AssessmentError { .outOfScale(rule.code.text, of: book.event) }

    private func mapped(
        _ size: Measure.Size, _ change: (Int64) throws(AssessmentError) -> Int64
    ) throws(AssessmentError) -> Measure.Size {
        func money(_ before: Money) throws(AssessmentError) -> Money {
            let units = try change(before.minorUnits)
            guard let money = Money(minorUnits: units, currency: before.currency) else {
                throw tooFine
            }
            return money
        }
        switch size {
        case .amount(let amount): return .amount(try money(amount))
        case .range(let least, let most, let guideline):
            return .range(
                try money(least), try money(most),
                guideline: try guideline.map { amount throws(AssessmentError) in
                    try money(amount)
                })
        case .none, .time, .timeRange, .permanent: return size
        }
    }

    private func sum(
        _ size: Measure.Size, _ added: Measure.Size
    ) throws(AssessmentError) -> Measure.Size {
        func money(_ left: Money, _ right: Money) throws(AssessmentError) -> Money {
            guard let units = ExactScale.sum(left.minorUnits, right.minorUnits),
                let money = Money(minorUnits: units, currency: left.currency)
            else { throw tooFine }
            return money
        }
        switch (size, added) {
        case (.amount(let left), .amount(let right)): return .amount(try money(left, right))
        case (.range(let least, let most, let usual), .range(let more, let atMost, let added)):
            var guideline: Money?
            if let usual, let added { guideline = try money(usual, added) }
            return .range(
                try money(least, more), try money(most, atMost), guideline: guideline)
        default: return size
        }
    }
}
