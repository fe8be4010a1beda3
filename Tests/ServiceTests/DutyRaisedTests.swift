// SPDX-License-Identifier: Apache-2.0

import Domain
import Postgres
import Service
import TestSupport
import Testing

@Suite("Duties raised, recalled, listed and weighed")
struct DutyRaisedTests {
    private static func close(
        _ stage: DutyStage, _ party: PartyID, on text: String
    ) async throws -> UndertakingID {
        let made = MakeUndertaking(
            MakeUndertaking.Details(
                route: RouteCode("cn-visa-f"), region: nil, from: day("2026-04-01"), until: nil,
                nominee: .init(
                    nationality: "IND", document: "Z1234567", birthDate: day("1990-05-17")),
                vouchers: [.init(party: PartyAddress(party), role: .inviter)]),
            asking: Asking(.world))
        let receipt = try await stage.registry.registrar.submit(made)
        let id = try #require(receipt.subject).of(UndertakingSubject.self)
        _ = try await stage.registry.registrar.submit(
            ChangeUndertaking(
                id, .close(OutcomeCode("departed")), on: day(text), asking: Asking(.world)))
        return id
    }

    @Test("a nominee who left is closed out within thirty days, and the party is reminded")
    func closeOut() async throws {
        try await DutyStage.at("2026-05-10T00:00:00Z") { stage in
            let party = try await stage.inviter()
            let undertaking = try await Self.close(stage, party, on: "2026-05-10")
            let duty = try #require(try await stage.dossier(party).dutiesInOrder.first)
            #expect(duty.duty == DutyCode("cn.close-out"))
            #expect(duty.cause == DutyCause(word: "closed", undertaking: undertaking))
            #expect(duty.lastDay == day("2026-06-09"))
            #expect(try await stage.dossier(party).duties.count == 1)
            #expect(try await stage.reminders(duty.id) == ["2026-05-26", "2026-06-06"])
            #expect(
                await stage.change(duty.id, .extend(to: day("2026-06-19"), reason: "r"))
                    == "entered")
            #expect(try await stage.reminders(duty.id) == ["2026-06-05", "2026-06-16"])
            try await stage.put("2026-06-20T00:00:00Z")
            _ = try await stage.registry.keepDuties(every: .zero)
            #expect(try await stage.reminders(duty.id) == [])
            let event = try #require(try await stage.dossier(party).eventsInOrder.last)
            #expect(event.indicator == IndicatorCode("cn.invitation.late-close-out"))
            #expect(event.undertaking == undertaking)
            #expect(event.occurredOn == day("2026-06-20"))
            #expect(try await stage.registry.verify().findings == [])
        }
    }

    @Test("a reminder whose day is over when the duty is raised is left out")
    func reminders() async throws {
        try await DutyStage.at("2026-05-26T00:00:00Z") { stage in
            let party = try await stage.inviter()
            // Due on 06-09: fourteen days before is 05-26, that is today in China.
            _ = try await Self.close(stage, party, on: "2026-05-10")
            let duty = try #require(try await stage.dossier(party).duties.keys.first)
            #expect(try await stage.reminders(duty) == ["2026-05-26", "2026-06-06"])
            _ = try await Self.close(stage, party, on: "2026-05-09")
            let other = try #require(
                try await stage.dossier(party).duties.keys.first { $0 != duty })
            #expect(try await stage.reminders(other) == ["2026-06-05"])
            #expect(await stage.discharge(duty, "closeOut") == "entered")
            #expect(try await stage.reminders(duty) == [])
            #expect(try await stage.reminders(other) == ["2026-06-05"])
        }
    }

    @Test("what an entry raises is told by nobody, what a day raises once for each reference")
    func told() async throws {
        try await DutyStage.at("2026-05-10T00:00:00Z") { stage in
            let party = try await stage.inviter()
            func raise(
                _ duty: String, role: Role = .inviter, on text: String = "2026-05-10",
                reference: String? = nil, facts: [JSONValue.Member] = [],
                by principal: Principal = .world
            ) async -> String {
                await stage.registry.registrar.refusal(
                    of: RaiseDuty(
                        RaiseDuty.Details(
                            party: PartyAddress(party), role: role, duty: DutyCode(duty),
                            day: day(text), reference: reference, facts: facts),
                        asking: Asking(principal)))
            }
            #expect(await raise("cn.close-out") == "duty.raisedByEntry")
            #expect(await raise("cn.pay-exit-costs") == "duty.raisedByEntry")
            #expect(await raise("cn.tea") == "duty.unknown")
            #expect(await raise("cn.report-change") == "duty.otherRole")
            #expect(await raise("cn.supplement", on: "2026-05-11") == "value.inFuture")
            #expect(await raise("cn.supplement", facts: [.init("tea", true)]) == "fact.unknown")
            #expect(await raise("cn.supplement") == "entered")
            #expect(await raise("cn.supplement") == "duty.raisedAlready")
            #expect(await raise("cn.supplement", reference: "b") == "entered")
            #expect(await raise("cn.supplement", on: "2026-05-09") == "entered")
            #expect(await raise("cn.pay-fine", by: .employer(party)) == "access.role")
            #expect(await raise("cn.pay-fine") == "entered")
            #expect(await raise("cn.file-change", by: .employer(party)) == "entered")
            #expect(await raise("cn.annual-review") == "entered")
        }
    }

    /// The published examples of clocks that are duties: what is told, and the last day.
    @Test(
        "the clocks of the regimes pass to the day",
        arguments: [
            // CNF-07: a decision received on 2026-05-11 is paid for by the 26th.
            ("cn.pay-fine", Role.inviter, "2026-05-11", "2026-05-26"),
            // UK-04, whose anchor the pack calls unverified.
            ("uk.report.absence", .sponsor, "2026-06-01", "2026-06-26"),
            // AU-01: a worker ceases on 2026-07-01.
            ("au.notify", .sponsor, "2026-07-01", "2026-07-29"),
            // CA-15: a notice sent on 2016-09-30, deemed to be received on 10-10.
            ("ca.pay-penalty", .sponsor, "2016-09-30", "2016-11-09"),
        ])
    func published(duty: String, role: Role, raisedOn: String, last: String) async throws {
        try await DutyStage.at("2026-08-01T00:00:00Z") { stage in
            let party = try await stage.inviter()
            let id = try await stage.raise(duty, of: party, role: role, on: raisedOn)
            let record = try await stage.duty(id)
            #expect(record.lastDay == day(last))
            #expect(!record.isProvisional)
            #expect(try await stage.registry.keepDuties(every: .zero)?.missed == 1)
            if let event = try await stage.dossier(party).eventsInOrder.first {
                #expect(event.occurredOn == day(last).adding(days: 1))
            }
        }
    }

    @Test("an overdue duty is a reason by date, from the standing and from the history alike")
    func eligibility() async throws {
        try await DutyStage.at("2026-05-10T00:00:00Z") { stage in
            let party = try await stage.inviter()
            let duty = try await stage.raise("cn.supplement", of: party, on: "2026-05-02")
            func check(
                _ text: String, _ knownAt: KnownAtRequest = .now
            ) async throws -> Decision {
                try await stage.registry.checkEligibility(
                    EligibilityQuestion(
                        party: PartyAddress(party), role: .inviter,
                        route: RouteCode("cn-visa-f"), asOf: day(text), knownAt: knownAt),
                    by: .desk
                ).decision
            }
            for isMissed in [false, true] {
                if isMissed {
                    try await stage.put("2026-06-01T16:00:00Z")
                    _ = try await stage.registry.keepDuties(every: .zero)
                }
                let head = try #require(EntryNumber(try await stage.registry.headEntry()))
                for (text, isOverdue) in [
                    ("2026-05-31", false), ("2026-06-01", false), ("2026-06-02", true),
                    ("2026-06-03", true),
                ] {
                    let fast = try await check(text)
                    #expect(
                        fast.reasons.contains { $0.code == .dutyOverdue } == isOverdue, "\(text)")
                    #expect(fast == (try await check(text, .entry(head))), "\(text)")
                }
            }
            #expect(try await check("2026-06-02").outcome == .conditional)
            try await stage.put("2026-06-04T00:00:00Z")
            #expect(await stage.discharge(duty, "documents") == "entered")
            #expect(try await !check("2026-06-04").reasons.contains { $0.code == .dutyOverdue })
            // On the days between it was overdue, by what is known now.
            #expect(try await check("2026-06-03").reasons.contains { $0.code == .dutyOverdue })
            #expect(try await stage.registry.verify().findings == [])
        }
    }

    @Test("an answer holds through the last day of what is owed")
    func validUntil() async throws {
        try await DutyStage.at("2026-05-10T00:00:00Z") { stage in
            let party = try await stage.inviter()
            _ = try await stage.raise("cn.supplement", of: party, on: "2026-05-02")
            let answer = try await stage.registry.checkEligibility(
                EligibilityQuestion(
                    party: PartyAddress(party), role: .inviter, route: RouteCode("cn-visa-f"),
                    asOf: day("2026-05-10")), by: .desk)
            #expect(answer.decision.validUntil == day("2026-06-01"))
        }
    }

    @Test("a standing keeps of many duties of a kind the one that is overdue first")
    func manyDuties() async throws {
        try await DutyStage.at("2026-05-10T00:00:00Z") { stage in
            let party = try await stage.inviter()
            for number in 0..<120 {
                _ = try await stage.raise(
                    "cn.supplement", of: party, on: number == 60 ? "2026-05-01" : "2026-05-02",
                    reference: "r\(number)")
            }
            let found = try await stage.registry.reader.lookUp(PartyAddress(party))
            let standing = try #require(
                try found.standing(role: .inviter, regime: RegimeCode("cn-model")))
            #expect(
                standing.duties == [
                    StandingDuty(duty: DutyCode("cn.supplement"), lastDay: day("2026-05-31"))
                ])
            #expect(standing.bytes.count < Standing.maximumBytes)
        }
    }

    @Test("lists are in the order of last days, page by page, by state and party")
    func lists() async throws {
        try await DutyStage.at("2026-05-10T00:00:00Z") { stage in
            let parties = [try await stage.inviter(), try await stage.inviter(region: "CN-35")]
            for party in parties {
                for text in ["2026-05-02", "2026-05-05", "2026-05-03"] {
                    _ = try await stage.raise("cn.supplement", of: party, on: text)
                }
            }
            try await stage.put("2026-06-02T00:00:00Z")
            func list(
                _ filter: DutyFilter = DutyFilter(), of party: PartyID? = nil,
                by principal: Principal = .officer(1), limit: Int = 2
            ) async throws -> [String] {
                var found: [String] = []
                var after: DutyPlace?
                repeat {
                    let page = try await stage.registry.listDuties(
                        of: party.map { PartyAddress($0) }, filter, after: after, limit: limit,
                        by: principal)
                    found += page.rows.map {
                        "\($0.record.lastDay) \($0.record.state(on: $0.day))"
                    }
                    after = page.next
                } while after != nil
                return found
            }
            let one = ["2026-06-01 overdue", "2026-06-02 open", "2026-06-04 open"]
            let both = one.flatMap { [$0, $0] }
            #expect(try await list() == both)
            #expect(try await list(limit: 6) == both)
            #expect(try await list(of: parties[0]) == one)
            #expect(try await list(by: .officer(2, territory: "CN-35")) == one)
            #expect(try await list(by: .employer(parties[1])) == one)
            #expect(try await list(DutyFilter(state: .overdue)) == Array(both[0...1]))
            #expect(try await list(DutyFilter(state: .open)) == Array(both[2...5]))
            #expect(try await list(DutyFilter(state: .open), of: parties[1]) == Array(one[1...]))
            #expect(
                try await list(DutyFilter(dueBefore: day("2026-06-02"))) == Array(both[0...1]))
            #expect(
                try await list(DutyFilter(state: .open, asOf: day("2026-06-01"))).count == 6)
            #expect(try await list(DutyFilter(state: .missed)) == [])
            #expect(try await list(DutyFilter(duty: DutyCode("cn.pay-fine"))) == [])
            _ = try await stage.registry.keepDuties(every: .zero)
            #expect(
                try await list(DutyFilter(state: .missed))
                    == ["2026-06-01 missed", "2026-06-01 missed"])
            #expect(try await list(DutyFilter(state: .overdue)) == [])
        }
    }

    @Test("the list is made out of the ledger again, and what differs from it is found")
    func rebuilt() async throws {
        try await DutyStage.at("2026-05-10T00:00:00Z") { stage in
            let party = try await stage.inviter()
            let duty = try await stage.raise("cn.supplement", of: party, on: "2026-05-02")
            try await tamper(
                stage.connectionString, "UPDATE probity.duty SET last_day = '2026-06-02'")
            #expect(
                try await stage.registry.verify().findings.map(\.description) == [
                    "duty of party \(party): its rows are not those of its entries"
                ])
            try await tamper(
                stage.connectionString,
                """
                DELETE FROM probity.duty;
                UPDATE probity.chore SET done_at = 'epoch' WHERE name = 'derived.rebuild';
                """)
            try await stage.withDaemon { _ in }
            #expect(try await stage.duty(duty).lastDay == day("2026-06-01"))
            #expect(try await stage.registry.verify().findings == [])
        }
    }
}
