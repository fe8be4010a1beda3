// SPDX-License-Identifier: Apache-2.0

extension EventTally {
    /// An event for each that is counted, under ids of nobody and in the order of their groups:
    /// enough to explain a score by its indicators where the events themselves are not at hand.
    public var supposedEvents: [EventRecord] {
        var events: [EventRecord] = []
        let inOrder = groups.sorted {
            ($0.key.regime, $0.key.role.rawValue, $0.key.indicator, $0.key.state.rawValue)
                < ($1.key.regime, $1.key.role.rawValue, $1.key.indicator, $1.key.state.rawValue)
        }
        for (group, lines) in inOrder {
            for line in lines {
                for _ in 0..<line.count {
                    let id = EventID(high: 0, low: UInt64(events.count + 1))
                    events.append(EventRecord(supposed: line, of: group, id: id))
                }
            }
        }
        return events
    }
}

extension EventRecord {
    /// An event for one that is counted, under an id of nobody.
    public init(supposed line: EventLine, of group: EventGroup, id: EventID) {
        self.init(
            id: id, role: group.role, regime: group.regime, indicator: group.indicator,
            state: group.state, occurredOn: line.days.occurredOn,
            reportedOn: line.days.reportedOn, determinedOn: line.days.determinedOn,
            quantity: line.quantity, grades: line.grades, facts: line.facts,
            isVoluntaryDisclosure: line.isVoluntaryDisclosure, origin: nil, note: nil,
            evidence: [], reporter: TokenID(high: 0, low: 0), share: line.share,
            sharing: line.bringsOverrides
                ? nil
                : EventSharing(
                    event: nil, path: SharingPath(origin: .party), bringsOverrides: false))
    }
}
