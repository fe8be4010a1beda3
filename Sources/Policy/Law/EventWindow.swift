// SPDX-License-Identifier: Apache-2.0

public import Domain

/// How long events are taken together with what is asked about on a later day.
public enum EventWindow: Hashable, Sendable {
    /// So many months up to the day.
    case months(Int)
    /// So many days up to the day.
    case days(Int)
    /// The same period of the calendar.
    case period(CivilPeriod)

    /// Whether an event that happened on `occurredOn` lies within it, asked on a later day.
    public func takes(_ occurredOn: CivilDate, on day: CivilDate) -> Bool {
        switch self {
        case .months(let count): occurredOn > day.adding(months: -count)
        case .days(let count): occurredOn > day.adding(days: -count)
        case .period(let period): occurredOn >= period.start(of: day)
        }
    }

    /// Whether what counts from `first` on still counts on a later day. With months it counts until
    /// the day so many months later, which may be another where a month is short.
    package func lasts(from first: CivilDate, to day: CivilDate) -> Bool {
        if case .months(let count) = self { return day < first.adding(months: count) }
        return takes(first, on: day)
    }

    /// The days on which an event of that day may leave it: where the month has no such day, the
    /// day after its last.
    public func turningDays(of occurredOn: CivilDate) -> [CivilDate] {
        switch self {
        case .months(let count):
            let end = occurredOn.adding(months: count)
            return end.parts.day == occurredOn.parts.day ? [end] : [end, end.adding(days: 1)]
        case .days(let count): return [occurredOn.adding(days: count)]
        case .period(let period): return [period.next(after: occurredOn)]
        }
    }
}
