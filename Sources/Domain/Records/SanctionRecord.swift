// SPDX-License-Identifier: Apache-2.0

/// What kind of sanction (处罚).
public enum SanctionKind: String, Hashable, Sendable, CaseIterable {
    /// The party may not vouch.
    case bar
}

/// A sanction that an officer recorded: in force by its dates, never by a stored flag.
public struct SanctionRecord: Hashable, Sendable {
    /// Its id.
    public let id: SanctionID
    /// What kind.
    public let kind: SanctionKind
    /// Under which regime.
    public let regime: RegimeCode
    /// The roles it bears on, sorted; empty for every role.
    public let roles: [Role]
    /// The first day on which it is in force.
    public let from: CivilDate
    /// The first day on which it no longer is; nil while without end.
    public let until: CivilDate?
    /// The provision of law it rests on.
    public let provision: String
    /// Whether anyone may see it.
    public let isPublished: Bool
    /// The compliance events it answers.
    public let events: [EventID]
    /// A note in free text, always sealed.
    public let note: SealedText?
    /// Who recorded it.
    public let officer: TokenID
    /// The first day on which it no longer is in force because it was lifted; nil while it
    /// was not.
    public internal(set) var liftedOn: CivilDate?

    /// Makes a record; roles and events are put in order.
    public init(
        id: SanctionID, kind: SanctionKind, regime: RegimeCode, roles: [Role],
        from: CivilDate, until: CivilDate?, provision: String, isPublished: Bool,
        events: [EventID], note: SealedText?, officer: TokenID, liftedOn: CivilDate? = nil
    ) {
        self.id = id
        self.kind = kind
        self.regime = regime
        self.roles = roles.sorted()
        self.from = from
        self.until = until
        self.provision = provision
        self.isPublished = isPublished
        self.events = events.sorted()
        self.note = note
        self.officer = officer
        self.liftedOn = liftedOn
    }

    /// The first day on which it is over, planned or lifted; nil while without end.
    public var end: CivilDate? { [until, liftedOn].compactMap(\.self).min() }

    /// Whether it is in force on a day.
    public func isInForce(on day: CivilDate) -> Bool {
        from <= day && end.map { day < $0 } ?? true
    }

    /// Whether it bears on a role.
    public func bears(on role: Role) -> Bool { roles.isEmpty || roles.contains(role) }

    /// The record as it stands in entries and in the history.
    public var json: JSONValue {
        .object(present: [
            ("events", events.isEmpty ? nil : .array(events.map { JSONValue(text: $0) })),
            ("from", JSONValue(text: from)),
            ("id", JSONValue(text: id)),
            ("kind", .string(kind.rawValue)),
            ("liftedOn", liftedOn.map { JSONValue(text: $0) }),
            ("note", note?.json),
            ("officer", JSONValue(text: officer)),
            ("provision", .string(provision)),
            ("published", isPublished ? true : nil),
            ("regime", JSONValue(text: regime)),
            ("roles", roles.isEmpty ? nil : .array(roles.map { .string($0.rawValue) })),
            ("until", until.map { JSONValue(text: $0) }),
        ])
    }

    /// The record as it is shown: without the note and without who recorded it.
    public func shown(of party: PartyID) -> JSONValue {
        .object([
            .init("id", JSONValue(text: id)),
            .init("party", JSONValue(text: party)),
            .init("kind", .string(kind.rawValue)),
            .init("regime", JSONValue(text: regime)),
            .init("roles", .array(roles.map { .string($0.rawValue) })),
            .init("from", JSONValue(text: from)),
            .init("until", until.map { JSONValue(text: $0) } ?? .null),
            .init("liftedOn", liftedOn.map { JSONValue(text: $0) } ?? .null),
            .init("provision", .string(provision)),
            .init("published", .bool(isPublished)),
            .init("events", .array(events.map { JSONValue(text: $0) })),
        ])
    }

    /// Reads what `json` writes.
    ///
    /// - Throws: `InputFaults` naming each member at fault.
    public init(_ value: JSONValue) throws(InputFaults) {
        var reader = ObjectReader(value)
        let id = reader.text("id", "A UUID is needed.") { SanctionID($0) }
        let kind = reader.choice("kind", of: SanctionKind.self)
        let regime = reader.code("regime", as: RegimeCode.self)
        let roles = reader.roles("roles")
        let from = reader.date("from")
        let until = reader.optionalDate("until")
        let provision = reader.string("provision", maximumLength: .max)
        let isPublished = reader.bool("published", absent: false)
        let events = reader.array("events", maximumCount: .max).compactMap { value in
            if case .string(let text) = value { EventID(text) } else { nil }
        }
        let note = SealedText.read("note", from: &reader)
        let officer = reader.text("officer", "A UUID is needed.") { TokenID($0) }
        let liftedOn = reader.optionalDate("liftedOn")
        try reader.finish()
        guard let id, let kind, let regime, let from, let provision, let officer else {
            throw InputFaults([.init(pointer: "/id", code: "member.missing", detail: "Needed.")])
        }
        self.init(
            id: id, kind: kind, regime: regime, roles: roles, from: from, until: until,
            provision: provision, isPublished: isPublished, events: events, note: note,
            officer: officer, liftedOn: liftedOn)
    }
}

extension ObjectReader {
    /// An array of roles, each once; empty when the member is absent.
    public mutating func roles(_ name: String) -> [Role] {
        var roles: [Role] = []
        let names = Role.allCases.map(\.rawValue).joined(separator: ", ")
        for (index, value) in array(name, maximumCount: Role.allCases.count).enumerated() {
            guard case .string(let text) = value, let role = Role(rawValue: text) else {
                fault("\(name)/\(index)", "value.malformed", "One of these is needed: \(names).")
                continue
            }
            if !roles.contains(role) { roles.append(role) }
        }
        return roles
    }
}
