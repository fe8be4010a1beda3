// SPDX-License-Identifier: Apache-2.0

import Domain
import Service

/// Reads a question about eligibility, from a query, a line of a batch, or a body.
enum EligibilityInput {
    static func read(_ reader: inout ObjectReader) -> EligibilityQuestion? {
        read(&reader) { $0.knownAt("knownAt") }
    }

    /// The most parties that vouch beside one.
    private static let voucherCount = 20

    /// A question that is answered as of now and recorded: `{"party","role","route","region",
    /// "act","asOf","policy","vouchers","nominee","documents","labourMarketTest"}`.
    ///
    /// - Throws: `InputFaults` naming each member at fault.
    static func readDecision(_ body: JSONValue) throws(InputFaults) -> DecisionQuestion {
        var reader = ObjectReader(body)
        let question = read(&reader) { _ in .now }
        var others: [(party: PartyAddress, role: Role)]?
        if reader.optional("vouchers") != nil {
            others = reader.elements("vouchers", maximumCount: voucherCount) { inner in
                let party = inner.party("party")
                let role = inner.choice("role", of: Role.self)
                guard let party, let role else { return nil }
                return (party, role)
            }
        }
        let told = ToldNomination(reading: &reader)
        return try reader.result(
            question.map {
                DecisionQuestion(about: $0, others: others, told: told.isTold ? told : nil)
            })
    }

    private static func read(
        _ reader: inout ObjectReader, _ position: (inout ObjectReader) -> KnownAtRequest?
    ) -> EligibilityQuestion? {
        let party = reader.party("party")
        let role = reader.choice("role", of: Role.self)
        let route = reader.code("route", as: RouteCode.self)
        let region = reader.optionalCode("region", as: RegionCode.self)
        let act: Act? = reader.choice("act", absent: .new)
        let asOf = reader.optionalDate("asOf")
        let policy = reader.optionalString("policy", maximumLength: 121)
        let knownAt = position(&reader)
        guard let party, let role, let route, let act, let knownAt else { return nil }
        return EligibilityQuestion(
            party: party, role: role, route: route, region: region, act: act, asOf: asOf,
            knownAt: knownAt, policy: policy)
    }
}
