// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Testing

@Suite("What a route asks of a nomination")
struct NominationTests {
    private func codes(_ situation: Situation) throws -> [ReasonCode] {
        try situation.decide().reasons.map(\.code)
    }

    @Test("a nomination that has everything is eligible, until its test of the market ends")
    func whole() throws {
        let decision = try Situation.nominating().decide()
        #expect(decision.outcome == .eligible)
        #expect(decision.reasons.map(\.code) == [.eligible])
        #expect(decision.quota == Quota(limit: .number(5), used: 4))
        #expect(decision.quota?.remaining == 1)
        #expect(decision.privileges == [])
        #expect(decision.validUntil == day("2026-06-01"))
    }

    @Test("what is not told is asked for, as a condition")
    func untold() throws {
        let decision = try Situation.nominating().changed { $0.nomination = nil }.decide()
        #expect(decision.outcome == .conditional)
        #expect(decision.reasons.allSatisfy { $0.effect == .condition })
        // The band of a newcomer picks rows that ask for facts, so that the number is open.
        #expect(
            decision.reasons.map(\.code) == [
                .quotaExhausted, .voucherRequired, .nomineeWrongPlace, .pointsBelowMark,
                .labourMarketTestRequired, .documentsMissing,
            ])
        #expect(decision.quota == nil)
    }

    @Test("where leave to act is not held, nothing else is asked")
    func notHeld() throws {
        let situation = try Situation.nominating().changed {
            $0.from = Span(on: day("2026-06-02"))
            $0.nomination = nil
        }
        #expect(try codes(situation) == [.accreditationNotYet])
    }

    @Test(
        "a quota refuses from its last place on",
        arguments: [(4, true), (5, false), (6, false)])
    func quota(used: Int, isOpen: Bool) throws {
        let situation = try Situation.nominating().told { $0.quotaUsed = used }
        #expect(try codes(situation) == [isOpen ? .eligible : .quotaExhausted])
        #expect(try situation.decide().quota?.remaining == max(0, 5 - used))
    }

    @Test("the size of the party picks the row of a quota", arguments: [(99, 5), (100, 20)])
    func size(employees: Int64, limit: Int) throws {
        let decision = try Situation.nominating().changed {
            $0.facts = [.init("employees", .integer(employees))]
        }.decide()
        #expect(decision.quota?.limit == .number(limit))
    }

    @Test(
        "a share of the workforce is a number of places, and the size follows from the number",
        arguments: [(14, 1), (15, 2), (99, 9), (106, 7), (107, 8)])
    func share(employees: Int64, limit: Int) throws {
        let situation = try Situation.trading().changed {
            $0.facts = [
                .init("establishedOn", .string("2025-06-01")),
                .init("employees", .integer(employees)),
            ]
        }
        let decision = try situation.told { $0.quotaUsed = limit - 1 }.decide()
        #expect(decision.quota == Quota(limit: .number(limit), used: limit - 1))
        #expect(decision.outcome == .eligible)
        let full = try situation.told { $0.quotaUsed = limit }.decide()
        #expect(full.reasons.map(\.code) == [.quotaExhausted])
        #expect(full.outcome == .ineligible)
    }

    @Test("a share of a number that nobody told is asked for")
    func shareUntold() throws {
        let decision = try Situation.trading().changed {
            $0.facts = [.init("establishedOn", .string("2025-06-01"))]
        }.decide()
        #expect(decision.reasons.map(\.code) == [.quotaExhausted])
        #expect(decision.outcome == .conditional && decision.quota == nil)
    }

    @Test("who is good has no limit and a green channel, with nothing told of the nomination")
    func good() throws {
        let decision = try Situation.nominating().good().changed { $0.nomination = nil }.decide()
        #expect(decision.band == BandCode("good"))
        #expect(decision.quota == Quota(limit: .unlimited, used: nil))
        #expect(decision.quota?.remaining == nil)
        #expect(decision.privileges == [PrivilegeCode("greenChannel"), PrivilegeCode("sameDay")])
    }

    @Test("how many places are used is asked for where a number is set")
    func quotaUse() throws {
        let decision = try Situation.nominating().told { $0.quotaUsed = nil }.decide()
        #expect(decision.reasons.map(\.code) == [.quotaExhausted])
        #expect(decision.outcome == .conditional)
        #expect(decision.reasons[0].message.en.contains("There are 5 places on the route"))
    }

    @Test("a quota takes places for its acts only, and so does the test of the market")
    func extensions() throws {
        let decision = try Situation.nominating().told {
            $0.quotaUsed = 9
            $0.marketTest = nil
            $0.nominee = .init(facts: $0.nominee?.facts ?? [], place: .inside)
        }.changed { $0.act = .extension }.decide()
        #expect(decision.reasons.map(\.code) == [.eligible])
        #expect(decision.quota == nil)
    }

    @Test(
        "a test of the market covers its posts until its day",
        arguments: [
            (1, "2026-06-02", true), (2, "2026-06-02", false), (1, "2026-06-01", false),
        ])
    func marketTest(filled: Int, until: String, counts: Bool) throws {
        let situation = try Situation.nominating().told {
            $0.marketTest = .init(posts: 2, filled: filled, until: day(until))
        }
        #expect(try codes(situation) == [counts ? .eligible : .labourMarketTestRequired])
    }

    @Test(
        "an exemption holds from its first day to the day before its last",
        arguments: [("2026-06-01", true), ("2026-12-31", true), ("2027-01-01", false)])
    func exemption(asOf: String, isExempt: Bool) throws {
        let situation = try Situation.nominating().told {
            $0.marketTest = nil
            $0.nominee = .init(
                facts: [
                    .init("degree", .string("doctor")), .init("salary", .integer(60_000)),
                ], place: .abroad)
        }.changed { $0.asOf = day(asOf) }
        #expect(try codes(situation) == [isExempt ? .eligible : .labourMarketTestRequired])
        let expected = isExempt ? day("2026-12-31") : nil
        #expect(try situation.decide().validUntil == expected)
    }

    @Test(
        "a high wage does instead of the points", arguments: [(99_999, false), (100_000, true)])
    func otherWay(salary: Int64, isEnough: Bool) throws {
        let situation = try Situation.nominating().told {
            $0.nominee = .init(facts: [.init("salary", .integer(salary))], place: .abroad)
        }
        #expect(try codes(situation) == [isEnough ? .eligible : .pointsBelowMark])
    }

    @Test("what may follow later lapses with its last day")
    func deferral() throws {
        let decision = try Situation.nominating().good().told {
            $0.documents = [DocumentCode("contract")]
            $0.marketTest = .init(posts: 2, filled: 1, until: day("2027-06-01"))
        }.decide()
        #expect(decision.reasons.map(\.code) == [.documentsDeferred])
        #expect(decision.validUntil == day("2026-07-01"))
    }

    @Test("a body of government is enough alone, and names itself as not deciding")
    func government() throws {
        let situation = try Situation.nominating().told { $0.vouchers = [] }
        #expect(try codes(situation) == [.voucherRequired])
        #expect(try codes(situation.changed { $0.kind = .government }) == [.decisionByOther])
    }

    @Test("who was due on the day asked about is in time")
    func dueToday() throws {
        let situation = try Situation.nominating().told {
            $0.overdueReviews = [.init(code: "2025", dueOn: day("2026-06-01"))]
        }
        #expect(try codes(situation) == [.eligible])
    }

    @Test("reasons stand in order of precedence")
    func order() throws {
        let situation = try Situation.nominating().told {
            $0.documents = []
            $0.quotaUsed = 5
            $0.vouchers = [.init(name: nil, role: .inviter, kind: .organisation)]
            $0.nominee = .init(facts: [], place: .inside)
            $0.marketTest = nil
            $0.overdueDuties = [.init(code: "report", dueOn: day("2026-05-31"))]
            $0.overdueReviews = [.init(code: "2025", dueOn: day("2026-05-31"))]
        }
        #expect(
            try codes(situation) == [
                .reviewOverdue, .quotaExhausted, .dutyOverdue, .voucherRequired,
                .voucherWrongKind, .nomineeWrongPlace, .pointsBelowMark,
                .labourMarketTestRequired, .documentsMissing,
            ])
        #expect(try situation.decide().outcome == .ineligible)
    }

    @Test("on a route on which nobody vouches only the nominee counts")
    func independent() throws {
        let high = try Situation.nominating().told {
            $0 = Nomination()
            $0.nominee = .init(facts: [.init("prize", .bool(true))], place: nil)
        }.changed {
            $0.askedRoute = "example-alone"
            $0.isAccredited = false
        }
        // A prize makes the class high, but the route asks for the points themselves.
        #expect(try codes(high) == [.pointsBelowMark])
        let enough = high.told {
            $0.nominee = .init(
                facts: [
                    .init("salary", .integer(60_000)), .init("age", .integer(26)),
                    .init("degree", .string("master")), .init("overstayed", false),
                ], place: nil)
        }
        #expect(try codes(enough) == [.eligible])
        #expect(try enough.decide().reasons[0].message.en.contains("Nobody needs to vouch"))
        let vouched = enough.told {
            $0.vouchers = [.init(name: nil, role: .sponsor, kind: .person)]
        }
        #expect(try codes(vouched) == [.voucherWrongKind])
        let party = enough.changed { $0.nomination = nil }
        #expect(try codes(party) == [.routeNotPermitted])
    }

    @Test("what is needed besides the points refuses, or is asked for where it was not told")
    func besides() throws {
        func decision(_ facts: [JSONValue.Member]) throws -> Decision {
            let enough: [JSONValue.Member] = [
                .init("salary", .integer(60_000)), .init("age", .integer(26)),
                .init("degree", "doctor"), .init("yearsOfWork", .integer(17)),
            ]
            return try Situation.nominating().told {
                $0 = Nomination()
                $0.nominee = .init(facts: enough + facts, place: nil)
            }.changed {
                $0.askedRoute = "example-alone"
                $0.isAccredited = false
            }.decide()
        }
        #expect(try decision([.init("overstayed", false)]).outcome == .eligible)
        let overstayed = try decision([.init("overstayed", true)])
        #expect(overstayed.reasons.map(\.code) == [.pointsBelowMark])
        #expect(
            overstayed.reasons[0].message.en
                == "Besides the points this is needed and not met: “Has overstayed” = false.")
        let untold = try decision([])
        #expect(untold.outcome == .conditional)
        #expect(
            untold.reasons[0].message.en
                == "Make sure that this is met: “Has overstayed” = false. Not told was: "
                + "Has overstayed.")
    }

    @Test("an item that must bring its points stops a total that is enough")
    func veto() throws {
        func decision(_ salary: Int64) throws -> Decision {
            try Situation.nominating().told {
                $0.nominee = .init(
                    facts: [
                        .init("salary", .integer(salary)), .init("age", .integer(26)),
                        .init("degree", "doctor"), .init("yearsOfWork", .integer(17)),
                    ], place: .abroad)
            }.decide()
        }
        #expect(try decision(40_000).outcome == .eligible)
        let short = try decision(39_999)
        #expect(short.reasons.map(\.code) == [.pointsBelowMark])
        #expect(
            short.reasons[0].message.en
                == "“Salary” brings 0 points; whatever the total, at least 30 are needed.")
    }

    @Test(
        "a fact of a nominee follows from others, while the law says so",
        arguments: [
            (59_999, "2026-12-31", false), (60_000, "2026-12-31", true),
            (60_001, "2026-12-31", true), (60_000, "2027-01-01", nil),
        ] as [(Int64, String, Bool?)])
    func derived(salary: Int64, asOf: String, isHigh: Bool?) throws {
        let policy = try PolicyLoader.load(try DocumentedPack().pack)
        let stated = PredicateSubject(
            role: .sponsor, kind: .organisation, facts: [.init("salary", .integer(salary))]
        ) { _ in 0 }
        let subject = stated.with(policy.derivedNomineeFacts(of: stated, on: day(asOf)))
        let high = Predicate.fact("wageClass", .equals("high"))
        #expect(high.answer(of: subject) == isHigh)
        #expect(policy.derivedFacts(of: stated, on: day(asOf)).isEmpty)
    }

    @Test("renewal has a measure of its own, and falls back on that of an extension")
    func renewal() throws {
        let policy = try PolicyLoader.load(try DocumentedPack().pack)
        let talent = try policy.route(RouteCode("example-talent"), on: day("2026-06-01")).value
        #expect(talent.minimumBand(for: .renewal) == BandCode("poor"))
        #expect(talent.minimumBand(for: .extension) == nil)
        let work = try policy.route(RouteCode("example-work"), on: day("2026-06-01")).value
        #expect(work.minimumBand(for: .renewal) == BandCode("fair"))
        #expect(work.terms == nil)
    }
}
