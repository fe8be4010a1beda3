// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("An event that a party bears with others")
struct SharedEventTests {
    private let policy: Policy

    init() throws { policy = try PolicyLoader.load(try DocumentedPack().pack) }

    /// A letter sold for gain, of which an inviter bears half: 17.5 of 35 points.
    private func letter(_ sharing: EventSharing?) -> EventRecord {
        EventRecord(
            id: EventID(high: 3, low: 1), role: .inviter, regime: policy.code,
            indicator: IndicatorCode("example.false-letter"), state: .confirmed,
            occurredOn: day("2026-03-01"), reportedOn: day("2026-03-01"), quantity: 1, grades: [],
            facts: [.init("forGain", true)], isVoluntaryDisclosure: false, origin: nil, note: nil,
            evidence: [], reporter: TokenID(high: 4, low: 1),
            undertaking: UndertakingID("00000000-0000-7000-8000-000000000005"),
            share: ExactDecimal(mantissa: 50, places: 0), sharing: sharing)
    }

    private func dossier(_ event: EventRecord) throws -> Dossier {
        var dossier = Dossier(under: policy)
        try dossier.apply(.eventReported(event))
        return dossier
    }

    @Test(
        "it brings an override about only where that passes on, in ratings and in their steps",
        arguments: [(nil, true), (true, true), (false, false)])
    func overrides(passes: Bool?, expected: Bool) throws {
        let event = letter(
            passes.map {
                EventSharing(
                    event: EventID(high: 3, low: 9), path: SharingPath(origin: .voucher),
                    bringsOverrides: $0)
            })
        let dossier = try dossier(event)
        let rating = try RatingRule.rate(
            dossier, role: .inviter, policy: policy, asOf: day("2026-06-01"))
        #expect(rating.score == Points(thousandths: 72_500))
        #expect(rating.basis == (expected ? .override : .score))
        #expect(rating.overrides.isEmpty != expected)
        let step = try #require(
            try RatingRule.steps(
                dossier, role: .inviter, policy: policy, from: day("2026-06-01")
            ).first)
        #expect(step.score == rating.score)
        #expect(step.overrides.isEmpty != expected)
        #expect(try EventRecord(event.json) == event)
        let lines = try #require(dossier.tally.groups.values.first)
        #expect(lines[0].bringsOverrides == expected)
        #expect(try [EventLine](bytes: lines.bytes) == lines)
    }

    @Test("what passes no override on is told apart from what does")
    func apart() throws {
        let ways = [true, false].map {
            letter(
                EventSharing(
                    event: nil, path: SharingPath(origin: .voucher), bringsOverrides: $0))
        }
        var tally = EventTally()
        for event in ways + ways { tally.add(event) }
        #expect(tally.groups.values.first?.map(\.count) == [2, 2])
        for event in ways { tally.remove(event) }
        #expect(tally.groups.values.first?.map(\.count) == [1, 1])
    }

    private typealias Step = SharingPath.Step

    @Test("its note tells the share and the way, in both languages")
    func words() throws {
        let place = "00000000-0000-7000-8000-000000000005"
        let ways: [(SharingPath, String, String)] = [
            (
                SharingPath(origin: .voucher), "inviter of undertaking \(place)",
                "承诺 \(place) 的邀请人"
            ),
            (
                SharingPath(
                    origin: .party, steps: [Step(kind: .director, reachesFirst: true)]),
                "director of the inviter of whom it was reported", "被上报的邀请人的负责人"
            ),
            (
                SharingPath(
                    origin: .voucher,
                    steps: [
                        Step(kind: .affiliate, reachesFirst: false),
                        Step(kind: .successor, reachesFirst: true),
                    ]),
                "successor of affiliate of inviter of undertaking \(place)",
                "承诺 \(place) 的邀请人的关联企业的承继者"
            ),
        ]
        for (path, en, zh) in ways {
            let event = letter(EventSharing(event: nil, path: path, bringsOverrides: false))
            #expect(try EventRecord(event.json) == event)
            let rating = try RatingRule.rate(
                try dossier(event), role: .inviter, policy: policy, asOf: day("2026-06-01"))
            let contribution = try #require(rating.contributions.first)
            #expect(contribution.note == LocalText(en: "× 50 %: \(en)", zh: "× 50%：\(zh)"))
            #expect(contribution.sharing?.path == path)
        }
    }
}
