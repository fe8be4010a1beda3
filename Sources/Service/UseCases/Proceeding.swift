// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import Policy
import Scoring

/// What a calculation asks of duties, displays and repairs, with faults that name the place in the
/// request.
struct Proceeding {
    private let calculation: Calculation
    private let question: AssessmentQuestion
    private let policy: Policy
    private let asOf: CivilDate
    private let applications: [EventID: RepairApplication]

    init(
        _ calculation: Calculation, question: AssessmentQuestion, policy: Policy, asOf: CivilDate
    ) {
        self.calculation = calculation
        self.question = question
        self.policy = policy
        self.asOf = asOf
        var applications: [EventID: RepairApplication] = [:]
        let told = calculation.history + calculation.events
        for (event, told) in zip(question.history + question.events, told) {
            applications[event.id] = told.repair
        }
        self.applications = applications
    }

    /// What each filing comes to.
    ///
    /// - Throws: `Refusal` naming the filing at fault, or `PolicyError`.
    func duties() throws -> [DutyStanding] {
        try calculation.filings.enumerated().map { index, filing in
            let place = "/filings/\(index)"
            guard policy.procedure.duties[filing.duty] != nil else {
                let codes = policy.procedure.duties.keys.sorted().map(\.text)
                let known = codes.isEmpty ? "none" : codes.joined(separator: ", ")
                throw Refusal.invalid([
                    InputFault(
                        pointer: place + "/duty", code: "duty.unknown",
                        detail: "The law has no such duty; it has: \(known).")
                ])
            }
            try refuse(filing.facts, of: .notice, at: place, under: policy)
            return try refusing(at: place) { () throws(AssessmentError) in
                try DutyRunning.run(filing, for: question, policy: policy, asOf: asOf)
            }
        }
    }

    /// How long events are displayed.
    ///
    /// - Throws: `Refusal` naming the event at fault, or `PolicyError`.
    func displays() throws -> [DisplayTerm] {
        try refusing(at: "/events") { () throws(AssessmentError) in
            try DisplayRunning.run(
                for: question, repairs: applications, policy: policy, asOf: asOf)
        }
    }

    /// How events can be repaired.
    ///
    /// - Throws: `Refusal` naming the event at fault, or `PolicyError`.
    func repairs() throws -> [RepairStanding] {
        for event in calculation.history + calculation.events {
            guard let repair = event.repair else { continue }
            try refuse(
                repair.facts, of: .repair, at: event.pointer + "/repair", under: policy)
            for (name, day) in [
                ("appliedOn", repair.appliedOn), ("curedOn", repair.curedOn),
                ("grantedOn", repair.grantedOn),
            ] where day.map({ $0 > asOf }) ?? false {
                throw Refusal.invalid([
                    InputFault(
                        pointer: "\(event.pointer)/repair/\(name)", code: "value.inFuture",
                        detail: "This day lies after \(asOf), the day asked about.")
                ])
            }
        }
        return try refusing(at: "/events") { () throws(AssessmentError) in
            try RepairRunning.run(
                for: question, repairs: applications, policy: policy, asOf: asOf)
        }
    }

    /// What `ask` says; what the law cannot tell is refused at its place in the request.
    private func refusing<Value>(
        at place: String, _ ask: () throws(AssessmentError) -> Value
    ) throws -> Value {
        do { return try ask() } catch { throw error.refusal(at: place) }
    }
}

extension AssessmentError {
    /// The refusal of a request in which what is told stands at a place; the law's own error where
    /// it has no value.
    func refusal(at place: String) -> any Error {
        if case .procedure(let refusal) = self { return refusal.refusal(at: place) }
        if case .policy(let policyError) = self { return policyError }
        return Refusal(
            .rule, code: code, message: message,
            faults: [InputFault(pointer: place, code: code, detail: message.en)])
    }
}

extension ProcedureRefusal {
    /// The refusal of a request in which what is told stands at a place.
    func refusal(at place: String) -> Refusal {
        Refusal(
            .rule, code: code, message: message,
            faults: [InputFault(pointer: place + pointer, code: code, detail: message.en)])
    }
}

/// Refuses facts that the law does not define as those of a subject.
///
/// - Throws: `Refusal` naming each.
func refuse(
    _ facts: [JSONValue.Member], of subject: FactDefinition.Subject, at place: String,
    under policy: Policy
) throws {
    let refusals = FactRules.refusals(of: facts, subject: subject, policy: policy)
        .map(EventRefusal.fact)
    guard let first = refusals.first else { return }
    throw Refusal(
        .rule, code: first.code, message: first.message,
        faults: refusals.map {
            InputFault(
                pointer: place + $0.pointer, code: $0.code, detail: $0.message.en)
        })
}
