// SPDX-License-Identifier: Apache-2.0

import Domain
import Service

/// Reads the body of `POST /v1/parties`.
enum PartyInput {
    static func read(_ body: JSONValue) throws(InputFaults) -> RegisterParty.Details {
        var reader = ObjectReader(body)
        let kind = reader.choice("kind", of: PartyKind.self)
        let name = reader.string("name")
        let town = reader.optionalString("town", maximumLength: 100)
        let region = reader.code("region", as: RegionCode.self)
        let regime = reader.optionalCode("regime", as: RegimeCode.self)
        let identifiers = reader.identifiers("identifiers")
        let facts = reader.scalars("facts")
        guard let kind, let name, let region else { return try reader.result(nil) }
        return try reader.result(
            RegisterParty.Details(
                kind: kind, name: name, town: town, region: region, regime: regime,
                identifiers: identifiers, facts: facts))
    }

    /// The body of `PATCH /v1/parties/{p}`: what is not named stays as it is.
    static func readAmendment(_ body: JSONValue) throws(InputFaults) -> AmendParty.Details {
        var reader = ObjectReader(body)
        let name = reader.optionalString("name")
        let clearsTown = body["town"] == .null
        let town = reader.optionalString("town", maximumLength: 100)
        let region = reader.optionalCode("region", as: RegionCode.self)
        let namesIdentifiers = reader.optional("identifiers") != nil
        let identifiers = reader.identifiers("identifiers")
        let facts = readFacts(&reader)
        for name in ["name", "region", "identifiers"] where body[name] == .null {
            reader.fault(name, "value.null", "This cannot be cleared; leave it out to keep it.")
        }
        return try reader.result(
            AmendParty.Details(
                name: name, town: clearsTown ? .become(nil) : town.map { .become($0) } ?? .keep,
                region: region, facts: facts,
                identifiers: namesIdentifiers ? identifiers : nil))
    }

    /// Facts by name, where null takes one away.
    private static func readFacts(_ reader: inout ObjectReader) -> [JSONValue.Member] {
        guard case .object(let members)? = reader.optional("facts") else {
            return reader.scalars("facts")
        }
        let cleared = members.filter { $0.value == .null }
        var given = ObjectReader(
            .object([.init("facts", .object(members.filter { $0.value != .null }))]))
        let facts = given.scalars("facts")
        reader.add(given.faults)
        return facts + cleared
    }
}
