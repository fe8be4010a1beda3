// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Scoring

extension GoldenCaseRun {
    /// The dossier of a case, and in it what follows from duties that were not discharged.
    static func dossier(of goldenCase: GoldenCase, _ policy: Policy) throws -> Dossier {
        var dossier = goldenCase.dossier
        let question = AssessmentQuestion(
            party: dossier.party, role: goldenCase.role, history: [], events: [],
            earlierPenalties: [], determinedOn: goldenCase.asOf)
        for (index, filing) in goldenCase.filings.enumerated() {
            let standing = try DutyRunning.run(
                filing, for: question, policy: policy, asOf: goldenCase.asOf)
            let id = EventID(high: 5, low: UInt64(index) + 1)
            guard
                let event = standing.event(id, role: goldenCase.role, regime: policy.code)
            else { continue }
            try dossier.apply(.eventReported(event))
        }
        return dossier
    }

    /// What comes out otherwise than the case expects of duties, displays and repairs.
    static func procedureDifferences(
        _ goldenCase: GoldenCase, _ question: AssessmentQuestion, _ policy: Policy
    ) throws -> [String] {
        let expected = goldenCase.expected
        var found: [String] = []
        if let wanted = expected.duties {
            let got = try duties(of: goldenCase, policy)
            found += differences("duties", wanted.map(\.filing), got.map(\.filing))
            for (wanted, got) in zip(wanted, got) { found += differences(wanted, got) }
        }
        if let wanted = expected.displays {
            let got = try DisplayRunning.run(
                for: question, repairs: goldenCase.repairs, policy: policy, asOf: goldenCase.asOf)
            found += differences("displays", wanted.map(\.event), got.map(\.event))
            for (index, pair) in zip(wanted, got).enumerated() {
                found += differences("display \(index + 1)", pair.0, pair.1)
            }
        }
        if let wanted = expected.repairs {
            let got = try RepairRunning.run(
                for: question, repairs: goldenCase.repairs, policy: policy, asOf: goldenCase.asOf)
            found += differences("repairs", wanted.map(\.event), got.map(\.event))
            for (index, pair) in zip(wanted, got).enumerated() {
                found += differences("repair \(index + 1)", pair.0, pair.1)
            }
        }
        return found
    }

    /// What the filings of a case come to.
    static func duties(of goldenCase: GoldenCase, _ policy: Policy) throws -> [DutyStanding] {
        let question = goldenCase.question(policy, events: goldenCase.events)
        return try goldenCase.filings.map {
            try DutyRunning.run($0, for: question, policy: policy, asOf: goldenCase.asOf)
        }
    }

    private static func differences<Name: Equatable>(
        _ name: String, _ wanted: [Name], _ got: [Name]
    ) -> [String] {
        wanted == got ? [] : ["\(name): expected \(wanted.count), in order; got \(got.count)"]
    }

    private static func difference<Value: Equatable & CaseText>(
        _ name: String, _ wanted: Value?, _ got: Value?
    ) -> [String] {
        guard let wanted, wanted != got else { return [] }
        return ["\(name): expected \(wanted.caseText), got \(got.caseText)"]
    }

    private static func difference<Value: Hashable & CaseText>(
        _ name: String, _ wanted: GoldenCase.Expected<Value>?, _ got: Value?
    ) -> [String] {
        guard let wanted, wanted.value != got else { return [] }
        return ["\(name): expected \(wanted.value.caseText), got \(got.caseText)"]
    }

    private static func differences(
        _ wanted: GoldenCase.ExpectedDuty, _ got: DutyStanding
    ) -> [String] {
        let name = "duty \(wanted.filing)"
        return difference("\(name), state", wanted.state, got.state.rawValue)
            + difference("\(name), dueOn", wanted.dueOn, got.dueOn)
            + difference("\(name), lastDay", wanted.lastDay, got.lastDay)
            + difference("\(name), daysLate", wanted.daysLate, got.daysLate)
            + difference("\(name), provisional", wanted.isProvisional, got.isProvisional)
            + difference("\(name), raises", wanted.raises, got.raised?.indicator)
            + difference("\(name), quantity", wanted.quantity, got.raised?.quantity)
            + difference("\(name), raisedOn", wanted.raisedOn, got.raised?.occurredOn)
    }

    private static func differences(
        _ name: String, _ wanted: GoldenCase.ExpectedDisplay, _ got: DisplayTerm
    ) -> [String] {
        difference("\(name), class", wanted.category, got.category)
            + difference("\(name), from", wanted.from, got.from)
            + difference(
                "\(name), earliestRepairOn", wanted.earliestRepairOn, got.earliestRepairOn)
            + difference("\(name), until", wanted.until, got.until)
            + difference("\(name), displayed", wanted.isDisplayed, got.isDisplayed)
    }

    private static func differences(
        _ name: String, _ wanted: GoldenCase.ExpectedRepair, _ got: RepairStanding
    ) -> [String] {
        difference("\(name), state", wanted.state, got.state.rawValue)
            + difference("\(name), earliestOn", wanted.earliestOn, got.earliestOn)
            + difference("\(name), decisionDueOn", wanted.decisionDueOn, got.decisionDueOn)
            + difference("\(name), percent", wanted.percent, got.percent)
            + difference("\(name), missing", wanted.missing, got.missing)
    }
}
