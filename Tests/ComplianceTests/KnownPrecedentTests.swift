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
