// SPDX-License-Identifier: Apache-2.0

/// What the fast check needs of a sanction: from when to when it is in force, and by which law.
public struct StandingSanction: Hashable, Sendable {
    /// Which sanction.
    public let id: SanctionID
    /// What kind.
    public let kind: SanctionKind
    /// The first day on which it is in force.
    public let from: CivilDate
    /// The first day on which it is over, planned or lifted; nil while without end.
    public let end: CivilDate?
    /// The days on which it is not in force although it is not over, in order.
    public let stays: [Validity]
    /// The band to which it lowers the party; nil where it lowers none.
    public let band: BandCode?
    /// The provision of law it rests on.
    public let provision: String

    /// Takes from a record what the fast check needs.
    public init(_ record: SanctionRecord) {
        id = record.id
        kind = record.kind
        from = record.from
        end = record.end
        stays = record.stays
        band = record.band
        provision = record.provision
    }

    init(
        id: SanctionID, kind: SanctionKind, from: CivilDate, end: CivilDate?,
        stays: [Validity] = [], band: BandCode? = nil, provision: String
    ) {
        self.stays = stays
        self.band = band
        self.id = id
        self.kind = kind
        self.from = from
        self.end = end
        self.provision = provision
    }

    /// Whether it is in force on a day.
    public func isInForce(on day: CivilDate) -> Bool {
        from <= day && end.map { day < $0 } ?? true && !stays.contains { $0.contains(day) }
    }

    /// The days on which it comes into force or ceases to be.
    public var turningDays: [CivilDate] {
        [from] + [end].compactMap(\.self)
            + stays.flatMap { [$0.from, $0.until].compactMap(\.self) }
    }

    var json: JSONValue {
        .object(present: [
            ("band", band.map { JSONValue(text: $0) }),
            ("end", end.map { JSONValue(text: $0) }),
            ("from", JSONValue(text: from)),
            ("id", JSONValue(text: id)),
            ("kind", .string(kind.rawValue)),
            ("provision", .string(provision)),
            ("stays", stays.isEmpty ? nil : .array(stays.map(\.json))),
        ])
    }

    init?(reading reader: inout ObjectReader) {
        let band = reader.optionalCode("band", as: BandCode.self)
        let end = reader.optionalDate("end")
        let stays = reader.elements("stays", Validity.init(reading:))
        guard let id = reader.text("id", "A UUID is needed.", { SanctionID($0) }),
            let kind = reader.choice("kind", of: SanctionKind.self),
            let from = reader.date("from"),
            let provision = reader.string("provision", maximumLength: .max)
        else { return nil }
        self.init(
            id: id, kind: kind, from: from, end: end, stays: stays, band: band,
            provision: provision)
    }
}
