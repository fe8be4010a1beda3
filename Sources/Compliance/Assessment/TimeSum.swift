// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Scoring

/// Times of one kind of measure put together.
///
/// The longest is the one that ends last; one without end outlasts all. Times that are added up
/// follow each other from the first day of the earliest.
///
/// - Source: `notices.yaml` of the pack; for Canada IRPR s. 209.992(2): the longest applies.
struct TimeSum {
    let size: Measure.Size
    let from: CivilDate?
    let until: CivilDate?
    let shownUntil: CivilDate?

    /// Puts `measures` together, of which there is at least one.
    ///
    /// - Throws: `AssessmentError.unitsMixed` where days are to be added to months.
    init(of measures: [Measure], by rule: NoticeRule.Total) throws(AssessmentError) {
        let longest = measures.max(by: Self.isShorter)
        if rule.combination == .sum, let range = try Self.openSum(of: measures, rule.kind) {
            size = .timeRange(range)
            from = measures.compactMap(\.from).min()
            (until, shownUntil) = (nil, nil)
            return
        }
        guard rule.combination == .sum, measures.count > 1, let longest, longest.until != nil
        else {
            size = longest?.size ?? .none
            from = longest?.from
            until = longest?.until
            shownUntil = longest?.shownUntil
            return
        }
        let sum = try Self.sum(of: measures, rule.kind)
        size = .time(sum.count, sum.unit)
        let first = measures.compactMap(\.from).min()
        let last = first?.adding(sum.count, sum.unit)
        let shownAfterDays = measures.compactMap { measure in
            measure.until.flatMap { end in measure.shownUntil.map { $0.days(since: end) } }
        }.max()
        from = first
        until = last
        shownUntil = last.map { $0.adding(days: shownAfterDays ?? 0) }
    }

    private init(
        _ size: Measure.Size, from: CivilDate?, until: CivilDate?, shownUntil: CivilDate?
    ) {
        self.size = size
        self.from = from
        self.until = until
        self.shownUntil = shownUntil
    }

    /// The same, but no longer than a most, which even what has no end is held to.
    ///
    /// - Throws: `AssessmentError.unitsMixed` where an officer decides in a unit that the most
    ///   cannot be told in.
    func held(
        to cap: NoticeRule.TimeCap, of kind: MeasureRule.Kind, on day: CivilDate
    ) throws(AssessmentError) -> TimeSum {
        let first = from ?? day
        let last = first.adding(cap.count, cap.unit)
        switch size {
        case .none, .amount, .range: return self
        case .time(let count, let unit):
            if first.adding(count, unit) <= last { return self }
        case .permanent: break
        case .timeRange(let range):
            return TimeSum(
                .timeRange(try range.held(to: cap, of: kind)), from: from, until: until,
                shownUntil: shownUntil)
        }
        let shownAfterDays = until.flatMap { end in shownUntil.map { $0.days(since: end) } } ?? 0
        return TimeSum(
            .time(cap.count, cap.unit), from: from, until: from.map { _ in last },
            shownUntil: from.map { _ in last.adding(days: shownAfterDays) })
    }

    /// Whether one ends before the other. Where both end on one day, what is shown and what it is
    /// called decide, so that the order of the events does not.
    private static func isShorter(_ left: Measure, _ right: Measure) -> Bool {
        func key(_ measure: Measure) -> (CivilDate, Int, CivilDate, CivilDate, Int) {
            let until = measure.lastEnd ?? .latest
            let length =
                switch measure.size {
                case .time(let count, _): count
                case .timeRange(let range): range.most ?? Int.max
                case .permanent: Int.max
                case .none, .amount, .range: 0
                }
            return (
                until, measure.lastEnd == nil ? 1 : 0, measure.shownUntil ?? until,
                measure.from ?? until, length
            )
        }
        return key(left) < key(right)
    }

    /// Times of which some are at an officer's discretion, added up; nil where none is.
    private static func openSum(
        of measures: [Measure], _ kind: MeasureRule.Kind
    ) throws(AssessmentError) -> Measure.TimeRange? {
        guard measures.contains(where: { $0.isOpenTime }) else { return nil }
        var units: Set<LawTable.Result> = []
        var least = 0
        var most: Int? = 0
        for measure in measures {
            switch measure.size {
            case .time(let count, let unit):
                units.insert(unit)
                least += count
                most = most.map { $0 + count }
            case .timeRange(let range):
                units.insert(range.unit)
                least += range.least
                most = most.flatMap { sum in range.most.map { sum + $0 } }
            case .permanent: most = nil
            case .none, .amount, .range: continue
            }
        }
        guard let unit = units.first, units.count == 1 else { throw .unitsMixed(kind) }
        return .init(unit: unit, least: least, most: most, guideline: nil)
    }

    /// All times in one unit: years where all are years, days where all are days, else months.
    private static func sum(
        of measures: [Measure], _ kind: MeasureRule.Kind
    ) throws(AssessmentError) -> (count: Int, unit: LawTable.Result) {
        var counts: [LawTable.Result: Int] = [:]
        for measure in measures {
            if case .time(let count, let unit) = measure.size {
                counts[unit, default: 0] += count
            }
        }
        if counts.count == 1, let only = counts.first { return (only.value, only.key) }
        guard counts[.days] == nil else { throw .unitsMixed(kind) }
        return ((counts[.years] ?? 0) * 12 + (counts[.months] ?? 0), .months)
    }
}

extension Measure {
    fileprivate var isOpenTime: Bool { if case .timeRange = size { true } else { false } }

    /// The first day on which it certainly no longer holds; nil where it may last for ever, or has
    /// no end that anybody knows.
    fileprivate var lastEnd: CivilDate? {
        guard case .timeRange(let range) = size else { return until }
        return from.flatMap { from in range.most.map { from.adding($0, range.unit) } }
    }
}

extension Measure.TimeRange {
    /// The same, but no longer than a most; in months where only one of the two is told in years.
    fileprivate func held(
        to cap: NoticeRule.TimeCap, of kind: MeasureRule.Kind
    ) throws(AssessmentError) -> Self {
        guard (unit == .days) == (cap.unit == .days) else { throw .unitsMixed(kind) }
        let common: LawTable.Result = unit == cap.unit ? unit : .months
        func count(_ number: Int, _ unit: LawTable.Result) -> Int {
            unit == .years && common == .months ? number * 12 : number
        }
        let top = count(cap.count, cap.unit)
        return Self(
            unit: common, least: min(count(least, unit), top),
            most: min(most.map { count($0, unit) } ?? top, top),
            guideline: guideline.map { min(count($0, unit), top) })
    }
}
