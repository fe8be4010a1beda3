// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// What only few marks have beside their points, cap and end: parts that count later, and caps
/// shared with other marks.
struct MarkCourse {
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
    /// The occasions that the event states, by the facts that name them.
    let occasions: [String: String]
    /// Earliest first.
    let steps: [Step]

    /// How much of the points counts on a day, in percent.
    func percent(on day: CivilDate) -> Int { steps.last { $0.from <= day }?.percent ?? 100 }
}

extension PointsCourse {
    /// The days from which on less counts of an event.
    fileprivate func steps(_ expiry: Period?, _ days: EventDays) -> [MarkCourse.Step] {
        guard let first = (expiry?.anchor ?? .occurredOn).day(of: days) else { return [] }
        return decay.map { .init(from: first.adding(months: $0.afterMonths), percent: $0.percent) }
    }
}

/// The courses of the marks of a record, and the civil periods and groups whose points are capped
/// together, each with its place.
struct SharedCaps {
    private struct Period: Hashable {
        let indicator: Int
        let cap: PointsCourse.PeriodCap
        let start: CivilDate
    }

    private var periods: [Period: Int] = [:]
    private(set) var groups: [GroupCode] = []
    private(set) var courses: [MarkCourse] = []
    var periodCount: Int { periods.count }

    /// The place of the course of an event; nil where it shares nothing and stays whole.
    mutating func course(
        of rule: IndicatorRule, indicator: Int, _ days: EventDays, occasions: [String: String]
    ) -> Int32? {
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
            group = groups.firstIndex(of: code) ?? groups.count
            if group == groups.count { groups.append(code) }
        }
        courses.append(
            MarkCourse(
                period: period, periodCap: course.capPerPeriod?.points, group: group,
                occasions: occasions, steps: course.steps(rule.expiry, days)))
        return Int32(courses.count - 1)
    }
}
