// SPDX-License-Identifier: Apache-2.0

/// How many events a party has of each kind that a rule can tell apart. A score depends on these
/// numbers and on no single event, so that rating takes no longer however many there are.
public struct EventTally: Hashable, Sendable {
    /// The lines of each group, in order.
    public private(set) var groups: [EventGroup: [EventLine]]

    /// Begins a tally; the lines of each group must be in order.
    public init(groups: [EventGroup: [EventLine]] = [:]) {
        self.groups = groups
    }

    /// How many events there are.
    public var count: Int {
        groups.values.reduce(0) { $1.reduce($0) { $0 + $1.count } }
    }

    /// Counts an event.
    public mutating func add(_ event: EventRecord) {
        let line = EventLine(event)
        let group = EventGroup(event)
        var lines = groups.removeValue(forKey: group) ?? []
        let place = lines.place(of: line)
        if place < lines.count, lines[place].isAlike(line) {
            lines[place].count += 1
        } else {
            lines.insert(line, at: place)
        }
        groups[group] = lines
    }

    /// Counts an event no longer.
    public mutating func remove(_ event: EventRecord) {
        let line = EventLine(event)
        let group = EventGroup(event)
        guard var lines = groups.removeValue(forKey: group) else { return }
        let place = lines.place(of: line)
        if place < lines.count, lines[place].isAlike(line) {
            lines[place].count -= 1
            if lines[place].count == 0 { lines.remove(at: place) }
        }
        groups[group] = lines.isEmpty ? nil : lines
    }
}

/// What events have in common whose numbers are kept together.
public struct EventGroup: Hashable, Sendable {
    /// In which role the party acted.
    public let role: Role
    /// Under which regime the indicator stands.
    public let regime: RegimeCode
    /// The indicator (指标).
    public let indicator: IndicatorCode
    /// Whether they count.
    public let state: EventState

    /// Makes a group.
    public init(role: Role, regime: RegimeCode, indicator: IndicatorCode, state: EventState) {
        self.role = role
        self.regime = regime
        self.indicator = indicator
        self.state = state
    }

    /// Hashes the indicator, which tells nearly all groups of a party apart.
    public func hash(into hasher: inout Hasher) { hasher.combine(indicator) }

    /// The group of an event.
    public init(_ event: EventRecord) {
        self.init(
            role: event.role, regime: event.regime, indicator: event.indicator,
            state: event.state)
    }
}

/// The days of an event, from which the law counts its periods.
public struct EventDays: Hashable, Sendable {
    /// The day it happened.
    public let occurredOn: CivilDate
    /// The day it was reported.
    public let reportedOn: CivilDate
    /// The day it was confirmed or annulled; nil while alleged.
    public let determinedOn: CivilDate?

    /// Makes the days.
    public init(occurredOn: CivilDate, reportedOn: CivilDate, determinedOn: CivilDate?) {
        self.occurredOn = occurredOn
        self.reportedOn = reportedOn
        self.determinedOn = determinedOn
    }
}

extension EventRecord {
    /// The days from which the law counts.
    public var days: EventDays {
        EventDays(occurredOn: occurredOn, reportedOn: reportedOn, determinedOn: determinedOn)
    }
}
