// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Testing

@Suite("Eligibility at its edges")
struct EligibilityTests {
    private func codes(_ situation: Situation, asOf date: String) throws -> [ReasonCode] {
        try situation.changed { $0.asOf = day(date) }.decide().reasons.map(\.code)
    }

    @Test("a term that ends on 2026-06-01: the day before, the day, the day after")
    func term() throws {
        let situation = try Situation.assigned().changed { $0.expiresOn = day("2026-06-01") }
        #expect(try codes(situation, asOf: "2026-05-31") == [.eligible])
        #expect(try codes(situation, asOf: "2026-06-01") == [.accreditationExpired])
        #expect(try codes(situation, asOf: "2026-06-02") == [.accreditationExpired])
    }

    @Test("leave that begins on 2026-06-01: the day before, the day, the day after")
    func beginning() throws {
        let situation = try Situation.assigned().changed { $0.from = Span(on: day("2026-06-01")) }
        #expect(try codes(situation, asOf: "2026-05-31") == [.accreditationNotYet])
        #expect(try codes(situation, asOf: "2026-06-01") == [.eligible])
        #expect(try codes(situation, asOf: "2026-06-02") == [.eligible])
    }

    @Test("a departure between two editions: each edge of the span")
    func departure() throws {
        let situation = try Situation.assigned().changed {
            $0.end(.leftRegister, between("2026-06-01", "2026-09-01"))
        }
        #expect(try codes(situation, asOf: "2026-06-01") == [.eligible])
        #expect(try codes(situation, asOf: "2026-06-02") == [.accreditationUncertain])
        #expect(try codes(situation, asOf: "2026-08-31") == [.accreditationUncertain])
        #expect(try codes(situation, asOf: "2026-09-01") == [.accreditationExpired])
    }

    @Test("a suspension that was lifted: each edge, and uncertain edges")
    func suspension() throws {
        let situation = try Situation.assigned().changed {
            $0.changes = [
                { .accreditationSuspended($0, between("2026-03-01", "2026-04-01")) },
                { .accreditationReinstated($0, between("2026-06-01", "2026-07-01")) },
            ]
        }
        #expect(try codes(situation, asOf: "2026-03-01") == [.eligible])
        #expect(try codes(situation, asOf: "2026-03-02") == [.accreditationUncertain])
        #expect(try codes(situation, asOf: "2026-04-01") == [.accreditationSuspended])
        #expect(try codes(situation, asOf: "2026-06-01") == [.accreditationSuspended])
        #expect(try codes(situation, asOf: "2026-06-02") == [.accreditationUncertain])
        #expect(try codes(situation, asOf: "2026-07-01") == [.eligible])
    }

    @Test("the first edition that shows a licence does not tell since when it stands")
    func firstEdition() throws {
        let situation = try Situation.assigned().changed {
            $0.from = Span(notBefore: nil, notAfter: day("2020-07-27")) ?? $0.from
        }
        #expect(try codes(situation, asOf: "2020-07-26") == [.accreditationUncertain])
        #expect(try codes(situation, asOf: "2020-07-27") == [.eligible])
    }

    @Test("a change to a worse band: certain before, uncertain inside, refused after")
    func downgrade() throws {
        let situation = try Situation.assigned().changed {
            $0.changes = [
                {
                    .bandAssigned(
                        $0,
                        BandAssignment(
                            band: BandCode("B"), assigned: between("2026-01-01", "2026-06-01")))
                }
            ]
        }
        #expect(try codes(situation, asOf: "2026-01-01") == [.eligible])
        #expect(try codes(situation, asOf: "2026-01-02") == [.bandUncertain])
        #expect(try codes(situation, asOf: "2026-05-31") == [.bandUncertain])
        #expect(try codes(situation, asOf: "2026-06-01") == [.bandBelowMinimum])
        // Where both bands will do, nothing hangs on which of them it was.
        let extensions = situation.changed { $0.act = .extension }
        #expect(try codes(extensions, asOf: "2026-03-01") == [.eligible])
        #expect(try codes(extensions, asOf: "2026-06-01") == [.eligible])
    }

    @Test(
        "which bands may act on a route",
        arguments: [
            ("A", true, true), ("Provisional", false, true), ("Probationary", false, true),
            ("B", false, true),
        ])
    func minimum(band: String, new: Bool, extending: Bool) throws {
        let situation = try Situation.assigned().changed { $0.band = band }
        #expect(try situation.decide().outcome == (new ? .eligible : .ineligible))
        let extensions = situation.changed { $0.act = .extension }
        #expect(try extensions.decide().outcome == (extending ? .eligible : .ineligible))
        // The one route for which the provisional rating exists.
        let expansion = situation.changed { $0.route = "uk-expansion-worker" }
        // Whoever is provisional has one certificate, and nobody has told whether it is used.
        let outcomes: [String: Outcome] = ["A": .eligible, "Provisional": .conditional]
        #expect(try expansion.decide().outcome == outcomes[band] ?? .ineligible)
    }

    @Test(
        "regions: none asked, the same, one within, another, one that only begins alike",
        arguments: [
            (nil as String?, Outcome.conditional), ("CN-44", .eligible), ("CN-44-03", .eligible),
            ("CN-31", .ineligible), ("CN-440", .ineligible), ("CN", .ineligible),
        ])
    func regions(asked: String?, outcome: Outcome) throws {
        let situation = try Situation.scored().changed {
            $0.regions = [RegionCode("CN-44")]
            $0.askedRegion = asked
        }
        let decision = try situation.decide()
        #expect(decision.outcome == outcome)
        #expect(
            decision.reasons.map(\.code) == [outcome == .eligible ? .eligible : .regionOutsideScope]
        )
        if asked == nil { #expect(decision.reasons[0].message.en.contains("holds for CN-44 only")) }
        // An accreditation without regions holds everywhere.
        let everywhere = situation.changed { $0.regions = [] }
        #expect(try everywhere.decide().outcome == .eligible)
    }

    @Test("of two accreditations on one route the one that answers better counts")
    func twoAccreditations() throws {
        var situation = try Situation.assigned()
        situation.end(.revoked, Span(on: day("2025-06-01")))
        var dossier = try situation.dossier()
        try dossier.apply(
            .accreditationGranted(
                AccreditationRecord(
                    id: AccreditationID(high: 2, low: 2), role: .sponsor,
                    route: RouteCode(situation.route), regime: situation.policy.code, regions: [],
                    from: Span(on: day("2026-01-01")), expiresOn: nil, band: BandCode("A"),
                    services: [ServiceCode("premium")])))
        let decision = try situation.decide(after: dossier)
        #expect(decision.outcome == .eligible)
        #expect(decision.services == [ServiceCode("premium")])
    }

    @Test("a standing of another role, day or law is not answered from")
    func unfit() throws {
        let situation = try Situation.assigned()
        let dossier = try situation.dossier()
        let key = try #require(StandingRule.keys(of: dossier).first)
        let standing = try StandingRule.standing(
            of: dossier, key: key, policy: situation.policy, from: situation.asOf)
        for unfit in [
            situation.changed { $0.asOf = day("2026-05-31") },
            situation.changed { $0.role = .inviter },
        ] {
            #expect(throws: ComplianceError.standingUnfit) {
                try Eligibility.decide(
                    unfit.request, standing: standing, policy: situation.policy)
            }
        }
        let otherLaw = try Situation.scored().policy
        #expect(throws: ComplianceError.standingUnfit) {
            try Eligibility.decide(situation.request, standing: standing, policy: otherLaw)
        }
    }
}
