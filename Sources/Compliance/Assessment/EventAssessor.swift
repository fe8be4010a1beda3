// SPDX-License-Identifier: Apache-2.0

import Domain
public import Policy
public import Scoring

/// What the law makes of the events of one notice.
///
/// Each event is weighed by the law of the day it happened; what a notice imposes in all follows
/// the law of the day of the determination.
///
/// - Source: the assessments, tables and `notices.yaml` of the pack; each result names its own.
public enum EventAssessor {
    /// Assesses the events of `question`, in their order. An event that was annulled, or that no
    /// assessment takes, is left out.
    ///
    /// - Throws: `AssessmentError` where a fact or grade is missing or unfit, or the law has no
    ///   answer.
    public static func assess(
        _ question: AssessmentQuestion, policy: Policy
    ) throws(AssessmentError) -> NoticeAssessment {
        let taken = question.events.compactMap { event in
            event.state == .annulled
                ? nil
                : policy.assessment(of: event.indicator, on: event.occurredOn).map { (event, $0) }
        }
        guard !taken.isEmpty else {
            return NoticeAssessment(
                assessments: [], totals: [], outdone: [], isPublished: nil, trace: [])
        }
        // Where no ordinal is asked for, what the law makes of earlier events does not matter.
        let precedents =
            taken.contains { $0.1.value.asksForOrdinal }
            ? try Precedents(question, policy: policy) : Precedents.none
        var assessments: [Assessment] = []
        for (event, rule) in taken {
            assessments.append(
                try assessment(of: event, by: rule, precedents, question, policy))
        }
        let sum = try NoticeSum(of: assessments, for: question, policy: policy)
        let isPublished = assessments.flatMap(\.measures).contains { measure in
            measure.isPublished
                && (measure.bearer != .party || !sum.outdone.contains(measure.kind))
        }
        return NoticeAssessment(
            assessments: assessments, totals: sum.totals, outdone: sum.outdone,
            isPublished: isPublished, trace: sum.trace)
    }

    private static func assessment(
        of event: EventRecord, by rule: DatedValue<AssessmentRule>, _ precedents: Precedents,
        _ question: AssessmentQuestion, _ policy: Policy
    ) throws(AssessmentError) -> Assessment {
        let book = try FactBook(of: event, in: question, policy: policy)
        var trace = book.derived.map { fact in
            TraceStep(
                step: "fact", input: [.init("fact", .string(fact.name))], output: fact.value,
                source: fact.source)
        }
        if let justification = policy.justification(of: event, by: book) {
            trace.append(
                TraceStep(
                    step: "justification", title: justification.title, input: [], output: true,
                    source: justification.source ?? rule.provenance.citation))
            return Assessment(
                event: event.id, justification: justification.title, ordinal: nil, points: .zero,
                measures: [], allowed: [], trace: trace)
        }
        let precedent = Precedent(
            event: event, book: book, determinedOn: question.determination(of: event),
            isAskedAbout: true)
        let weighing = try EventWeighing(precedent, among: precedents, by: rule, policy: policy)
        let finding = try MeasureFinding(
            precedent, weighing: weighing.weight, by: rule, of: question, policy: policy)
        return Assessment(
            event: event.id, justification: nil, ordinal: weighing.ordinal,
            points: weighing.weight, measures: finding.measures, allowed: finding.allowed,
            trace: trace + weighing.trace + finding.trace)
    }
}
