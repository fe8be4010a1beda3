// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Service
import TestSupport
import Testing

@Suite("Measures of a version tried on the register")
struct SimulatedMeasureTests {
    /// A late report costs 100 a day.
    private static let assessment = """
        code: a
        title: { en: A, zh: 评 }
        description: { en: A., zh: 评。 }
        values:
          - from: 2025-01-01
            source: "Act of 2025, s 21"
            verified: true
            indicators: [late]
            measures:
              - code: penalty
                kind: penalty
                title: { en: P, zh: 罚 }
                size: { each: 100, of: quantity }
                published: true
        """

    /// And a fee, which falls away beside a penalty.
    private static let fee = """

              - code: fee
                kind: fee
                title: { en: F, zh: 费 }
                size: { each: 7, of: quantity }
                published: true
        """

    /// Each kind as `penalty 1 100.00`, of one event of a party with its seat there.
    private func measures(_ pack: SamplePack, seat: String) async throws -> [String] {
        let packs = ShippedRegimes.packs.filter { $0.name == "cn-model" } + [pack.pack]
        return try await withTestDatabase(migrated) { connectionString in
            try await withRegistry(at: connectionString, packs: packs) { registry in
                let party = try await registry.register(.sample(region: seat))
                _ = try await registry.report(
                    ReportEvent.Details(
                        party: PartyAddress(party), role: .sponsor,
                        indicator: IndicatorCode("late"), state: .confirmed,
                        occurredOn: day("2026-05-01")))
                let draft = try registry.shelf.policy(RegimeCode("sample"), on: day("2026-06-01"))
                let answer = try await registry.simulate(
                    PolicySimulation(draft: draft, withAllMeasures: true), by: .local)
                #expect(answer.unweighedCount == 0 && answer.assessesAlike)
                // They are the same under both: who does not ask is told just that.
                let unasked = try await registry.simulate(
                    PolicySimulation(draft: draft), by: .local)
                #expect(unasked.assessesAlike && unasked.measures.isEmpty)
                #expect(unasked.ways == answer.ways)
                let all = answer.measures[.init(dimension: "all", value: "")] ?? [:]
                return all.sorted { $0.key < $1.key }.map { key, change in
                    #expect(change.before == change.after)
                    let amount = change.after.amount.map { " \($0.upperBound)" } ?? ""
                    return "\(key.kind.rawValue) \(change.after.count)\(amount)"
                }
            }
        }
    }

    @Test(
        "they are weighed by the law of the seat, as a calculation weighs them",
        arguments: [("CN-43", "penalty 1 90000"), ("CN-44", "penalty 1 10000")])
    func seat(seat: String, expected: String) async throws {
        var pack = SamplePack()
        pack.files["assessments/a.yaml"] = Self.assessment
        pack.files["delegation.yaml"] = HunanLaw.delegation(
            of: "assessments/a/measures/penalty/size/each", "atLeast: 10, atMost: 1000")
        pack.files["overlays/hunan.yaml"] = HunanLaw.overlay(setting: "900")
        #expect(try await measures(pack, seat: seat) == [expected])
    }

    @Test("what a notice does not impose beside a graver measure is not counted")
    func outdone() async throws {
        var pack = SamplePack()
        pack.files["assessments/a.yaml"] = Self.assessment + Self.fee
        pack.files["notices.yaml"] = """
            values:
              - from: 2025-01-01
                source: "Act of 2025, s 22"
                verified: true
                totals:
                  - { kind: penalty, combine: sum }
                  - { kind: fee, combine: sum }
                atMostOne: [[penalty, fee]]
            """
        #expect(try await measures(pack, seat: "CN-44") == ["penalty 1 10000"])
    }
}
