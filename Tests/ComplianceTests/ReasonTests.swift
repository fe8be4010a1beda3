// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Testing

/// One row for each reason code, in order of precedence.
struct ReasonRow: Sendable, CustomTestStringConvertible {
    let code: ReasonCode
    let outcome: Outcome
    let effect: Reason.Effect
    /// What the English message must contain.
    let says: String
    let decision: @Sendable () throws -> Decision

    var testDescription: String { code.rawValue }

    static let all = rows.compactMap(\.self)

    /// A code whose row is missing leaves a nil, and so a gap that the tests find.
    private static let rows: [ReasonRow?] = [
        ReasonRow(code: .partyUnknown, outcome: .ineligible, effect: .refusal, says: "No party") {
            let policy = try Situation.assigned().policy
            return try Eligibility.unknownParty(policy: policy, asOf: day("2026-06-01"))
        },
        ReasonRow(
            code: .partyMerged, outcome: .ineligible, effect: .refusal,
            says: "merged into 00000000-0000-0007-0000-000000000007"
        ) {
            let policy = try Situation.assigned().policy
            return try Eligibility.mergedParty(
                into: PartyID(high: 7, low: 7), policy: policy, asOf: day("2026-06-01"))
        },
        ReasonRow(
            code: .accreditationMissing, outcome: .ineligible, effect: .refusal,
            says: "register shows no leave to act as sponsor on the route “Skilled Worker”"
        ) { try Situation.assigned().changed { $0.isAccredited = false }.decide() },
        ReasonRow(
            code: .accreditationNotYet, outcome: .ineligible, effect: .refusal,
            says: "begins on 2026-06-02"
        ) {
            try Situation.assigned().changed { $0.from = Span(on: day("2026-06-02")) }.decide()
        },
        ReasonRow(
            code: .accreditationExpired, outcome: .ineligible, effect: .refusal,
            says: "no longer listed for the route “Skilled Worker”; the register does not say why. "
                + "It went off the list after 2026-01-01 and by 2026-06-01"
        ) {
            try Situation.assigned().changed {
                $0.end(.leftRegister, between("2026-01-01", "2026-06-01"))
            }.decide()
        },
        ReasonRow(
            code: .accreditationSuspended, outcome: .ineligible, effect: .refusal,
            says: "suspended on 2026-06-01, and the register shows no day"
        ) {
            try Situation.assigned().changed {
                $0.changes = [{ .accreditationSuspended($0, Span(on: day("2026-06-01"))) }]
            }.decide()
        },
        ReasonRow(
            code: .accreditationRevoked, outcome: .ineligible, effect: .refusal,
            says: "revoked on 2026-06-01"
        ) {
            try Situation.assigned().changed {
                $0.end(.revoked, Span(on: day("2026-06-01")))
            }.decide()
        },
        ReasonRow(
            code: .routeNotPermitted, outcome: .ineligible, effect: .refusal,
            says: "has no route “uk-astronaut”"
        ) { try Situation.assigned().changed { $0.askedRoute = "uk-astronaut" }.decide() },
        ReasonRow(
            code: .regionOutsideScope, outcome: .ineligible, effect: .refusal,
            says: "holds for CN-44, not for CN-31"
        ) {
            try Situation.scored().changed {
                $0.regions = [RegionCode("CN-44")]
                $0.askedRegion = "CN-31"
            }.decide()
        },
        ReasonRow(
            code: .sanctionBar, outcome: .ineligible, effect: .refusal,
            says: "barred from vouching since 2026-06-01; the bar ends on 2027-06-01"
        ) {
            try Situation.assigned().changed {
                $0.bar(from: "2026-06-01", until: "2027-06-01")
            }.decide()
        },
        nominated[.relatedPartyBarred], nominated[.reviewOverdue],
        ReasonRow(
            code: .bandBelowMinimum, outcome: .ineligible, effect: .refusal,
            says: "“B rating”; at least “A rating” is needed to vouch for somebody new. It may "
                + "extend the stay of those it already vouches for only."
        ) { try Situation.assigned().changed { $0.band = "B" }.decide() },
        ReasonRow(
            code: .bandMissing, outcome: .ineligible, effect: .refusal,
            says: "No band stands on record"
        ) { try Situation.assigned().changed { $0.band = nil }.decide() },
        nominated[.quotaExhausted], nominated[.dutyOverdue], nominated[.voucherRequired],
        nominated[.voucherWrongKind], nominated[.nomineeWrongPlace],
        nominated[.requirementNotMet], nominated[.pointsBelowMark],
        nominated[.labourMarketTestRequired], nominated[.documentsMissing],
        nominated[.documentsDeferred], nominated[.decisionByOther],
        ReasonRow(
            code: .accreditationUncertain, outcome: .conditional, effect: .condition,
            says: "off the list for the route “Skilled Worker” after 2026-01-01 and by 2026-06-02"
        ) {
            try Situation.assigned().changed {
                $0.end(.leftRegister, between("2026-01-01", "2026-06-02"))
            }.decide()
        },
        ReasonRow(
            code: .bandUncertain, outcome: .conditional, effect: .condition,
            says: "on 2026-06-01 was “A rating” or “B rating”"
        ) {
            try Situation.assigned().changed {
                $0.changes = [
                    {
                        .bandAssigned(
                            $0,
                            BandAssignment(
                                band: BandCode("B"), assigned: between("2026-01-01", "2026-09-01"))
                        )
                    }
                ]
            }.decide()
        },
        ReasonRow(
            code: .eligible, outcome: .eligible, effect: .information, says: "“A rating” is enough"
        ) { try Situation.assigned().decide() },
    ]
}

@Suite("Reasons")
struct ReasonTests {
    @Test("every code has its row, in order of precedence")
    func complete() {
        #expect(ReasonRow.all.map(\.code) == ReasonCode.allCases)
        #expect(ReasonCode.allCases == ReasonCode.allCases.sorted())
    }

    @Test(
        "a situation answers with its code, in both languages and with a source",
        arguments: ReasonRow.all)
    func row(_ row: ReasonRow) throws {
        let decision = try row.decision()
        #expect(decision.reasons.map(\.code) == [row.code])
        #expect(decision.outcome == row.outcome)
        let reason = try #require(decision.reasons.first)
        #expect(reason.effect == row.effect)
        #expect(reason.message.en.contains(row.says), "\(reason.message.en)")
        #expect(!reason.message.zh.isEmpty && reason.message.zh != reason.message.en)
        let restsOnRegister =
            row.code.rawValue.hasPrefix("accreditation") || row.code.rawValue.hasPrefix("party")
            || [.bandMissing, .bandUncertain, .sanctionBar].contains(row.code)
        #expect(reason.source.hasPrefix("The register: ") == restsOnRegister, "\(reason.source)")
        // Nothing of the shipped law that these answers rest on was compared with its source.
        #expect(
            restsOnRegister || reason.source.hasPrefix("Sponsorship Act 2025")
                || reason.source.contains("unverified")
                || reason.source.hasPrefix("proposal, after "))
    }

    @Test("a suspension names the day of its end when that is known")
    func suspendedUntil() throws {
        let decision = try Situation.assigned().changed {
            $0.changes = [
                { .accreditationSuspended($0, Span(on: day("2026-05-01"))) },
                { .accreditationReinstated($0, Span(on: day("2026-08-01"))) },
            ]
        }.decide()
        #expect(
            decision.reasons[0].message.en
                == "The leave to act was suspended on 2026-05-01 and is restored only on "
                + "2026-08-01."
        )
        #expect(
            decision.reasons[0].source == "The register: accreditation \(Situation.accreditation)")
    }

    @Test("leave that begins in a span is not said to begin on its last day")
    func notYetUncertain() throws {
        let decision = try Situation.assigned().changed {
            $0.from = between("2026-06-01", "2026-09-01")
        }.decide()
        #expect(decision.reasons.map(\.code) == [.accreditationNotYet])
        #expect(decision.reasons[0].message.en.contains("after 2026-06-01 and by 2026-09-01"))
    }

    @Test("who is suspended as well is not told that it may extend")
    func noExtension() throws {
        let decision = try Situation.assigned().changed {
            $0.band = "B"
            $0.changes = [{ .accreditationSuspended($0, Span(on: day("2026-06-01"))) }]
        }.decide()
        #expect(decision.reasons.map(\.code) == [.accreditationSuspended, .bandBelowMinimum])
        #expect(!decision.reasons[1].message.en.contains("extend"))
        #expect(!decision.reasons[1].message.zh.contains("延期"))
    }

    @Test("several reasons stand in order of precedence, and any refusal refuses")
    func several() throws {
        let decision = try Situation.scored().changed {
            $0.role = .recommender
            $0.route = "cn-recommend-residence"
            $0.regions = [RegionCode("CN-44")]
            $0.askedRegion = "CN-31"
            $0.end(.surrendered, between("2026-05-01", "2026-07-01"))
        }.decide()
        #expect(
            decision.reasons.map(\.code) == [
                .regionOutsideScope, .bandBelowMinimum, .nomineeWrongPlace, .accreditationUncertain,
            ])
        #expect(decision.outcome == .ineligible)
    }

    @Test("an unknown party under a regime that is not in force gets an error, not an answer")
    func notInForce() throws {
        let policy = try Situation.scored().policy
        #expect(throws: ComplianceError.policy(.notInForce("roles", on: day("2022-12-31")))) {
            try Eligibility.unknownParty(policy: policy, asOf: day("2022-12-31"))
        }
    }
}
