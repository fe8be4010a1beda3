// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Service

/// What is sent to open a proceeding, or to make a move in one.
enum ProceedingInput {
    /// The most events of one proceeding.
    private static let eventCount = 100
    /// The most characters of one text.
    private static let textLength = 20_000
    /// The most texts of one move.
    private static let textCount = 20
    /// The most decisions of one move.
    private static let decisionCount = 200

    /// The body that opens a proceeding.
    static func readOpening(
        _ body: JSONValue, of kind: ProceedingKind
    ) throws(InputFaults) -> OpenProceeding.Details {
        var reader = ObjectReader(body)
        let party = reader.party("party")
        let role = reader.choice("role", of: Role.self)
        let code = reader.code("proceeding", as: ProceedingCode.self)
        let regime = reader.optionalCode("regime", as: RegimeCode.self)
        let events = reader.array("events", maximumCount: eventCount).enumerated()
            .compactMap { index, value -> EventID? in
                if case .string(let text) = value, let id = EventID(text) { return id }
                reader.fault("events/\(index)", "value.malformed", "A UUID is needed.")
                return nil
            }
        if Set(events).count != events.count {
            reader.fault("events", "value.repeated", "An event stands here twice.")
        }
        let statement = readStatement(&reader)
        guard let party, let role, let code else { return try reader.result(nil) }
        return try reader.result(
            OpenProceeding.Details(
                kind: kind, code: code, regime: regime, party: party, role: role,
                events: events, statement: statement))
    }

    /// The body of a move, which may be empty.
    static func readMove(_ body: JSONValue) throws(InputFaults) -> ProceedingStatement {
        var reader = ObjectReader(body)
        let statement = readStatement(&reader)
        return try reader.result(statement)
    }

    private static func readStatement(_ reader: inout ObjectReader) -> ProceedingStatement {
        let outcome = reader.optionalCode("outcome", as: OutcomeCode.self)
        let facts = reader.scalars("facts")
        if facts.count > 50 {
            reader.fault("facts", "value.tooMany", "At most 50 facts are accepted.")
        }
        let texts = readTexts(&reader)
        let evidence = reader.evidence("evidence")
        var decisions: [EventID: [MeasureDecision]]?
        if reader.optional("decisions") != nil {
            decisions = [:]
            for (event, decision) in readDecisions(&reader) {
                decisions?[event, default: []].append(decision)
            }
        }
        return ProceedingStatement(
            outcome: outcome, facts: facts, texts: texts, evidence: evidence,
            decisions: decisions)
    }

    /// An object of strings.
    private static func readTexts(
        _ reader: inout ObjectReader
    ) -> [(field: String, text: String)] {
        guard let value = reader.optional("texts") else { return [] }
        guard case .object(let members) = value, members.count <= textCount else {
            reader.fault(
                "texts", "type.object", "An object of at most \(textCount) texts is needed.")
            return []
        }
        var inner = ObjectReader(value, at: reader.pointer(to: "texts"))
        let texts = members.compactMap { member in
            inner.string(member.name, maximumLength: textLength).map { (member.name, $0) }
        }
        reader.add(inner.faults)
        return texts.map { (field: $0.0, text: $0.1) }
    }

    private static func readDecisions(
        _ reader: inout ObjectReader
    ) -> [(EventID, MeasureDecision)] {
        reader.elements("decisions", maximumCount: decisionCount) { inner in
            let event = inner.text("event", "A UUID is needed.") { EventID($0) }
            let decision = inner.decision()
            guard let event, let decision else { return nil }
            return (event, decision)
        }
    }
}
