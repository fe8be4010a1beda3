// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Scoring

/// The measures that follow from one event once it is weighed.
///
/// What the law leaves to an officer follows where the officer decided so; where not, it is told
/// among what may be imposed. What lasts begins on the day of the determination, or on the day that
/// the law names, and ends so many calendar years, months or
/// days later: that day is the first on which it no longer holds. A bar of two years determined on
/// 2023-03-03 holds through 2025-03-02, and its `until` is 2025-03-03. Where the authority shows
/// another end to the public, the law says how many days after `until` that lies; with one, as on
/// Canada's list, it reads 2025-03-04.
///
/// - Source: the assessment's file of the pack, in the version that `whichLaw` wants; IRPR
///   s. 209.99(2): a bar begins on the day of the determination.
struct MeasureFinding {
    private(set) var measures: [Measure] = []
    /// What an officer may impose, and has not.
    private(set) var allowed: [Measure] = []
    private(set) var trace: [TraceStep] = []

    private let event: Precedent
    /// The event's facts, its weight among them.
    private let book: FactBook
    private let policy: Policy
    private let question: AssessmentQuestion
    private let citation: String
    private let tablesOn: CivilDate

    /// Finds what follows from `event`, which weighs `weight`.
    ///
    /// - Throws: `AssessmentError` where a fact is missing, the law has no answer, or a decision is
    ///   none that it allows.
    init(
        _ event: Precedent, weighing weight: Points, by version: AssessmentVersion,
        of question: AssessmentQuestion, policy: Policy
    ) throws(AssessmentError) {
        let rule = version.rule
        tablesOn = version.tablesOn
        self.event = event
        self.policy = policy
        self.question = question
        citation = rule.provenance.citation
        book = event.book.weighed(weight)
        let decisions = question.decisions[event.event.id] ?? []
        try check(decisions, of: rule.value.measures)
        let rules = rule.value.measures
        // A rule is large: it is looked at where it lies until it applies.
        for place in rules.indices {
            let decision = decisions.first { $0.measure == rules[place].code }
            let isRuledOut =
                !rules[place].unless.isEmpty
                && measures.contains { rules[place].unless.contains($0.code) }
            guard !isRuledOut, book.meets(rules[place].condition) else {
                if decision?.isImposed ?? false { throw refusal(.notOpen(rules[place].code)) }
                continue
            }
            try find(rules[place], decision)
        }
    }

    private func check(
        _ decisions: [MeasureDecision], of measures: [MeasureRule]
    ) throws(AssessmentError) {
        guard !decisions.isEmpty else { return }
        var seen: Set<MeasureCode> = []
        let known = measures.map(\.code)
        for decision in decisions {
            guard known.contains(decision.measure) else {
                throw refusal(.unknown(decision.measure, known: known))
            }
            if !seen.insert(decision.measure).inserted {
                throw refusal(.repeated(decision.measure))
            }
        }
    }

    private func refusal(_ refusal: DecisionRefusal) -> AssessmentError {
        .decision(refusal, of: event.event.id)
    }

    private mutating func find(
        _ rule: MeasureRule, _ decision: MeasureDecision?
    ) throws(AssessmentError) {
        let isImposed =
            switch rule.discretion {
            case .always, .normally: decision?.isImposed ?? true
            case .may: decision?.isImposed ?? false
            }
        guard isImposed else {
            if rule.discretion == .always { throw refusal(.notDiscretionary(rule.code)) }
            if rule.discretion == .normally, decision?.reason == nil {
                throw refusal(.reasonNeeded(rule.code))
            }
            if let decision { note(decision, output: .null, rule) }
            allow(rule)
            return
        }
        var sizing = sizing(of: rule)
        guard var found = try sizing.found() else {
            if decision?.isImposed ?? false { throw refusal(.notOpen(rule.code)) }
            return
        }
        trace += sizing.trace
        if let decision {
            let begins = beginning(of: rule) ?? event.determinedOn
            switch decision.sized(found.size, from: begins, currency: policy.currency) {
            case .success(let size): found.size = size
            case .failure(let refused): throw refusal(refused)
            }
            note(decision, output: found.size.json, rule)
        }
        var paying = MeasurePaying(
            rule, book, source: rule.source ?? citation, explains: question.isExplained)
        let size = try paying.paid(found.size)
        trace += paying.trace
        append(rule, size, source: found.source)
    }

    private func sizing(of rule: MeasureRule) -> MeasureSizing {
        MeasureSizing(
            rule, event, book, tablesOn: tablesOn, source: rule.source ?? citation, policy,
            explains: question.isExplained)
    }

    /// Tells of what may be imposed. Where its size asks for a fact that nobody states, it is told
    /// without one.
    private mutating func allow(_ rule: MeasureRule) {
        var sizing = sizing(of: rule)
        let found: (size: Measure.Size, source: String)?
        do { found = try sizing.found() } catch {
            found = (.none, rule.source ?? citation)
        }
        guard let found else { return }
        allowed.append(
            Measure(rule, found.size, from: nil, until: nil, source: found.source))
    }

    private mutating func note(
        _ decision: MeasureDecision, output: JSONValue, _ rule: MeasureRule
    ) {
        guard question.isExplained else { return }
        var input = [
            JSONValue.Member("measure", JSONValue(text: decision.measure)),
            .init("imposed", .bool(decision.isImposed)),
        ]
        if let reason = decision.reason { input.append(.init("reason", .string(reason))) }
        trace.append(
            TraceStep(
                step: "decision", input: input, output: output, source: rule.source ?? citation))
    }

    /// The first day on which it holds; nil while that is unknown.
    private func beginning(of rule: MeasureRule) -> CivilDate? {
        let day =
            rule.beginning.day == .anchor(.determinedOn)
            ? event.determinedOn : book.day(rule.beginning.day, of: event.event.days)
        guard rule.beginning.isAfterEarlier, let earlier = question.barredUntil else { return day }
        return day.map { max($0, earlier) }
    }

    private mutating func append(_ rule: MeasureRule, _ size: Measure.Size, source: String) {
        let first = rule.kind.lasts ? beginning(of: rule) : nil
        let days = first.map { size.days(from: $0) }
        measures.append(
            Measure(rule, size, from: days?.from, until: days?.until, source: source))
        guard question.isExplained else { return }
        var input = [JSONValue.Member("measure", JSONValue(text: rule.code))]
        if let days { input.append(.init("from", JSONValue(text: days.from))) }
        if let until = days?.until { input.append(.init("until", JSONValue(text: until))) }
        if let band = rule.band { input.append(.init("band", JSONValue(text: band))) }
        trace.append(
            TraceStep(step: "measure", input: input, output: size.json, source: source))
    }
}

extension Measure {
    fileprivate init(
        _ rule: MeasureRule, _ size: Size, from: CivilDate?, until: CivilDate?, source: String
    ) {
        code = rule.code
        kind = rule.kind
        title = rule.title
        self.size = size
        band = rule.band
        self.from = from
        self.until = until
        shownUntil = until.map { $0.adding(days: rule.shownAfterDays) }
        isPublished = rule.isPublished
        bearer = rule.bearer
        bearerTitle = rule.bearerTitle
        self.source = source
    }
}
