// SPDX-License-Identifier: Apache-2.0

import Domain
import Testing

@Suite("The dossier and its fold")
struct DossierTests {
    private static let partyID = PartyID(high: 1, low: 1)
    private static let accreditationID = AccreditationID(high: 2, low: 2)
    private static let eventID = EventID(high: 3, low: 3)

    private static func day(_ text: String) throws -> CivilDate {
        try #require(CivilDate(text))
    }

    private static func party() -> PartyRecord {
        PartyRecord(
            id: partyID, kind: .organisation, name: .open("Lingnan Exchange Ltd"),
            town: .open("Guangzhou"), region: RegionCode("CN-44"),
            regime: RegimeCode("model"), identifiers: [],
            facts: [.init("sizeClass", "small"), .init("employees", 40)])
    }

    private static func granted(band: String? = "A") throws -> AccreditationRecord {
        AccreditationRecord(
            id: accreditationID, role: .sponsor, route: RouteCode("work"),
            regime: RegimeCode("model"), regions: [RegionCode("CN-44")],
            from: Span(on: try day("2026-01-01")), expiresOn: try day("2027-01-01"),
            band: band.map { BandCode($0) }, services: [ServiceCode("premium")])
    }

    private static func event(_ state: EventState) throws -> EventRecord {
        EventRecord(
            id: eventID, role: .sponsor, regime: RegimeCode("model"),
            indicator: IndicatorCode("late"), state: state, occurredOn: try day("2026-03-01"),
            reportedOn: try day("2026-03-04"), quantity: 2, grades: [.init("benefit", 2)],
            facts: [.init("daysLate", 3)], isVoluntaryDisclosure: true,
            origin: EventOrigin(system: "desk", id: "7"), note: nil, evidence: [],
            reporter: TokenID(high: 4, low: 4))
    }

    @Test("each record is read back from its bytes as it was written")
    func records() throws {
        var dossier = Dossier(party: Self.party())
        let span = try #require(
            Span(notBefore: try Self.day("2026-02-01"), notAfter: try Self.day("2026-03-01")))
        let bodies: [EntryBody] = [
            .accreditationGranted(try Self.granted()), .eventReported(try Self.event(.alleged)),
            .bandAssigned(
                Self.accreditationID, BandAssignment(band: BandCode("B"), assigned: span)),
            .servicesChanged(
                Self.accreditationID, ServiceAssignment(services: [], assigned: span)),
            .accreditationSuspended(Self.accreditationID, span),
            .accreditationReinstated(Self.accreditationID, span),
            .eventConfirmed(Self.eventID, on: try Self.day("2026-04-01")),
            .accreditationEnded(
                Self.accreditationID, AccreditationEnd(reason: .leftRegister, ended: span)),
            .personErased,
        ]
        for body in bodies {
            let record = try dossier.apply(body)
            #expect(try HistoryRecord(kind: record.key.kind, bytes: record.bytes) == record)
            #expect(
                try EntryBody(kind: body.kind, JSONValue(parsing: body.json.canonicalBytes)) == body
            )
        }
        #expect(try Dossier(records: dossier.records) == dossier)
        #expect(dossier.events[Self.eventID]?.state == .confirmed)
        #expect(dossier.events[Self.eventID]?.determinedOn?.description == "2026-04-01")
        #expect(dossier.isErased)
    }

    @Test("an entry that cannot follow what came before is refused")
    func refused() throws {
        var dossier = Dossier(party: Self.party())
        #expect(throws: FoldError.alreadyRegistered) {
            try dossier.apply(.partyRegistered(Self.party()))
        }
        #expect(throws: FoldError.unknownRecord) {
            try dossier.apply(.eventConfirmed(Self.eventID, on: .earliest))
        }
        try dossier.apply(.eventReported(try Self.event(.alleged)))
        let again = try Self.event(.alleged)
        #expect(throws: FoldError.duplicate) { try dossier.apply(.eventReported(again)) }
        #expect(throws: FoldError.notRegistered) { try Dossier(records: []) }
    }

    @Test("inside the span of a change both bands are possible, outside of it one is certain")
    func bands() throws {
        var dossier = Dossier(party: Self.party())
        try dossier.apply(.accreditationGranted(try Self.granted()))
        let span = try #require(
            Span(notBefore: try Self.day("2026-02-01"), notAfter: try Self.day("2026-03-01")))
        try dossier.apply(
            .bandAssigned(
                Self.accreditationID, BandAssignment(band: BandCode("B"), assigned: span)))
        let record = try #require(dossier.accreditations[Self.accreditationID])
        let bands = { (text: String) in
            record.possibleBands(on: try Self.day(text)).map(\.band.text)
        }
        #expect(try bands("2025-12-31") == [])
        #expect(try bands("2026-02-01") == ["A"])
        #expect(try bands("2026-02-02") == ["B", "A"])
        #expect(try bands("2026-02-28") == ["B", "A"])
        #expect(try bands("2026-03-01") == ["B"])
    }

    @Test("a standing is read back from its bytes, and speaks for no day before its first")
    func standing() throws {
        let from = try Self.day("2026-11-23")
        let key = StandingKey(party: Self.partyID, role: .sponsor, regime: RegimeCode("model"))
        let policy = PolicyReference(
            code: RegimeCode("model"), version: "2026-11-23",
            sha256: try #require(Digest32(Array(repeating: 7, count: 32))))
        let steps = [
            RatingStep(
                from: from, score: Points(thousandths: 82_400), band: BandCode("B"),
                basis: .score, overrides: [OverrideCode("cap")]),
            RatingStep(
                from: from.adding(days: 10), score: Points(90), band: BandCode("A"),
                basis: .score, overrides: []),
        ]
        let standing = Standing(
            key: key, from: from, policy: policy, accreditations: [try Self.granted()],
            sanctions: [],
            steps: steps)
        #expect(try Standing(key: key, bytes: standing.bytes) == standing)
        #expect(standing.step(on: from.adding(days: -1)) == nil)
        #expect(standing.step(on: from.adding(days: 9))?.band == BandCode("B"))
        #expect(standing.step(on: from.adding(days: 10))?.band == BandCode("A"))
    }
}
