// SPDX-License-Identifier: Apache-2.0

public import Domain
import Policy
public import Service

/// Reads the body of `POST /v1/calculate`.
public enum CalculationInput {
    /// The most events of either list.
    static let eventCount = 500

    /// `{"policy","asOf","party":{"kind","facts","region"},"role","history","events","notices",
    /// "filings"}`, and what is told of a nomination.
    ///
    /// - Throws: `InputFaults` naming each member at fault.
    public static func read(_ body: JSONValue) throws(InputFaults) -> Calculation {
        var reader = ObjectReader(body)
        let policy = reader.string("policy", maximumLength: 121)
        let asOf = reader.optionalDate("asOf")
        let role = reader.optionalChoice("role", of: Role.self)
        let party = readParty(&reader)
        let history = readEvents("history", &reader)
        let events = readEvents("events", &reader)
        let notices = readNotices(&reader)
        let filings = readFilings(&reader)
        let request = readRequest(&reader)
        var nomination = readNomination(&reader)
        var known: Set<String> = []
        for event in history + events where !known.insert(event.id).inserted {
            reader.fault(
                String(event.pointer.dropFirst()) + "/id", "value.repeated",
                "Another event has this id.")
        }
        guard let policy, let party else { return try reader.result(nil) }
        nomination?.kind = party.kind
        nomination?.partyFacts = party.facts
        return try reader.result(
            Calculation(
                policy: policy, asOf: asOf, kind: party.kind, facts: party.facts,
                region: party.region, role: role,
                history: history, events: events, notices: notices, filings: filings,
                request: request, nomination: nomination))
    }

    private static func readParty(
        _ reader: inout ObjectReader
    ) -> (kind: PartyKind, facts: [JSONValue.Member], region: RegionCode?)? {
        guard reader.required("party") != nil else { return nil }
        return reader.element("party") { inner in
            let facts = inner.scalars("facts")
            let region = inner.optionalCode("region", as: RegionCode.self)
            return inner.choice("kind", of: PartyKind.self).map {
                (kind: $0, facts: facts, region: region)
            }
        }
    }

    /// Events in an array of the object at `parent`, `/changes`.
    static func readEvents(
        _ name: String, _ reader: inout ObjectReader, in parent: String = ""
    ) -> [Calculation.Event] {
        var number = -1
        return reader.elements(name, maximumCount: eventCount) { inner in
            number += 1
            return readEvent(&inner, at: "\(parent)/\(name)/\(number)")
        }
    }

    private static func readEvent(
        _ reader: inout ObjectReader, at pointer: String
    ) -> Calculation.Event? {
        let id = reader.optionalString("id", maximumLength: 100)
        let indicator = reader.code("indicator", as: IndicatorCode.self)
        let occurredOn = reader.date("occurredOn")
        let reportedOn = reader.optionalDate("reportedOn")
        let determinedOn = reader.optionalDate("determinedOn")
        let quantity = reader.integer("quantity", in: 1...1_000_000, absent: 1)
        let grades = reader.scalars("grades")
        let facts = reader.scalars("facts")
        let isVoluntary = reader.bool("voluntaryDisclosure", absent: false)
        let share = reader.fraction("share")
        let way = readWay(&reader)
        let repair = readRepair(&reader)
        let decisions = readDecisions(&reader)
        guard let indicator, let occurredOn, let quantity, let share else { return nil }
        return Calculation.Event(
            id: id ?? String(pointer.dropFirst()), pointer: pointer, indicator: indicator,
            occurredOn: occurredOn, reportedOn: reportedOn, determinedOn: determinedOn,
            quantity: Int(quantity), grades: grades, facts: facts,
            isVoluntaryDisclosure: isVoluntary, share: share, via: way,
            repair: repair, decisions: decisions)
    }

    /// The way on which an event reached the party, of which its share follows.
    private static func readWay(_ reader: inout ObjectReader) -> SharedVia? {
        let way = reader.element("via") { inner -> SharedVia? in
            let origin = inner.choice("from", of: SharingPath.Origin.self)
            var relations: [RelationKind] = []
            for value in inner.array("relations", maximumCount: SharedVia.relationCount) {
                guard case .string(let word) = value, let kind = RelationKind(rawValue: word) else {
                    let known = RelationKind.allCases.map(\.rawValue).joined(separator: ", ")
                    inner.fault("relations", "value.malformed", "Only these are known: \(known).")
                    break
                }
                relations.append(kind)
            }
            return origin.map { SharedVia(origin: $0, relations: relations) }
        }
        if way != nil, reader.optional("share") != nil {
            reader.fault("share", "member.conflict", "The share follows from via.")
        }
        return way
    }
}
