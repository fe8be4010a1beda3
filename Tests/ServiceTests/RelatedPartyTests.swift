// SPDX-License-Identifier: Apache-2.0

import Domain
import Service
import Testing

@Suite("Bars that reach through the register's relations")
struct RelatedPartyTests {
    /// The old business, barred today; its successor; and somebody unrelated.
    private struct Ground {
        let registry: Registry
        let old: PartyID
        let successor: PartyID
        let other: PartyID
        let relation: RelationID
        let bar: SanctionID
        /// The last entry before the bar.
        let before: EntryNumber
        let today: CivilDate

        func codes(
            _ party: PartyID, route: String = "cn-visa-f", asOf: CivilDate? = nil,
            knownAt: KnownAtRequest = .now, by principal: Principal = .desk
        ) async throws -> [ReasonCode] {
            try await registry.checkEligibility(
                EligibilityQuestion(
                    party: PartyAddress(party), role: .inviter, route: RouteCode(route),
                    asOf: asOf, knownAt: knownAt),
                by: principal
            ).decision.reasons.map(\.code)
        }

        func isReached(
            _ party: PartyID, asOf: CivilDate? = nil, knownAt: KnownAtRequest = .now,
            by principal: Principal = .desk
        ) async throws -> Bool {
            try await codes(party, asOf: asOf, knownAt: knownAt, by: principal)
                .contains(.relatedPartyBarred)
        }

        func refusal(_ command: any Command) async -> String {
            await registry.registrar.refusal(of: command)
        }

        func undertaking(_ parties: [PartyID]) -> MakeUndertaking {
            MakeUndertaking(
                MakeUndertaking.Details(
                    route: RouteCode("cn-visa-f"), region: nil, from: today, until: nil,
                    nominee: .init(
                        nationality: "IND", document: "Z1234567", birthDate: day("1990-05-17")),
                    vouchers: parties.map { .init(party: PartyAddress($0), role: .inviter) }),
                asking: Asking(.officer(1)))
        }
    }

    private func withGround(_ body: (Ground) async throws -> Void) async throws {
        try await withRegistry { registry, _ in
            var parties: [PartyID] = []
            for name in ["Old", "New", "Other"] {
                let party = try await registry.register(.sample(name: name))
                for route in ["cn-visa-f", "cn-visa-m"] {
                    let details = GrantAccreditation.Details(
                        party: PartyAddress(party), role: .inviter, route: RouteCode(route),
                        regions: [], from: day("2026-01-01"), expiresOn: nil, band: nil,
                        services: [])
                    _ = try await registry.registrar.submit(
                        GrantAccreditation(details, by: .officer(1)))
                }
                parties.append(party)
            }
            let today = try registry.today(under: RegimeCode("cn-model"))
            let relation = try await registry.registrar.submit(
                RecordRelation(
                    .successor, of: PartyAddress(parties[1]), to: PartyAddress(parties[0]),
                    from: today.adding(months: -6), until: nil, asking: Asking(.officer(1))))
            let bar = try await registry.registrar.submit(
                ImposeSanction(
                    ImposeSanction.Details(
                        party: PartyAddress(parties[0]), kind: .bar, roles: [.inviter],
                        from: today.adding(months: -1), until: nil, provision: "Art. 1",
                        isPublished: false),
                    asking: Asking(.officer(1))))
            try await body(
                Ground(
                    registry: registry, old: parties[0], successor: parties[1], other: parties[2],
                    relation: try #require(relation.subject).of(RelationSubject.self),
                    bar: try #require(bar.subject).of(SanctionSubject.self),
                    before: relation.entry, today: today))
        }
    }

    @Test("a business reborn under another name is refused, and nobody learns by whom")
    func refused() async throws {
        try await withGround { ground in
            #expect(try await ground.codes(ground.old).contains(.sanctionBar))
            #expect(try await ground.isReached(ground.successor))
            #expect(try await !ground.isReached(ground.other))
            #expect(try await !ground.isReached(ground.old))
            let owner = Principal(
                token: TokenID(high: 4, low: 1), role: .employer, authority: nil, territory: nil,
                parties: [ground.successor])
            #expect(try await ground.isReached(ground.successor, by: owner))
            let question = EligibilityQuestion(
                party: PartyAddress(ground.successor), role: .inviter,
                route: RouteCode("cn-visa-f"))
            let answers = try await ground.registry.checkEligibility(
                all: [question, question], by: .desk)
            for answer in answers {
                let decision = try answer.get().decision
                #expect(decision.outcome == .ineligible)
                let reason = try #require(
                    decision.reasons.first { $0.code == .relatedPartyBarred })
                #expect(
                    reason.message.en
                        == "A bar against a related party reaches this one (successor).")
            }
            #expect(try await ground.registry.verify().findings == [])
        }
    }

    @Test("days are half open, and what was known before the bar is what is answered")
    func days() async throws {
        try await withGround { ground in
            let (registry, today) = (ground.registry, ground.today)
            let first = today.adding(months: -1)
            #expect(try await !ground.isReached(ground.successor, asOf: first.adding(days: -1)))
            #expect(try await ground.isReached(ground.successor, asOf: first))
            #expect(
                try await !ground.isReached(ground.successor, knownAt: .entry(ground.before)))
            _ = try await registry.registrar.submit(
                EndRelation(
                    ground.relation, on: today.adding(days: 9), asking: Asking(.officer(1))))
            let known = try await registry.headEntry()
            #expect(try await ground.isReached(ground.successor, asOf: today.adding(days: 8)))
            #expect(try await !ground.isReached(ground.successor, asOf: today.adding(days: 9)))
            _ = try await registry.registrar.submit(
                LiftSanction(
                    ground.bar, on: today.adding(days: 5), reason: nil,
                    asking: Asking(.officer(2))))
            #expect(try await ground.isReached(ground.successor, asOf: today.adding(days: 4)))
            #expect(try await !ground.isReached(ground.successor, asOf: today.adding(days: 5)))
            // Before the bar was lifted it was known to reach further.
            let number = try #require(EntryNumber(known))
            #expect(
                try await ground.isReached(
                    ground.successor, asOf: today.adding(days: 5), knownAt: .entry(number)))
            #expect(try await registry.verify().findings == [])
        }
    }

    @Test("a recorded answer knows it too, and is given again with the same bytes ever after")
    func recorded() async throws {
        try await withGround { ground in
            let registry = ground.registry
            let question = DecisionQuestion(
                about: EligibilityQuestion(
                    party: PartyAddress(ground.successor), role: .inviter,
                    route: RouteCode("cn-visa-f")),
                others: [(PartyAddress(ground.other), .inviter)], told: nil)
            let record = try await registry.recordEligibility(
                question, asking: Asking(.desk)
            ).recorded.record
            func isReached(_ answer: JSONValue?) -> Bool? {
                (answer?.canonicalBytes).map {
                    String(decoding: $0, as: UTF8.self).contains("relatedParty.barred")
                }
            }
            #expect(isReached(record.answer) == true)
            #expect(isReached(record.others?.first?.answer) == false)
            _ = try await registry.registrar.submit(
                LiftSanction(
                    ground.bar, on: ground.today, reason: nil, asking: Asking(.officer(2))))
            #expect(try await !ground.isReached(ground.successor))
            let later = try await registry.recordEligibility(
                question, asking: Asking(.desk)
            ).recorded.record
            #expect(isReached(later.answer) == false)
            // Who is related is known as of each answer too, in whatever order they stand.
            _ = try await registry.registrar.submit(EnterAnswers(answers: [record, later]))
            #expect(try await registry.verify().findings == [])
        }
    }

    @Test("it may not vouch, nor take over or go with another to this route")
    func undertakings() async throws {
        try await withGround { ground in
            #expect(
                await ground.refusal(ground.undertaking([ground.successor]))
                    == "relatedParty.barred")
            let receipt = try await ground.registry.registrar.submit(
                ground.undertaking([ground.other]))
            let id = try #require(receipt.subject).of(UndertakingSubject.self)
            let transfer = ChangeUndertaking(
                id,
                .transfer(
                    from: .init(party: PartyAddress(ground.other), role: .inviter),
                    to: .init(party: PartyAddress(ground.successor), role: .inviter)),
                on: ground.today, asking: Asking(.officer(1)))
            #expect(await ground.refusal(transfer) == "relatedParty.barred")
            // Whoever is related only later is seen by what comes after in the same batch.
            let tie = RecordRelation(
                .successor, of: PartyAddress(ground.other), to: PartyAddress(ground.old),
                from: ground.today, until: nil, asking: Asking(.officer(1)))
            let convert = ChangeUndertaking(
                id, .convert(RouteCode("cn-visa-m"), region: nil), on: ground.today,
                asking: Asking(.officer(1)))
            let results = await ground.registry.registrar.submit(group: [tie, convert])
            #expect((try? results[0].get()) != nil)
            var code = "entered"
            do { _ = try results[1].get() } catch let refusal as Refusal {
                code = refusal.faults.first?.code ?? refusal.code
            }
            #expect(code == "relatedParty.barred")
            #expect(try await ground.registry.verify().findings == [])
        }
    }
}
