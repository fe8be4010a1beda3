// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import LawFixtures
import Policy
import Scoring
import Testing

@Suite("Notices of one party, one after the other")
struct KnownPrecedentTests {
    @Test("what was found of earlier events changes no later notice")
    func sameAsAlone() throws {
        var repeated = 0
        for policy in try walkedPolicies() where !policy.assessments.isEmpty {
            for role in try policy.roles(on: day("2026-01-01")).value {
                for seed in 1...8 as ClosedRange<UInt64> {
                    var random = RandomDossier(
                        seed: seed, policy: policy, role: role, from: policy.walkStart,
                        to: day("2026-12-31"))
                    repeated += try Self.compare(try random.make(), role, policy)
                }
            }
        }
        #expect(repeated > 10)
    }

    @Test("an event that comes out later may yet excuse one that was weighed before")
    func comesOutLater() throws {
        let often = """
              - name: often
                of: party
                kind: boolean
                title: { en: Often, zh: 屡次 }
                derived:
                  values:
                    - from: 2025-01-01
                      source: "Act of 2025, s 10"
                      verified: true
                      rows: [{ give: true, when: { count: { of: [lapse], days: 10 }, atLeast: 2 } }]
              - name: size
            """
        let policy = try WeighingPack.sample
            .replacing("  - name: size", with: often, in: "facts.yaml")
            .replacing(
                "{ fact: excused, equals: true }", with: "{ fact: often, equals: true }",
                in: "assessments/inspection.yaml"
            ).policy()
        let days = [
            ("2025-06-10", "2025-06-20"), ("2025-09-01", "2025-09-10"),
            ("2025-06-05", "2025-10-01"), ("2025-11-01", "2025-11-10"),
        ]
        let dossier = try Dossier(
            under: policy, facts: [.init("employees", 50)],
            telling: days.map {
                ToldEvent(indicator: "lapse", occurredOn: $0.0, determinedOn: $0.1)
            })
        let known = KnownPrecedents()
        var history: [EventRecord] = []
        var ordinals: [Int?] = []
        for event in dossier.events.values.sorted(by: { $0.id < $1.id }) {
            let question = AssessmentQuestion(
                party: dossier.party, role: .sponsor, history: history, events: [event],
                earlierPenalties: [], determinedOn: event.occurredOn)
            let notice = try EventAssessor.assess(question, policy: policy, known: known)
            #expect(try notice == EventAssessor.assess(question, policy: policy))
            ordinals.append(notice.assessments.first?.ordinal)
            history.append(event)
        }
        // Once the third is known, the first is excused: two and three lapses are left to count.
        #expect(ordinals == [1, 2, 2, 3])
    }

    /// Assesses one event after the other, and gives how many of them repeated the like.
    private static func compare(
        _ dossier: Dossier, _ role: Role, _ policy: Policy
    ) throws -> Int {
        let known = KnownPrecedents()
        var history: [EventRecord] = []
        var repeated = 0
        for event in dossier.eventsInOrder where event.state == .confirmed {
            let determined = event.determined(on: event.reportedOn)
            let question = AssessmentQuestion(
                party: dossier.party, role: role, history: history, events: [determined],
                earlierPenalties: [], determinedOn: event.reportedOn)
            let alone = Result { () throws(AssessmentError) in
                try EventAssessor.assess(question, policy: policy)
            }
            let after = Result { () throws(AssessmentError) in
                try EventAssessor.assess(question, policy: policy, known: known)
            }
            #expect(alone == after)
            if case .success(let notice) = alone {
                repeated += notice.assessments.count { $0.ordinal ?? 1 > 1 }
            }
            history.append(determined)
        }
        return repeated
    }
}

extension EventRecord {
    fileprivate func determined(on day: CivilDate) -> EventRecord {
        EventRecord(
            id: id, role: role, regime: regime, indicator: indicator, state: state,
            occurredOn: occurredOn, reportedOn: reportedOn, determinedOn: determinedOn ?? day,
            quantity: quantity, grades: grades, facts: facts,
            isVoluntaryDisclosure: isVoluntaryDisclosure, origin: origin, note: note,
            evidence: evidence, reporter: reporter, share: share, sharing: sharing)
    }
}
