// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Service
import TestSupport
import Testing

/// By the model law an inviter bears 50 % of an overstay, and an affiliate 30 % of what reaches it.
@Suite("Shares of an event that is corrected, and of one that a province decides on")
struct CorrectedSharingTests {
    private struct Ground {
        let registry: Registry
        /// The inviters of the undertaking, the first with an affiliate.
        let inviters: [PartyID]
        let undertaking: UndertakingID

        func event(_ id: EventID, of party: PartyID) async throws -> EventRecord {
            let dossier = try await registry.archive.dossier(of: party, as: .local).dossier
            return try #require(dossier?.events[id])
        }

        func correct(
            _ id: EventID, occurredOn: String, on undertaking: UndertakingID?, by number: UInt64,
            indicator: String = "cn.nominee.overstay"
        ) async throws -> EventID {
            let details = CorrectEvent.Details(
                indicator: IndicatorCode(indicator), occurredOn: day(occurredOn),
                undertaking: undertaking)
            let receipt = try await registry.registrar.submit(
                CorrectEvent(id, details, asking: Asking(.officer(number))))
            return try #require(receipt.subject).of(EventSubject.self)
        }

        func report() async throws -> EventID {
            try await registry.report(
                ReportEvent.Details(
                    party: nil, role: nil, indicator: IndicatorCode("cn.nominee.overstay"),
                    state: .confirmed, occurredOn: day("2026-03-05"), undertaking: undertaking))
        }
    }

    private func withGround(
        _ pack: PolicyPack?, regions: [String], _ body: (Ground) async throws -> Void
    ) async throws {
        let packs = pack.map { [$0] } ?? ShippedRegimes.packs.filter { $0.name == "cn-model" }
        try await withTestDatabase(migrated) { connectionString in
            try await withRegistry(at: connectionString, packs: packs) { registry in
                var inviters: [PartyID] = []
                for region in regions {
                    let party = try await registry.register(.sample(name: region, region: region))
                    _ = try await registry.registrar.submit(
                        GrantAccreditation(.inviter(PartyAddress(party)), by: .officer(1)))
                    inviters.append(party)
                }
                let affiliate = try await registry.register(.sample(name: "B", region: regions[0]))
                _ = try await registry.registrar.submit(
                    RecordRelation(
                        .affiliate, of: PartyAddress(affiliate), to: PartyAddress(inviters[0]),
                        from: day("2025-01-01"), until: nil, asking: Asking(.officer(1))))
                let receipt = try await registry.registrar.submit(
                    MakeUndertaking(
                        MakeUndertaking.Details(
                            route: RouteCode("cn-visa-f"), region: nil, from: day("2026-02-01"),
                            until: nil,
                            nominee: .init(
                                nationality: "IND", document: "Z1234567",
                                birthDate: day("1990-05-17")),
                            vouchers: inviters.map {
                                .init(party: PartyAddress($0), role: .inviter)
                            }),
                        asking: Asking(.officer(1))))
                try await body(
                    Ground(
                        registry: registry, inviters: inviters,
                        undertaking: try #require(receipt.subject).of(UndertakingSubject.self)))
                #expect(try await registry.verify().findings == [])
            }
        }
    }

    @Test("corrected on its undertaking, each bears the same share; off it, the party bears all")
    func corrected() async throws {
        try await withGround(nil, regions: ["CN-44"]) { ground in
            let party = ground.inviters[0]
            let first = try await ground.report()
            #expect(try await ground.event(first, of: party).share.description == "50")
            let second = try await ground.correct(
                first, occurredOn: "2026-03-06", on: ground.undertaking, by: 2)
            let moved = try await ground.event(second, of: party)
            #expect(moved.share.description == "50")
            #expect(moved.reaches.map(\.share.description) == ["15"])
            #expect(moved.sharing?.path == SharingPath(origin: .voucher))

            let third = try await ground.correct(
                second, occurredOn: "2026-03-06", on: nil, by: 3)
            let alone = try await ground.event(third, of: party)
            #expect(alone.share == EventRecord.wholeShare)
            #expect(alone.sharing == nil)
            #expect(alone.reaches.map(\.share.description) == ["30"])
        }
    }

    @Test("where no law shares the indicator that it should have had, it needs the party alone")
    func unshared() async throws {
        try await withGround(nil, regions: ["CN-44"]) { ground in
            let event = try await ground.report()
            do {
                _ = try await ground.correct(
                    event, occurredOn: "2026-03-06", on: ground.undertaking, by: 2,
                    indicator: "cn.invitation.false-statement")
                Issue.record("It was entered.")
            } catch let refusal as Refusal {
                #expect(refusal.faults.first?.code == "event.reachesNobody")
                #expect(refusal.faults.first?.pointer == "/undertaking")
            }
        }
    }

    @Test("a share that a province sets is that of its parties, reported, corrected or calculated")
    func province() async throws {
        let pack = try Self.hunanPack()
        try await withGround(pack, regions: ["CN-43", "CN-35"]) { ground in
            func shares(_ id: EventID, of party: PartyID) async throws -> [String] {
                let event = try await ground.event(id, of: party)
                return [event.share.description] + event.reaches.map(\.share.description)
            }
            let first = try await ground.report()
            // The affiliate of Hunan bears 30 % of 80 %, whose law is that of its seat.
            #expect(try await shares(first, of: ground.inviters[0]) == ["80", "50", "24"])
            let second = try await ground.correct(
                first, occurredOn: "2026-03-06", on: ground.undertaking, by: 2)
            #expect(try await shares(second, of: ground.inviters[0]) == ["80", "50", "24"])
            for (region, share) in [("CN-43", "80"), ("CN-35", "50")] {
                let answer = try ground.registry.calculate(
                    Calculation(
                        policy: "cn-model", asOf: day("2026-06-01"), kind: .organisation,
                        facts: [], region: RegionCode(region), role: .inviter, history: [],
                        events: [
                            .init(
                                id: "a", pointer: "/events/0",
                                indicator: IndicatorCode("cn.nominee.overstay"),
                                occurredOn: day("2026-03-05"),
                                via: SharedVia(origin: .voucher, relations: []))
                        ]))
                #expect(answer.assessed.first?.share.description == share)
            }
        }
    }

    /// The model law, of which Hunan has set that an inviter bears 80 %.
    private static func hunanPack() throws -> PolicyPack {
        let model = try #require(ShippedRegimes.packs.first { $0.name == "cn-model" })
        let authority =
            "  - { code: hunan, title: { en: H, zh: 湘 }, level: province, parent: nation, "
            + "region: CN-43 }\nparameters:\n"
        let parameter = """
              - code: inviter-share
                title: { en: Share of an inviter, zh: 邀请人份额 }
                path: sharing/cn.joint/vouchers/1/percent
                values:
                  - from: 2023-01-01
                    source: "Decree"
                    verified: false
                    status: proposal
                    why: For a test.
                    to:
                      - { level: province, atLeast: 10, atMost: 100 }

            """
        let overlay = """
            code: hunan
            title: { en: H, zh: 湘 }
            authority: hunan
            settings:
              - parameter: inviter-share
                from: 2026-03-01
                source: "Decree"
                verified: false
                status: proposal
                why: For a test.
                value: 80
            """
        let files = model.files.filter {
            !$0.path.hasPrefix("cases/") && !$0.path.hasPrefix("overlays/")
        }.map { file in
            guard file.path == "delegation.yaml" else { return file }
            return PolicyFile(
                path: file.path,
                text: file.text.replacing("parameters:\n", with: authority) + parameter)
        }
        return PolicyPack(
            name: "cn-model", files: files + [.init(path: "overlays/hunan.yaml", text: overlay)])
    }
}
