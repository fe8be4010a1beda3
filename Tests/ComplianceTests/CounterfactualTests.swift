// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Scoring
import Testing

/// One regime, one role of it, and a seed.
struct SupposedWalk: Sendable, CustomTestStringConvertible {
    let regime: String
    let role: Role
    let seed: UInt64

    var testDescription: String { "\(regime), \(role.rawValue), seed \(seed)" }

    static func all() throws -> [SupposedWalk] {
        try walkedPolicies().flatMap { policy in
            try policy.roles(on: day("2026-01-01")).value.flatMap { role in
                (1...6 as ClosedRange<UInt64>).map {
                    SupposedWalk(regime: policy.code.text, role: role, seed: $0)
                }
            }
        }
    }

    func world() throws -> (dossier: Dossier, policy: Policy, days: [CivilDate]) {
        let policy = try #require(try walkedPolicies().first { $0.code.text == regime })
        var random = RandomDossier(
            seed: seed &* 7_919, policy: policy, role: role, from: policy.walkStart,
            to: day("2026-12-31"))
        return (try random.make(), policy, [400, 800, 1_200].map(policy.walkStart.adding(days:)))
    }
}

@Suite("Counterfactuals")
struct CounterfactualTests {
    @Test(
        "whoever applies one, and rates afresh, finds the same score and band",
        arguments: try SupposedWalk.all())
    func hold(walk: SupposedWalk) throws {
        let (dossier, policy, days) = try walk.world()
        for asOf in days {
            let present = try RatingRule.rate(
                dossier, role: walk.role, policy: policy, asOf: asOf)
            for change in try CounterfactualRule.counterfactuals(
                of: dossier, role: walk.role, policy: policy, asOf: asOf)
            {
                let rating = try RatingRule.rate(
                    change.applied(to: dossier), role: walk.role, policy: policy,
                    asOf: change.on)
                #expect(rating.score == change.score, "\(asOf): \(change)")
                #expect(rating.band == change.band, "\(asOf): \(change)")
                let scale = try policy.bands(on: change.on).value
                let band = try #require(present.band)
                #expect(try #require(scale.rank(of: change.band)) < #require(scale.rank(of: band)))
                switch change.action {
                case .wait: #expect(change.on > asOf)
                case .repair: #expect(change.on >= asOf)
                case .cure, .disclose, .annul: #expect(change.on == asOf)
                }
                if let fact = change.fact {
                    let definition = policy.facts.first { $0.name == fact.name }
                    #expect(definition?.isCurable == true, "\(change)")
                }
            }
        }
    }

    @Test(
        "none that is smaller is missed: every day and every event is tried one by one",
        arguments: try SupposedWalk.all())
    func whole(walk: SupposedWalk) throws {
        let (dossier, policy, days) = try walk.world()
        for asOf in days {
            let present = try RatingRule.rate(
                dossier, role: walk.role, policy: policy, asOf: asOf)
            guard let band = present.band else { continue }
            let found = try CounterfactualRule.counterfactuals(
                of: dossier, role: walk.role, policy: policy, asOf: asOf)
            let wait = try (1...2_500).lazy.map(asOf.adding(days:)).first { later in
                // No day brings what is better than the best.
                if try policy.bands(on: later).value.rank(of: band) == 0 { return false }
                let then = try RatingRule.step(
                    dossier, role: walk.role, policy: policy, on: later)
                return Self.isBetter(then.band, than: band, policy, on: later)
            }
            #expect(found.first { $0.action == .wait }?.on == wait, "\(asOf)")
            var least: Int64?
            for event in dossier.events.values where event.state == .confirmed {
                let then = try RatingRule.rate(
                    dossier.supposing(events: [event.supposedAnnulled]), role: walk.role,
                    policy: policy, asOf: asOf)
                guard Self.isBetter(then.band, than: band, policy, on: asOf) else { continue }
                let size = abs(
                    (then.score?.thousandths ?? 0) - (present.score?.thousandths ?? 0))
                least = min(least ?? size, size)
            }
            let annulled = found.first { $0.action == .annul }.map {
                abs(($0.score?.thousandths ?? 0) - (present.score?.thousandths ?? 0))
            }
            if found.count < CounterfactualRule.listedCount || annulled != nil {
                #expect(annulled == least, "\(asOf)")
            }
        }
    }

    @Test("a direct D of two years: wait for its end, or have the event annulled")
    func directBand() throws {
        let policy = try #require(try walkedPolicies().first { $0.code.text == "cn-model" })
        var dossier = Dossier(
            under: policy, region: "CN", facts: [.init("recordsComplete", true)])
        let event = EventRecord(
            id: EventID(high: 0, low: 1), role: .inviter, regime: policy.code,
            indicator: IndicatorCode("cn.invitation.false-statement"), state: .confirmed,
            occurredOn: day("2026-03-01"), reportedOn: day("2026-03-01"), quantity: 1,
            grades: [], facts: [], isVoluntaryDisclosure: false, origin: nil, note: nil,
            evidence: [], reporter: TokenID(high: 4, low: 1))
        try dossier.apply(.eventReported(event))
        let asOf = day("2026-06-01")
        let before = try RatingRule.rate(dossier, role: .inviter, policy: policy, asOf: asOf)
        let found = try CounterfactualRule.counterfactuals(
            of: dossier, role: .inviter, policy: policy, asOf: asOf)
        let steps = try RatingRule.steps(dossier, role: .inviter, policy: policy, from: asOf)
        let scale = try policy.bands(on: asOf).value
        let better = steps.dropFirst().first {
            scale.rank(of: $0.band ?? BandCode("")) ?? 9
                < scale.rank(of: before.band ?? BandCode("")) ?? 0
        }
        #expect(found.map(\.action).prefix(1) == [.wait])
        #expect(found.first?.on == better?.from)
        #expect(found.contains { $0.action == .annul && $0.event == event.id })
        // On the day before, the band is not better yet.
        let eve = try #require(found.first?.on).adding(days: -1)
        let still = try RatingRule.rate(dossier, role: .inviter, policy: policy, asOf: eve)
        #expect(still.band == before.band)
    }

    @Test("the first reasons: overrides before indicators, four at most, the costliest first")
    func reasons() throws {
        for walk in try SupposedWalk.all() {
            let (dossier, policy, days) = try walk.world()
            let rating = try RatingRule.rate(
                dossier, role: walk.role, policy: policy, asOf: days[2])
            let reasons = RatingReason.first(of: rating)
            #expect(reasons.count <= 4)
            let points = reasons.compactMap(\.points)
            #expect(points == points.sorted() && points.allSatisfy { $0 < .zero })
            let costly = Set(rating.contributions.filter { $0.counted < .zero }.map(\.indicator))
            let overrides = Set(rating.overrides.map(\.code))
            #expect(reasons.count == min(4, costly.count + overrides.count))
        }
    }

    private static func isBetter(
        _ band: BandCode?, than present: BandCode, _ policy: Policy, on day: CivilDate
    ) -> Bool {
        guard let band, let scale = try? policy.bands(on: day).value,
            let rank = scale.rank(of: band), let presentRank = scale.rank(of: present)
        else { return false }
        return rank < presentRank
    }
}
