// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("What a notice imposes in all")
struct NoticeTests {
    /// A notice of so many events that cost 100,000 each.
    private func visit(_ count: Int) throws -> Visit {
        try Visit().changed { visit in
            visit.events = (0..<count).map { Visit.graded(UInt64($0 + 1), harm: 4) }
        }
    }

    private func earlier(
        _ minorUnits: Int64, on text: String, currency: String = "EUR"
    ) throws -> AssessmentQuestion.EarlierPenalty {
        .init(
            determinedOn: day(text),
            amount: try #require(Money(minorUnits: minorUnits, currency: currency)))
    }

    private func penalty(_ visit: Visit) throws -> [String] {
        let total = try #require(try visit.assess().totals.first { $0.kind == .penalty })
        return [total.imposed.text, total.computed.text]
    }

    @Test(
        "fines are added up to the most of one notice",
        arguments: [
            (1, "100000.00", "100000.00"), (2, "200000.00", "200000.00"),
            (3, "250000.00", "300000.00"), (4, "250000.00", "400000.00"),
        ])
    func cap(count: Int, imposed: String, computed: String) throws {
        #expect(try penalty(visit(count)) == [imposed, computed])
    }

    @Test(
        "what earlier notices leave of the most of a year is imposed, and never less than nothing")
    func rolling() throws {
        for (used, imposed) in [
            (19_999_999, "100000.00"), (20_000_000, "100000.00"), (20_000_001, "99999.99"),
            (29_999_999, "0.01"), (30_000_000, "0.00"), (30_000_001, "0.00"),
        ] as [(Int64, String)] {
            let visit = try visit(1).changed {
                $0.earlier = (try? [earlier(used, on: "2025-09-01")]) ?? []
            }
            #expect(try penalty(visit) == [imposed, "100000.00"])
        }
    }

    @Test(
        "the year begins on the same day twelve months before, and ends with the determination",
        arguments: [
            ("2025-03-02", "100000.00"), ("2025-03-03", "0.00"), ("2025-03-04", "0.00"),
            ("2026-03-02", "0.00"), ("2026-03-03", "0.00"), ("2026-03-04", "100000.00"),
        ])
    func window(on: String, imposed: String) throws {
        let visit = try visit(1).changed {
            $0.earlier = (try? [earlier(30_000_000, on: on)]) ?? []
        }
        #expect(try penalty(visit)[0] == imposed)
    }

    @Test("an earlier penalty in another currency cannot be told from this one's")
    func currency() throws {
        let foreign = try earlier(1, on: "2026-01-01", currency: "CAD")
        let visit = try visit(1).changed { $0.earlier = [foreign] }
        #expect(throws: AssessmentError.currencyOther(foreign)) { try visit.assess() }
    }

    @Test("the longest bar stands for all")
    func bars() throws {
        let visit = try Visit(
            Visit.graded(1, harm: 4), Visit.graded(2, "breach", harm: 3),
            Visit.graded(3, "breach", harm: 1))
        let bar = try #require(try visit.assess().totals.first { $0.kind == .bar })
        #expect(bar.imposed.text == "2 years")
        #expect(bar.computed == bar.imposed)
        #expect(bar.from == day("2026-03-03"))
        #expect(bar.until == day("2028-03-03"))
        #expect(bar.shownUntil == day("2028-03-04"))
        let forEver = visit.changed { $0.events.append(Visit.graded(4, harm: 9)) }
        let total = try #require(try forEver.assess().totals.first { $0.kind == .bar })
        #expect(total.imposed == .permanent)
        #expect(total.until == nil)
    }

    @Test("suspensions that are added up follow each other")
    func suspensions() throws {
        let grave: [JSONValue.Member] = [.init("grave", true)]
        let visit = try Visit(
            Visit.event(1, "stay", facts: grave), Visit.event(2, "stay", facts: grave))
        let total = try #require(try visit.assess().totals.first { $0.kind == .suspension })
        #expect(total.imposed.text == "12 months")
        #expect(total.from == day("2026-03-03"))
        #expect(total.until == day("2027-03-03"))
    }

    @Test("ranges are added up edge by edge, each held to the most")
    func ranges() throws {
        let visit = try Visit(
            Visit.event(1, "stay", quantity: 2), Visit.event(2, "stay", quantity: 2))
        let total = try #require(try visit.assess().totals.first { $0.kind == .exitCosts })
        #expect(total.computed.text == "20000.00…100000.00 (40000.00)")
        #expect(total.imposed.text == "20000.00…80000.00 (40000.00)")
    }

    @Test("a kind of which nothing follows, or that the law does not put together, has no total")
    func absent() throws {
        let warned = try Visit(Visit.event()).assess()
        #expect(warned.totals.map(\.kind) == [.warning])
        #expect(warned.totals[0].imposed == .none)
        let gain = try Visit(Visit.event(1, "stay", facts: [.init("gain", 5)])).assess()
        #expect(gain.totals.map(\.kind) == [.penalty])
    }

    @Test("a notice is published when any of its measures may be")
    func published() throws {
        #expect(try Visit(Visit.event()).assess().isPublished == false)
        #expect(try Visit(Visit.event(), Visit.graded(2, harm: 1)).assess().isPublished == true)
    }

    @Test(
        "a notice is of the day the last of its events was determined",
        arguments: [
            // The earlier notice is within twelve months of the one, and not of the other.
            ("2026-03-02", "0.00"), ("2026-03-03", "0.00"), ("2026-03-04", "100000.00"),
        ])
    func dayOfNotice(last: String, imposed: String) throws {
        let visit = try Visit(
            Visit.event(1, determinedOn: "2026-03-01", grades: [.init("harm", 4)]),
            Visit.event(2, "stay", determinedOn: last, facts: [.init("gain", 5)]),
            Visit.event(3, determinedOn: "2026-03-09", state: .annulled)
        ).changed {
            $0.determinedOn = day("2026-06-12")
            $0.earlier = (try? [earlier(30_000_000, on: "2025-03-03")]) ?? []
        }
        let policy = try WeighingPack.sample.replacing(
            "each: 10000,", with: "each: 0,", in: "assessments/stays.yaml"
        )
        .policy()
        #expect(try penalty(visit.changed { $0.policy = policy })[0] == imposed)
    }

    @Test("totals follow the law of the day of the determination")
    func law() throws {
        let before = """
              - from: 2025-01-01
                until: 2026-03-04
                source: "Act of 2025, s 13"
                verified: true
                totals: [{ kind: penalty, combine: sum, cap: 400 }]
              - from: 2026-03-04
            """
        let policy = try WeighingPack.sample.replacing(
            "  - from: 2025-01-01", with: before, in: "notices.yaml"
        ).policy()
        for (determinedOn, imposed) in [
            ("2026-03-03", "400.00"), ("2026-03-04", "500.00"), ("2026-03-05", "500.00"),
        ] {
            let event = Visit.event(determinedOn: determinedOn, grades: [.init("harm", 1)])
            #expect(try penalty(Visit(event, policy: policy)) == [imposed, "500.00"])
        }
    }
}
