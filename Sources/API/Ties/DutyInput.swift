// SPDX-License-Identifier: Apache-2.0

import Domain
import Service

/// Reads the bodies and queries of the requests about duties.
enum DutyInput {
    /// `state`, `dueBefore`, `duty`, `asOf`.
    static func readFilter(_ reader: inout ObjectReader) -> DutyFilter {
        let state =
            reader.optional("state") == nil
            ? nil : reader.choice("state", of: DutyState.self)
        return DutyFilter(
            state: state, dueBefore: reader.optionalDate("dueBefore"),
            duty: reader.optionalCode("duty", as: DutyCode.self),
            asOf: reader.optionalDate("asOf"))
    }

    /// `after`; nil for the first page.
    static func readPlace(_ reader: inout ObjectReader) -> DutyPlace? {
        guard let value = reader.optional("after") else { return nil }
        if case .string(let text) = value, let place = DutyPlace(text) { return place }
        reader.fault(
            "after", "after.malformed", "The place of a row is needed, as Link gives it.")
        return nil
    }

    /// `{"party","role","duty","on","undertaking","reference","facts"}`.
    static func readRaising(_ body: JSONValue) throws(InputFaults) -> RaiseDuty.Details {
        var reader = ObjectReader(body)
        let party = reader.party("party")
        let role = reader.choice("role", of: Role.self)
        let duty = reader.code("duty", as: DutyCode.self)
        let day = reader.date("on")
        let undertaking = reader.optionalText("undertaking", "A UUID is needed.") {
            UndertakingID($0)
        }
        let reference = reader.optionalCode("reference", as: DutyCode.self)?.text
        let facts = reader.scalars("facts")
        guard let party, let role, let duty, let day else { return try reader.result(nil) }
        return try reader.result(
            RaiseDuty.Details(
                party: party, role: role, duty: duty, day: day, undertaking: undertaking,
                reference: reference, facts: facts))
    }

    /// `{"kind","filedOn","evidence","note"}`.
    static func readDischarge(_ body: JSONValue) throws(InputFaults) -> ChangeDuty.Change {
        var reader = ObjectReader(body)
        let kind = reader.code("kind", as: DutyCode.self)
        let filedOn = reader.optionalDate("filedOn")
        let evidence = reader.evidence("evidence")
        let note = reader.optionalString("note", maximumLength: 4_000)
        guard let kind else { return try reader.result(nil) }
        return try reader.result(
            .discharge(
                ChangeDuty.Discharge(
                    kind: kind.text, filedOn: filedOn, evidence: evidence, note: note)))
    }

    /// `{"to","reason"}`.
    static func readExtension(_ body: JSONValue) throws(InputFaults) -> ChangeDuty.Change {
        var reader = ObjectReader(body)
        let day = reader.date("to")
        let reason = reader.string("reason", maximumLength: 4_000)
        guard let day, let reason else { return try reader.result(nil) }
        return try reader.result(.extend(to: day, reason: reason))
    }

    /// `{"reason"}`.
    static func readWaiver(_ body: JSONValue) throws(InputFaults) -> ChangeDuty.Change {
        var reader = ObjectReader(body)
        let reason = reader.string("reason", maximumLength: 4_000)
        return try reader.result(reason.map { .waive(reason: $0) })
    }

    /// `{"word","on"}`.
    static func readEnd(_ body: JSONValue) throws(InputFaults) -> ChangeDuty.Change {
        var reader = ObjectReader(body)
        let word = reader.code("word", as: DutyCode.self)
        let day = reader.date("on")
        guard let word, let day else { return try reader.result(nil) }
        return try reader.result(.end(word: word.text, on: day))
    }
}
