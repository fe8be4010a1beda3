// SPDX-License-Identifier: Apache-2.0

import Domain
import Service

/// Reads the body of `POST /v1/parties/{p}/rating:simulate`.
enum SimulationInput {
    /// The most events that are added, annulled or cured.
    private static let eventCount = 500

    /// `{"role","asOf","knownAt","policy","changes":{"add","annul","cure","party","asOf",
    /// "policy"}}`.
    ///
    /// - Throws: `InputFaults` naming each member at fault.
    static func read(
        _ body: JSONValue, of party: PartyAddress
    ) throws(InputFaults) -> RatingSimulation {
        var reader = ObjectReader(body)
        let role = reader.optionalChoice("role", of: Role.self)
        let asOf = reader.optionalDate("asOf")
        let knownAt = reader.knownAt("knownAt")
        let policy = reader.optionalString("policy", maximumLength: 121)
        let changes = reader.element("changes") { readChanges(&$0) }
        guard let knownAt else { return try reader.result(nil) }
        return try reader.result(
            RatingSimulation(
                question: RatingQuestion(
                    party: party, role: role, asOf: asOf, knownAt: knownAt, policy: policy),
                changes: changes ?? RatingSimulation.Changes()))
    }

    private static func readChanges(_ reader: inout ObjectReader) -> RatingSimulation.Changes? {
        var changes = RatingSimulation.Changes()
        changes.added = CalculationInput.readEvents("add", &reader, in: "/changes")
        changes.annulled = readIDs("annul", &reader)
        changes.cured = reader.elements("cure", maximumCount: eventCount) { inner in
            let event = inner.text("event", "The id of an event is needed.") { EventID($0) }
            let facts = inner.scalars("facts")
            let isDisclosed = inner.bool("voluntaryDisclosure", absent: false)
            return event.map {
                RatingSimulation.Cure(
                    event: $0, facts: facts, isVoluntaryDisclosure: isDisclosed)
            }
        }
        changes.facts =
            reader.element("party") { inner -> [JSONValue.Member]? in inner.scalars("facts") } ?? []
        changes.asOf = reader.optionalDate("asOf")
        changes.policy = reader.optionalString("policy", maximumLength: 121)
        return changes
    }

    private static func readIDs(_ name: String, _ reader: inout ObjectReader) -> [EventID] {
        reader.array(name, maximumCount: eventCount).enumerated().compactMap { index, value in
            guard case .string(let text) = value, let id = EventID(text) else {
                reader.fault(
                    "\(name)/\(index)", "value.malformed", "The id of an event is needed.")
                return nil
            }
            return id
        }
    }
}
