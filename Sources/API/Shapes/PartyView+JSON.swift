// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Service

extension PartyView {
    /// The party as the register holds it, with its accreditations. Name and town of an erased
    /// person are `null`.
    public var json: JSONValue {
        let party = dossier.party
        return .object([
            .init("id", JSONValue(text: party.id)),
            .init("kind", .string(party.kind.rawValue)),
            .init("name", .orNull(name)),
            .init("town", .orNull(town)),
            .init("region", JSONValue(text: party.region)),
            .init("regime", JSONValue(text: party.regime)),
            .init("identifiers", .array(party.identifiers.map { JSONValue(text: $0) })),
            .init("facts", .object(party.facts)),
            .init("erased", .bool(dossier.isErased)),
            .init("accreditations", .array(dossier.accreditationsInOrder.map(\.json))),
            .init("warnings", .array(party.identifiers.flatMap(\.warningsJSON))),
            .init("knownAt", knownAt.json),
        ])
    }
}

extension PartyRecord {
    /// Whose answer this is: without what is sealed, and without what only the register needs.
    var briefJSON: JSONValue {
        var name: JSONValue = .null
        if case .open(let text) = self.name { name = .string(text) }
        return [
            "id": JSONValue(text: id), "kind": .string(kind.rawValue), "name": name,
            "region": JSONValue(text: region),
            "identifiers": .array(identifiers.map { JSONValue(text: $0) }),
        ]
    }
}

extension Identifier {
    fileprivate var warningsJSON: [JSONValue] {
        warnings.map { warning in
            [
                "identifier": JSONValue(text: self), "code": .string(warning.code),
                "detail": .string(warning.description),
            ]
        }
    }
}
