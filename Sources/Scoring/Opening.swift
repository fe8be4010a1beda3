// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// The score before the first event: the start value, and what counts besides single events.
///
/// Each of these is held between floor and ceiling in its turn, as every event after it: what is
/// regained, then the rates in order, then what is carried over.
struct Opening {
    let start: StartTable.Row
    private(set) var score: Points
    private(set) var adjustments: [ScoreAdjustment] = []
    private let table: DatedValue<StartTable>?
    /// Whether anybody asks how the score came about.
    private let isExplained: Bool

    init(_ start: StartTable.Row, _ table: DatedValue<StartTable>?, isExplained: Bool) {
        self.start = start
        self.table = table
        self.isExplained = isExplained
        score = start.points
    }

    /// Adds points as far as floor and ceiling allow.
    mutating func add(
        _ code: AdjustmentCode, _ title: LocalText, _ points: Points,
        note: @autoclosure () -> LocalText
    ) {
        guard points != .zero else { return }
        var next = score + points
        if let ceiling = table?.value.ceiling { next = min(next, ceiling) }
        if let floor = table?.value.floor { next = max(next, floor) }
        defer { score = next }
        guard isExplained else { return }
        var note = note()
        if next != score + points {
            let edges = EdgeWords(table?.value)
            let edge = points > .zero ? edges.ceiling : edges.floor
            note = LocalText(en: "\(note.en); \(edge.en)", zh: "\(note.zh)；\(edge.zh)")
        }
        adjustments.append(
            ScoreAdjustment(
                code: code, title: title, points: next - score, note: note,
                source: table?.provenance.citation ?? ""))
    }
}

extension ScoredRecord {
    /// The score with which the events of a day meet.
    func opening(
        _ law: DayLaw, _ subject: PredicateSubject, on day: CivilDate
    ) throws(PolicyError) -> Opening {
        var opening = Opening(
            try law.start(of: subject), law.starts, isExplained: items.count == marks.count)
        guard let terms = law.starts?.value.terms, !terms.isEmpty else { return opening }
        if let rule = terms.regeneration, let breach = lastBreach(of: rule, on: day) {
            let months = day.wholeMonths(since: breach)
            opening.add(
                rule.code, rule.title, rule.points(after: months),
                note: LocalText(
                    en: "\(months) whole months since \(breach)",
                    zh: "自 \(breach) 起已满 \(months) 个月"))
        }
        for term in terms.rates {
            guard let rate = subject.aggregate(.rate(term.rate)) else { continue }
            let table = try policy.table(term.table, on: day)
            guard case .number(let number)? = table.value.cell(rate), let points = Points(number)
            else { continue }
            opening.add(
                term.code, term.title, points, note: LocalText(en: rate.text, zh: rate.text))
        }
        if let rule = terms.carryOver { carryOver(rule, into: &opening, on: day) }
        return opening
    }

    private func carryOver(_ rule: CarryOver, into opening: inout Opening, on day: CivilDate) {
        for row in rule.rows {
            guard let earlier = earlierRatings(row.result, before: day) else { continue }
            let text = earlier.map { "\($0.day): \($0.band), \($0.basis.rawValue)" }
                .joined(separator: "; ")
            return opening.add(
                rule.code, row.title, row.points, note: LocalText(en: text, zh: text))
        }
    }

    /// The day of the last event with negative points up to a day, of the indicators that break
    /// the row of clean months; nil where there was none.
    private func lastBreach(of rule: Regeneration, on day: CivilDate) -> CivilDate? {
        let isBreach = breaches(of: rule)
        return marks.last { $0.from <= day && isBreach($0) }?.from
    }

    /// Whether a mark breaks the row of clean months.
    func breaches(of rule: Regeneration) -> (Mark) -> Bool {
        let named = indicators.map { rule.breaches.isEmpty || rule.breaches.contains($0) }
        return { $0.points < .zero && named[$0.indicator] }
    }
}
