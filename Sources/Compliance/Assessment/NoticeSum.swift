// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy
import Scoring

/// What the measures of several events come to in one notice.
///
/// Sizes of a kind are put together as the law says, then held to the most that one notice
/// imposes, then, for penalties, to the most that the notices of a time impose together: what goes
/// beyond is taken off this notice, the newest. Earlier notices are those determined from the same
/// day so many months before up to the day of this determination.
///
/// - Source: `notices.yaml` of the pack, as in force on the day of the determination; for Canada
///   IRPR ss. 209.992 and 209.996(5).
struct NoticeSum {
    private(set) var totals: [NoticeTotal] = []
    /// The kinds that are not imposed because a graver one is.
    private(set) var outdone: Set<MeasureRule.Kind> = []
    private(set) var trace: [TraceStep] = []
    private var isExplained = false

    /// Puts the measures of `assessments` together.
    ///
    /// - Throws: `AssessmentError` where the law is not in force, or sizes cannot be put together.
    init(
        of assessments: [Assessment], for question: AssessmentQuestion, policy: Policy
    ) throws(AssessmentError) {
        // What falls on a person is no part of what the party bears.
        let measures = assessments.flatMap(\.measures).filter { $0.bearer == .party }
        guard !measures.isEmpty else { return }
        let rule = try AssessmentError.asking { () throws(PolicyError) in
            try policy.notices(on: question.determinedOn)
        }
        guard let rule else { return }
        let source = rule.provenance.citation
        isExplained = question.isExplained
        outdone = findOutdone(by: rule.value.atMostOne, measures, source: source)
        for total in rule.value.totals where !outdone.contains(total.kind) {
            let same = measures.filter { $0.kind == total.kind }
            guard !same.isEmpty else { continue }
            try append(total, same, question, policy, source: source)
        }
    }

    /// The kinds that are not imposed because a graver one is.
    private mutating func findOutdone(
        by lists: [[MeasureRule.Kind]], _ measures: [Measure], source: String
    ) -> Set<MeasureRule.Kind> {
        var outdone: Set<MeasureRule.Kind> = []
        for list in lists {
            let present = list.filter { kind in measures.contains { $0.kind == kind } }
            guard present.count > 1, let gravest = present.first else { continue }
            outdone.formUnion(present.dropFirst())
            guard isExplained else { continue }
            trace.append(
                TraceStep(
                    step: "atMostOne",
                    input: [.init("kinds", .array(present.map { .string($0.rawValue) }))],
                    output: .string(gravest.rawValue), source: source))
        }
        return outdone
    }

    private mutating func append(
        _ rule: NoticeRule.Total, _ measures: [Measure], _ question: AssessmentQuestion,
        _ policy: Policy, source: String
    ) throws(AssessmentError) {
        var earlier: Int64?
        if rule.kind.lasts {
            let computed = try TimeSum(of: measures, by: rule)
            let sum = try rule.timeCap.map { cap throws(AssessmentError) in
                try computed.held(to: cap, of: rule.kind, on: question.determinedOn)
            }
            let imposed = sum ?? computed
            totals.append(
                NoticeTotal(
                    kind: rule.kind, imposed: imposed.size, computed: computed.size,
                    from: imposed.from, until: imposed.until, shownUntil: imposed.shownUntil))
        } else {
            let computed = try MoneySum(of: measures, by: rule)
            var imposed = computed
            if let cap = rule.cap { imposed = try imposed.held(to: cap) }
            if rule.kind == .penalty, let rolling = rule.rolling {
                let used = try Self.earlier(question, months: rolling.months, policy)
                imposed = try imposed.held(to: rolling.cap, less: used)
                earlier = used
            }
            totals.append(
                NoticeTotal(
                    kind: rule.kind, imposed: imposed.size, computed: computed.size, from: nil,
                    until: nil, shownUntil: nil))
        }
        guard isExplained, let total = totals.last else { return }
        trace.append(Self.step(to: total, by: rule, earlier: earlier, source: source))
    }

    /// How a total came about; `earlier` is what counts towards the most of a rolling time.
    private static func step(
        to total: NoticeTotal, by rule: NoticeRule.Total, earlier: Int64?, source: String
    ) -> TraceStep {
        var input = [
            JSONValue.Member("kind", .string(rule.kind.rawValue)),
            .init("combine", .string(rule.combination.rawValue)),
        ]
        if rule.kind.lasts {
            if let cap = rule.timeCap {
                input.append(.init("cap", Measure.Size.time(cap.count, cap.unit).json))
                input.append(.init("computed", total.computed.json))
            }
        } else {
            if let cap = rule.cap { input.append(.init("cap", JSONValue(cap))) }
            if let rolling = rule.rolling, let earlier {
                input.append(.init("months", .integer(Int64(rolling.months))))
                input.append(.init("capOfMonths", JSONValue(rolling.cap)))
                input.append(
                    .init("earlier", JSONValue(ExactDecimal(mantissa: earlier, places: 2))))
            }
            input.append(.init("computed", total.computed.json))
        }
        return TraceStep(step: "total", input: input, output: total.imposed.json, source: source)
    }

    /// What earlier notices imposed within so many months before the determination, in minor
    /// units.
    private static func earlier(
        _ question: AssessmentQuestion, months: Int, _ policy: Policy
    ) throws(AssessmentError) -> Int64 {
        let first = question.determinedOn.adding(months: -months)
        var sum: Int64 = 0
        for penalty in question.earlierPenalties
        where (first...question.determinedOn).contains(penalty.determinedOn) {
            guard penalty.amount.currency == policy.currency else {
                throw .currencyOther(penalty)
            }
            guard let next = ExactScale.sum(sum, penalty.amount.minorUnits) else {
                throw .earlierOutOfScale(penalty)
            }
            sum = next
        }
        return sum
    }
}
