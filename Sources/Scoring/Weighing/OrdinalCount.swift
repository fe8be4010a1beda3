// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// How often the like of an event has happened, this time included.
///
/// An earlier event counts when it is confirmed, bears the same word, belongs to another occasion,
/// and was determined before the occasion of this one; or happened before it, or was reported,
/// where the law says so. Events of one occasion count once and have the same ordinal. An occasion
/// is known by its name; of the events asked about, those that name none and are determined on the
/// same day are one occasion, and each earlier event that names none is one by itself.
///
/// - Source: the ordinals of the assessment; for Canada the IRCC program delivery instructions of
///   2024-07-19 (several violations of a type in one inspection are one previous violation).
struct OrdinalCount {
    /// First, second and so on: 1, 2, …
    let ordinal: Int
    /// By which word repetitions were told apart; `any` where every event repeats every other.
    let word: String

    /// An occasion on which something was found.
    private enum Occasion: Hashable {
        case named(String)
        /// That of the events asked about which were determined on a day.
        case determined(CivilDate)
        case alone(EventID)

        init(of precedent: Precedent, _ table: WeightPart.OrdinalTable) {
            if let fact = table.occasion, let name = precedent.book.wordIfKnown(fact) {
                self = .named(name)
            } else {
                self =
                    precedent.isAskedAbout
                    ? .determined(precedent.determinedOn) : .alone(precedent.event.id)
            }
        }
    }

    /// Counts for `event`, which an assessment takes.
    ///
    /// - Throws: `AssessmentError.factNeeded` where the event has no word.
    init(
        of event: Precedent, among precedents: Precedents, by table: WeightPart.OrdinalTable,
        in rule: AssessmentRule
    ) throws(AssessmentError) {
        let occasion = Occasion(of: event, table)
        let word = try table.by.map { name throws(AssessmentError) in try event.book.word(name) }
        let day =
            precedents.all.lazy.filter { Occasion(of: $0, table) == occasion }
            .map { $0.day(table.before) }.min() ?? event.day(table.before)
        var earlier: Set<Occasion> = []
        for other in precedents.all
        where other.event.state == .confirmed && other.day(table.before) < day
            && Self.isInTime(other, on: day, table)
            && Self.isLike(other, word, table, rule)
        {
            earlier.insert(Occasion(of: other, table))
        }
        earlier.remove(occasion)
        ordinal = earlier.count + 1
        self.word = word ?? "any"
    }

    /// Whether an event bears the word; where none is asked for, whether the assessment takes it.
    private static func isLike(
        _ other: Precedent, _ word: String?, _ table: WeightPart.OrdinalTable,
        _ rule: AssessmentRule
    ) -> Bool {
        guard let by = table.by else { return rule.takes(other.event.indicator) }
        return other.book.wordIfKnown(by) == word
    }

    /// Whether an event happened late enough to count, and still counts on a day.
    private static func isInTime(
        _ other: Precedent, on day: CivilDate, _ table: WeightPart.OrdinalTable
    ) -> Bool {
        if let since = table.since, other.event.occurredOn < since { return false }
        return table.window.map { $0.lasts(from: other.day(table.before), to: day) } ?? true
    }
}

extension Precedent {
    /// The day of the event by which it is told what came before it.
    fileprivate func day(_ anchor: Period.Anchor) -> CivilDate {
        switch anchor {
        case .occurredOn: event.occurredOn
        case .reportedOn: event.reportedOn
        case .determinedOn: determinedOn
        }
    }
}
