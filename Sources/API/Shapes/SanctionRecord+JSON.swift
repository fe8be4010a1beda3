// SPDX-License-Identifier: Apache-2.0

public import Domain

extension SanctionRecord {
    /// A sanction as it is shown: without the note and without who recorded it.
    public func json(of party: PartyID) -> JSONValue {
        .object([
            .init("id", JSONValue(text: id)),
            .init("party", JSONValue(text: party)),
            .init("kind", .string(kind.rawValue)),
            .init("regime", JSONValue(text: regime)),
            .init("roles", .array(roles.map { .string($0.rawValue) })),
            .init("from", JSONValue(text: from)),
            .init("until", until.map { JSONValue(text: $0) } ?? .null),
            .init("liftedOn", liftedOn.map { JSONValue(text: $0) } ?? .null),
            .init("provision", .string(provision)),
            .init("published", .bool(isPublished)),
            .init("events", .array(events.map { JSONValue(text: $0) })),
        ])
    }
}
