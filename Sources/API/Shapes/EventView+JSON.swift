// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Service

extension EventView {
    /// The event as a report writes it, with its party, its state and the entry that last changed
    /// it. Note and reporter are for officers and auditors.
    public var json: JSONValue {
        .object(present: [
            ("id", JSONValue(text: event.id)),
            ("party", JSONValue(text: party)),
            ("role", .string(event.role.rawValue)),
            ("undertaking", .orNull(event.undertaking)),
            ("regime", JSONValue(text: event.regime)),
            ("indicator", JSONValue(text: event.indicator)),
            ("state", .string(event.state.rawValue)),
            ("occurredOn", JSONValue(text: event.occurredOn)),
            ("reportedOn", JSONValue(text: event.reportedOn)),
            ("determinedOn", .orNull(event.determinedOn)),
            ("quantity", .integer(Int64(event.quantity))),
            ("grades", .object(event.grades)),
            ("voluntaryDisclosure", .bool(event.isVoluntaryDisclosure)),
            ("share", event.share == EventRecord.wholeShare ? nil : JSONValue(share: event.share)),
            ("sharing", event.sharing?.json),
            (
                "reaches",
                event.reaches.isEmpty || !isForOfficers
                    ? nil : .array(event.reaches.map(\.shown))
            ),
            ("sourceSystem", .orNull(event.origin?.system)),
            ("sourceId", .orNull(event.origin?.id)),
            ("facts", .object(event.facts)),
            ("evidence", .array(event.evidence.map { .string("sha256:\($0)") })),
            ("corrects", .orNull(event.corrects)),
            ("note", isForOfficers ? .orNull(note) : nil),
            ("reporter", isForOfficers ? JSONValue(text: event.reporter) : nil),
            ("entry", .integer(entry.value)),
        ])
    }
}
