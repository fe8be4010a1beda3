// SPDX-License-Identifier: Apache-2.0

/// How one party stands to another.
public enum RelationKind: String, Hashable, Sendable, CaseIterable {
    /// Both belong to one group (关联企业).
    case affiliate
    /// The first party directs the other.
    case director
    /// The first party took over the other's business.
    case successor
    /// Both have the same legal representative (法定代表人).
    case sameLegalRepresentative
}

/// A relation between two parties, kept in the dossiers of both.
public struct RelationRecord: Hashable, Sendable {
    /// Its id.
    public let id: RelationID
    /// How the first party stands to the other.
    public let kind: RelationKind
    /// The first party.
    public let party: PartyID
    /// The other party.
    public let other: PartyID
    /// The first day on which it holds.
    public let from: CivilDate
    /// The first day on which it no longer holds; nil while open-ended.
    public internal(set) var until: CivilDate?

    /// Makes a record.
    public init(
        id: RelationID, kind: RelationKind, party: PartyID, other: PartyID, from: CivilDate,
        until: CivilDate?
    ) {
        self.id = id
        self.kind = kind
        self.party = party
        self.other = other
        self.from = from
        self.until = until
    }

    /// Whether it no longer holds on a day, and so never will again.
    public func isOver(on day: CivilDate) -> Bool { until.map { $0 <= day } ?? false }

    /// The record as it stands in entries and in the history.
    public var json: JSONValue {
        .object(present: [
            ("from", JSONValue(text: from)),
            ("id", JSONValue(text: id)),
            ("kind", .string(kind.rawValue)),
            ("other", JSONValue(text: other)),
            ("party", JSONValue(text: party)),
            ("until", until.map { JSONValue(text: $0) }),
        ])
    }

    /// Reads what `json` writes.
    ///
    /// - Throws: `InputFaults` naming each member at fault.
    public init(_ value: JSONValue) throws(InputFaults) {
        var reader = ObjectReader(value)
        let id = reader.text("id", "A UUID is needed.") { RelationID($0) }
        let kind = reader.choice("kind", of: RelationKind.self)
        let party = reader.text("party", "A UUID is needed.") { PartyID($0) }
        let other = reader.text("other", "A UUID is needed.") { PartyID($0) }
        let from = reader.date("from")
        let until = reader.optionalDate("until")
        try reader.finish()
        guard let id, let kind, let party, let other, let from else {
            throw InputFaults([.init(pointer: "/id", code: "member.missing", detail: "Needed.")])
        }
        self.init(id: id, kind: kind, party: party, other: other, from: from, until: until)
    }
}
