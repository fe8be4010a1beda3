// SPDX-License-Identifier: Apache-2.0

extension SanctionRecord {
    /// The record as it stands in entries and in the history.
    public var json: JSONValue {
        .object(present: [
            ("band", band.map { JSONValue(text: $0) }),
            ("bearer", bearer == .party ? nil : .string(bearer.rawValue)),
            ("events", events.isEmpty ? nil : .array(events.map { JSONValue(text: $0) })),
            ("from", JSONValue(text: from)),
            ("id", JSONValue(text: id)),
            ("kind", .string(kind.rawValue)),
            ("liftedOn", liftedOn.map { JSONValue(text: $0) }),
            ("note", note?.json),
            ("officer", JSONValue(text: officer)),
            ("proceeding", proceeding.map { JSONValue(text: $0) }),
            ("provision", .string(provision)),
            ("published", isPublished ? true : nil),
            ("regime", JSONValue(text: regime)),
            ("roles", roles.isEmpty ? nil : .array(roles.map { .string($0.rawValue) })),
            ("setAsideOn", setAsideOn.map { JSONValue(text: $0) }),
            ("shownUntil", shownUntil.map { JSONValue(text: $0) }),
            ("size", size == .none ? nil : .object(size.members)),
            ("stays", stays.isEmpty ? nil : .array(stays.map(\.json))),
            ("until", until.map { JSONValue(text: $0) }),
        ])
    }

    /// The record as it is shown: without the note and without who recorded it.
    public func shown(of party: PartyID) -> JSONValue {
        func text(_ value: (some CustomStringConvertible)?) -> JSONValue {
            value.map { JSONValue(text: $0) } ?? .null
        }
        let days: [JSONValue.Member] = [
            .init("from", JSONValue(text: from)), .init("until", text(until)),
            .init("shownUntil", text(shownUntil)), .init("liftedOn", text(liftedOn)),
            .init("setAsideOn", text(setAsideOn)), .init("stays", .array(stays.map(\.json))),
        ]
        let content: [JSONValue.Member] = [
            .init("id", JSONValue(text: id)), .init("party", JSONValue(text: party)),
            .init("kind", .string(kind.rawValue)), .init("regime", JSONValue(text: regime)),
            .init("roles", .array(roles.map { .string($0.rawValue) })),
            .init("bearer", .string(bearer.rawValue)),
            .init("size", size == .none ? .null : .object(size.members)),
            .init("band", text(band)),
        ]
        let ground: [JSONValue.Member] = [
            .init("provision", .string(provision)), .init("published", .bool(isPublic)),
            .init("proceeding", text(proceeding)),
            .init("events", .array(events.map { JSONValue(text: $0) })),
        ]
        return .object(content + days + ground)
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
        let setAsideOn = reader.optionalDate("setAsideOn")
        let stays = reader.elements("stays", Validity.init(reading:))
        let bearer = reader.optionalChoice("bearer", of: SanctionBearer.self) ?? .party
        let size = reader.element("size", SanctionSize.init(reading:)) ?? .none
        let band = reader.optionalCode("band", as: BandCode.self)
        let shownUntil = reader.optionalDate("shownUntil")
        let proceeding = reader.optionalText("proceeding", "A UUID is needed.") {
            ProceedingID($0)
        }
        try reader.finish()
        guard let id, let kind, let regime, let from, let provision, let officer else {
            throw InputFaults([.init(pointer: "/id", code: "member.missing", detail: "Needed.")])
        }
        self.init(
            id: id, kind: kind, regime: regime, roles: roles, from: from, until: until,
            provision: provision, isPublished: isPublished, bearer: bearer, size: size,
            band: band, shownUntil: shownUntil, proceeding: proceeding, events: events,
            note: note, officer: officer, liftedOn: liftedOn, setAsideOn: setAsideOn,
            stays: stays)
    }
}

extension Validity {
    var json: JSONValue {
        .object(present: [
            ("from", JSONValue(text: from)), ("until", until.map { JSONValue(text: $0) }),
        ])
    }

    init?(reading reader: inout ObjectReader) {
        let until = reader.optionalDate("until")
        guard let from = reader.date("from") else { return nil }
        self.init(from: from, until: until)
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
