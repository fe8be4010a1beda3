// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Logging
import Policy
import Service
import TestSupport
import Testing

/// The law is that of the pages on the format: of a late report at five points a sponsor bears
/// 100 %, and a recommender 20 %; an affiliate bears 30 % of that over two relations.
@Suite("An event that reaches several parties")
struct SharingTests {
    private static let regime = RegimeCode("example")

    /// A sponsor and two recommenders who vouch together, and the undertaking.
    private struct Ground {
        let registry: Registry
        let sponsor: PartyID
        let recommenders: [PartyID]
        let undertaking: UndertakingID

        /// Score and shares of the party on 2026-06-01.
        func rating(_ party: PartyID, _ role: Role) async throws -> Rating {
            let question = RatingQuestion(
                party: PartyAddress(party), role: role, asOf: day("2026-06-01"),
                policy: SharingTests.regime.text)
            return try await registry.rate(question, by: .officer(1)).rating
        }

        func score(_ party: PartyID, _ role: Role) async throws -> String? {
            try await rating(party, role).score?.description
        }

        /// Of the sponsor and of both recommenders.
        func scores() async throws -> [String?] {
            [
                try await score(sponsor, .sponsor), try await score(recommenders[0], .recommender),
                try await score(recommenders[1], .recommender),
            ]
        }

        func event(_ id: EventID, of party: PartyID) async throws -> EventRecord? {
            try await registry.archive.dossier(of: party, as: .local).dossier?.events[id]
        }

        /// A party that stands in no undertaking.
        func party(_ name: String) async throws -> PartyID {
            try await registry.register(.sample(name: name))
        }

        @discardableResult
        func relate(
            _ party: PartyID, _ other: PartyID, until: String? = nil
        ) async throws -> RelationID {
            let receipt = try await registry.registrar.submit(
                RecordRelation(
                    .affiliate, of: PartyAddress(party), to: PartyAddress(other),
                    from: day("2024-01-01"), until: until.map(day), asking: Asking(.officer(1))))
            return try #require(receipt.subject).of(RelationSubject.self)
        }

        func refused(_ command: any Command) async -> String {
            await registry.registrar.refusal(of: command)
        }
    }

    private static func late(
        _ state: EventState = .confirmed, of party: PartyID? = nil, on undertaking: UndertakingID?,
        quantity: Int = 1, note: String? = nil
    ) -> ReportEvent.Details {
        ReportEvent.Details(
            party: party.map { PartyAddress($0) }, role: party.map { _ in .sponsor },
            indicator: IndicatorCode("example.late-report"), state: state,
            occurredOn: day("2026-03-01"), quantity: quantity, note: note,
            undertaking: undertaking)
    }

    private func withGround(_ body: (Ground, String) async throws -> Void) async throws {
        try await withTestDatabase(migrated) { connectionString in
            var configuration = Registry.Configuration(
                connectionString: connectionString, keyring: try testKeyring(),
                logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() })
            configuration.packs =
                ShippedRegimes.packs.filter { $0.name == "cn-model" } + [try DocumentedPack().pack]
            let registry = try await Registry.open(configuration)
            do {
                try await body(try await Self.ground(registry), connectionString)
                await registry.close()
            } catch {
                await registry.close()
                throw error
            }
        }
    }

    private static func ground(_ registry: Registry) async throws -> Ground {
        let route = RouteCode("example-talent")
        var vouchers: [MakeUndertaking.Voucher] = []
        var parties: [PartyID] = []
        for (name, role) in [("A", Role.sponsor), ("B", .recommender), ("C", .recommender)] {
            let party = try await registry.register(.sample(name: name))
            let details = GrantAccreditation.Details(
                party: PartyAddress(party), role: role, route: route, regions: [],
                from: day("2026-01-01"), expiresOn: nil, band: nil, services: [])
            _ = try await registry.registrar.submit(GrantAccreditation(details, by: .officer(1)))
            vouchers.append(.init(party: PartyAddress(party), role: role))
            parties.append(party)
        }
        let receipt = try await registry.registrar.submit(
            MakeUndertaking(
                MakeUndertaking.Details(
                    route: route, region: nil, from: day("2026-02-01"), until: nil,
                    nominee: .init(
                        nationality: "IND", document: "Z1234567", birthDate: day("1990-05-17")),
                    vouchers: vouchers),
                asking: Asking(.officer(1))))
        return Ground(
            registry: registry, sponsor: parties[0], recommenders: Array(parties.dropFirst()),
            undertaking: try #require(receipt.subject).of(UndertakingSubject.self))
    }

    @Test("reported on an undertaking, it counts for each voucher at its share, and explains it")
    func threeVouchers() async throws {
        try await withGround { ground, connectionString in
            let registry = ground.registry
            let receipt = try await registry.registrar.submit(
                ReportEvent(Self.late(on: ground.undertaking, note: "seen"), by: .officer(1)))
            #expect(receipt.party == ground.sponsor)
            let outcome = try await registry.event(after: receipt, by: .officer(1))
            #expect(Set(outcome.reaches.map(\.party)) == Set(ground.recommenders))
            #expect(outcome.reaches.map(\.share.description) == ["20", "20"])
            #expect(try await ground.scores() == ["85", "89", "89"])

            let shared = try #require(
                try await ground.rating(ground.recommenders[0], .recommender).contributions.first)
            #expect(shared.points == Points(-5))
            #expect(shared.counted == Points(-1))
            #expect(
                shared.note?.en == "× 20 %: recommender of undertaking \(ground.undertaking)")
            #expect(shared.note?.zh == "× 20%：承诺 \(ground.undertaking) 的推荐人")
            #expect(shared.sharing?.event == outcome.event)
            let record = try #require(
                try await ground.event(shared.event, of: ground.recommenders[0]))
            #expect(record.note == nil && record.role == .recommender && record.reaches == [])
            #expect(try await registry.verify().findings == [])

            // Whatever is derived is the same when it is made again.
            try await tamper(
                connectionString,
                """
                DELETE FROM probity.event_tally; DELETE FROM probity.standing;
                UPDATE probity.chore SET done_at = 'epoch' WHERE name = 'derived.rebuild';
                """)
            let findings = try await withRegistry(at: connectionString) { second in
                try await second.verify().findings
            }
            #expect(findings == [])
            #expect(try await ground.scores() == ["85", "89", "89"])
        }
    }

    @Test("it is confirmed and annulled for all at once, and by itself for none")
    func determined() async throws {
        try await withGround { ground, _ in
            let registry = ground.registry
            let event = try await registry.report(Self.late(.alleged, on: ground.undertaking))
            #expect(try await ground.scores() == ["90", "90", "90"])
            let reach = try #require(
                try await ground.event(event, of: ground.sponsor)?.reaches.first)
            #expect(
                await ground.refused(ConfirmEvent(reach.event, by: .officer(2)))
                    == "event.sharedFrom")
            _ = try await registry.registrar.submit(ConfirmEvent(event, by: .officer(2)))
            #expect(try await ground.scores() == ["85", "89", "89"])
            #expect(
                await ground.refused(AnnulEvent(reach.event, reason: nil, by: .officer(2)))
                    == "event.sharedFrom")
            _ = try await registry.registrar.submit(
                AnnulEvent(event, reason: "not so", by: .officer(2)))
            #expect(try await ground.scores() == ["90", "90", "90"])
            #expect(
                try await ground.event(reach.event, of: reach.party)?.state == .annulled)
            #expect(try await registry.verify().findings == [])
        }
    }

    @Test("corrected, it reaches the same; corrected to no undertaking, nobody else")
    func corrected() async throws {
        try await withGround { ground, _ in
            let registry = ground.registry
            let event = try await registry.report(
                Self.late(of: ground.sponsor, on: ground.undertaking))
            func correct(_ id: EventID, on undertaking: UndertakingID?) async throws -> EventID {
                let details = CorrectEvent.Details(
                    indicator: IndicatorCode("example.late-report"), occurredOn: day("2026-03-01"),
                    quantity: 2, undertaking: undertaking)
                let receipt = try await registry.registrar.submit(
                    CorrectEvent(id, details, asking: Asking(.officer(2))))
                return try #require(receipt.subject).of(EventSubject.self)
            }
            let again = try await correct(event, on: ground.undertaking)
            #expect(try await ground.scores() == ["80", "88", "88"])
            let reaches = try #require(try await ground.event(again, of: ground.sponsor)).reaches
            let old = try #require(try await ground.event(event, of: ground.sponsor)).reaches
            #expect(reaches.map(\.party) == old.map(\.party))
            let shared = try await ground.event(reaches[0].event, of: reaches[0].party)
            #expect(shared?.corrects == old[0].event)
            let details = CorrectEvent.Details(
                indicator: IndicatorCode("example.late-report"), occurredOn: day("2026-03-01"))
            _ = try await registry.registrar.submit(
                CorrectEvent(again, details, asking: Asking(.officer(3))))
            #expect(try await ground.scores() == ["85", "90", "90"])
            #expect(try await registry.verify().findings == [])
        }
    }

    @Test("along relations it runs two hops and a year after their end, as known when reported")
    func relations() async throws {
        try await withGround { ground, _ in
            let registry = ground.registry
            var chain: [PartyID] = []
            for name in ["D", "E", "F"] { chain.append(try await ground.party(name)) }
            let first = try await ground.relate(ground.sponsor, chain[0])
            try await ground.relate(chain[1], chain[0])
            try await ground.relate(chain[1], chain[2])
            let before = try await ground.party("G")
            try await ground.relate(before, ground.sponsor, until: "2025-03-01")
            let lately = try await ground.party("H")
            try await ground.relate(lately, ground.sponsor, until: "2025-03-02")

            let event = try await registry.report(Self.late(on: ground.undertaking))
            func scores() async throws -> [String?] {
                var scores: [String?] = []
                for party in chain + [before, lately] {
                    scores.append(try await ground.score(party, .sponsor))
                }
                return scores
            }
            #expect(try await scores() == ["88.5", "89.55", "90", "90", "88.5"])
            let affiliate = try await ground.rating(chain[1], .sponsor).contributions.first
            #expect(
                affiliate?.note?.en.hasSuffix(
                    "× 9 %: affiliate of affiliate of sponsor of undertaking "
                        + "\(ground.undertaking)") == true)

            // What is recorded later changes nothing, and the annulment finds all of them.
            let later = try await ground.party("I")
            try await ground.relate(later, ground.sponsor)
            _ = try await registry.registrar.submit(
                EndRelation(first, on: day("2026-04-01"), asking: Asking(.officer(1))))
            #expect(try await ground.score(later, .sponsor) == "90")
            #expect(try await registry.verify().findings == [])
            _ = try await registry.registrar.submit(
                AnnulEvent(event, reason: nil, by: .officer(2)))
            #expect(try await scores() == ["90", "90", "90", "90", "90"])
            #expect(try await ground.scores() == ["90", "90", "90"])
            #expect(try await registry.verify().findings == [])
        }
    }

    @Test("where no law shares it, it needs a party; of another's undertaking nobody may report")
    func refusals() async throws {
        try await withGround { ground, _ in
            let good = ReportEvent.Details(
                party: nil, role: nil, indicator: IndicatorCode("example.good-outcome"),
                state: .alleged, occurredOn: day("2026-03-01"), undertaking: ground.undertaking)
            #expect(
                await ground.refused(ReportEvent(good, by: .officer(1)))
                    == "event.reachesNobody")
            let early = ReportEvent.Details(
                party: nil, role: nil, indicator: IndicatorCode("example.late-report"),
                state: .alleged, occurredOn: day("2026-01-31"), undertaking: ground.undertaking)
            #expect(
                await ground.refused(ReportEvent(early, by: .officer(1)))
                    == "event.reachesNobody")
            let stranger = Principal(
                token: TokenID(high: 4, low: 1), role: .employer, authority: nil, territory: nil,
                parties: [ground.recommenders[0]])
            #expect(
                await ground.refused(
                    ReportEvent(Self.late(.alleged, on: ground.undertaking), by: stranger))
                    == "undertaking.unknown")
            let local = Principal.officer(3, territory: "CN-35")
            #expect(
                await ground.refused(
                    ReportEvent(Self.late(on: ground.undertaking), by: local))
                    == "access.territory")
        }
    }
}
