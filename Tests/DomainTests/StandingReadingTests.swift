// SPDX-License-Identifier: Apache-2.0

import Domain
import Testing

@Suite("Standings, read back in one pass")
struct StandingReadingTests {
    private static let key = StandingKey(
        party: PartyID(high: 1, low: 1), role: .sponsor, regime: RegimeCode("model"))

    private static func day(_ text: String) throws -> CivilDate {
        try #require(CivilDate(text))
    }

    private static func span(_ notBefore: String?, _ notAfter: String) throws -> Span {
        try #require(
            Span(notBefore: try notBefore.map(day), notAfter: try day(notAfter)))
    }

    /// An accreditation to which everything has happened that can.
    private static func accreditation() throws -> AccreditationRecord {
        let id = AccreditationID(high: 2, low: 2)
        var dossier = Dossier(
            party: PartyRecord(
                id: key.party, kind: .organisation, name: .open("Lingnan Exchange Ltd"),
                town: nil, region: RegionCode("CN-44"), regime: key.regime, identifiers: [],
                facts: []))
        let bodies: [EntryBody] = [
            .accreditationGranted(
                AccreditationRecord(
                    id: id, role: .sponsor, route: RouteCode("work"), regime: key.regime,
                    regions: [RegionCode("CN-44"), RegionCode("CN-11")],
                    from: try span(nil, "2026-01-01"), expiresOn: try day("2027-01-01"),
                    band: BandCode("A"), services: [ServiceCode("premium")])),
            .bandAssigned(
                id,
                BandAssignment(
                    band: BandCode("B"), assigned: try span("2026-02-01", "2026-03-01"))),
            .accreditationSuspended(id, try span("2026-04-01", "2026-04-01")),
            .accreditationReinstated(id, try span("2026-04-05", "2026-04-09")),
            .accreditationSuspended(id, try span("2026-05-01", "2026-05-01")),
            .accreditationEnded(
                id,
                AccreditationEnd(
                    reason: .leftRegister, ended: try span("2026-06-01", "2026-07-01"))),
        ]
        for body in bodies { _ = try dossier.apply(body) }
        return try #require(dossier.accreditations[id])
    }

    private static func sanction(until: String?, provision: String) throws -> StandingSanction {
        StandingSanction(
            SanctionRecord(
                id: SanctionID(high: 5, low: 6), kind: .bar, regime: key.regime, roles: [],
                from: try day("2026-03-01"), until: try until.map(day), provision: provision,
                isPublished: true, events: [], note: nil, officer: TokenID(high: 4, low: 4)))
    }

    private static func standing(until: String?) throws -> Standing {
        let from = try day("2026-11-23")
        return Standing(
            key: key, from: from, until: try until.map(day),
            policy: PolicyReference(
                code: key.regime, version: "2026-11-23 “draft”",
                sha256: try #require(Digest32((0..<32).map { UInt8($0) }))),
            accreditations: [try accreditation()],
            sanctions: [
                try sanction(until: "2026-12-01", provision: "Art. 7 \"second\" \\ line\nof 第七条"),
                try sanction(until: nil, provision: "§ 3"),
            ],
            isRelated: until != nil,
            steps: [
                RatingStep(
                    from: from, score: nil, band: nil, basis: .assigned, overrides: []),
                RatingStep(
                    from: from.adding(days: 1), score: Points(thousandths: -82_405),
                    band: BandCode("B"), basis: .score,
                    overrides: [OverrideCode("cap"), OverrideCode("floor")]),
            ])
    }

    @Test(
        "with every member or few, it is read back as it was written",
        arguments: [nil, "2999-12-31"])
    func whole(until: String?) throws {
        let standing = try Self.standing(until: until)
        #expect(try Standing(key: Self.key, bytes: standing.bytes) == standing)
        let bare = Standing(
            key: Self.key, from: standing.from, policy: standing.policy, accreditations: [],
            sanctions: [], steps: [])
        #expect(try Standing(key: Self.key, bytes: bare.bytes) == bare)
    }

    @Test("cut off anywhere, or with a byte too many, it is refused")
    func damaged() throws {
        let bytes = try Self.standing(until: "2026-12-31").bytes
        for count in bytes.indices {
            #expect(throws: RecordError.self) {
                _ = try Standing(key: Self.key, bytes: Array(bytes[..<count]))
            }
        }
        #expect(throws: RecordError.self) {
            _ = try Standing(key: Self.key, bytes: bytes + [0x20])
        }
    }

    @Test("with any one byte changed, it is refused or says something else")
    func changed() throws {
        let standing = try Self.standing(until: "2026-12-31")
        let bytes = standing.bytes
        for place in bytes.indices {
            for byte: UInt8 in [0x00, 0x22, 0x5C, 0x30, 0x7D, 0xFF] where byte != bytes[place] {
                var changed = bytes
                changed[place] = byte
                let read = try? Standing(key: Self.key, bytes: changed)
                // Nothing is passed over.
                #expect(read != standing)
            }
        }
    }
}
