// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Scoring
import Service
import TestSupport
import Testing

@Suite("A version tried on the whole register")
struct PolicySimulationTests {
    /// A draft of which both versions score alike, and one of which they do not.
    static let drafts: [[String: String]] = [
        edges, edges.merging(["fixed: -35": "fixed: -5"]) { _, new in new },
    ]
    private static let edges = [
        "atLeast: 90": "atLeast: 99", "below: 90": "below: 99", "atLeast: 70": "atLeast: 95",
        "below: 70": "below: 95",
    ]

    @Test("the pass says of every party what rating it singly says", arguments: drafts)
    func singly(changes: [String: String]) async throws {
        try await withRegistry { registry, _ in
            let pack = PolicyPack.shipped("cn-model").version("next")
            let files = pack.files.map { file in
                PolicyFile(
                    path: file.path,
                    text: changes.reduce(file.text) { $0.replacing($1.key, with: $1.value) })
            }
            let draft = try await registry.draft(named: "cn-model@next", files: files)
            let parties = try await Self.fill(registry)
            let asOf = day("2026-10-01")
            let answer = try await registry.simulate(
                PolicySimulation(draft: draft, asOf: asOf, moverCount: 10_000), by: .local)
            let against = try registry.shelf.policy(draft.code, on: asOf)
            var ways: [PolicySimulationAnswer.Way: Int] = [:]
            var movers: [PolicySimulationAnswer.Mover] = []
            for party in parties.sorted() {
                let found = try await registry.archive.dossier(of: party, as: .local).dossier
                let dossier = try #require(found)
                let before = try RatingRule.rate(
                    dossier, role: .inviter, policy: against, asOf: asOf)
                let after = try RatingRule.rate(
                    dossier, role: .inviter, policy: draft, asOf: asOf)
                let way = PolicySimulationAnswer.Way(
                    role: .inviter, before: before.band, after: after.band)
                ways[way, default: 0] += 1
                guard before.band != after.band else { continue }
                let mover = answer.movers.first { $0.party == party }
                #expect(mover?.before.score == before.score && mover?.before.band == before.band)
                #expect(mover?.after.score == after.score && mover?.after.band == after.band)
                if let mover { movers.append(mover) }
            }
            #expect(answer.ways[.init(dimension: "all", value: "")] == ways)
            #expect(answer.ratingCount == parties.count)
            #expect(answer.movers == movers)
            #expect(answer.movedCount == movers.count)
            #expect(!movers.isEmpty && answer.failureCount == 0)
            let regions = answer.ways.filter { $0.key.dimension == "region" }
                .map { ($0.key.value, $0.value.values.reduce(0, +)) }
            #expect(Dictionary(uniqueKeysWithValues: regions) == ["CN-11": 80, "CN-44": 40])
        }
    }

    @Test("who cannot be rated under a version is counted as such, and moves nowhere")
    func unratable() async throws {
        try await withTestDatabase(migrated) { connectionString in
            try await withRegistry(at: connectionString, packs: [SamplePack().pack]) { registry in
                for (region, isLate) in [("CN-11", true), ("CN-44", false)] {
                    let party = PartyAddress(
                        try await registry.register(
                            .init(
                                kind: .organisation, name: "Sample", town: "Town",
                                region: RegionCode(region), regime: RegimeCode("sample"),
                                identifiers: [], facts: [])))
                    _ = try await registry.registrar.submit(
                        GrantAccreditation(
                            .init(
                                party: party, role: .sponsor, route: RouteCode("work"),
                                regions: [RegionCode(region)], from: day("2026-01-01"),
                                expiresOn: nil, band: nil, services: []), by: .officer(1)))
                    guard isLate else { continue }
                    _ = try await registry.report(
                        .init(
                            party: party, role: .sponsor, indicator: IndicatorCode("late"),
                            state: .confirmed, occurredOn: day("2026-03-01")))
                }
                var pack = SamplePack().version("next")
                pack.files["overrides/fraud.yaml"] = nil
                pack.files["indicators/late.yaml"] = nil
                let draft = try await registry.draft(named: "sample@next", files: pack.pack.files)
                let answer = try await registry.simulate(
                    PolicySimulation(draft: draft, asOf: day("2026-06-01")), by: .local)
                #expect(answer.ratingCount == 2)
                #expect(answer.failureCount == 1)
                #expect(answer.movedCount == 0)
            }
        }
    }

    /// Enters parties with some events each, and gives their ids.
    private static func fill(_ registry: Registry) async throws -> [PartyID] {
        var parties: [PartyID] = []
        let indicators = try registry.shelf.policy(RegimeCode("cn-model"), on: day("2026-06-01"))
            .indicators.values.filter { indicator in
                (try? indicator.rule.value(on: day("2026-06-01")).value.roles.contains(.inviter))
                    ?? false
            }.map(\.code).sorted()
        for number in 0..<120 {
            let party = try await registry.register(
                .sample(name: "Party \(number)", region: number % 3 == 0 ? "CN-44" : "CN-11"))
            parties.append(party)
            _ = try await registry.registrar.submit(
                GrantAccreditation(.inviter(PartyAddress(party)), by: .officer(1)))
            for place in 0..<(number % 6) {
                let event = ReportEvent.Details(
                    party: PartyAddress(party), role: .inviter,
                    indicator: indicators[(number * 7 + place * 3) % indicators.count],
                    state: place % 4 == 3 ? .alleged : .confirmed,
                    occurredOn: day("2026-01-01").adding(days: (number * 13 + place * 29) % 300))
                _ = try await registry.report(event)
            }
        }
        return parties
    }
}
