// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Testing

@Suite("Duties raised and ended by entries")
struct DutyRaisingTests {
    private static let party = PartyID(high: 1, low: 1)
    private static let regime = RegimeCode("sample")
    private static let undertaking = UndertakingID(high: 6, low: 6)

    private static func dossier(_ bodies: [EntryBody] = []) throws -> Dossier {
        var dossier = Dossier(
            party: PartyRecord(
                id: party, kind: .organisation, name: .open("A"), town: nil,
                region: RegionCode("CN-44"), regime: regime, identifiers: [], facts: []))
        for body in bodies { try dossier.apply(body) }
        return dossier
    }

    private static func made(
        from text: String = "2026-03-01", roles: [Role] = [.inviter]
    ) -> UndertakingRecord {
        UndertakingRecord(
            id: undertaking, regime: regime, nominee: .init(Array(repeating: 1, count: 32))!,
            stages: [.init(route: RouteCode("work"), region: nil, from: day(text))],
            vouchers: roles.map {
                UndertakingVoucher(party: party, role: $0, from: day(text))
            } + [
                UndertakingVoucher(
                    party: PartyID(high: 2, low: 2), role: .guarantor, from: day(text))
            ], until: nil)
    }

    private static func outcome(
        _ body: EntryBody, _ dossier: Dossier
    ) throws -> DutyRaising.Outcome? {
        try DutyRaising.outcome(of: body, dossier, policy: try DutyPack.sample.policy())
    }

    private static func told(_ outcome: DutyRaising.Outcome?) -> [String] {
        (outcome?.raised ?? []).map { "\($0.duty) \($0.role) \($0.raisedOn) \($0.dueOn)" }
    }

    private static func event(
        _ state: EventState, indicator: String = "late", determined: String? = nil
    ) -> EventRecord {
        EventRecord(
            id: EventID(high: 3, low: 3), role: .sponsor, regime: regime,
            indicator: IndicatorCode(indicator), state: state, occurredOn: day("2026-03-01"),
            reportedOn: day("2026-03-04"), determinedOn: determined.map { day($0) }, quantity: 1,
            grades: [], facts: [], isVoluntaryDisclosure: false, origin: nil, note: nil,
            evidence: [], reporter: TokenID(high: 4, low: 4))
    }

    private static func granted(_ number: UInt64 = 1, role: Role = .sponsor) -> AccreditationRecord
    {
        AccreditationRecord(
            id: AccreditationID(high: 2, low: number), role: role, route: RouteCode("work"),
            regime: regime, regions: [], from: Span(on: day("2026-01-10")), expiresOn: nil,
            band: nil, services: [])
    }

    @Test("an undertaking raises what its turns raise, for each role of the party")
    func undertakings() throws {
        let record = Self.made(roles: [.inviter, .sponsor])
        var dossier = try Self.dossier()
        #expect(
            Self.told(try Self.outcome(.undertakingChanged(.made, record), dossier)) == [
                "arrive inviter 2026-03-01 2026-03-11", "arrive sponsor 2026-03-01 2026-03-11",
            ])
        try dossier.apply(.undertakingChanged(.made, record))
        let converted = record.converted(
            to: .init(route: RouteCode("other"), region: nil, from: day("2028-01-31")))
        // A month from the last of January ends with February, in a leap year on the 29th.
        #expect(
            Self.told(try Self.outcome(.undertakingChanged(.converted, converted), dossier)) == [
                "follow-up inviter 2028-01-31 2028-02-29",
                "follow-up sponsor 2028-01-31 2028-02-29",
            ])
        let closed = converted.closed(
            UndertakingClosing(outcome: OutcomeCode("departed"), on: day("2028-02-28")))
        #expect(
            Self.told(try Self.outcome(.undertakingChanged(.closed, closed), dossier)) == [
                "close-out inviter 2028-02-28 2028-03-29",
                "close-out sponsor 2028-02-28 2028-03-29",
            ])
    }

    @Test("whoever hands over is raised nothing, nor whoever takes over")
    func transfers() throws {
        let record = Self.made().transferred(
            from: Self.made().vouchers[0], to: PartyID(high: 9, low: 9), role: .inviter,
            on: day("2026-04-01"))
        let dossier = try Self.dossier([.undertakingChanged(.made, Self.made())])
        #expect(try Self.outcome(.undertakingChanged(.transferred, record), dossier) == nil)
        // What the party no longer vouches for is closed out by whoever does.
        let closed = record.closed(
            UndertakingClosing(outcome: OutcomeCode("departed"), on: day("2026-05-01")))
        #expect(
            Self.told(try Self.outcome(.undertakingChanged(.closed, closed), dossier)) == [])
    }

    @Test("of one cause there is one duty; a second turn of the kind on another day is another")
    func once() throws {
        let record = Self.made()
        var dossier = try Self.dossier([.undertakingChanged(.made, record)])
        let first = record.converted(
            to: .init(route: RouteCode("other"), region: nil, from: day("2026-04-01")))
        let raised = try #require(
            try Self.outcome(.undertakingChanged(.converted, first), dossier)?.raised.first)
        try dossier.apply(
            .dutyChanged(
                .raised,
                raised.record(DutyID(high: 5, low: 5), of: Self.party, regime: Self.regime)))
        #expect(
            Self.told(try Self.outcome(.undertakingChanged(.converted, first), dossier)) == [])
        let second = first.converted(
            to: .init(route: RouteCode("work"), region: nil, from: day("2026-04-02")))
        #expect(
            Self.told(try Self.outcome(.undertakingChanged(.converted, second), dossier)) == [
                "follow-up inviter 2026-04-02 2026-05-02"
            ])
    }

    @Test("an event raises duties once it is confirmed, from that day on")
    func events() throws {
        let dossier = try Self.dossier([.eventReported(Self.event(.alleged))])
        let empty = try Self.dossier()
        #expect(try Self.outcome(.eventReported(Self.event(.alleged)), empty) == nil)
        #expect(
            Self.told(
                try Self.outcome(
                    .eventConfirmed(.init(high: 3, low: 3), on: day("2026-04-01")), dossier)
            ) == ["pay sponsor 2026-04-01 2026-04-16"])
        let atOnce = Self.event(.confirmed, determined: "2026-03-05")
        #expect(
            Self.told(try Self.outcome(.eventReported(atOnce), empty)) == [
                "pay sponsor 2026-03-05 2026-03-20"
            ])
        let other = Self.event(.confirmed, indicator: "other")
        #expect(Self.told(try Self.outcome(.eventReported(other), empty)) == [])
        let shared = Self.event(.confirmed).shared(
            as: EventID(high: 7, low: 7), role: .sponsor, share: EventRecord.wholeShare,
            EventSharing(
                event: EventID(high: 3, low: 3), path: SharingPath(origin: .voucher),
                bringsOverrides: false))
        #expect(try Self.outcome(.eventReported(shared), empty) == nil)
    }

    @Test("an event that is annulled voids what it raised, and nothing else")
    func annulled() throws {
        let event = Self.event(.confirmed, determined: "2026-03-05")
        var dossier = try Self.dossier([.eventReported(event)])
        let raised = try #require(
            try Self.outcome(.eventReported(event), try Self.dossier())?.raised.first)
        let owed = DutyID(high: 5, low: 5)
        try dossier.apply(
            .dutyChanged(.raised, raised.record(owed, of: Self.party, regime: Self.regime)))
        let ended = try Self.outcome(
            .eventAnnulled(event.id, on: day("2026-05-01"), reason: nil), dossier)?.ended
        #expect(ended?.map(\.duty) == [owed])
        #expect(ended?.first?.word == "causeAnnulled")
        #expect(ended?.first?.notOwedFrom == day("2026-03-05"))
    }

    @Test("leave to act raises duties from its first day, and its end ends them by the law")
    func accreditations() throws {
        var dossier = try Self.dossier()
        #expect(
            Self.told(try Self.outcome(.accreditationGranted(Self.granted()), dossier)) == [
                "pledge sponsor 2026-01-10 2026-03-11"
            ])
        for number: UInt64 in [1, 2] {
            try dossier.apply(.accreditationGranted(Self.granted(number)))
        }
        // Owed until 15 days later, that is 2026-04-16; its end outlasts leave by a month.
        let raised = try #require(
            try Self.outcome(
                .eventReported(Self.event(.confirmed, determined: "2026-04-01")), dossier)?.raised
                .first)
        try dossier.apply(
            .dutyChanged(
                .raised,
                raised.record(DutyID(high: 5, low: 5), of: Self.party, regime: Self.regime)))
        func ended(_ number: UInt64, on text: String) throws -> [CivilDate] {
            let end = AccreditationEnd(reason: .surrendered, ended: Span(on: day(text)))
            let body = EntryBody.accreditationEnded(AccreditationID(high: 2, low: number), end)
            return try Self.outcome(body, dossier)?.ended.map(\.notOwedFrom) ?? []
        }
        // While other leave in the role is held, nothing ends.
        #expect(try ended(1, on: "2026-03-16") == [])
        try dossier.apply(
            .accreditationEnded(
                AccreditationID(high: 2, low: 2),
                AccreditationEnd(reason: .surrendered, ended: Span(on: day("2026-02-01")))))
        #expect(try ended(1, on: "2026-03-15") == [day("2026-04-15")])
        #expect(try ended(1, on: "2026-03-16") == [day("2026-04-16")])
        #expect(try ended(1, on: "2026-03-17") == [])
    }

    @Test("an undertaking that is closed ends what was owed because of it, if that was not due")
    func closed() throws {
        let record = Self.made()
        var dossier = try Self.dossier([.undertakingChanged(.made, record)])
        let raised = try #require(
            try Self.outcome(.undertakingChanged(.made, record), try Self.dossier())?.raised.first)
        try dossier.apply(
            .dutyChanged(
                .raised,
                raised.record(DutyID(high: 5, low: 5), of: Self.party, regime: Self.regime)))
        func ended(on text: String) throws -> [String] {
            let closed = record.closed(
                UndertakingClosing(outcome: OutcomeCode("departed"), on: day(text)))
            let outcome = try Self.outcome(.undertakingChanged(.closed, closed), dossier)
            #expect(outcome?.raised.map(\.duty.text) == ["close-out"])
            return outcome?.ended.map { "\($0.word) \($0.notOwedFrom)" } ?? []
        }
        #expect(try ended(on: "2026-03-10") == ["undertakingClosed 2026-03-10"])
        #expect(try ended(on: "2026-03-11") == ["undertakingClosed 2026-03-11"])
        #expect(try ended(on: "2026-03-12") == [])
    }

    @Test("other entries do nothing to duties")
    func others() throws {
        let dossier = try Self.dossier([.accreditationGranted(Self.granted())])
        for body in [
            EntryBody.partyAmended(dossier.party), .personErased,
            .accreditationSuspended(Self.granted().id, Span(on: day("2026-02-01"))),
        ] {
            #expect(try Self.outcome(body, dossier) == nil)
        }
    }
}
