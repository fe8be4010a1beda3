// SPDX-License-Identifier: Apache-2.0

import Domain
import Service

/// Reads the bodies of the requests about undertakings.
enum UndertakingInput {
    /// `{"route","region","from","until","nominee","vouchers"}`.
    static func readMaking(_ body: JSONValue) throws(InputFaults) -> MakeUndertaking.Details {
        var reader = ObjectReader(body)
        let route = reader.code("route", as: RouteCode.self)
        let region = reader.optionalCode("region", as: RegionCode.self)
        let from = reader.date("from")
        let until = reader.optionalDate("until")
        if reader.required("nominee") == nil { return try reader.result(nil) }
        let nominee = reader.element("nominee") { inner -> MakeUndertaking.Nominee? in
            let nationality = inner.string("nationality", maximumLength: 3)
            let document = inner.string("document", maximumLength: 40)
            guard let birthDate = inner.date("birthDate"), let nationality, let document else {
                return nil
            }
            return MakeUndertaking.Nominee(
                nationality: nationality, document: document, birthDate: birthDate)
        }
        let vouchers = reader.elements("vouchers", maximumCount: 10, readVoucher)
        if vouchers.isEmpty, !reader.faults.contains(where: { $0.pointer.hasPrefix("/vouchers/") })
        {
            reader.fault("vouchers", "value.tooFew", "One voucher is needed at least.")
        }
        guard let route, let from, let nominee else { return try reader.result(nil) }
        return try reader.result(
            MakeUndertaking.Details(
                route: route, region: region, from: from, until: until, nominee: nominee,
                vouchers: vouchers))
    }

    /// `{"route","region","on"}`.
    static func readConversion(
        _ body: JSONValue
    ) throws(InputFaults) -> (change: ChangeUndertaking.Change, day: CivilDate) {
        var reader = ObjectReader(body)
        let route = reader.code("route", as: RouteCode.self)
        let region = reader.optionalCode("region", as: RegionCode.self)
        let day = reader.date("on")
        guard let route, let day else { return try reader.result(nil) }
        return try reader.result((.convert(route, region: region), day))
    }

    /// `{"from","to","on"}`.
    static func readTransfer(
        _ body: JSONValue
    ) throws(InputFaults) -> (change: ChangeUndertaking.Change, day: CivilDate) {
        var reader = ObjectReader(body)
        let day = reader.date("on")
        for name in ["from", "to"] where reader.optional(name) == nil {
            reader.fault(name, "member.missing", "This member is required.")
        }
        let from = reader.element("from", readVoucher)
        let to = reader.element("to", readVoucher)
        guard let from, let to, let day else { return try reader.result(nil) }
        return try reader.result((.transfer(from: from, to: to), day))
    }

    /// `{"outcome","on"}`.
    static func readClosing(
        _ body: JSONValue
    ) throws(InputFaults) -> (change: ChangeUndertaking.Change, day: CivilDate) {
        var reader = ObjectReader(body)
        let outcome = reader.code("outcome", as: OutcomeCode.self)
        let day = reader.date("on")
        guard let outcome, let day else { return try reader.result(nil) }
        return try reader.result((.close(outcome), day))
    }

    private static func readVoucher(
        _ reader: inout ObjectReader
    ) -> MakeUndertaking.Voucher? {
        let party = reader.party("party")
        let role = reader.choice("role", of: Role.self)
        guard let party, let role else { return nil }
        return MakeUndertaking.Voucher(party: party, role: role)
    }
}
