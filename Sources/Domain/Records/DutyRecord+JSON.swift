// SPDX-License-Identifier: Apache-2.0

extension DutyRecord {
    /// The record as it stands in entries and in the history.
    public var json: JSONValue {
        .object(present: [
            ("cause", cause.json),
            ("discharge", discharge?.json),
            ("dueOn", JSONValue(text: dueOn)),
            ("duty", JSONValue(text: duty)),
            ("end", end.map { ["on": JSONValue(text: $0.on), "word": .string($0.word)] }),
            (
                "extension",
                extended.map {
                    .object(present: [
                        ("reason", $0.reason?.json), ("to", JSONValue(text: $0.to)),
                    ])
                }
            ),
            ("facts", facts.isEmpty ? nil : .object(facts)),
            ("id", JSONValue(text: id)),
            ("lastDay", JSONValue(text: lastDay)),
            (
                "missed",
                missed.map { .object(present: [("event", $0.event.map { JSONValue(text: $0) })]) }
            ),
            ("party", JSONValue(text: party)),
            ("provisional", isProvisional ? true : nil),
            ("raisedOn", JSONValue(text: raisedOn)),
            ("regime", JSONValue(text: regime)),
            ("role", .string(role.rawValue)),
            (
                "waiver",
                waiver.map {
                    .object(present: [
                        ("on", JSONValue(text: $0.on)), ("reason", $0.reason?.json),
                    ])
                }
            ),
        ])
    }

    /// The record as it may be shown: without reasons and notes. Its state is that of a day.
    public func shown(on day: CivilDate) -> [JSONValue.Member] {
        let members: [(String, JSONValue?)] = [
            ("id", JSONValue(text: id)), ("party", JSONValue(text: party)),
            ("role", .string(role.rawValue)), ("regime", JSONValue(text: regime)),
            ("duty", JSONValue(text: duty)), ("state", .string(state(on: day).rawValue)),
            ("raisedBy", cause.json), ("raisedOn", JSONValue(text: raisedOn)),
            ("dueOn", JSONValue(text: dueOn)), ("lastDay", JSONValue(text: lastDay)),
            ("provisional", .bool(isProvisional)),
            ("extendedTo", extended.map { JSONValue(text: $0.to) }),
            ("daysLate", daysLate(on: day).map { .integer(Int64($0)) }),
            (
                "missed",
                missed.map { .object(present: [("event", $0.event.map { JSONValue(text: $0) })]) }
            ),
            ("discharge", discharge?.shown),
            ("waivedOn", waiver.map { JSONValue(text: $0.on) }),
            ("ended", end.map { ["on": JSONValue(text: $0.on), "word": .string($0.word)] }),
        ]
        return members.compactMap { name, value in value.map { JSONValue.Member(name, $0) } }
    }

    private var discharge: DutyDischarge? {
        if case .discharged(let discharge) = settlement { discharge } else { nil }
    }

    private var waiver: (on: CivilDate, reason: SealedText?)? {
        if case .waived(let day, let reason) = settlement { (day, reason) } else { nil }
    }

    private var end: (word: String, on: CivilDate)? {
        if case .ended(let word, let day) = settlement { (word, day) } else { nil }
    }

    /// Reads what `json` writes.
    ///
    /// - Throws: `InputFaults` naming each member at fault.
    public init(_ value: JSONValue) throws(InputFaults) {
        var reader = ObjectReader(value)
        let cause = reader.element("cause", DutyCause.init(reading:))
        let extended = reader.element("extension") { inner -> Extension? in
            let reason = SealedText.read("reason", from: &inner)
            return inner.date("to").map { Extension(to: $0, reason: reason) }
        }
        let missed = reader.element("missed") { inner -> Miss? in
            Miss(event: inner.optionalText("event", "A UUID is needed.") { EventID($0) })
        }
        let settlement = Self.settlement(&reader)
        let lastDay = reader.date("lastDay")
        let raised = Self.raised(&reader, cause)
        try reader.finish()
        guard let raised, let lastDay else {
            throw InputFaults([.init(pointer: "/id", code: "member.missing", detail: "Needed.")])
        }
        self.init(
            raised, lastDay: lastDay, extended: extended, missed: missed, settlement: settlement)
    }

    private static func raised(
        _ reader: inout ObjectReader, _ cause: DutyCause?
    ) -> DutyRecord? {
        let id = reader.text("id", "A UUID is needed.") { DutyID($0) }
        let party = reader.text("party", "A UUID is needed.") { PartyID($0) }
        let role = reader.choice("role", of: Role.self)
        let regime = reader.code("regime", as: RegimeCode.self)
        let duty = reader.code("duty", as: DutyCode.self)
        let raisedOn = reader.date("raisedOn")
        let dueOn = reader.date("dueOn")
        let isProvisional = reader.bool("provisional", absent: false)
        var facts: [JSONValue.Member] = []
        if case .object(let members)? = reader.optional("facts") { facts = members }
        guard let id, let party, let role, let regime, let duty, let cause, let raisedOn,
            let dueOn
        else { return nil }
        return DutyRecord(
            id: id, party: party, role: role, regime: regime, duty: duty, cause: cause,
            raisedOn: raisedOn, facts: facts, dueOn: dueOn, isProvisional: isProvisional)
    }

    private static func settlement(_ reader: inout ObjectReader) -> Settlement? {
        let discharge = reader.element("discharge", DutyDischarge.init(reading:))
        let waiver = reader.element("waiver") { inner -> Settlement? in
            let reason = SealedText.read("reason", from: &inner)
            return inner.date("on").map { .waived(on: $0, reason: reason) }
        }
        let end = reader.element("end") { inner -> Settlement? in
            guard let day = inner.date("on"), let word = inner.string("word", maximumLength: 80)
            else { return nil }
            return .ended(word: word, on: day)
        }
        return discharge.map { .discharged($0) } ?? waiver ?? end
    }
}

extension DutyCause {
    /// What raised a duty, as it stands in entries and as it is shown.
    var json: JSONValue {
        .object(present: [
            ("record", record.map { JSONValue(text: $0) }),
            ("reference", reference.map { .string($0) }),
            ("undertaking", undertaking.map { JSONValue(text: $0) }),
            ("word", .string(word)),
        ])
    }

    init?(reading reader: inout ObjectReader) {
        let record = reader.optionalText("record", "A UUID is needed.") { RecordID($0) }
        let reference = reader.optionalString("reference", maximumLength: 80)
        let undertaking = reader.optionalText("undertaking", "A UUID is needed.") {
            UndertakingID($0)
        }
        guard let word = reader.string("word", maximumLength: 100) else { return nil }
        self.init(word: word, undertaking: undertaking, record: record, reference: reference)
    }
}

extension DutyDischarge {
    var json: JSONValue {
        .object(present: [
            ("event", event.map { JSONValue(text: $0) }),
            ("evidence", evidence.isEmpty ? nil : .array(evidence.map { JSONValue(text: $0) })),
            ("filedOn", JSONValue(text: filedOn)),
            ("kind", .string(kind)),
            ("note", note?.json),
        ])
    }

    /// The discharge without its note.
    var shown: JSONValue {
        .object(present: [
            ("kind", .string(kind)), ("filedOn", JSONValue(text: filedOn)),
            (
                "evidence",
                evidence.isEmpty ? nil : .array(evidence.map { .string("sha256:\($0)") })
            ),
            ("event", event.map { JSONValue(text: $0) }),
        ])
    }

    init?(reading reader: inout ObjectReader) {
        let event = reader.optionalText("event", "A UUID is needed.") { EventID($0) }
        let note = SealedText.read("note", from: &reader)
        let evidence = reader.array("evidence", maximumCount: .max).compactMap { value in
            if case .string(let text) = value { Digest32(hexadecimal: text) } else { nil }
        }
        let kind = reader.string("kind", maximumLength: 80)
        guard let filedOn = reader.date("filedOn"), let kind else { return nil }
        self.init(kind: kind, filedOn: filedOn, evidence: evidence, note: note, event: event)
    }
}
