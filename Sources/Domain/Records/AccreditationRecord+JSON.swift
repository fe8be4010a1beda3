// SPDX-License-Identifier: Apache-2.0

extension AccreditationRecord {
    /// The record as it stands in entries, in the history and in standings.
    public var json: JSONValue {
        .object(present: [
            ("bands", bands.isEmpty ? nil : .array(bands.map(\.json))),
            (
                "end",
                end.map { ["ended": $0.ended.json, "reason": .string($0.reason.rawValue)] }
            ),
            ("expiresOn", expiresOn.map { JSONValue(text: $0) }),
            ("from", from.json),
            ("id", JSONValue(text: id)),
            ("regime", JSONValue(text: regime)),
            ("regions", regions.isEmpty ? nil : .array(regions.map { JSONValue(text: $0) })),
            ("role", .string(role.rawValue)),
            ("route", JSONValue(text: route)),
            ("services", services.isEmpty ? nil : .array(services.map(\.json))),
            ("suspensions", suspensions.isEmpty ? nil : .array(suspensions.map(\.json))),
        ])
    }

    /// Reads what `json` writes.
    ///
    /// - Throws: `InputFaults` naming each member at fault.
    public init(_ value: JSONValue) throws(InputFaults) {
        var reader = ObjectReader(value)
        let id = reader.text("id", "A UUID is needed.") { AccreditationID($0) }
        let role = reader.choice("role", of: Role.self)
        let route = reader.code("route", as: RouteCode.self)
        let regime = reader.code("regime", as: RegimeCode.self)
        let from = Span.read("from", from: &reader)
        let expiresOn = reader.optionalDate("expiresOn")
        let regions = reader.codes("regions", as: RegionCode.self)
        let bands = reader.elements("bands", BandAssignment.init(reading:))
        let services = reader.elements("services", ServiceAssignment.init(reading:))
        let suspensions = reader.elements("suspensions", Suspension.init(reading:))
        let end = reader.element("end", AccreditationEnd.init(reading:))
        try reader.finish()
        guard let id, let role, let route, let regime, let from else {
            throw InputFaults([.init(pointer: "/from", code: "member.missing", detail: "Needed.")])
        }
        self.init(
            id: id, role: role, route: route, regime: regime, regions: regions, from: from,
            expiresOn: expiresOn, band: nil, services: [])
        self.bands = bands
        self.services = services
        self.suspensions = suspensions
        self.end = end
    }
}

extension BandAssignment {
    var json: JSONValue { ["assigned": assigned.json, "band": JSONValue(text: band)] }

    init?(reading reader: inout ObjectReader) {
        let band = reader.code("band", as: BandCode.self)
        guard let assigned = Span.read("assigned", from: &reader), let band else { return nil }
        self.init(band: band, assigned: assigned)
    }
}

extension ServiceAssignment {
    var json: JSONValue {
        ["assigned": assigned.json, "services": .array(services.map { JSONValue(text: $0) })]
    }

    init?(reading reader: inout ObjectReader) {
        let services = reader.codes("services", as: ServiceCode.self)
        guard let assigned = Span.read("assigned", from: &reader) else { return nil }
        self.init(services: services, assigned: assigned)
    }
}

extension Suspension {
    var json: JSONValue {
        .object(present: [("from", from.json), ("until", until?.json)])
    }

    init?(reading reader: inout ObjectReader) {
        let until = Span.read("until", from: &reader)
        guard let from = Span.read("from", from: &reader) else { return nil }
        self.init(from: from, until: until)
    }
}

extension AccreditationEnd {
    init?(reading reader: inout ObjectReader) {
        let reason = reader.choice("reason", of: AccreditationEndReason.self)
        guard let ended = Span.read("ended", from: &reader), let reason else { return nil }
        self.init(reason: reason, ended: ended)
    }
}
