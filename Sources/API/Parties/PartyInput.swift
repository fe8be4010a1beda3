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
}
