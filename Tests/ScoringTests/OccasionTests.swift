// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("Only the worst fault of one inspection counts")
struct OccasionTests {
    private let policy: Policy

    init() throws { policy = try timedPack().policy() }

    private func event(
        _ indicator: String, _ visit: String?, quantity: Int = 1, on day: String = "2025-03-01"
    ) -> ToldEvent {
        ToldEvent(
            indicator: indicator, occurredOn: day, quantity: quantity,
            facts: visit.map { [.init("visit", .string($0))] } ?? [])
    }

    private func counted(_ events: [ToldEvent], asOf: String = "2025-03-02") throws -> [String] {
        try rating(events, asOf: asOf, by: policy).contributions.map {
            "\($0.indicator) \($0.counted)"
        }
    }

    @Test("the worst of a visit counts, and the others say why they do not")
    func worst() throws {
        let events = [
            event("mess", "a", quantity: 2), event("stray", "a"), event("praise", "a"),
            event("stray", "b"), event("stray", nil), event("stray", nil), event("late", "a"),
        ]
        let found = try rating(events, asOf: "2025-03-02", by: policy)
        #expect(
            try counted(events) == [
                "mess -8", "stray 0", "stray -6", "stray -6", "stray -6", "late -5", "praise 2",
            ])
        #expect(found.score == Points(80 - 8 - 6 - 6 - 6 - 5 + 2))
        #expect(
            found.contributions[1].note?.en == "a worse fault of the same occasion counts")
        #expect(found.contributions[0].note?.en == "2 × -4")
    }

    @Test("events alike are one fault")
    func alike() throws {
        let events = [event("stray", "a"), event("stray", "a"), event("stray", "a")]
        #expect(try counted(events) == ["stray -6", "stray 0", "stray 0"])
    }

    @Test(
        "as the worst fades or goes, the next worst counts",
        arguments: [
            ("2025-05-31", ["mess -8", "stray 0"]), ("2025-06-01", ["mess 0", "stray -6"]),
            ("2025-07-31", ["mess 0", "stray -6"]), ("2025-08-01", ["mess -2.4", "stray 0"]),
            ("2025-12-31", ["mess -2.4", "stray 0"]), ("2026-01-01", ["mess 0", "stray 0"]),
        ])
    func next(asOf: String, points: [String]) throws {
        let events = [event("mess", "a", quantity: 2), event("stray", "a")]
        #expect(try counted(events, asOf: asOf) == points)
    }

    @Test("a group without cap and occasion, or by no word, is a fault")
    func faults() {
        let head = "{ code: seen, title: { en: S, zh: 见 }"
        for (more, says) in [
            (" }", "Nothing follows from this group"),
            (", perOccasion: { by: grave, take: worst } }", "grave"),
            (", perOccasion: { by: visit, take: best } }", "“best” is no known take"),
        ] {
            let pack = SamplePack().replacing(
                "    rows:", with: "    groups: [\(head)\(more)]\n    rows:", in: "starts.yaml")
            #expect(pack.faults().contains { $0.message.contains(says) }, "\(pack.faults())")
        }
    }
}
