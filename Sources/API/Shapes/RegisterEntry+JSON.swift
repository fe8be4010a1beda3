// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Service

extension RegisterEntry {
    /// The row as the public register gives it. Of a natural person there is no row.
    public var json: JSONValue {
        let accreditation = record.accreditation
        return .object([
            .init("accreditation", JSONValue(text: accreditation.id)),
            .init(
                "party",
                [
                    "id": JSONValue(text: record.party), "kind": .string(record.kind.rawValue),
                    "name": .orNull(record.name), "town": .orNull(record.town),
                    "region": JSONValue(text: record.region),
                    "identifiers": .array(record.identifiers.map { JSONValue(text: $0) }),
                ]),
            .init("regime", JSONValue(text: accreditation.regime)),
            .init("role", .string(accreditation.role.rawValue)),
            .init("route", JSONValue(text: accreditation.route)),
            .init("regions", .array(accreditation.regions.map { JSONValue(text: $0) })),
            .init("status", .string(status.rawValue)),
            .init("from", accreditation.from.json),
            .init("expiresOn", .orNull(accreditation.expiresOn)),
            .init("band", .orNull(band)),
            .init("services", .array(services.map { JSONValue(text: $0) })),
            .init("sanctions", .array(sanctions.map(Self.shown))),
            .init("asOf", JSONValue(text: asOf)),
        ])
    }

    private static func shown(_ sanction: StandingSanction) -> JSONValue {
        [
            "id": JSONValue(text: sanction.id), "kind": .string(sanction.kind.rawValue),
            "from": JSONValue(text: sanction.from), "until": .orNull(sanction.end),
            "provision": .string(sanction.provision),
        ]
    }
}
