// SPDX-License-Identifier: Apache-2.0

extension EventRecord {
    /// The record as it stands in entries and in the history.
    public var json: JSONValue {
        .object(present: [
            ("corrects", corrects.map { JSONValue(text: $0) }),
            ("determinedOn", determinedOn.map { JSONValue(text: $0) }),
            ("evidence", evidence.isEmpty ? nil : .array(evidence.map { JSONValue(text: $0) })),
            ("facts", facts.isEmpty ? nil : .object(facts)),
            ("grades", grades.isEmpty ? nil : .object(grades)),
            ("id", JSONValue(text: id)),
            ("indicator", JSONValue(text: indicator)),
            ("note", note?.json),
            ("occurredOn", JSONValue(text: occurredOn)),
            ("origin", origin.map { ["id": .string($0.id), "system": .string($0.system)] }),
            ("quantity", .integer(Int64(quantity))),
            ("reaches", reaches.isEmpty ? nil : .array(reaches.map(\.json))),
            ("regime", JSONValue(text: regime)),
            ("reportedOn", JSONValue(text: reportedOn)),
            ("reporter", JSONValue(text: reporter)),
            ("role", .string(role.rawValue)),
            ("share", share == Self.wholeShare ? nil : JSONValue(share)),
            ("sharing", sharing?.json),
            ("state", .string(state.rawValue)),
            ("undertaking", undertaking.map { JSONValue(text: $0) }),
            ("voluntaryDisclosure", isVoluntaryDisclosure ? true : nil),
        ])
    }

    /// Reads what `json` writes.
    ///
    /// - Throws: `InputFaults` naming each member at fault.
    public init(_ value: JSONValue) throws(InputFaults) {
        var reader = ObjectReader(value)
        let id = reader.text("id", "A UUID is needed.") { EventID($0) }
        let undertaking = reader.optionalText("undertaking", "A UUID is needed.") {
            UndertakingID($0)
        }
        let corrects = reader.optionalText("corrects", "A UUID is needed.") { EventID($0) }
        let role = reader.choice("role", of: Role.self)
        let regime = reader.code("regime", as: RegimeCode.self)
        let indicator = reader.code("indicator", as: IndicatorCode.self)
        let state = reader.choice("state", of: EventState.self)
        let occurredOn = reader.date("occurredOn")
        let reportedOn = reader.date("reportedOn")
        let determinedOn = reader.optionalDate("determinedOn")
        let quantity = reader.integer("quantity", in: 1...1_000_000)
        let reporter = reader.text("reporter", "A UUID is needed.") { TokenID($0) }
        let note = SealedText.read("note", from: &reader)
        let origin = reader.element("origin") { inner -> EventOrigin? in
            guard let id = inner.string("id"), let system = inner.string("system") else {
                return nil
            }
            return EventOrigin(system: system, id: id)
        }
        let evidence = reader.array("evidence", maximumCount: .max).compactMap { value in
            if case .string(let text) = value { Digest32(hexadecimal: text) } else { nil }
        }
        let grades = Self.members(reader.optional("grades"))
        let facts = Self.members(reader.optional("facts"))
        let isVoluntary = reader.bool("voluntaryDisclosure", absent: false)
        let share = reader.share("share")
        let sharing = reader.element("sharing", EventSharing.init(reading:))
        let reaches = reader.elements("reaches", EventReach.init(reading:))
        try reader.finish()
        guard let id, let role, let regime, let indicator, let state, let occurredOn,
            let reportedOn, let quantity, let reporter
        else {
            throw InputFaults([.init(pointer: "/id", code: "member.missing", detail: "Needed.")])
        }
        self.init(
            id: id, role: role, regime: regime, indicator: indicator, state: state,
            occurredOn: occurredOn, reportedOn: reportedOn, determinedOn: determinedOn,
            quantity: Int(quantity),
            grades: grades, facts: facts, isVoluntaryDisclosure: isVoluntary, origin: origin,
            note: note, evidence: evidence, reporter: reporter, undertaking: undertaking,
            corrects: corrects, share: share ?? Self.wholeShare, sharing: sharing)
        self.reaches = reaches
    }

    private static func members(_ value: JSONValue?) -> [JSONValue.Member] {
        if case .object(let members)? = value { members } else { [] }
    }
}

extension ObjectReader {
    /// The share of an event that a party bears, in percent; all of it where nothing is said, and
    /// nil where what is said is no share.
    public mutating func share(_ name: String) -> ExactDecimal? {
        let share: ExactDecimal
        switch optional(name) {
        case nil: return EventRecord.wholeShare
        case .integer(let number)?: share = ExactDecimal(mantissa: number, places: 0)
        case .decimal(let number)?: share = number
        default:
            fault(name, "value.type", "A number is needed.")
            return nil
        }
        guard EventRecord.shares.contains(share) else {
            fault(name, "value.outOfRange", "A percentage from 0 to 100 is needed.")
            return nil
        }
        return share
    }
}
