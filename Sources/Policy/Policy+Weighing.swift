// SPDX-License-Identifier: Apache-2.0

public import Domain

extension Policy {
    /// Its assessments, by code.
    public var assessments: [AssessmentCode: WeighingRule] {
        Dictionary(uniqueKeysWithValues: assessmentsInOrder.map { ($0.code, $0) })
    }

    /// A table of law.
    ///
    /// - Throws: `PolicyError.notInForce`, or `.unknown` where the regime has no such table.
    public func table(
        _ code: TableCode, on day: CivilDate
    ) throws(PolicyError) -> DatedValue<LawTable> {
        guard let table = tables[code] else { throw .unknown("tables/\(code)") }
        return try table.rule.value(on: day)
    }

    /// A clock.
    ///
    /// - Throws: `PolicyError.notInForce`, or `.unknown` where the regime has no such clock.
    public func clock(
        _ code: ClockCode, on day: CivilDate
    ) throws(PolicyError) -> DatedValue<ClockRule> {
        guard let clock = clocks[code] else { throw .unknown("clocks/\(code)") }
        return try clock.rule.value(on: day)
    }

    /// The assessments with a value in force, in order of their codes.
    public func assessments(
        on day: CivilDate
    ) -> [(assessment: WeighingRule, rule: DatedValue<AssessmentRule>)] {
        assessmentsInOrder.compactMap { assessment in
            assessment.rule.values.last { $0.validity.contains(day) }.map { (assessment, $0) }
        }
    }

    /// How the measures of one notice are put together; nil where the regime does not say.
    ///
    /// - Throws: `PolicyError.notInForce`.
    public func notices(on day: CivilDate) throws(PolicyError) -> DatedValue<NoticeRule>? {
        try noticeRule?.value(on: day)
    }
}

extension DatedValue where Value == IndicatorRule {
    /// How an event is weighed by the parts of the indicator's points; nil where it has none.
    ///
    /// - Source: the indicator's file of the pack.
    package func weighing(of code: IndicatorCode) -> DatedValue<AssessmentRule>? {
        guard let rule = value.weighing(of: code) else { return nil }
        return DatedValue<AssessmentRule>(
            validity: validity, provenance: provenance, value: rule)
    }
}

extension IndicatorRule {
    /// The parts of the points as an assessment would have them; nil where there are none.
    func weighing(of code: IndicatorCode) -> AssessmentRule? {
        guard case .parts(let parts, _) = points else { return nil }
        return AssessmentRule(
            indicators: [code], justifications: justifications, points: parts, reductions: [],
            measures: [])
    }
}
