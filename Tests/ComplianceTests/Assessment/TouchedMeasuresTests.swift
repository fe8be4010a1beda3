// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Scoring
import Testing

/// Of whom a draft touches no event, the same measures follow under it.
@Suite("Whose measures a draft touches")
struct TouchedMeasuresTests {
    static let packs: [PolicyPack] =
        ["au-worker", "ca-irpr", "cn-model", "uk-worker"].map { .shipped($0) } + [
            WeighingPack.sample.pack, standing.pack,
        ]

    /// Facts of the party follow from points of its events, and decide what a fine comes to.
    private static var standing: SamplePack {
        var pack = standingPack()
        pack.files["assessments/a.yaml"] = """
            code: a
            title: { en: A, zh: 评 }
            description: { en: A., zh: 评。 }
            values:
              - from: 2025-01-01
                source: "Act of 2025, s 21"
                verified: true
                indicators: [absent, lapse, late, mess, slip, stray]
                measures:
                  - code: penalty
                    kind: penalty
                    title: { en: P, zh: 罚 }
                    when: { fact: lapsing, equals: true }
                    size: { each: 100, of: quantity }
                    published: true
            """
        pack.files["notices.yaml"] = WeighingPack.sample.files["notices.yaml"]
        return pack
    }

    /// What the law makes of one notice after the other, as text.
    private func notices(
        _ events: [EventRecord], of party: PartyRecord, _ role: Role, under policy: Policy
    ) -> [String] {
        var penalties: [AssessmentQuestion.EarlierPenalty] = []
        var history: [EventRecord] = []
        var lines: [String] = []
        let notices = Dictionary(grouping: events, by: \.reportedOn)
        for (day, events) in notices.sorted(by: { $0.key < $1.key }) {
            let question = AssessmentQuestion(
                party: party, role: role, history: history, events: events,
                earlierPenalties: penalties, determinedOn: day)
            history += events
            do {
                let notice = try EventAssessor.assess(question, policy: policy)
                for total in notice.totals where total.kind == .penalty {
                    guard case .amount(let money) = total.imposed else { continue }
                    penalties.append(.init(determinedOn: day, amount: money))
                }
                let sizes = notice.assessments.map { assessment in
                    assessment.measures.map { "\($0.kind) \($0.size) \($0.until as Any)" }
                }
                lines.append("\(day): \(sizes) \(notice.totals) \(notice.outdone.count)")
            } catch {
                lines.append("\(day): \(error.code)")
            }
        }
        return lines
    }

    @Test("the same measures follow for whoever has no event that it touches", arguments: packs)
    func untouched(pack: PolicyPack) throws {
        let policy = try PolicyLoader.load(pack.withoutCases)
        var drafts = RandomDrafts(
            seed: 7, of: pack,
            in: [
                "assessments", "facts.yaml", "indicators", "notices.yaml", "starts.yaml", "tables",
            ])
        var counts = (untouched: 0, touched: 0)
        // A small pack is soon read.
        for _ in 0..<(pack.name == "sample" ? 60 : 12) {
            let (draft, changed) = drafts.make()
            let pair = PolicyPair(policy, draft)
            for role in try policy.roles(on: day("2026-01-01")).value {
                for seed in 1...6 as ClosedRange<UInt64> {
                    var random = RandomDossier(
                        seed: seed, policy: policy, role: role, from: policy.walkStart,
                        to: day("2026-12-31"))
                    let dossier = try random.make()
                    let events = dossier.events.values.filter { $0.state == .confirmed }
                        .sorted { ($0.reportedOn, $0.id) < ($1.reportedOn, $1.id) }
                    let law = pair.standing(in: dossier.party.region)
                    let found = [law.first, law.second].map {
                        notices(events, of: dossier.party, role, under: $0)
                    }
                    if law.measures.touches(events.map(\.indicator)) {
                        counts.touched += 1
                    } else {
                        counts.untouched += 1
                        #expect(found[0] == found[1], "\(changed.sorted())")
                    }
                }
            }
        }
        #expect(counts.untouched > 0 && counts.touched > 0)
    }
}
