// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy

extension ReasonRow {
    /// The rows of what a route asks of a nomination.
    static let nominated = Dictionary(
        uniqueKeysWithValues: (nominationRefused + nominationConditional).map { ($0.code, $0) })

    private static let nominationRefused: [ReasonRow] = [
        ReasonRow(
            code: .relatedPartyBarred, outcome: .ineligible, effect: .refusal,
            says: "A bar against “P2” reaches this party (affiliate)"
        ) {
            try Situation.nominating().told {
                $0.ties = [.init(kind: .affiliate, party: "P2", other: Nomination.asked)]
                $0.bars = [.init(party: "P2", from: day("2026-06-01"), until: nil)]
            }.decide()
        },
        ReasonRow(
            code: .reviewOverdue, outcome: .ineligible, effect: .refusal,
            says: "The review “2025” was due on 2026-05-31"
        ) {
            try Situation.nominating().told {
                $0.overdueReviews = [.init(code: "2025", dueOn: day("2026-05-31"))]
            }.decide()
        },
        ReasonRow(
            code: .quotaExhausted, outcome: .ineligible, effect: .refusal,
            says: "All 5 places on the route are taken; 5 are used."
        ) { try Situation.nominating().told { $0.quotaUsed = 5 }.decide() },
        ReasonRow(
            code: .voucherRequired, outcome: .ineligible, effect: .refusal,
            says: "1 sponsor and 2 recommender (organisation, person); or 1 sponsor (government)"
        ) { try Situation.nominating().told { $0.vouchers?.removeLast() }.decide() },
        ReasonRow(
            code: .voucherWrongKind, outcome: .ineligible, effect: .refusal,
            says: "“R3” cannot vouch on this route as recommender, being of the kind “government”"
        ) {
            try Situation.nominating().told {
                $0.vouchers?.append(.init(name: "R3", role: .recommender, kind: .government))
            }.changed { $0.act = .extension }.decide().without(.decisionByOther)
        },
        ReasonRow(
            code: .nomineeWrongPlace, outcome: .ineligible, effect: .refusal,
            says: "this route is for those abroad"
        ) {
            try Situation.nominating().told {
                $0.nominee = .init(facts: $0.nominee?.facts ?? [], place: .inside)
            }.decide()
        },
        ReasonRow(
            code: .requirementNotMet, outcome: .ineligible, effect: .refusal,
            says: "This is asked for and not met: Wage of 50,000."
        ) {
            try Situation.trading().told {
                $0.nominee = .init(
                    facts: [.init("salary", .integer(49_999)), .init("prize", false)],
                    place: .abroad)
            }.decide()
        },
        ReasonRow(
            code: .pointsBelowMark, outcome: .ineligible, effect: .refusal,
            says: "The nominee has 50 points; at least 60 are needed."
        ) {
            try Situation.nominating().told {
                $0.nominee = .init(
                    facts: [.init("salary", .integer(60_000)), .init("age", .integer(25))],
                    place: .abroad)
            }.decide()
        },
        ReasonRow(
            code: .documentsMissing, outcome: .ineligible, effect: .refusal,
            says: "missing and may not follow later: Diploma"
        ) {
            // The diploma may follow of who is good only.
            try Situation.nominating().told { $0.documents?.removeLast() }.decide()
        },
    ]

    private static let nominationConditional: [ReasonRow] = [
        ReasonRow(
            code: .dutyOverdue, outcome: .conditional, effect: .condition,
            says: "The duty “report” was due on 2026-05-31"
        ) {
            try Situation.nominating().told {
                $0.overdueDuties = [.init(code: "report", dueOn: day("2026-05-31"))]
            }.decide()
        },
        ReasonRow(
            code: .labourMarketTestRequired, outcome: .conditional, effect: .condition,
            says: "A test of the labour market must come first"
        ) { try Situation.nominating().told { $0.marketTest = nil }.decide() },
        ReasonRow(
            code: .documentsDeferred, outcome: .conditional, effect: .condition,
            says: "“Diploma” may follow until 2026-07-01"
        ) {
            try Situation.nominating().told { $0.documents?.removeLast() }.good().decide()
        },
        ReasonRow(
            code: .decisionByOther, outcome: .conditional, effect: .condition,
            says: "The party asked about vouches as a body of government; another authority"
        ) {
            try Situation.nominating().told { $0.vouchers = [] }
                .changed { $0.kind = .government }.decide()
        },
    ]
}

extension Situation {
    /// A nomination that meets what a route asks by name.
    static func trading() throws -> Situation {
        try nominating().told {
            $0.marketTest = .init(
                posts: 1, filled: 0, until: nil, advertisedOn: day("2026-05-01"))
        }.changed { situation in
            situation.route = "example-trade"
            situation.facts = [
                .init("establishedOn", .string("2025-06-01")), .init("employees", .integer(50)),
            ]
        }.told {
            $0.nominee = .init(
                facts: [.init("salary", .integer(50_000)), .init("prize", false)], place: .abroad)
        }
    }

    /// The same party, rated good by one good outcome.
    func good() -> Situation {
        changed { situation in
            let event = EventRecord(
                id: EventID(high: 5, low: 1), role: situation.role, regime: situation.policy.code,
                indicator: IndicatorCode("example.good-outcome"), state: .confirmed,
                occurredOn: day("2026-05-01"), reportedOn: day("2026-05-01"),
                determinedOn: day("2026-05-01"), quantity: 1, grades: [], facts: [],
                isVoluntaryDisclosure: false, origin: nil, note: nil, evidence: [],
                reporter: TokenID(high: 4, low: 1))
            situation.changes.append { _ in .eventReported(event) }
        }
    }
}

extension Decision {
    /// The answer without one of its reasons.
    func without(_ code: ReasonCode) -> Decision {
        Decision(
            outcome: outcome, reasons: reasons.filter { $0.code != code }, score: score,
            band: band, services: services, validUntil: validUntil, quota: quota,
            privileges: privileges)
    }
}
