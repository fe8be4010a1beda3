// SPDX-License-Identifier: Apache-2.0

import Domain
import Service
import Testing

@Suite("Undertakings with several vouchers")
struct UndertakingTests {
    /// Registers a party that may invite on the business and the visit route.
    private static func inviter(
        _ registry: Registry, _ name: String, region: String = "CN-44"
    ) async throws -> PartyID {
        let party = try await registry.register(.sample(name: name, region: region))
        for route in ["cn-visa-f", "cn-visa-m"] {
            let details = GrantAccreditation.Details(
                party: PartyAddress(party), role: .inviter, route: RouteCode(route), regions: [],
                from: day("2026-01-01"), expiresOn: nil, band: nil, services: [])
            _ = try await registry.registrar.submit(GrantAccreditation(details, by: .officer(1)))
        }
        return party
    }

    private static func voucher(_ party: PartyID) -> MakeUndertaking.Voucher {
        MakeUndertaking.Voucher(party: PartyAddress(party), role: .inviter)
    }

    private static func make(
        _ parties: [PartyID], by principal: Principal = .officer(1),
        document: String = "Z1234567", nationality: String = "IND"
    ) throws -> MakeUndertaking {
        MakeUndertaking(
            MakeUndertaking.Details(
                route: RouteCode("cn-visa-f"), region: nil, from: day("2026-02-01"), until: nil,
                nominee: .init(
                    nationality: nationality, document: document, birthDate: day("1990-05-17")),
                vouchers: parties.map(voucher)),
            asking: Asking(principal))
    }

    private static func change(
        _ id: UndertakingID, _ change: ChangeUndertaking.Change, on text: String,
        by principal: Principal = .officer(1)
    ) -> ChangeUndertaking {
        ChangeUndertaking(id, change, on: day(text), asking: Asking(principal))
    }

    private static func code(_ body: () async throws -> Void) async -> String {
        do {
            try await body()
            return "entered"
        } catch let refusal as Refusal {
            return refusal.faults.first?.code ?? refusal.code
        } catch { return "\(error)" }
    }

    private static func undertaking(
        _ registry: Registry, _ party: PartyID, _ id: UndertakingID
    ) async throws -> UndertakingRecord? {
        try await registry.archive.dossier(of: party, as: .local).dossier?.undertakings[id]
    }

    @Test("it stands alike in the dossier of each voucher, through transfer and conversion")
    func severalVouchers() async throws {
        try await withRegistry { registry, _ in
            var parties: [PartyID] = []
            for name in ["A", "B", "C"] { parties.append(try await Self.inviter(registry, name)) }
            let receipt = try await registry.registrar.submit(
                try Self.make([parties[0], parties[1]]))
            let id = try #require(receipt.subject).of(UndertakingSubject.self)
            #expect(receipt.party == parties[0])
            let first = try await Self.undertaking(registry, parties[0], id)
            #expect(try await Self.undertaking(registry, parties[1], id) == first)
            #expect(try await Self.undertaking(registry, parties[2], id) == nil)

            _ = try await registry.registrar.submit(
                Self.change(
                    id, .transfer(from: Self.voucher(parties[1]), to: Self.voucher(parties[2])),
                    on: "2026-03-01"))
            _ = try await registry.registrar.submit(
                Self.change(id, .convert(RouteCode("cn-visa-m"), region: nil), on: "2026-04-01"))
            _ = try await registry.registrar.submit(
                Self.change(id, .close(OutcomeCode("departed")), on: "2026-05-01"))
            let last = try #require(try await Self.undertaking(registry, parties[2], id))
            #expect(last.stages.map(\.route.text) == ["cn-visa-f", "cn-visa-m"])
            #expect(last.presentVouchers.map(\.party) == [parties[0], parties[2]])
            #expect(last.vouchers[1].until == day("2026-03-01"))
            #expect(last.closing?.on == day("2026-05-01"))
            for party in parties {
                #expect(try await Self.undertaking(registry, party, id) == last)
            }
            #expect(try await registry.verify().findings == [])
        }
    }

    @Test("the same person has the same reference, and another person another")
    func nominee() async throws {
        try await withRegistry { registry, _ in
            let party = try await Self.inviter(registry, "A")
            var references: [Digest32] = []
            for document in ["Z1234567", "z-123 4567", "Z1234568"] {
                let receipt = try await registry.registrar.submit(
                    try Self.make([party], document: document))
                let id = try #require(receipt.subject).of(UndertakingSubject.self)
                references.append(
                    try #require(try await Self.undertaking(registry, party, id)).nominee)
            }
            #expect(references[0] == references[1])
            #expect(references[0] != references[2])
        }
    }

    @Test("who may not vouch, or is out of reach, is not bound")
    func refusals() async throws {
        try await withRegistry { registry, _ in
            let one = try await Self.inviter(registry, "A")
            let far = try await Self.inviter(registry, "B", region: "CN-35")
            let without = try await registry.register(.sample(name: "C"))
            let local = Principal.officer(3, territory: "CN-44")
            func refused(_ command: any Command) async -> String {
                await Self.code { _ = try await registry.registrar.submit(command) }
            }
            #expect(
                await refused(try Self.make([one, without])) == "accreditation.missing")
            #expect(await refused(try Self.make([one, far], by: local)) == "access.territory")
            #expect(await refused(try Self.make([one, one])) == "value.repeated")
            #expect(await refused(try Self.make([])) == "value.tooFew")
            #expect(
                await refused(try Self.make([one], nationality: "IN1")) == "value.malformed")
            let employer = Principal(
                token: TokenID(high: 4, low: 1), role: .employer, authority: nil, territory: nil,
                parties: [one])
            #expect(await refused(try Self.make([one], by: employer)) == "entered")
            #expect(await refused(try Self.make([one, far], by: employer)) == "party.unknown")

            let receipt = try await registry.registrar.submit(try Self.make([one]))
            let id = try #require(receipt.subject).of(UndertakingSubject.self)
            let hand = ChangeUndertaking.Change.transfer(
                from: Self.voucher(one), to: Self.voucher(far))
            #expect(
                await refused(Self.change(id, hand, on: "2026-03-01", by: local))
                    == "access.territory")
            #expect(
                await refused(Self.change(id, hand, on: "2026-03-01", by: employer))
                    == "access.role")
            #expect(
                await refused(
                    Self.change(id, .close(OutcomeCode("departed")), on: "2026-01-31"))
                    == "value.order")
            #expect(
                await refused(
                    Self.change(id, .close(OutcomeCode("departed")), on: "2990-01-01"))
                    == "value.inFuture")
            #expect(
                await refused(
                    Self.change(id, .convert(RouteCode("cn-visa-f"), region: nil), on: "2026-03-01")
                )
                    == "undertaking.sameRoute")
            #expect(
                await refused(
                    Self.change(
                        id, .convert(RouteCode("uk-skilled-worker"), region: nil),
                        on: "2026-03-01")) == "undertaking.otherRegime")
            #expect(try await registry.verify().findings == [])
        }
    }

    @Test("a bar that is imposed in the same batch is seen by the undertaking after it")
    func barFirst() async throws {
        try await withRegistry { registry, _ in
            let party = try await Self.inviter(registry, "A")
            let today = try registry.today(under: RegimeCode("cn-model"))
            let bar = ImposeSanction(
                ImposeSanction.Details(
                    party: PartyAddress(party), kind: .bar, from: today.adding(months: -11),
                    until: nil, provision: "Art. 1", isPublished: false),
                asking: Asking(.officer(1)))
            let results = await registry.registrar.submit(
                group: [bar, try Self.make([party])])
            #expect((try? results[0].get()) != nil)
            let code = await Self.code { _ = try results[1].get() }
            #expect(code == "sanction.bar")
            #expect(try await registry.verify().findings == [])
        }
    }
}
