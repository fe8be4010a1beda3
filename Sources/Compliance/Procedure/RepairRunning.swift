// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy
public import Scoring

/// Whether what one event did can be repaired, from when, and how much is earned back.
///
/// - Source: the repair's file of the pack; each names its own.
public struct RepairStanding: Hashable, Sendable {
    /// How far it has come.
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// The law knows no repair of such an event.
        case excluded
        /// An application cannot be made yet.
        case waiting
        /// An application can be made.
        case open
        /// The application came before its day.
        case tooEarly
        /// The application lacks what the law asks for.
        case conditionsMissing
        /// The application is to be granted.
        case entitled
    }

    /// The event.
    public let event: EventID
    /// The way of repair.
    public let repair: RepairCode
    /// What it is called.
    public let title: LocalText
    /// How far it has come.
    public let state: State
    /// The first day on which an application may be made; nil where none may.
    public let earliestOn: CivilDate?
    /// Until when the authority decides on the application; nil where there is none.
    public let decisionDueOn: CivilDate?
    /// How much is earned back, in percent of what was lost; nil while what was wrong is not right.
    public let percent: ExactDecimal?
    /// The codes of the conditions that are not met, in the order of the law.
    public let missing: [String]
    /// Where it is written.
    public let source: String
    /// How it came about.
    public let trace: [TraceStep]
}

/// Whether and how what the events of a party did can be repaired.
///
/// - Source: the repair's file of the pack, as in force on the day of the application, or where
///   there is none on the day asked about.
public enum RepairRunning {
    /// Tells for each confirmed event that a rule takes how it is repaired, in their order.
    ///
    /// - Throws: `AssessmentError.policy` where an event is of an indicator that was not in force.
    public static func run(
        for question: AssessmentQuestion, repairs: [EventID: RepairApplication], policy: Policy,
        asOf: CivilDate
    ) throws(AssessmentError) -> [RepairStanding] {
        var found: [RepairStanding] = []
        for event in question.history + question.events where event.state == .confirmed {
            let standing = try standing(
                of: event, repairs[event.id] ?? RepairApplication(), in: question, policy: policy,
                asOf: asOf)
            if let standing { found.append(standing) }
        }
        return found
    }

    /// Tells how one event is repaired; nil where no rule takes it.
    static func standing(
        of event: EventRecord, _ application: RepairApplication, in question: AssessmentQuestion,
        policy: Policy, asOf: CivilDate
    ) throws(AssessmentError) -> RepairStanding? {
        let day = application.appliedOn ?? asOf
        guard let (repair, rule) = policy.procedure.repair(of: event.indicator, on: day),
            let anchor = rule.value.anchor.day(of: event), anchor <= asOf
        else { return nil }
        let finding = try RepairFinding(
            event, application, from: anchor, by: rule, question, policy)
        return try finding.standing(of: repair, asOf: asOf)
    }
}

/// The repair of one event as it is being found.
private struct RepairFinding {
    let event: EventRecord
    let application: RepairApplication
    let anchor: CivilDate
    let rule: DatedValue<RepairRule>
    let question: AssessmentQuestion
    let policy: Policy
    let book: FactBook
    let daysToCure: Int?

    init(
        _ event: EventRecord, _ application: RepairApplication, from anchor: CivilDate,
        by rule: DatedValue<RepairRule>, _ question: AssessmentQuestion, _ policy: Policy
    ) throws(AssessmentError) {
        self.event = event
        self.application = application
        self.anchor = anchor
        self.rule = rule
        self.question = question
        self.policy = policy
        daysToCure = application.curedOn.flatMap { curedOn in
            rule.value.curedFrom.day(of: event).map { max(0, curedOn.days(since: $0)) }
        }
        var facts = application.facts
        if let daysToCure { facts.append(.init("daysToCure", .integer(Int64(daysToCure)))) }
        book = try FactBook(of: event, in: question, policy: policy).stating(facts)
    }

    private var source: String { rule.provenance.citation }

    func standing(of repair: Repair, asOf: CivilDate) throws(AssessmentError) -> RepairStanding {
        let earliest = earliestDay(before: application.appliedOn ?? asOf)
        let missing = rule.value.conditions.filter { !book.meets($0.condition) }.map(\.code)
        let state: RepairStanding.State
        switch (earliest, application.appliedOn) {
        case (nil, _): state = .excluded
        case (let earliest?, nil): state = asOf < earliest ? .waiting : .open
        case (let earliest?, let appliedOn?) where appliedOn < earliest: state = .tooEarly
        default: state = missing.isEmpty ? .entitled : .conditionsMissing
        }
        var decision: DueDay?
        if let due = rule.value.decision, let appliedOn = application.appliedOn {
            decision = try DueDay(
                due, from: appliedOn, for: question, facts: [], source: source, policy: policy)
        }
        var trace: [TraceStep] = []
        if let earliest {
            trace.append(
                TraceStep(
                    step: "wait", input: [.init("anchor", JSONValue(text: anchor))],
                    output: JSONValue(text: earliest), source: source))
        }
        let percent = earnedPercent(&trace)
        return RepairStanding(
            event: event.id, repair: repair.code, title: repair.title, state: state,
            earliestOn: earliest, decisionDueOn: decision?.day, percent: percent,
            missing: missing, source: source, trace: trace + (decision?.trace ?? []))
    }

    /// The first day on which an application may be made, by what is known on `day`.
    private func earliestDay(before day: CivilDate) -> CivilDate? {
        guard let wait = rule.value.waits.first(where: { book.meets($0.condition) }) else {
            return nil
        }
        var from = anchor
        if wait.isClean {
            let breaches = (question.history + question.events).filter {
                $0.id != event.id && $0.state == .confirmed && $0.occurredOn <= day
            }
            from = max(from, breaches.map(\.occurredOn).max() ?? from)
        }
        return from.adding(months: wait.months)
    }

    /// What is earned back; nil while what was wrong is not right.
    private func earnedPercent(_ trace: inout [TraceStep]) -> ExactDecimal? {
        guard let daysToCure else { return nil }
        let zero = ExactDecimal(mantissa: 0, places: 0)
        let earning = rule.value.earnings.first { book.meets($0.condition) }
        var input = [JSONValue.Member("daysToCure", .integer(Int64(daysToCure)))]
        var percent = earning?.percent ?? zero
        if let earning {
            input.append(.init("title", .string(earning.title.en)))
            input.append(.init("percent", JSONValue(earning.percent)))
        }
        if let share = earning?.share {
            // What nobody told was paid was not.
            let paid = book.numberIfKnown(share.paid) ?? zero
            let owed = book.numberIfKnown(share.owed) ?? zero
            input.append(.init(share.paid, JSONValue(paid)))
            input.append(.init(share.owed, JSONValue(owed)))
            percent = ExactShare.percent(percent, paid, of: owed)
        }
        trace.append(
            TraceStep(step: "earned", input: input, output: JSONValue(percent), source: source))
        return percent
    }
}
