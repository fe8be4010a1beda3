// SPDX-License-Identifier: Apache-2.0

import Domain
import Service

/// Reads the bodies of the requests about compliance events.
enum EventInput {
    /// The body of `POST /v1/events`.
    static func readReport(_ body: JSONValue) throws(InputFaults) -> ReportEvent.Details {
        var reader = ObjectReader(body)
        let details = readReport(&reader)
        return try reader.result(details)
    }

    /// The same, from a line of a batch.
    static func readReport(_ reader: inout ObjectReader) -> ReportEvent.Details? {
        let undertaking = reader.optionalText("undertaking", "A UUID is needed.") {
            UndertakingID($0)
        }
        // An undertaking may stand for all who vouch on it; a role without its party says nothing.
        let isNamed =
            undertaking == nil || reader.optional("party") != nil
            || reader.optional("role") != nil
        let party = isNamed ? reader.party("party") : nil
        let role = isNamed ? reader.choice("role", of: Role.self) : nil
        let indicator = reader.code("indicator", as: IndicatorCode.self)
        let state = reader.choice("state", of: EventState.self)
        let occurredOn = reader.date("occurredOn")
        let reportedOn = reader.optionalDate("reportedOn")
        let quantity = reader.integer("quantity", in: 1...1_000_000, absent: 1)
        let grades = reader.scalars("grades")
        let isVoluntary = reader.bool("voluntaryDisclosure", absent: false)
        let origin = readOrigin(&reader)
        let facts = reader.scalars("facts")
        let evidence = reader.evidence("evidence")
        let note = reader.optionalString("note", maximumLength: 4_000)
        guard !isNamed || (party != nil && role != nil), let indicator, let state,
            let occurredOn, let quantity
        else { return nil }
        return ReportEvent.Details(
            party: party, role: role, indicator: indicator, state: state,
            occurredOn: occurredOn, reportedOn: reportedOn, quantity: Int(quantity),
            grades: grades, facts: facts, isVoluntaryDisclosure: isVoluntary,
            origin: origin, note: note, evidence: evidence, undertaking: undertaking)
    }

    /// The body of `POST /v1/events/{e}:correct`: the event as it is right.
    static func readCorrection(_ body: JSONValue) throws(InputFaults) -> CorrectEvent.Details {
        var reader = ObjectReader(body)
        let indicator = reader.code("indicator", as: IndicatorCode.self)
        let occurredOn = reader.date("occurredOn")
        let quantity = reader.integer("quantity", in: 1...1_000_000, absent: 1)
        let grades = reader.scalars("grades")
        let facts = reader.scalars("facts")
        let isVoluntary = reader.bool("voluntaryDisclosure", absent: false)
        let undertaking = reader.optionalText("undertaking", "A UUID is needed.") {
            UndertakingID($0)
        }
        let note = reader.optionalString("note", maximumLength: 4_000)
        let evidence = reader.evidence("evidence")
        guard let indicator, let occurredOn, let quantity else { return try reader.result(nil) }
        return try reader.result(
            CorrectEvent.Details(
                indicator: indicator, occurredOn: occurredOn, quantity: Int(quantity),
                grades: grades, facts: facts, isVoluntaryDisclosure: isVoluntary,
                undertaking: undertaking, note: note, evidence: evidence))
    }

    /// The body of `POST /v1/events/{e}:annul`, which may be empty.
    static func readReason(_ body: JSONValue) throws(InputFaults) -> String? {
        var reader = ObjectReader(body)
        let reason = reader.optionalString("reason", maximumLength: 4_000)
        try reader.finish()
        return reason
    }

    private static func readOrigin(_ reader: inout ObjectReader) -> EventOrigin? {
        let system = reader.optionalString("sourceSystem", maximumLength: 100)
        let id = reader.optionalString("sourceId", maximumLength: 100)
        switch (system, id) {
        case (let system?, let id?): return EventOrigin(system: system, id: id)
        case (.some, nil):
            reader.fault("sourceId", "member.missing", "sourceSystem needs its own id.")
        case (nil, .some):
            reader.fault("sourceSystem", "member.missing", "sourceId needs its system.")
        case (nil, nil): break
        }
        return nil
    }
}
