// SPDX-License-Identifier: Apache-2.0

import Domain
import Service

/// Reads a question about eligibility, from a query or from a line of a batch.
enum EligibilityInput {
    static func read(_ reader: inout ObjectReader) -> EligibilityQuestion? {
        let party = reader.party("party")
        let role = reader.choice("role", of: Role.self)
        let route = reader.code("route", as: RouteCode.self)
        let region = reader.optionalCode("region", as: RegionCode.self)
        let act: Act? = reader.choice("act", absent: .new)
        let asOf = reader.optionalDate("asOf")
        let knownAt = reader.knownAt("knownAt")
        let policy = reader.optionalString("policy", maximumLength: 121)
        guard let party, let role, let route, let act, let knownAt else { return nil }
        return EligibilityQuestion(
            party: party, role: role, route: route, region: region, act: act, asOf: asOf,
            knownAt: knownAt, policy: policy)
    }
}
