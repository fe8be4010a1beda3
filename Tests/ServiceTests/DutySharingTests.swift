// SPDX-License-Identifier: Apache-2.0

import Domain
import Postgres
import Service
import TestSupport
import Testing

@Suite("Duties that follow from events, and events that follow from duties")
struct DutySharingTests {
    /// Two inviters of one nominee, and the event that costs were charged to the first: it owes
    /// them within fifteen days, by 2026-05-25.
    private static func withCosts(
        _ body: (DutyStage, [PartyID], EventID, DutyRecord) async throws -> Void
    ) async throws {
        try await DutyStage.at("2026-05-10T00:00:00Z") { stage in
            let parties = [try await stage.inviter(), try await stage.inviter()]
            let made = MakeUndertaking(
                MakeUndertaking.Details(
                    route: RouteCode("cn-visa-f"), region: nil, from: day("2026-04-01"),
                    until: nil,
                    nominee: .init(
                        nationality: "IND", document: "Z1234567", birthDate: day("1990-05-17")),
                    vouchers: parties.map { .init(party: PartyAddress($0), role: .inviter) }),
                asking: Asking(.world))
            let undertaking = try #require(
                try await stage.registry.registrar.submit(made).subject)
            let event = try await stage.registry.report(
                ReportEvent.Details(
                    party: PartyAddress(parties[0]), role: .inviter,
                    indicator: IndicatorCode("cn.costs.charged"), state: .confirmed,
                    occurredOn: day("2026-05-09"),
                    undertaking: undertaking.of(UndertakingSubject.self)))
            let duty = try #require(try await stage.dossier(parties[0]).dutiesInOrder.first)
            try await body(stage, parties, event, duty)
            #expect(try await stage.registry.verify().findings == [])
        }
    }

    private static func unpaid(
        _ stage: DutyStage, _ parties: [PartyID]
    ) async throws -> [[String]] {
        var found: [[String]] = []
        for party in parties {
            found.append(
                try await stage.dossier(party).eventsInOrder
                    .filter { $0.indicator == IndicatorCode("cn.costs.unpaid") }
                    .map { "\($0.state) \($0.occurredOn) \($0.share)" }.sorted())
        }
        return found
    }

    @Test("a confirmed event raises a duty of its own party alone, once it is confirmed")
    func raised() async throws {
        try await Self.withCosts { stage, parties, event, duty in
            #expect(duty.duty == DutyCode("cn.pay-exit-costs"))
            #expect(duty.cause.record == RecordID(event))
            #expect(duty.raisedOn == day("2026-05-10"))
            #expect(duty.lastDay == day("2026-05-25"))
            let other = try await stage.dossier(parties[1])
            #expect(other.duties == [:])
        }
    }

    @Test("what follows from a miss reaches whom the law has share it, and is annulled with all")
    func shared() async throws {
        try await Self.withCosts { stage, parties, _, duty in
            try await stage.put("2026-05-26T00:00:00Z")
            #expect(try await stage.registry.keepDuties(every: .zero)?.missed == 1)
            #expect(
                try await Self.unpaid(stage, parties) == [
                    ["confirmed 2026-05-26 100"], ["confirmed 2026-05-26 50"],
                ])
            #expect(await stage.discharge(duty.id, "payment") == "entered")
            #expect(
                try await Self.unpaid(stage, parties) == [
                    ["annulled 2026-05-26 100", "confirmed 2026-05-26 100"],
                    ["annulled 2026-05-26 50", "confirmed 2026-05-26 50"],
                ])
        }
    }

    @Test("whatever an event brought that turns out not to be so is undone, with all whom it met")
    func undone() async throws {
        try await Self.withCosts { stage, parties, event, duty in
            try await stage.put("2026-05-26T00:00:00Z")
            _ = try await stage.registry.keepDuties(every: .zero)
            _ = try await stage.registry.registrar.submit(
                AnnulEvent(event, reason: nil, by: .officer(5)))
            #expect(try await stage.duty(duty.id).recordedState == .ended)
            #expect(
                try await Self.unpaid(stage, parties) == [
                    ["annulled 2026-05-26 100"], ["annulled 2026-05-26 50"],
                ])
        }
    }

    @Test("an alleged event raises nothing until another officer confirms it")
    func alleged() async throws {
        try await DutyStage.at("2026-05-10T00:00:00Z") { stage in
            let party = try await stage.inviter()
            let event = try await stage.registry.report(
                ReportEvent.Details(
                    party: PartyAddress(party), role: .inviter,
                    indicator: IndicatorCode("cn.costs.charged"), state: .alleged,
                    occurredOn: day("2026-05-01")))
            #expect(try await stage.dossier(party).duties == [:])
            try await stage.put("2026-05-12T00:00:00Z")
            _ = try await stage.registry.registrar.submit(ConfirmEvent(event, by: .officer(5)))
            let duty = try #require(try await stage.dossier(party).dutiesInOrder.first)
            #expect(duty.lastDay == day("2026-05-27"))
            #expect(try await stage.registry.verify().findings == [])
        }
    }
}
