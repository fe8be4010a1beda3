// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// What justifications and adjustments leave of the points of an event, and which one did.
struct AdjustedPoints {
    let points: Points
    /// What justifies the event, so that nothing is left; nil where nothing does.
    let justification: LocalText?
    /// The adjustment that applied, and the percentage that it left.
    let applied: (adjustment: PointsAdjustment, percent: ExactDecimal)?

    /// The first adjustment applies whose conditions hold; one by a table applies where the table
    /// can be read, since a fact that nobody stated meets no comparison.
    ///
    /// - Source: the indicator's file of the pack and its tables, as in force on the day the event
    ///   happened.
    init(
        _ points: Points, by rule: IndicatorRule, subject: PredicateSubject, on day: CivilDate,
        policy: Policy, earlier: (EarlierEvents) -> Int?
    ) throws(PolicyError) {
        justification = rule.justifications.first { $0.condition.holds(of: subject) }?.title
        guard justification == nil else {
            self.points = .zero
            applied = nil
            return
        }
        // By place, as one that does not apply need not be copied.
        for place in rule.adjustments.indices
        where rule.adjustments[place].condition?.holds(of: subject) ?? true {
            let adjustment = rule.adjustments[place]
            if let wanted = adjustment.earlier {
                guard let count = earlier(wanted), wanted.bounds.contains(count) else { continue }
            }
            let percent: ExactDecimal
            switch adjustment.percent {
            case .fixed(let number): percent = number
            case .table(let code):
                guard let number = try Self.read(code, of: subject, on: day, policy) else {
                    continue
                }
                percent = number
            }
            self.points = points.percent(percent)
            applied = (adjustment, percent)
            return
        }
        self.points = points
        applied = nil
    }

    private static func read(
        _ code: TableCode, of subject: PredicateSubject, on day: CivilDate, _ policy: Policy
    ) throws(PolicyError) -> ExactDecimal? {
        let table = try policy.table(code, on: day).value
        func value(_ name: String) -> JSONValue? {
            subject.facts.first { $0.name == name }?.value
        }
        let key: ExactDecimal
        switch value(table.key) {
        case .integer(let number)?: key = ExactDecimal(mantissa: number, places: 0)
        case .decimal(let number)?: key = number
        default: return nil
        }
        let words = table.across.compactMap { name -> String? in
            if case .string(let word)? = value(name) { word } else { nil }
        }
        switch table.cell(key, words) {
        case .number(let percent)?: return percent
        // A cell that says nothing leaves all.
        case .nothing?: return ExactDecimal(mantissa: 100, places: 0)
        case .permanent?, nil: return nil
        }
    }

    /// How much was left, in each language.
    var words: LocalText? {
        if let justification {
            return LocalText(
                en: "justified: \(justification.en)", zh: "有正当理由：\(justification.zh)")
        }
        return applied.map { adjustment, percent in
            LocalText(
                en: "\(percent) % left: \(adjustment.title.en)",
                zh: "保留 \(percent)%：\(adjustment.title.zh)")
        }
    }
}
