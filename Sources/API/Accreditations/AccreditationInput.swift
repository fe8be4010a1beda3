// SPDX-License-Identifier: Apache-2.0

import Domain
import Service

/// Reads the bodies of the requests about accreditations.
enum AccreditationInput {
    /// `{"role","route","regions","from","expiresOn","band","services"}`.
    static func readGrant(
        _ body: JSONValue, to party: PartyAddress
    ) throws(InputFaults) -> GrantAccreditation.Details {
        var reader = ObjectReader(body)
        let role = reader.choice("role", of: Role.self)
        let route = reader.code("route", as: RouteCode.self)
        let regions = reader.codes("regions", as: RegionCode.self, maximumCount: 100)
        let from = reader.date("from")
        let expiresOn = reader.optionalDate("expiresOn")
        let band = reader.optionalCode("band", as: BandCode.self)
        let services = reader.codes("services", as: ServiceCode.self, maximumCount: 20)
        guard let role, let route, let from else { return try reader.result(nil) }
        return try reader.result(
            GrantAccreditation.Details(
                party: party, role: role, route: route, regions: regions, from: from,
                expiresOn: expiresOn, band: band, services: services))
    }

    /// `{"on"}`.
    static func readDay(_ body: JSONValue) throws(InputFaults) -> CivilDate {
        var reader = ObjectReader(body)
        return try reader.result(reader.date("on"))
    }

    /// `{"on","band"}` or `{"on","services"}`: each is an entry of its own.
    static func readAmendment(
        _ body: JSONValue
    ) throws(InputFaults) -> (change: ChangeAccreditation.Change, day: CivilDate) {
        var reader = ObjectReader(body)
        let day = reader.date("on")
        let band = reader.optionalCode("band", as: BandCode.self)
        let namesServices = reader.optional("services") != nil
        let services = reader.codes("services", as: ServiceCode.self, maximumCount: 20)
        if (body["band"] ?? .null) != .null, namesServices {
            reader.fault(
                "services", "member.conflict",
                "Give either band or services; each is an entry of its own.")
        }
        guard let day else { return try reader.result(nil) }
        if let band { return try reader.result((.assign(band), day)) }
        guard namesServices else {
            reader.fault("band", "member.missing", "Give band, or services.")
            return try reader.result(nil)
        }
        return try reader.result((.services(services), day))
    }
}
