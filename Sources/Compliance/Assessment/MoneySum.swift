// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Scoring

/// Amounts of one kind of measure put together; an amount is a range from itself to itself.
///
/// - Source: `notices.yaml` of the pack.
struct MoneySum {
    /// Amounts in minor units, between which an officer decides.
    private struct Span: Hashable {
        var least: Int64
        var most: Int64
        var guideline: Int64?
    }

    private let kind: MeasureRule.Kind
    private let currency: String
    /// Nil where no measure has a size.
    private var span: Span?

    /// Puts `measures` together, of which there is at least one.
    ///
    /// - Throws: `AssessmentError.outOfScale` where the sum is too large.
    init(of measures: [Measure], by rule: NoticeRule.Total) throws(AssessmentError) {
        kind = rule.kind
        var currency = ""
        var spans: [Span] = []
        for measure in measures {
            switch measure.size {
            case .amount(let money):
                currency = money.currency
                spans.append(
                    Span(
                        least: money.minorUnits, most: money.minorUnits,
                        guideline: money.minorUnits))
            case .range(let least, let most, let guideline):
                currency = least.currency
                spans.append(
                    Span(
                        least: least.minorUnits, most: most.minorUnits,
                        guideline: guideline?.minorUnits))
            case .none, .time, .timeRange, .permanent: continue
            }
        }
        self.currency = currency
        switch rule.combination {
        case .highest:
            span = spans.max {
                ($0.most, $0.least, $0.guideline ?? .min)
                    < ($1.most, $1.least, $1.guideline ?? .min)
            }
        case .sum: for next in spans { try add(next) }
        }
    }

    private mutating func add(_ next: Span) throws(AssessmentError) {
        guard let before = span else {
            span = next
            return
        }
        guard let least = ExactScale.sum(before.least, next.least),
            let most = ExactScale.sum(before.most, next.most)
        else { throw .outOfScale(kind.rawValue, of: nil) }
        // Without a guideline for one there is none for the whole.
        let guideline: Int64? =
            if let one = before.guideline, let other = next.guideline { one + other } else { nil }
        span = Span(least: least, most: most, guideline: guideline)
    }

    /// The same, but no more than a most of which so many minor units are used up.
    ///
    /// - Throws: `AssessmentError.outOfScale` where the most is no amount.
    func held(to cap: ExactDecimal, less used: Int64 = 0) throws(AssessmentError) -> MoneySum {
        guard let units = cap.scaled(toPlaces: 2), let rest = ExactScale.sum(units, -used) else {
            throw .outOfScale(kind.rawValue, of: nil)
        }
        let most = max(0, rest)
        var copy = self
        copy.span = span.map { span in
            Span(
                least: min(span.least, most), most: min(span.most, most),
                guideline: span.guideline.map { min($0, most) })
        }
        return copy
    }

    /// The whole as a size.
    var size: Measure.Size {
        guard let span, let least = money(span.least), let most = money(span.most) else {
            return .none
        }
        if span.least == span.most { return .amount(most) }
        return .range(least, most, guideline: span.guideline.flatMap(money))
    }

    private func money(_ units: Int64) -> Money? { Money(minorUnits: units, currency: currency) }
}
