// SPDX-License-Identifier: Apache-2.0

import Compliance
import Domain
import Policy
import Scoring

/// What a calculation asks of assessments and clocks, with faults that name the place in the
/// request.
struct Weighing {
    private let calculation: Calculation
    private let names: [EventID: String]
    private let question: AssessmentQuestion
    private let policy: Policy
    /// The events to be assessed, by name.
    private let events: [String: EventRecord]

    init(
        _ calculation: Calculation, names: [EventID: String], question: AssessmentQuestion,
        policy: Policy
    ) {
        self.calculation = calculation
        self.names = names
        self.question = question
        self.policy = policy
        events = Dictionary(
            question.events.map { (names[$0.id] ?? "", $0) },
            uniquingKeysWith: { first, _ in first })
    }

    /// What the events weigh, and what follows from them.
    ///
    /// - Throws: `Refusal` naming the event at fault, or `PolicyError`.
    func notice() throws -> NoticeAssessment {
        try refusing { () throws(AssessmentError) in
            try EventAssessor.assess(question, policy: policy)
        }
    }

    /// The days of each notice whose clock is asked for.
    ///
    /// - Throws: `Refusal` naming the notice or event at fault, or `PolicyError`.
    func clocks() throws -> [(notice: String, run: ClockRun)] {
        try calculation.notices.compactMap { notice in
            guard case .clock(let clock, let begins, let wanted, let told) = notice.kind else {
                return nil
            }
            guard policy.clocks[clock] != nil else {
                throw Refusal.invalid([
                    InputFault(
                        pointer: notice.pointer + "/clock", code: "clock.unknown",
                        detail: "The law has no such clock; it has: \(knownClocks).")
                ])
            }
            var about = question
            if let wanted {
                about = question.about(try wanted.map { try event($0, of: notice) })
            }
            try refuse(told.facts, of: .notice, at: notice.pointer, under: policy)
            let run = try refusing(notice) { () throws(AssessmentError) in
                try ClockRunning.run(
                    clock, from: begins, for: about, policy: policy, circumstances: told)
            }
            return (notice.id, run)
        }
    }

    private var knownClocks: String {
        let codes = policy.clocks.keys.sorted().map(\.text)
        return codes.isEmpty ? "none" : codes.joined(separator: ", ")
    }

    private func event(_ name: String, of notice: Calculation.Notice) throws -> EventRecord {
        guard let event = events[name] else {
            throw Refusal.invalid([
                InputFault(
                    pointer: notice.pointer + "/events", code: "event.unknown",
                    detail: "No event of this calculation has the id “\(name.prefix(100))”.")
            ])
        }
        return event
    }

    /// What `ask` says, of one notice or of all events; what the law cannot tell is refused at its
    /// place in the request.
    private func refusing<Value>(
        _ notice: Calculation.Notice? = nil, _ ask: () throws(AssessmentError) -> Value
    ) throws -> Value {
        do { return try ask() } catch {
            if case .procedure(let refusal) = error {
                throw refusal.refusal(at: notice?.pointer ?? "/notices")
            }
            if notice == nil, case .policy(let policyError) = error { throw policyError }
            throw Refusal(
                .rule, code: error.code, message: error.message,
                faults: [
                    InputFault(
                        pointer: notice.map { $0.pointer + "/begins" } ?? pointer(of: error),
                        code: error.code, detail: error.message.en)
                ])
        }
    }

    /// The place of what the law cannot tell.
    private func pointer(of error: AssessmentError) -> String {
        switch error {
        case .factNeeded(let name, _), .numberNegative(let name, _):
            if policy.fact(name, of: .party) != nil { return "/party/facts" }
        case .decision(_, let event): return (pointer(of: event) ?? "/events") + "/decisions"
        case .currencyOther(let penalty): return pointer(of: penalty) + "/currency"
        case .earlierOutOfScale(let penalty): return pointer(of: penalty) + "/amount"
        default: break
        }
        return error.event.flatMap(pointer) ?? "/events"
    }

    private func pointer(of penalty: AssessmentQuestion.EarlierPenalty) -> String {
        let notice = calculation.notices.first { $0.earlierPenalty == penalty }
        return (notice?.pointer ?? "/notices") + "/penalty"
    }

    private func pointer(of id: EventID) -> String? {
        let name = names[id]
        return (calculation.history + calculation.events).first { $0.id == name }?.pointer
    }
}

extension Calculation {
    /// The notices that imposed a penalty before.
    var earlierPenalties: [AssessmentQuestion.EarlierPenalty] {
        notices.compactMap(\.earlierPenalty)
    }

    /// The first day on which no bar of an earlier notice holds any longer; nil where none did.
    var barredUntil: CivilDate? {
        notices.compactMap { notice in
            if case .bar(_, let until) = notice.kind { until } else { nil }
        }.max()
    }
}

extension Calculation {
    /// The bars of earlier notices.
    var earlierBars: [OwnBar] {
        notices.compactMap { notice in
            guard case .bar(let determinedOn, let until) = notice.kind else { return nil }
            return OwnBar(determinedOn: determinedOn, until: until)
        }
    }
}

extension Calculation.Notice {
    /// The penalty that it imposed before; nil where it is asked about.
    fileprivate var earlierPenalty: AssessmentQuestion.EarlierPenalty? {
        guard case .penalty(let determinedOn, let amount) = kind else { return nil }
        return .init(determinedOn: determinedOn, amount: amount)
    }
}
