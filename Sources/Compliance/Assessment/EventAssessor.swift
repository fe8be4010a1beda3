// SPDX-License-Identifier: Apache-2.0

import Domain
public import Policy
public import Scoring

/// What the law makes of the events of one notice.
///
/// Each event is weighed by the version of the law that `whichLaw` of the regime wants, which is
/// that of the day it happened where nothing is said; what a notice imposes in all follows the law
/// of the day of the determination.
///
/// - Source: the assessments, tables and `notices.yaml` of the pack; each result names its own.
public enum EventAssessor {
    /// Assesses the events of `question` as one notice that stands alone.
    ///
    /// - Throws: `AssessmentError` where a fact or grade is missing or unfit, or the law has no
    ///   answer.
    public static func assess(
        _ question: AssessmentQuestion, policy: Policy
    ) throws(AssessmentError) -> NoticeAssessment {
        try assess(question, policy: policy, known: KnownPrecedents())
    }

    /// Assesses the events of `question`, in their order. An event that was annulled, or that no
    /// assessment takes, is left out.
    ///
    /// Whoever asks about one notice of a party after the other may keep what is `known` of its
    /// events under that version of the law.
    ///
    /// - Throws: `AssessmentError` where a fact or grade is missing or unfit, or the law has no
    ///   answer.
    package static func assess(
        _ question: AssessmentQuestion, policy: Policy, known: KnownPrecedents
    ) throws(AssessmentError) -> NoticeAssessment {
        let taken = question.events.compactMap { event -> (EventRecord, AssessmentVersions)? in
            guard event.state != .annulled else { return nil }
            let versions = policy.assessmentVersions(
                of: event, decidedOn: question.determination(of: event))
            return versions.candidates.isEmpty ? nil : (event, versions)
        }
        guard !taken.isEmpty else {
            return NoticeAssessment(
                assessments: [], totals: [], outdone: [], isPublished: nil, trace: [])
        }
        // Where no ordinal is asked for, what the law makes of earlier events does not matter.
        let asksForOrdinal = taken.contains { _, versions in
            versions.candidates.contains { $0.rule.value.asksForOrdinal }
        }
        let precedents =
            asksForOrdinal
            ? try Precedents(question, policy: policy, known: known) : Precedents.none
        var assessments: [Assessment] = []
        for (event, versions) in taken {
            assessments.append(
                try judged(event, by: versions, precedents, question, policy, known))
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

    /// The assessment by the version that the law wants, which says so where two differ.
    private static func judged(
        _ event: EventRecord, by versions: AssessmentVersions, _ precedents: Precedents,
        _ question: AssessmentQuestion, _ policy: Policy, _ known: KnownPrecedents
    ) throws(AssessmentError) -> Assessment {
        guard let later = versions.ofDecision, versions.choice != .act,
            let first = versions.candidates.first
        else {
            guard let act = versions.ofAct else {
                throw .policy(.unknown("assessments/\(event.indicator)"))
            }
            return try assessment(of: event, by: act, precedents, question, policy, known)
        }
        guard let act = versions.ofAct, versions.candidates.count > 1 else {
            let found = try assessment(of: event, by: first, precedents, question, policy, known)
            guard question.isExplained else { return found }
            return found.preceded(by: step(versions, later, .decision, reason: nil))
        }
        // Which is milder does not depend on what an officer makes of it.
        let open = question.undecided
        let ofAct = try assessment(of: event, by: act, precedents, open, policy, known)
        let ofDecision = try assessment(of: event, by: later, precedents, open, policy, known)
        let milder = MilderAssessment(
            ofAct, ofDecision, determinedOn: question.determination(of: event), policy)
        let isDecision = milder.choice == .decision
        let found =
            question.decisions[event.id] == nil
            ? isDecision ? ofDecision : ofAct
            : try assessment(
                of: event, by: isDecision ? later : act, precedents, question, policy, known)
        guard question.isExplained else { return found }
        return found.preceded(
            by: step(
                versions, isDecision ? later : act, milder.choice, reason: milder.reason))
    }

    private static func step(
        _ versions: AssessmentVersions, _ chosen: AssessmentVersion, _ output: WhichLaw.Choice,
        reason: String?
    ) -> TraceStep {
        func from(_ version: AssessmentVersion?) -> JSONValue {
            version.map { JSONValue(text: $0.rule.validity.from) } ?? .null
        }
        var input = [
            JSONValue.Member("assessments", .string(versions.choice.rawValue)),
            .init("act", from(versions.ofAct)), .init("decision", from(versions.ofDecision)),
        ]
        if let reason { input.append(.init("by", .string(reason))) }
        return TraceStep(
            step: "whichLaw", input: input, output: .string(output.rawValue),
            source: chosen.rule.provenance.citation)
    }

    private static func assessment(
        of event: EventRecord, by version: AssessmentVersion, _ precedents: Precedents,
        _ question: AssessmentQuestion, _ policy: Policy, _ known: KnownPrecedents
    ) throws(AssessmentError) -> Assessment {
        let rule = version.rule
        let book = try known.book(of: event, in: question, policy)
        // What follows from the party's facts is asked only where a condition needs it.
        var trace = (question.isExplained ? book.derived : []).map { fact in
            TraceStep(
                step: "fact", input: [.init("fact", .string(fact.name))], output: fact.value,
                source: fact.source)
        }
        if let justification = policy.justification(of: event, by: book, under: [version]) {
            if question.isExplained {
                trace.append(
                    TraceStep(
                        step: "justification", title: justification.title, input: [],
                        output: true, source: justification.source ?? rule.provenance.citation))
            }
            return Assessment(
                event: event.id, justification: justification.title, ordinal: nil, points: .zero,
                measures: [], allowed: [], trace: trace)
        }
        let precedent = Precedent(
            event: event, book: book, determinedOn: question.determination(of: event),
            isAskedAbout: true)
        let weighing = try EventWeighing(
            precedent, among: precedents, by: rule, tablesOn: version.tablesOn, policy: policy,
            explains: question.isExplained)
        let finding = try MeasureFinding(
            precedent, weighing: weighing.weight, by: version, of: question, policy: policy)
        return Assessment(
            event: event.id, justification: nil, ordinal: weighing.ordinal,
            points: weighing.weight, measures: finding.measures, allowed: finding.allowed,
            trace: trace + weighing.trace + finding.trace)
    }
}

extension Assessment {
    /// The same, with a step before all others.
    fileprivate func preceded(by step: TraceStep) -> Assessment {
        Assessment(
            event: event, justification: justification, ordinal: ordinal, points: points,
            measures: measures, allowed: allowed, trace: [step] + trace)
    }
}
