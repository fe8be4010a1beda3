// SPDX-License-Identifier: Apache-2.0

// What a dossier would be if something were otherwise. Nothing of it is ever entered.

extension EventRecord {
    /// The same event, found not to be so.
    public var supposedAnnulled: EventRecord {
        var copy = self
        copy.state = .annulled
        copy.determinedOn = copy.determinedOn ?? reportedOn
        return copy
    }

    /// The same event, of which so many percent are earned back: all of them, as if it had never
    /// counted.
    public func supposedRepaired(_ percent: ExactDecimal) -> EventRecord {
        guard percent < Self.wholeShare else { return supposedAnnulled }
        var copy = self
        let left = Self.wholeShare.billionths - percent.billionths
        let rest = share.billionths * left / Self.wholeShare.billionths
        copy.share = ExactDecimal(mantissa: Int64(rest), places: 9)
        return copy
    }

    /// The same event, disclosed by the party before the authority knew.
    public var supposedDisclosed: EventRecord {
        var copy = self
        copy.isVoluntaryDisclosure = true
        return copy
    }

    /// The same event with other facts beside its own; of the same name, these hold.
    public func supposing(_ facts: [JSONValue.Member]) -> EventRecord {
        var copy = self
        copy.facts = facts.laid(over: self.facts)
        return copy
    }
}

extension PartyRecord {
    /// The same party with other facts beside its own; of the same name, these hold.
    public func supposing(_ facts: [JSONValue.Member]) -> PartyRecord {
        var copy = self
        copy.facts = facts.laid(over: self.facts)
        return copy
    }
}

extension Dossier {
    /// The dossier with another record of the party and other events: those of a known id stand in
    /// for what is there, the others come to it.
    ///
    /// The dossier must hold all of its events.
    public func supposing(party: PartyRecord? = nil, events changed: [EventRecord]) -> Dossier {
        precondition(events.count == tally.count, "What is supposed is laid over a whole dossier.")
        var changes: [EventID: EventRecord] = [:]
        for event in changed { changes[event.id] = event }
        var records = records.map { record -> HistoryRecord in
            switch record {
            case .party(let stands, let isErased): .party(party ?? stands, isErased: isErased)
            case .event(let event): .event(changes.removeValue(forKey: event.id) ?? event)
            default: record
            }
        }
        records += changes.values.map(HistoryRecord.event)
        guard var dossier = try? Dossier(records: records) else {
            preconditionFailure("The records of a dossier have its party among them.")
        }
        dossier.lowered = lowered
        return dossier
    }

    /// The dossier without its events one by one, and of them only what a tally counts, as a score
    /// needs no more; with another record of the party where one is given.
    public func supposing(party: PartyRecord? = nil, tally: EventTally) -> Dossier {
        let records = records.compactMap { record -> HistoryRecord? in
            switch record {
            case .party(let stands, let isErased): .party(party ?? stands, isErased: isErased)
            case .event: nil
            default: record
            }
        }
        guard var dossier = try? Dossier(records: records, tally: tally) else {
            preconditionFailure("The records of a dossier have its party among them.")
        }
        dossier.lowered = lowered
        return dossier
    }
}

extension [JSONValue.Member] {
    fileprivate func laid(over other: [JSONValue.Member]) -> [JSONValue.Member] {
        let names = Set(map(\.name))
        return (self + other.filter { !names.contains($0.name) }).sorted { $0.name < $1.name }
    }
}
