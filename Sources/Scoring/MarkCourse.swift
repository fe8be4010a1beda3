// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// What of marks beside their points, cap and end only few have: parts that count later, and
/// caps shared with other marks. One object for marks alike in this.
final class MarkCourse {
    /// One day from which on less counts.
    struct Step {
        let from: CivilDate
        let percent: Int
    }

    /// Which of the record's civil periods; nil where they have no cap of their own.
    let period: Int?
    /// The cap of that period.
    let periodCap: Points?
    /// Which of the record's groups.
    let group: Int?
    /// Earliest first.
    let steps: [Step]

    init(period: Int?, periodCap: Points?, group: Int?, steps: [Step]) {
        self.period = period
        self.periodCap = periodCap
        self.group = group
        self.steps = steps
    }

    /// How much of the points counts on a day, of a hundred.
    func percent(on day: CivilDate) -> Int { steps.last { $0.from <= day }?.percent ?? 100 }
}

extension PointsCourse {
    /// The days from which on less counts of an event.
    func steps(_ expiry: Period?, _ days: EventDays) -> [MarkCourse.Step] {
        guard !decay.isEmpty,
            let first = (expiry?.anchor ?? .occurredOn).day(of: days)
        else { return [] }
        return decay.map { .init(from: first.adding(months: $0.afterMonths), percent: $0.percent) }
    }
}

/// The civil periods and groups whose points are capped together, each with its place.
struct SharedCaps {
    private struct Period: Hashable {
        let indicator: Int
        let cap: PointsCourse.PeriodCap
        let start: CivilDate
    }

    private var periods: [Period: Int] = [:]
    private(set) var groups: [GroupCode] = []
    var periodCount: Int { periods.count }

    /// What an event of an indicator shares; nil where it shares nothing and stays whole.
    mutating func course(
        of rule: IndicatorRule, indicator: Int, _ days: EventDays
    ) -> MarkCourse? {
        guard let course = rule.course else { return nil }
        var period: Int?
        if let cap = course.capPerPeriod {
            let key = Period(
                indicator: indicator, cap: cap, start: cap.period.start(of: days.occurredOn))
            let place = periods[key] ?? periods.count
            periods[key] = place
            period = place
        }
        var group: Int?
        if let code = course.group {
            if let place = groups.firstIndex(of: code) {
                group = place
            } else {
                groups.append(code)
                group = groups.count - 1
            }
        }
        return MarkCourse(
            period: period, periodCap: course.capPerPeriod?.points, group: group,
            steps: course.steps(rule.expiry, days))
    }
}

/// What counts already under each cap, while a score is worked out.
struct CapTotals {
    private var indicators: [Points]
    private var periods: [Points]
    private var groups: [Points]
    private let codes: [GroupCode]
    /// The caps of the groups on the day; nil for none.
    private var groupCaps: [Points?]

    init(_ record: ScoredRecord) {
        indicators = [Points](repeating: .zero, count: record.indicators.count)
        periods = [Points](repeating: .zero, count: record.shared.periodCount)
        codes = record.shared.groups
        groups = [Points](repeating: .zero, count: codes.count)
        groupCaps = []
    }

    /// Begins a day with its table.
    mutating func begin(_ table: StartTable?) {
        for place in indicators.indices { indicators[place] = .zero }
        for place in periods.indices { periods[place] = .zero }
        guard !codes.isEmpty else { return }
        for place in groups.indices { groups[place] = .zero }
        groupCaps = codes.map { code in table?.groups.first { $0.code == code }?.cap }
    }

    /// What each cap leaves of points, from the narrowest to the widest.
    func limited(
        _ points: Points, of mark: ScoredRecord.Mark
    ) -> (indicator: Points, period: Points, all: Points) {
        // The period lies within the indicator, and that in the group.
        var period = points
        if let course = mark.course, let place = course.period {
            period = Self.limited(points, to: course.periodCap, beside: periods[place])
        }
        let indicator = Self.limited(period, to: mark.cap, beside: indicators[mark.indicator])
        guard let group = mark.course?.group else { return (indicator, period, indicator) }
        let all = Self.limited(indicator, to: groupCaps[group], beside: groups[group])
        return (indicator, period, all)
    }

    /// How many more events of the same points no cap cuts, at most `count`.
    func room(_ points: Points, of mark: ScoredRecord.Mark, _ count: Int64) -> Int64 {
        var room = Self.room(count, points, mark.cap, indicators[mark.indicator])
        guard let course = mark.course else { return room }
        if let place = course.period {
            room = Self.room(room, points, course.periodCap, periods[place])
        }
        if let place = course.group {
            room = Self.room(room, points, groupCaps[place], groups[place])
        }
        return room
    }

    /// Counts points of a mark.
    mutating func add(_ points: Points, of mark: ScoredRecord.Mark) {
        indicators[mark.indicator] = indicators[mark.indicator] + points
        guard let course = mark.course else { return }
        if let place = course.period { periods[place] = periods[place] + points }
        if let place = course.group { groups[place] = groups[place] + points }
    }

    private static func limited(_ points: Points, to cap: Points?, beside counted: Points) -> Points {
        guard let cap else { return points }
        return cap < .zero
            ? max(points, min(cap - counted, .zero)) : min(points, max(cap - counted, .zero))
    }

    private static func room(
        _ count: Int64, _ points: Points, _ cap: Points?, _ counted: Points
    ) -> Int64 {
        guard let cap else { return count }
        return min(count, abs((cap - counted).thousandths) / abs(points.thousandths))
    }
}
