// SPDX-License-Identifier: Apache-2.0

package import Domain
package import Policy

/// What one event weighs, part by part.
///
/// The weight is the sum of the parts, less what reductions take off in their order.
///
/// - Source: the assessment's file of the pack, in the version that `whichLaw` wants.
package struct EventWeighing {
    /// The sum of the parts, less the reductions.
    package private(set) var weight = Points.zero
    /// How often the like of it happened; nil where that is not asked.
    package private(set) var ordinal: Int?
    /// How it was found, where it is explained.
    package private(set) var trace: [TraceStep] = []
    private let isExplained: Bool

    /// Weighs `event`, which nothing justifies, by a rule and the tables of a day.
    ///
    /// - Throws: `AssessmentError` where a fact or grade is missing or unfit, or the law has no
    ///   answer.
    package init(
        _ event: Precedent, among precedents: Precedents, by rule: DatedValue<AssessmentRule>,
        tablesOn: CivilDate, policy: Policy, explains: Bool
    ) throws(AssessmentError) {
        isExplained = explains
        if !event.event.grades.isEmpty {
            // Grades by another version that may apply do no harm.
            let criteria =
                rule.value.criteria
                + policy.criteria(of: event.event, decidedOn: event.determinedOn)
            let refusals = GradeRules.refusals(
                of: event.event.grades, by: criteria, facts: event.event.facts)
            if let refusal = refusals.first { throw .grade(refusal, of: event.event.id) }
        }
        for part in rule.value.points {
            let points =
                switch part {
                case .fixed(let points): fixed(points, rule)
                case .each(let points, let name, let cap):
                    try each(points, of: name, cap: cap, event, rule)
                case .ordinal(let table): try ordinal(table, event, precedents, rule)
                case .grades(let criteria): try graded(criteria, event, rule)
                case .table(let code): try tabled(code, event, tablesOn, policy)
                }
            guard let sum = ExactScale.sum(weight.thousandths, points.thousandths) else {
                throw .outOfScale("points", of: event.event.id)
            }
            weight = Points(thousandths: sum)
        }
        if rule.value.points.count > 1 { note("weight", [], weight, rule) }
        for reduction in rule.value.reductions where event.book.meets(reduction.condition) {
            let before = weight
            // What lies below the floor already is not raised to it.
            weight = min(weight, max(weight - reduction.points, reduction.floor))
            note(
                "reduction", title: reduction.title,
                [
                    .init("from", JSONValue(before)),
                    .init("points", JSONValue(reduction.points)),
                    .init("floor", JSONValue(reduction.floor)),
                ], weight, rule, source: reduction.source)
        }
    }

    private mutating func note(
        _ step: String, title: LocalText? = nil, _ input: @autoclosure () -> [JSONValue.Member],
        _ points: Points, _ rule: DatedValue<AssessmentRule>, source: String? = nil
    ) {
        guard isExplained else { return }
        trace.append(
            TraceStep(
                step: step, title: title, input: input(), output: JSONValue(points),
                source: source ?? rule.provenance.citation))
    }

    private mutating func fixed(
        _ points: Points, _ rule: DatedValue<AssessmentRule>
    ) -> Points {
        note("fixed", [], points, rule)
        return points
    }

    private mutating func each(
        _ each: Points, of name: String, cap: Points?, _ event: Precedent,
        _ rule: DatedValue<AssessmentRule>
    ) throws(AssessmentError) -> Points {
        let number = try event.book.count(name)
        guard
            let units = ExactScale.units(each.thousandths, times: number, cap: cap?.thousandths)
        else { throw .outOfScale("points", of: event.event.id) }
        let points = Points(thousandths: units)
        note(
            "each",
            [JSONValue.Member(name, JSONValue(number)), .init("each", JSONValue(each))]
                + (cap.map { [.init("cap", JSONValue($0))] } ?? []),
            points, rule)
        return points
    }

    private mutating func ordinal(
        _ table: WeightPart.OrdinalTable, _ event: Precedent, _ precedents: Precedents,
        _ rule: DatedValue<AssessmentRule>
    ) throws(AssessmentError) -> Points {
        let count = try OrdinalCount(of: event, among: precedents, by: table, in: rule.value)
        // The last of a word's points stands for every later time.
        guard let row = table.points[count.word],
            let points = row.prefix(count.ordinal).last
        else { throw .factNeeded(table.by ?? count.word, of: event.event.id) }
        ordinal = ordinal ?? count.ordinal
        note(
            "ordinal",
            [
                .init(table.by ?? "by", .string(count.word)),
                .init("ordinal", .integer(Int64(count.ordinal))),
            ], points, rule)
        return points
    }

    private mutating func graded(
        _ criteria: [WeightPart.Criterion], _ event: Precedent,
        _ rule: DatedValue<AssessmentRule>
    ) throws(AssessmentError) -> Points {
        var sum = Points.zero
        for criterion in criteria {
            let stated = event.event.grades.first { $0.name == criterion.name }?.value
            let name = JSONValue.Member("grade", .string(criterion.name))
            var points = Points.zero
            if case .integer(let number)? = stated {
                points = Points(Int(number))
                note("grade", [name], points, rule)
            } else {
                // A criterion that does not apply is not graded.
                guard criterion.range.contains(0) else {
                    throw .gradeNeeded(criterion.name, criterion.range, of: event.event.id)
                }
                note("grade", [name, .init("stated", false)], points, rule)
            }
            sum = sum + points
        }
        return sum
    }

    private mutating func tabled(
        _ code: TableCode, _ event: Precedent, _ day: CivilDate, _ policy: Policy
    ) throws(AssessmentError) -> Points {
        let reading = try TableReading(code, of: event.book, on: day, policy: policy)
        if isExplained { trace.append(reading.trace) }
        switch reading.cell {
        case .nothing: return .zero
        case .number(let number):
            guard let points = Points(number) else {
                throw .outOfScale(code.text, of: event.event.id)
            }
            return points
        case .permanent: throw .tableSilent(code, of: event.event.id)
        }
    }
}
