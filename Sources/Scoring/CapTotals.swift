// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// What counts already under each cap, while a score is worked out.
struct CapTotals {
    /// What each cap leaves of points, from the narrowest to the widest.
    struct Limits {
        let period: Points
        let indicator: Points
        let all: Points
    }

    private var indicators: [Points]
    private var periods: [Points]
    private var groups: [Points]
    private let courses: [MarkCourse]
    private let codes: [GroupCode]
    /// The caps of the groups on the day; nil for none.
    private var groupCaps: [Points?] = []
    /// The facts that name the occasions of the groups on the day; empty where no group has one.
    private var occasions: [String?] = []

    init(_ record: ScoredRecord) {
        indicators = [Points](repeating: .zero, count: record.indicators.count)
        periods = [Points](repeating: .zero, count: record.shared.periodCount)
        codes = record.shared.groups
        courses = record.shared.courses
        groups = [Points](repeating: .zero, count: codes.count)
    }

    /// Begins a day with its table.
    mutating func begin(_ table: StartTable?) {
        for place in indicators.indices { indicators[place] = .zero }
        guard !courses.isEmpty else { return }
        for place in periods.indices { periods[place] = .zero }
        for place in groups.indices { groups[place] = .zero }
        let groups = codes.map { code in table?.groups.first { $0.code == code } }
        groupCaps = groups.map { $0?.cap }
        occasions = groups.map { $0?.occasion }
        if !occasions.contains(where: { $0 != nil }) { occasions = [] }
    }

    /// How many events of marks of one occasion count on a day, by the places of the marks: one of
    /// the worst fault, the first of its kind, and none of the others. What belongs to no occasion,
    /// or is no fault, is left out.
    func worstOfOccasions(
        _ marks: [ScoredRecord.Mark], on day: CivilDate, where counts: (ScoredRecord.Mark) -> Bool
    ) -> [Int: Int] {
        guard !occasions.isEmpty else { return [:] }
        var worst: [Occasion: (place: Int, points: Points)] = [:]
        var counted: [Int: Int] = [:]
        for (place, mark) in marks.enumerated() where counts(mark) {
            guard let occasion = occasion(of: mark) else { continue }
            let points = points(of: mark, on: day)
            guard points < .zero else { continue }
            counted[place] = 0
            if let known = worst[occasion], known.points <= points { continue }
            worst[occasion] = (place, points)
        }
        for known in worst.values { counted[known.place] = 1 }
        return counted
    }

    private struct Occasion: Hashable {
        let group: Int
        let name: String
    }

    private func occasion(of mark: ScoredRecord.Mark) -> Occasion? {
        guard let course = mark.course.map({ courses[Int($0)] }), let group = course.group,
            let fact = occasions[group], let name = course.occasions[fact]
        else { return nil }
        return Occasion(group: group, name: name)
    }

    /// What the points of a mark have come down to on a day.
    func points(of mark: ScoredRecord.Mark, on day: CivilDate) -> Points {
        guard let place = mark.course else { return mark.points }
        let percent = courses[Int(place)].percent(on: day)
        return percent == 100
            ? mark.points
            : mark.points.percent(ExactDecimal(mantissa: Int64(percent), places: 0))
    }

    /// What the caps leave of points of a mark: a period lies within its indicator, and that
    /// within its group.
    func limited(_ points: Points, of mark: ScoredRecord.Mark) -> Limits {
        guard let place = mark.course else {
            let left = Self.limited(points, to: mark.cap, beside: indicators[mark.indicator])
            return Limits(period: points, indicator: left, all: left)
        }
        let course = courses[Int(place)]
        let period =
            course.period.map { Self.limited(points, to: course.periodCap, beside: periods[$0]) }
            ?? points
        let indicator = Self.limited(period, to: mark.cap, beside: indicators[mark.indicator])
        let all =
            course.group.map { Self.limited(indicator, to: groupCaps[$0], beside: groups[$0]) }
            ?? indicator
        return Limits(period: period, indicator: indicator, all: all)
    }

    /// How many more events of the same points no cap cuts, at most `count`.
    func room(_ points: Points, of mark: ScoredRecord.Mark, _ count: Int64) -> Int64 {
        let room = Self.room(count, points, mark.cap, indicators[mark.indicator])
        guard let place = mark.course else { return room }
        let course = courses[Int(place)]
        let ofPeriod =
            course.period.map { Self.room(room, points, course.periodCap, periods[$0]) } ?? room
        return course.group.map { Self.room(ofPeriod, points, groupCaps[$0], groups[$0]) }
            ?? ofPeriod
    }

    /// Counts points of a mark.
    mutating func add(_ points: Points, of mark: ScoredRecord.Mark) {
        indicators[mark.indicator] = indicators[mark.indicator] + points
        guard let place = mark.course else { return }
        let course = courses[Int(place)]
        if let period = course.period { periods[period] = periods[period] + points }
        // What adds makes no room for what takes off.
        if let group = course.group, let cap = groupCaps[group],
            (points < .zero) == (cap < .zero)
        {
            groups[group] = groups[group] + points
        }
    }

    /// What a cap leaves of points of its sign beside what counts already.
    private static func limited(
        _ points: Points, to cap: Points?, beside counted: Points
    ) -> Points {
        guard let cap else { return points }
        return cap < .zero
            ? max(points, min(cap - counted, .zero)) : min(points, max(cap - counted, .zero))
    }

    private static func room(
        _ count: Int64, _ points: Points, _ cap: Points?, _ counted: Points
    ) -> Int64 {
        guard let cap, (cap < .zero) == (points < .zero) else { return count }
        return min(count, abs((cap - counted).thousandths) / abs(points.thousandths))
    }
}
