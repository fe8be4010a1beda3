// SPDX-License-Identifier: Apache-2.0

extension UndertakingRecord {
    /// The record as it stands in entries and in the history.
    public var json: JSONValue {
        .object(present: [
            (
                "closing",
                closing.map {
                    ["on": JSONValue(text: $0.on), "outcome": JSONValue(text: $0.outcome)]
                }
            ),
            ("id", JSONValue(text: id)),
            ("nominee", JSONValue(text: nominee)),
            ("regime", JSONValue(text: regime)),
            ("stages", .array(stages.map(\.json))),
            ("until", until.map { JSONValue(text: $0) }),
            ("vouchers", .array(vouchers.map(\.json))),
        ])
    }

    /// Reads what `json` writes.
    ///
    /// - Throws: `InputFaults` naming each member at fault.
    public init(_ value: JSONValue) throws(InputFaults) {
        var reader = ObjectReader(value)
        let id = reader.text("id", "A UUID is needed.") { UndertakingID($0) }
        let regime = reader.code("regime", as: RegimeCode.self)
        let nominee = reader.text("nominee", "64 hexadecimal digits are needed.") {
            Digest32(hexadecimal: $0)
        }
        let stages = reader.elements("stages", UndertakingStage.init(reading:))
        let vouchers = reader.elements("vouchers", UndertakingVoucher.init(reading:))
        let until = reader.optionalDate("until")
        let closing = reader.element("closing") { inner -> UndertakingClosing? in
            guard let outcome = inner.code("outcome", as: OutcomeCode.self),
                let day = inner.date("on")
            else { return nil }
            return UndertakingClosing(outcome: outcome, on: day)
        }
        if stages.isEmpty { reader.fault("stages", "value.tooFew", "One is needed at least.") }
        try reader.finish()
        guard let id, let regime, let nominee else {
            throw InputFaults([.init(pointer: "/id", code: "member.missing", detail: "Needed.")])
        }
        self.init(
            id: id, regime: regime, nominee: nominee, stages: stages, vouchers: vouchers,
            until: until, closing: closing)
    }
}

extension UndertakingStage {
    var json: JSONValue {
        .object(present: [
            ("from", JSONValue(text: from)),
            ("region", region.map { JSONValue(text: $0) }),
            ("route", JSONValue(text: route)),
        ])
    }

    init?(reading reader: inout ObjectReader) {
        let region = reader.optionalCode("region", as: RegionCode.self)
        guard let from = reader.date("from"),
            let route = reader.code("route", as: RouteCode.self)
        else { return nil }
        self.init(route: route, region: region, from: from)
    }
}

extension UndertakingVoucher {
    var json: JSONValue {
        .object(present: [
            ("from", JSONValue(text: from)),
            ("party", JSONValue(text: party)),
            ("role", .string(role.rawValue)),
            ("until", until.map { JSONValue(text: $0) }),
        ])
    }

    init?(reading reader: inout ObjectReader) {
        let until = reader.optionalDate("until")
        guard let party = reader.text("party", "A UUID is needed.", { PartyID($0) }),
            let role = reader.choice("role", of: Role.self),
            let from = reader.date("from")
        else { return nil }
        self.init(party: party, role: role, from: from, until: until)
    }
}
