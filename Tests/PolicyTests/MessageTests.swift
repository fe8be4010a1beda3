// SPDX-License-Identifier: Apache-2.0

import Domain
import LawFixtures
import Policy
import Testing

@Suite("What a fault says, and how to mend it")
struct MessageTests {
    /// A text of a pack replaced, and the fault that must be told.
    struct Planted: Sendable, CustomTestStringConvertible {
        let pack: SamplePack
        let file: String
        let old: String
        let new: String
        let message: String
        let cure: String

        var testDescription: String { message }

        init(
            _ pack: SamplePack, _ file: String, _ old: String, _ new: String, says message: String,
            cure: String
        ) {
            self.pack = pack
            self.file = file
            self.old = old
            self.new = new
            self.message = message
            self.cure = cure
        }
    }

    private static let planted: [Planted] = [
        .init(
            SamplePack(), "starts.yaml", "{ fact: employees, atLeast: 100 }",
            "{ count: { of: [late], whose: 1 }, atLeast: 2 }",
            says: "“whose” is not known here.",
            cure: "Leave it out, or use one of: days, months, of, period, where."),
        .init(
            SamplePack(), "indicators/late.yaml", "    expires:",
            """
                adjustments:
                  - { title: { en: First, zh: 首次 }, earlier: { tea: 1, equals: 0 }, percent: 50 }
                expires:
            """, says: "“tea” is not known here.",
            cure: "Leave it out, or use one of: by, days, equals, months, of, period."),
        .init(
            WeighingPack.sample, "assessments/stays.yaml", "{ fact: points, atLeast: 3 }",
            "{ count: { of: [late] }, atLeast: 3 }",
            says: "A condition on an event cannot count events.",
            cure: "Count in a fact of the party that follows (`derived:` in facts.yaml), and ask "
                + "for that fact here."),
        .init(
            SamplePack(), "overrides/fraud.yaml", "{ fact: grave, equals: true }",
            "{ count: { of: [late] }, atLeast: 3 }",
            says: "A condition on an event cannot count events.",
            cure: "Ask for facts of the event, or count in a cause `party:` in place of `event:`."),
        .init(
            WeighingPack.sample, "assessments/stays.yaml", "kind: confiscation", "kind: order",
            says: "An order is not measured in money.",
            cure: "Write `table:` or `fixed:` with years, months, days."),
        .init(
            WeighingPack.sample, "assessments/stays.yaml", "kind: confiscation", "kind: bar",
            says: "A bar is not measured in money.",
            cure: "Write `table:` or `fixed:` with years, months, days."),
        .init(
            WeighingPack.sample, "facts.yaml", "choices: [A, B]", "choices: [{ A: 1 }, B]",
            says: "“choices” must be a text.", cure: "Write one word or number alone."),
        .init(
            WeighingPack.sample, "clocks/reply.yaml", "after: received",
            "after: [{ a: 1 }, received]\n        which: later", says: "“after” must be a text.",
            cure: "Write one word or number alone."),
        .init(
            WeighingPack.sample, "tables/bar.yaml", "[[A], [B]]", "[[A], [{ B: 1 }]]",
            says: "“columns” must be a text.", cure: "Write one word or number alone."),
        .init(
            WeighingPack.sample, "tables/bar.yaml", "across: [type]", "across: [[type]]",
            says: "“across” must be a text.", cure: "Write one word or number alone."),
    ]

    @Test("each is told once, with its cure", arguments: planted)
    func told(planted: Planted) {
        let faults = planted.pack.replacing(planted.old, with: planted.new, in: planted.file)
            .faults()
        let found = faults.filter { $0.message == planted.message }
        #expect(found.map(\.cure) == [planted.cure], "\(faults)")
    }

    @Test("an override names every cause that it may have, and each member once")
    func causes() throws {
        let pack = SamplePack().replacing(
            """
                event:
                  indicators: [late]
                  when: { fact: grave, equals: true }
                  holds: { anchor: determinedOn, months: 24 }
            """, with: "    party: { fact: employees, atLeast: 1 }\n    tea: 1",
            in: "overrides/fraud.yaml")
        let cure = try #require(pack.faults().first { $0.message.contains("“tea”") }).cure
        let names = cure.dropFirst("Leave it out, or use one of: ".count).dropLast()
            .split(separator: ", ")
        #expect(names.count == Set(names).count)
        #expect(names.contains("previous") && names.contains("event") && names.contains("party"))
    }
}
