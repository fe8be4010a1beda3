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
    /// How it was found.
    package private(set) var trace: [TraceStep] = []

    /// Weighs `event`, which nothing justifies, by a rule and the tables of a day.
    ///
    /// - Throws: `AssessmentError` where a fact or grade is missing or unfit, or the law has no
    ///   answer.
    package init(
        _ event: Precedent, among precedents: Precedents, by rule: DatedValue<AssessmentRule>,
        tablesOn: CivilDate, policy: Policy
    ) throws(AssessmentError) {
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
        _ step: String, title: LocalText? = nil, _ input: [JSONValue.Member], _ points: Points,
        _ rule: DatedValue<AssessmentRule>, source: String? = nil
    ) {
        trace.append(
            TraceStep(
                step: step, title: title, input: input, output: JSONValue(points),
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
        var input = [JSONValue.Member(name, JSONValue(number)), .init("each", JSONValue(each))]
        if let cap { input.append(.init("cap", JSONValue(cap))) }
        let points = Points(thousandths: units)
        note("each", input, points, rule)
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
            var input = [JSONValue.Member("grade", .string(criterion.name))]
            var grade = 0
            if case .integer(let number)? = stated {
                grade = Int(number)
            } else {
                // A criterion that does not apply is not graded.
                guard criterion.range.contains(0) else {
                    throw .gradeNeeded(criterion.name, criterion.range, of: event.event.id)
                }
                input.append(.init("stated", false))
            }
            note("grade", input, Points(grade), rule)
            sum = sum + Points(grade)
        }
        return sum
    }

    private mutating func tabled(
        _ code: TableCode, _ event: Precedent, _ day: CivilDate, _ policy: Policy
    ) throws(AssessmentError) -> Points {
        let reading = try TableReading(code, of: event.book, on: day, policy: policy)
        trace.append(reading.trace)
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
