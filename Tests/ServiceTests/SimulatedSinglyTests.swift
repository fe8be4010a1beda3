// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Scoring
import Service
import TestSupport
import Testing

/// A pass over the register leaves out what a draft does not touch; what it tells is what every
/// party singly comes to under both versions, with nothing left out.
@Suite("A version tried on a register, and every party tried singly")
struct SimulatedSinglyTests {
    private typealias Answer = PolicySimulationAnswer
    private static let asOf = day("2026-10-01")
    private static let regime = RegimeCode("cn-model")

    @Test(
        "drafts and registers made up at random come to the same both ways",
        arguments: [1, 2] as [UInt64])
    func same(seed: UInt64) async throws {
        try await withRegistry { registry, _ in
            var random = SeededGenerator(seed: seed)
            let against = try registry.shelf.policy(Self.regime, on: Self.asOf)
            let parties = try await Self.fill(registry, against, &random)
            var drafts = RandomDrafts(seed: seed, of: .shipped("cn-model"))
            for _ in 0..<3 {
                let (draft, changed) = drafts.make()
                var singly = Singly(against, draft, on: Self.asOf)
                for party in parties {
                    let found = try await registry.archive.dossier(of: party, as: .local).dossier
                    singly.add(try #require(found))
                }
                let whole = try await registry.simulate(
                    PolicySimulation(
                        draft: draft, asOf: Self.asOf, moverCount: 10_000, withAllMeasures: true),
                    by: .local)
                let told = try await registry.simulate(
                    PolicySimulation(draft: draft, asOf: Self.asOf, moverCount: 10_000), by: .local)
                let context = Comment(rawValue: "\(changed.sorted())")
                #expect(whole.ways[.init(dimension: "all", value: "")] == singly.ways, context)
                #expect(whole.ways == told.ways && whole.movers == told.movers, context)
                #expect(Self.scores(whole.movers) == singly.movers, context)
                #expect(whole.failureCount == singly.failureCount, context)
                #expect(Self.sums(whole, \.before) == singly.before.sums, context)
                #expect(Self.sums(whole, \.after) == singly.after.sums, context)
                #expect(
                    whole.unweighedCount
                        == singly.before.failureCount + singly.after.failureCount, context)
                // What is left out is the same before and after.
                let rests = (
                    Self.rest(whole, told, \.before), Self.rest(whole, told, \.after)
                )
                #expect(rests.0 == rests.1, context)
                #expect(told.assessesAlike ? told.measures.isEmpty : true, context)
            }
        }
    }

    /// Scores and bands of movers.
    private static func scores(_ movers: [PolicySimulationAnswer.Mover]) -> Set<String> {
        Set(
            movers.map { mover in
                Singly.text(mover.party, mover.role, mover.before, mover.after)
            })
    }

    /// What measures of all come to, as `penalty party: 2, 100 to 200`.
    private static func sums(
        _ answer: PolicySimulationAnswer,
        _ side: KeyPath<PolicySimulationAnswer.MeasureChange, PolicySimulationAnswer.MeasureSum>
    ) -> [String: [Int64]] {
        numbers(answer.measures[.init(dimension: "all", value: "")] ?? [:], side)
            .filter { $0.value[0] > 0 }
    }

    private static func numbers(
        _ changes: [PolicySimulationAnswer.MeasureKey: PolicySimulationAnswer.MeasureChange],
        _ side: KeyPath<PolicySimulationAnswer.MeasureChange, PolicySimulationAnswer.MeasureSum>
    ) -> [String: [Int64]] {
        var found: [String: [Int64]] = [:]
        for (key, change) in changes {
            let sum = change[keyPath: side]
            found["\(key.kind) \(key.bearer)"] = [
                Int64(sum.count), sum.amount?.lowerBound ?? 0, sum.amount?.upperBound ?? 0,
            ]
        }
        return found
    }

    /// What the whole tells beyond what was told, of every group.
    private static func rest(
        _ whole: PolicySimulationAnswer, _ told: PolicySimulationAnswer,
        _ side: KeyPath<PolicySimulationAnswer.MeasureChange, PolicySimulationAnswer.MeasureSum>
    ) -> [PolicySimulationAnswer.Group: [String: [Int64]]] {
        var rest: [PolicySimulationAnswer.Group: [String: [Int64]]] = [:]
        for (group, changes) in whole.measures {
            let part = numbers(told.measures[group] ?? [:], side)
            rest[group] = numbers(changes, side).merging(part) { zip($0, $1).map { $0 - $1 } }
        }
        return rest
    }

    /// Enters parties in several regions with up to nine events each, in one role or two.
    private static func fill(
        _ registry: Registry, _ policy: Policy, _ random: inout SeededGenerator
    ) async throws -> [PartyID] {
        var parties: [PartyID] = []
        for number in 0..<40 {
            let regions = ["CN-11", "CN-44", "CN-44-03", "CN-62"]
            let kinds: [PartyKind] = [.organisation, .soleTrader]
            let party = try await registry.register(
                .sample(
                    name: "Party \(number)",
                    kind: kinds[Int.random(in: 0..<2, using: &random)],
                    region: regions[Int.random(in: 0..<4, using: &random)]))
            parties.append(party)
            let roles: [Role] = [.inviter, .sponsor]
            for _ in 0..<Int.random(in: 0...9, using: &random) {
                let role = roles[Int.random(in: 0..<10, using: &random) % (number % 3 == 0 ? 2 : 1)]
                let open = policy.indicators.values.filter { indicator in
                    (try? indicator.rule.value(on: day("2025-01-01")).value.roles.contains(role))
                        ?? false
                }.map(\.code).sorted()
                let facts: [JSONValue.Member] =
                    Bool.random(using: &random) ? [] : [.init("harmRemoved", .bool(true))]
                let event = ReportEvent.Details(
                    party: PartyAddress(party), role: role,
                    indicator: open[Int.random(in: 0..<open.count, using: &random)],
                    state: .confirmed,
                    occurredOn: day("2024-11-01").adding(
                        days: Int.random(in: 0..<690, using: &random)),
                    facts: facts)
                _ = try await registry.report(event)
            }
        }
        return parties
    }
}

/// What every party singly comes to under two versions.
private struct Singly {
    private let against: Policy
    private let draft: Policy
    private let asOf: CivilDate
    private(set) var ways: [PolicySimulationAnswer.Way: Int] = [:]
    private(set) var movers: Set<String> = []
    private(set) var failureCount = 0
    private(set) var before = Measures()
    private(set) var after = Measures()

    /// What measures come to, and how many notices cannot be weighed.
    struct Measures {
        private(set) var sums: [String: [Int64]] = [:]
        private(set) var failureCount = 0
        private var penalties: [AssessmentQuestion.EarlierPenalty] = []

        /// One notice after the other, those of one day together.
        mutating func add(
            _ events: [EventRecord], of dossier: Dossier, _ role: Role, under policy: Policy
        ) {
            penalties = []
            var history: [EventRecord] = []
            let notices = Dictionary(grouping: events) { $0.determinedOn ?? $0.reportedOn }
            for (day, notice) in notices.sorted(by: { $0.key < $1.key }) {
                let question = AssessmentQuestion(
                    party: dossier.party, role: role, history: history, events: notice,
                    earlierPenalties: penalties, determinedOn: day)
                history += notice
                do {
                    add(try EventAssessor.assess(question, policy: policy), on: day)
                } catch {
                    failureCount += 1
                }
            }
        }

        private mutating func add(_ notice: NoticeAssessment, on day: CivilDate) {
            let summed = notice.totals.map(\.kind)
            for measure in notice.assessments.flatMap(\.measures) where notice.imposes(measure) {
                let isSummed = measure.bearer == .party && summed.contains(measure.kind)
                add("\(measure.kind) \(measure.bearer)", 1, isSummed ? .none : measure.size)
            }
            for total in notice.totals {
                add("\(total.kind) party", 0, total.imposed)
                if total.kind == .penalty, case .amount(let money) = total.imposed {
                    penalties.append(.init(determinedOn: day, amount: money))
                }
            }
        }

        private mutating func add(_ key: String, _ count: Int64, _ size: Measure.Size) {
            let amounts: [Int64] =
                switch size {
                case .amount(let money): [money.minorUnits, money.minorUnits]
                case .range(let least, let most, _): [least.minorUnits, most.minorUnits]
                default: [0, 0]
                }
            sums[key] = zip(sums[key] ?? [0, 0, 0], [count] + amounts).map(+)
        }
    }

    init(_ against: Policy, _ draft: Policy, on asOf: CivilDate) {
        self.against = against
        self.draft = draft
        self.asOf = asOf
    }

    mutating func add(_ dossier: Dossier) {
        for role in Set(dossier.events.values.map(\.role)) {
            let steps = [against, draft].map {
                try? RatingRule.step(dossier, role: role, policy: $0, on: asOf)
            }
            ways[.init(role: role, before: steps[0]?.band, after: steps[1]?.band), default: 0] += 1
            if steps.contains(nil) { failureCount += 1 }
            if let one = steps[0], let other = steps[1], one.band != other.band {
                movers.insert(Self.text(dossier.party.id, role, one, other))
            }
            let events = dossier.events.values.filter {
                $0.role == role && ($0.determinedOn ?? $0.reportedOn) <= asOf
            }
            let region = dossier.party.region
            before.add(events, of: dossier, role, under: against.variant(for: region))
            after.add(events, of: dossier, role, under: draft.variant(for: region))
        }
    }

    static func text(
        _ party: PartyID, _ role: Role, _ before: RatingStep, _ after: RatingStep
    ) -> String {
        let steps = [before, after].map {
            "\($0.score?.description ?? "–") \($0.band?.text ?? "–")"
        }
        return "\(party) \(role.rawValue): \(steps[0]) → \(steps[1])"
    }
}
