// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Testing

@Suite("How long and how lately the labour market was tested")
struct MarketTestTests {
    private func decision(
        _ advertisedOn: String?, closedOn: String? = nil, openDays: Int? = nil,
        until: String? = nil, asOf: String = "2026-06-15"
    ) throws -> Decision {
        try Situation.trading().told {
            $0.marketTest = .init(
                posts: 1, filled: 0, until: until.map { day($0) },
                advertisedOn: advertisedOn.map { day($0) }, closedOn: closedOn.map { day($0) },
                openDays: openDays)
        }.changed {
            $0.asOf = day(asOf)
            $0.facts = [
                .init("establishedOn", .string("2020-01-01")), .init("employees", .integer(50)),
            ]
        }.decide()
    }

    private func text(_ decision: Decision) -> String {
        decision.outcome == .eligible ? "" : decision.reasons[0].message.en
    }

    @Test(
        "fourteen days are over on the fourteenth day after the first",
        arguments: [
            ("2026-06-14", "The posts were advertised for 13 days; at least 14 are needed."),
            ("2026-06-15", ""), ("2026-06-16", ""),
        ])
    func open(asOf: String, says: String) throws {
        let decision = try decision("2026-06-01", asOf: asOf)
        #expect(text(decision) == says)
        #expect(decision.outcome == (says.isEmpty ? .eligible : .conditional))
        #expect(decision.validUntil == (says.isEmpty ? nil : day("2026-06-14")))
    }

    @Test(
        "what closed too early stays too short, and a number of days says so itself",
        arguments: [("2026-06-14", 13), ("2026-06-15", 14), ("2026-06-16", 15)])
    func closed(closedOn: String, days: Int) throws {
        let isEnough = days >= 14
        let byDays = try decision("2026-06-01", closedOn: closedOn, asOf: "2026-07-01")
        #expect((byDays.outcome == .eligible) == isEnough)
        let byNumber = try decision(
            "2026-06-01", closedOn: "2026-06-20", openDays: days, asOf: "2026-07-01")
        #expect((byNumber.outcome == .eligible) == isEnough)
    }

    @Test(
        "the ninetieth day after the close is in time",
        arguments: [("2026-09-12", true), ("2026-09-13", true), ("2026-09-14", false)])
    func age(asOf: String, counts: Bool) throws {
        let decision = try decision("2026-06-01", closedOn: "2026-06-15", asOf: asOf)
        #expect(decision.outcome == (counts ? .eligible : .conditional))
        #expect(decision.validUntil == (counts ? day("2026-09-13") : nil))
        let old =
            "The test of the labour market is older than 90 days since 2026-09-14; a new one must "
            + "come first."
        #expect(text(decision) == (counts ? "" : old))
    }

    @Test("what is still open is not old, and what is not yet open does not count")
    func edges() throws {
        #expect(try decision("2025-01-01").outcome == .eligible)
        let later = try decision("2026-06-16")
        #expect(text(later) == "The posts are advertised only from 2026-06-16 on.")
        #expect(later.validUntil == day("2026-06-15"))
    }

    @Test("what nobody told is asked for")
    func untold() throws {
        #expect(
            text(try decision(nil, until: "2027-01-01")).hasPrefix(
                "The posts must be advertised for at least 14 days; for how many"))
        #expect(
            text(try decision(nil, openDays: 14)).hasPrefix(
                "The test of the labour market must be no older than 90 days; when"))
        #expect(try decision(nil, closedOn: "2026-06-14", openDays: 14).outcome == .eligible)
    }

    @Test("its own last day ends it as well, where it comes first")
    func ownEnd() throws {
        let sooner = try decision("2026-06-01", closedOn: "2026-06-15", until: "2026-07-01")
        #expect(sooner.outcome == .eligible && sooner.validUntil == day("2026-06-30"))
        let over = try decision("2026-06-01", until: "2026-06-15")
        #expect(text(over).hasPrefix("The test of the labour market no longer counts since"))
    }

    @Test("a route that sets no age asks until when a test counts")
    func noAge() throws {
        let decision = try Situation.nominating().told {
            $0.marketTest = .init(
                posts: 1, filled: 0, until: nil, advertisedOn: day("2026-01-01"))
        }.decide()
        #expect(decision.reasons.map(\.code) == [.labourMarketTestRequired])
        #expect(text(decision).hasPrefix("Make sure that the test of the labour market still"))
    }
}
