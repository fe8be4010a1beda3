// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Postgres
import Service
import TestSupport
import Testing

@Suite("Duties in the register")
struct DutyTests {
    private static let missed = "cn.documents.not-supplemented confirmed 2026-06-02 1"
    private static let annulled = "cn.documents.not-supplemented annulled 2026-06-02 1"

    /// Lends a register on a day on which a document that is due on 2026-06-01 was deferred.
    private static func withDuty(
        _ body: (DutyStage, PartyID, DutyID) async throws -> Void
    ) async throws {
        try await DutyStage.at("2026-05-10T00:00:00Z") { stage in
            let party = try await stage.inviter()
            let duty = try await stage.raise("cn.supplement", of: party, on: "2026-05-02")
            try await body(stage, party, duty)
            #expect(try await stage.registry.verify().findings == [])
        }
    }

    @Test("what is done on the last day is in time, and never missed")
    func inTime() async throws {
        try await Self.withDuty { stage, party, duty in
            try await stage.put("2026-06-01T15:59:00Z")
            #expect(await stage.discharge(duty, "report") == "duty.kindUnknown")
            #expect(await stage.discharge(duty, "documents") == "entered")
            #expect(await stage.discharge(duty, "documents") == "duty.settled")
            try await stage.put("2026-06-05T00:00:00Z")
            #expect(try await stage.registry.keepDuties(every: .zero) == DutySweep())
            #expect(try await stage.duty(duty).recordedState == .discharged)
            #expect(try await stage.events(party) == [])
        }
    }

    @Test("it does not matter whether a miss was entered before it is discharged late")
    func late() async throws {
        for isMissedFirst in [false, true] {
            try await Self.withDuty { stage, party, duty in
                try await stage.put("2026-06-04T00:00:00Z")
                if isMissedFirst {
                    #expect(try await stage.registry.keepDuties(every: .zero)?.missed == 1)
                }
                #expect(await stage.discharge(duty, "documents") == "entered")
                let record = try await stage.duty(duty)
                #expect(record.recordedState == .late)
                #expect(record.daysLate(on: day("2026-06-30")) == 3)
                let events = try await stage.events(party)
                #expect(events.filter { $0 == Self.missed }.count == 1)
                #expect(events.filter { $0 == Self.annulled }.count == (isMissedFirst ? 1 : 0))
                #expect(events.count == (isMissedFirst ? 2 : 1))
                #expect(try await stage.registry.keepDuties(every: .zero) == DutySweep())
            }
        }
    }

    @Test("days late are the quantity where the law counts them")
    func daysLate() async throws {
        let packs = [DutyPack.sample.pack]
        try await DutyStage.at("2026-06-10T00:00:00Z", packs: packs) { stage in
            let party = try await stage.registry.register(by: .world)
            let duty = try await stage.raise("answer", of: party, on: "2026-06-08")
            try await stage.put("2026-06-19T00:00:00Z")
            _ = try await stage.registry.keepDuties(every: .zero)
            #expect(try await stage.events(party) == ["late confirmed 2026-06-17 1"])
            #expect(await stage.discharge(duty, "report") == "entered")
            // The law says nothing of what is late, so nothing is left of the miss.
            #expect(try await stage.events(party) == ["late annulled 2026-06-17 1"])
            #expect(try await stage.registry.verify().findings == [])
        }
    }

    @Test("an officer may tell later that it was done in time; the party must show it")
    func toldLater() async throws {
        try await Self.withDuty { stage, party, duty in
            try await stage.put("2026-06-05T00:00:00Z")
            _ = try await stage.registry.keepDuties(every: .zero)
            let employer = Principal.employer(party)
            #expect(
                await stage.discharge(duty, "documents", on: "2026-06-01", by: employer)
                    == "duty.evidenceNeeded")
            #expect(await stage.discharge(duty, "documents", on: "2026-06-06") == "value.inFuture")
            #expect(await stage.discharge(duty, "documents", on: "2026-05-01") == "value.order")
            let shown = ChangeDuty.Discharge(
                kind: "documents", filedOn: day("2026-06-01"),
                evidence: [try #require(Digest32(Array(repeating: 1, count: 32)))])
            #expect(await stage.change(duty, .discharge(shown), by: employer) == "entered")
            #expect(try await stage.duty(duty).recordedState == .discharged)
            #expect(try await stage.events(party) == [Self.annulled])
        }
    }

    @Test("whoever is let off owes nothing, also what was missed already")
    func waived() async throws {
        try await Self.withDuty { stage, party, duty in
            try await stage.put("2026-06-05T00:00:00Z")
            _ = try await stage.registry.keepDuties(every: .zero)
            let employer = Principal.employer(party)
            #expect(
                await stage.change(duty, .waive(reason: "r"), by: employer) == "access.role")
            #expect(await stage.change(duty, .waive(reason: "flood")) == "entered")
            #expect(try await stage.duty(duty).recordedState == .waived)
            #expect(try await stage.events(party) == [Self.annulled])
            let closeOut = try await stage.raise(
                "cn.report-change", of: party, role: .sponsor, on: "2026-06-04")
            #expect(
                await stage.change(closeOut, .waive(reason: "r")) == "duty.notWaivable")
        }
    }

    @Test("it is put off while it runs, and missed by the new day")
    func extended() async throws {
        try await Self.withDuty { stage, party, duty in
            try await stage.put("2026-06-01T12:00:00Z")
            func extend(_ text: String) async -> String {
                await stage.change(duty, .extend(to: day(text), reason: "r"))
            }
            #expect(await extend("2026-06-01") == "duty.extensionOutOfRange")
            #expect(await extend("2026-08-01") == "duty.extensionOutOfRange")
            #expect(await extend("2026-07-31") == "entered")
            #expect(try await stage.duty(duty).lastDay == day("2026-07-31"))
            try await stage.put("2026-07-31T15:00:00Z")
            #expect(try await stage.registry.keepDuties(every: .zero) == DutySweep())
            try await stage.put("2026-07-31T16:00:00Z")
            // Not entered yet that it is missed, and over all the same.
            #expect(await extend("2026-08-01") == "duty.over")
            #expect(try await stage.registry.keepDuties(every: .zero)?.missed == 1)
            #expect(await extend("2026-08-02") == "duty.over")
            #expect(
                try await stage.events(party) == [
                    "cn.documents.not-supplemented confirmed 2026-08-01 1"
                ])
        }
    }

    @Test("the end of leave to act ends what the law ends by it, also told later")
    func ended() async throws {
        for (surrendered, state) in [
            ("2026-06-01", DutyState.ended), ("2026-06-02", .missed),
        ] {
            try await Self.withDuty { stage, party, duty in
                try await stage.put("2026-06-05T00:00:00Z")
                _ = try await stage.registry.keepDuties(every: .zero)
                let leave = try #require(try await stage.dossier(party).accreditations.keys.first)
                _ = try await stage.registry.registrar.submit(
                    ChangeAccreditation(leave, .surrender, on: day(surrendered), by: .world))
                #expect(try await stage.duty(duty).recordedState == state)
                #expect(
                    try await stage.events(party) == [
                        state == .ended ? Self.annulled : Self.missed
                    ])
            }
        }
    }

    @Test("an officer tells by which word of the law it is owed no longer")
    func endedByWord() async throws {
        try await Self.withDuty { stage, _, duty in
            func end(_ word: String, _ text: String) async -> String {
                await stage.change(duty, .end(word: word, on: day(text)))
            }
            #expect(await end("tea", "2026-05-10") == "duty.neverEnds")
            #expect(await end("accreditationEnded", "2026-05-11") == "value.inFuture")
            #expect(await end("accreditationEnded", "2026-05-10") == "entered")
            let record = try await stage.duty(duty)
            #expect(record.recordedState == .ended)
        }
    }

    @Test("the event of a miss that an officer annulled is left alone when the duty is discharged")
    func annulledByHand() async throws {
        try await Self.withDuty { stage, party, duty in
            try await stage.put("2026-06-05T00:00:00Z")
            _ = try await stage.registry.keepDuties(every: .zero)
            let event = try #require(try await stage.duty(duty).missed?.event)
            _ = try await stage.registry.registrar.submit(
                AnnulEvent(event, reason: nil, by: .officer(5)))
            #expect(await stage.discharge(duty, "documents", on: "2026-06-01") == "entered")
            #expect(try await stage.events(party) == [Self.annulled])
        }
    }

    @Test("nobody reports events under the name of the register")
    func reserved() async throws {
        try await Self.withDuty { stage, party, duty in
            var details = ReportEvent.Details.falseStatement(PartyAddress(party))
            details = ReportEvent.Details(
                party: details.party, role: details.role, indicator: details.indicator,
                state: .alleged, occurredOn: details.occurredOn,
                origin: EventOrigin(system: "probity.duties", id: duty.description))
            let refusal = await stage.registry.registrar.refusal(
                of: ReportEvent(details, by: .world))
            #expect(refusal == "value.reserved")
        }
    }
}
