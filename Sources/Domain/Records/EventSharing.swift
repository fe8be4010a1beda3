// SPDX-License-Identifier: Apache-2.0

/// How an event came to count against a party that bears it with others.
public struct EventSharing: Hashable, Sendable {
    /// The event as it stands with the party that it was entered for first; nil where this is that
    /// one.
    public let event: EventID?
    /// The way on which it reaches the party.
    public let path: SharingPath
    /// Whether it brings overrides about for the party.
    public let bringsOverrides: Bool

    /// Makes a record of it.
    public init(event: EventID?, path: SharingPath, bringsOverrides: Bool) {
        self.event = event
        self.path = path
        self.bringsOverrides = bringsOverrides
    }

    /// The record as it stands in entries, the history and answers.
    public var json: JSONValue {
        .object(present: [
            ("event", event.map { JSONValue(text: $0) }),
            ("overrides", .bool(bringsOverrides)), ("path", path.json),
        ])
    }

    /// Reads what `json` writes; nil after noting faults.
    init?(reading reader: inout ObjectReader) {
        let event = reader.optionalText("event", "A UUID is needed.") { EventID($0) }
        let path = reader.element("path", SharingPath.init(reading:))
        let overrides = reader.bool("overrides", absent: true)
        guard let path else { return nil }
        self.init(event: event, path: path, bringsOverrides: overrides)
    }
}

/// Another party, or another role, that an event reaches: where it stands a second time.
public struct EventReach: Hashable, Sendable {
    /// The event as it stands there.
    public let event: EventID
    /// The party.
    public let party: PartyID
    /// In which role.
    public let role: Role
    /// How much of the points it bears there, in percent.
    public let share: ExactDecimal

    /// Makes a record of it.
    public init(event: EventID, party: PartyID, role: Role, share: ExactDecimal) {
        self.event = event
        self.party = party
        self.role = role
        self.share = share
    }

    /// The record as it stands in entries, the history and answers.
    public var json: JSONValue {
        [
            "event": JSONValue(text: event), "party": JSONValue(text: party),
            "role": .string(role.rawValue), "share": JSONValue(share),
        ]
    }

    /// Reads what `json` writes; nil after noting faults.
    init?(reading reader: inout ObjectReader) {
        let event = reader.text("event", "A UUID is needed.") { EventID($0) }
        let party = reader.text("party", "A UUID is needed.") { PartyID($0) }
        let role = reader.choice("role", of: Role.self)
        let share = reader.share("share")
        guard let event, let party, let role, let share else { return nil }
        self.init(event: event, party: party, role: role, share: share)
    }
}

extension EventRecord {
    /// Whether it may bring overrides about.
    public var bringsOverrides: Bool { sharing?.bringsOverrides ?? true }

    /// The same event as it stands with another party that it reaches, or in another role. A note
    /// stays with the party under whose key it is sealed.
    public func shared(
        as id: EventID, role: Role, share: ExactDecimal, _ sharing: EventSharing,
        corrects: EventID? = nil
    ) -> EventRecord {
        EventRecord(
            id: id, role: role, regime: regime, indicator: indicator, state: state,
            occurredOn: occurredOn, reportedOn: reportedOn, determinedOn: determinedOn,
            quantity: quantity, grades: grades, facts: facts,
            isVoluntaryDisclosure: isVoluntaryDisclosure, origin: nil, note: nil,
            evidence: evidence, reporter: reporter, undertaking: undertaking, corrects: corrects,
            share: share, sharing: sharing)
    }

    /// The same event, with all whom it reaches beside its party.
    public func reaching(_ reaches: [EventReach]) -> EventRecord {
        var copy = self
        copy.reaches = reaches
        return copy
    }
}
