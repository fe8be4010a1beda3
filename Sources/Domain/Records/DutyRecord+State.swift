// SPDX-License-Identifier: Apache-2.0

/// How far a duty has come.
public enum DutyState: String, Hashable, Sendable, CaseIterable {
    /// It is owed, and its last day is not over.
    case open
    /// Its last day is over, and nothing more was entered yet.
    case overdue
    /// Its last day is over, that was entered, and it is still not done.
    case missed
    /// It was done by its last day.
    case discharged
    /// It was done after its last day.
    case late
    /// The authority waived it.
    case waived
    /// It is owed no longer.
    case ended
}

extension DutyRecord {
    /// How far it has come by what is entered; whether an open one is overdue is for the day to
    /// say.
    public var recordedState: DutyState {
        switch settlement {
        case .discharged(let discharge): discharge.filedOn <= lastDay ? .discharged : .late
        case .waived: .waived
        case .ended: .ended
        case nil: missed == nil ? .open : .missed
        }
    }

    /// How far it has come on a day.
    public func state(on day: CivilDate) -> DutyState {
        let state = recordedState
        return state == .open && lastDay < day ? .overdue : state
    }

    /// How many days after its last one it was done, or on a day is not yet; nil where it is not
    /// late.
    public func daysLate(on day: CivilDate) -> Int? {
        switch settlement {
        case .discharged(let discharge):
            discharge.filedOn > lastDay ? discharge.filedOn.days(since: lastDay) : nil
        case .waived, .ended: nil
        case nil: day > lastDay ? day.days(since: lastDay) : nil
        }
    }

    /// The days on which it is overdue: from the first until the one on which it was settled, that
    /// is nil while it is not. Nil where there are none: also while its last day is provisional,
    /// since what was not missed may yet be due later.
    public var overdue: (from: CivilDate, until: CivilDate?)? {
        let from = lastDay.adding(days: 1)
        switch settlement {
        case .discharged(let discharge):
            return discharge.filedOn > from ? (from, discharge.filedOn) : nil
        case .waived(let day, _): return day > from ? (from, day) : nil
        case .ended: return nil
        case nil: return isProvisional && missed == nil ? nil : (from, nil)
        }
    }
}

/// Where a duty stands among others in the order of their last days.
public struct DutyPlace: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Its last day.
    public let lastDay: CivilDate
    /// Which it is, among those of that day.
    public let duty: DutyID

    /// Names a place.
    public init(lastDay: CivilDate, duty: DutyID) {
        self.lastDay = lastDay
        self.duty = duty
    }

    /// Reads what ``description`` writes; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 2, let day = CivilDate(String(parts[0])),
            let duty = DutyID(String(parts[1]))
        else { return nil }
        self.init(lastDay: day, duty: duty)
    }

    /// Orders by the last day.
    public static func < (left: DutyPlace, right: DutyPlace) -> Bool {
        (left.lastDay, left.duty) < (right.lastDay, right.duty)
    }

    /// `2026-12-31_0190…`.
    public var description: String { "\(lastDay)_\(duty)" }
}
