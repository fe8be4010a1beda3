// SPDX-License-Identifier: Apache-2.0

extension ProceedingRecord {
    /// The record as it stands in the entry that opens it and in the history.
    public var json: JSONValue {
        .object(present: [
            ("authority", authority.map { JSONValue(text: $0) }),
            ("code", JSONValue(text: code)),
            ("events", events.isEmpty ? nil : .array(events.map { JSONValue(text: $0) })),
            ("id", JSONValue(text: id)),
            ("kind", .string(kind.rawValue)),
            ("moves", .array(moves.map(\.json))),
            ("regime", JSONValue(text: regime)),
            ("role", .string(role.rawValue)),
        ])
    }

    /// Reads what `json` writes.
    ///
    /// - Throws: `InputFaults` naming each member at fault.
    public init(_ value: JSONValue) throws(InputFaults) {
        var reader = ObjectReader(value)
        let id = reader.text("id", "A UUID is needed.") { ProceedingID($0) }
        let kind = reader.choice("kind", of: ProceedingKind.self)
        let regime = reader.code("regime", as: RegimeCode.self)
        let code = reader.code("code", as: ProceedingCode.self)
        let role = reader.choice("role", of: Role.self)
        let authority = reader.optionalCode("authority", as: AuthorityCode.self)
        let events = reader.array("events", maximumCount: .max).compactMap { value in
            if case .string(let text) = value { EventID(text) } else { nil }
        }
        let moves = reader.elements("moves", ProceedingMove.init(reading:))
        if moves.isEmpty { reader.fault("moves", "value.tooFew", "One is needed at least.") }
        try reader.finish()
        guard let id, let kind, let regime, let code, let role else {
            throw InputFaults([.init(pointer: "/id", code: "member.missing", detail: "Needed.")])
        }
        self.init(
            id: id, kind: kind, regime: regime, code: code, role: role, authority: authority,
            events: events, moves: moves)
    }
}

extension ProceedingMove {
    /// The move as it stands in its entry.
    public var json: JSONValue {
        .object(present: [
            ("actor", actor.json),
            ("day", JSONValue(text: day)),
            ("days", days.isEmpty ? nil : .array(days.map(\.json))),
            ("dueOn", dueOn.map { JSONValue(text: $0) }),
            ("evidence", evidence.isEmpty ? nil : .array(evidence.map { JSONValue(text: $0) })),
            ("facts", facts.isEmpty ? nil : .object(facts)),
            ("final", isFinal ? true : nil),
            ("lapses", lapses.isEmpty ? nil : .array(lapses.map(\.json))),
            ("measures", measures.isEmpty ? nil : .array(measures.map(\.json))),
            ("name", JSONValue(text: name)),
            ("outcome", outcome.map { JSONValue(text: $0) }),
            ("state", JSONValue(text: state)),
            ("texts", texts.isEmpty ? nil : .array(texts.map(\.json))),
        ])
    }

    /// Reads what `json` writes; nil when a member is at fault.
    public init?(reading reader: inout ObjectReader) {
        let outcome = reader.optionalCode("outcome", as: OutcomeCode.self)
        let isFinal = reader.bool("final", absent: false)
        let dueOn = reader.optionalDate("dueOn")
        let lapses = reader.elements("lapses", ProceedingLapse.init(reading:))
        let days = reader.elements("days", ProceedingDay.init(reading:))
        let facts = reader.scalars("facts")
        let texts = reader.elements("texts", ProceedingText.init(reading:))
        let evidence = reader.array("evidence", maximumCount: .max).compactMap { value in
            if case .string(let text) = value { Digest32(hexadecimal: text) } else { nil }
        }
        let measures = reader.elements("measures", ProceedingMeasure.init(reading:))
        let actor = reader.element("actor", Actor.init(reading:))
        guard let name = reader.code("name", as: MoveCode.self), let day = reader.date("day"),
            let state = reader.code("state", as: StateCode.self), let actor
        else { return nil }
        self.init(
            name: name, outcome: outcome, day: day, actor: actor, state: state,
            isFinal: isFinal, dueOn: dueOn, lapses: lapses, days: days, facts: facts,
            texts: texts, evidence: evidence, measures: measures)
    }
}

extension ProceedingLapse {
    var json: JSONValue {
        .object(present: [
            ("dueOn", dueOn.map { JSONValue(text: $0) }),
            ("final", isFinal ? true : nil),
            ("from", JSONValue(text: from)),
            ("state", JSONValue(text: state)),
        ])
    }

    init?(reading reader: inout ObjectReader) {
        let dueOn = reader.optionalDate("dueOn")
        let isFinal = reader.bool("final", absent: false)
        guard let from = reader.date("from"),
            let state = reader.code("state", as: StateCode.self)
        else { return nil }
        self.init(from: from, state: state, isFinal: isFinal, dueOn: dueOn)
    }
}

extension ProceedingDay {
    var json: JSONValue {
        .object(present: [
            ("clock", JSONValue(text: clock)),
            ("day", JSONValue(text: day)),
            ("provisional", isProvisional ? true : nil),
            ("step", .string(step)),
        ])
    }

    init?(reading reader: inout ObjectReader) {
        let isProvisional = reader.bool("provisional", absent: false)
        guard let clock = reader.code("clock", as: ClockCode.self),
            let day = reader.date("day"), let step = reader.string("step")
        else { return nil }
        self.init(clock: clock, step: step, day: day, isProvisional: isProvisional)
    }
}

extension ProceedingText {
    var json: JSONValue {
        .object(present: [
            ("field", .string(field)), ("internal", isInternal ? true : nil), ("text", text.json),
        ])
    }

    init?(reading reader: inout ObjectReader) {
        let isInternal = reader.bool("internal", absent: false)
        guard let field = reader.string("field"),
            let text = SealedText.read("text", from: &reader)
        else { return nil }
        self.init(field: field, text: text, isInternal: isInternal)
    }
}

extension ProceedingMeasure {
    var json: JSONValue {
        .object(
            [
                .init("bearer", .string(bearer.rawValue)), .init("kind", .string(kind.rawValue)),
            ] + size.members)
    }

    init?(reading reader: inout ObjectReader) {
        guard let bearer = reader.choice("bearer", of: SanctionBearer.self),
            let kind = reader.choice("kind", of: SanctionKind.self),
            let size = SanctionSize(reading: &reader)
        else { return nil }
        self.init(kind: kind, bearer: bearer, size: size)
    }
}
