// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy
public import Scoring

/// How long one event is displayed to the public.
///
/// - Source: the display's file of the pack; each names its own.
public struct DisplayTerm: Hashable, Sendable {
    /// The event.
    public let event: EventID
    /// The rule.
    public let display: DisplayCode
    /// The code of the event's class.
    public let category: String
    /// What the class is called.
    public let title: LocalText
    /// The first day of the display; nil where events of the class are not displayed.
    public let from: CivilDate?
    /// The first day on which repair may be applied for.
    public let earliestRepairOn: CivilDate
    /// The first day on which it is no longer displayed; nil where it is not displayed at all.
    public let until: CivilDate?
    /// Whether it is displayed on the day asked about.
    public let isDisplayed: Bool
    /// How it came about.
    public let trace: TraceStep
}

/// How long the events of a party are displayed.
///
/// Display ends when a repair is granted, but not before its least time is over; without one, when
/// its longest time is over.
///
/// - Source: the display's file of the pack, as in force on the day asked about.
public enum DisplayRunning {
    /// Tells for each confirmed event that a rule takes how long it is displayed, in their order.
    ///
    /// - Throws: `AssessmentError.policy` where an event is of an indicator that was not in force.
    public static func run(
        for question: AssessmentQuestion, repairs: [EventID: RepairApplication], policy: Policy,
        asOf: CivilDate
    ) throws(AssessmentError) -> [DisplayTerm] {
        var terms: [DisplayTerm] = []
        for event in question.history + question.events where event.state == .confirmed {
            guard let found = policy.procedure.display(of: event.indicator, on: asOf),
                let anchor = found.rule.value.anchor.day(of: event), anchor <= asOf
            else { continue }
            let repair = repairs[event.id]
            let book = try FactBook(of: event, in: question, policy: policy)
                .stating(repair?.facts ?? [])
            guard
                let category = found.rule.value.classes.first(where: { book.meets($0.condition) })
            else { continue }
            terms.append(
                DisplayTerm(
                    event, found.display.code, category, from: anchor,
                    grantedOn: repair?.grantedOn, asOf: asOf,
                    source: found.rule.provenance.citation))
        }
        return terms
    }
}

extension DisplayTerm {
    fileprivate init(
        _ event: EventRecord, _ code: DisplayCode, _ category: DisplayRule.Category,
        from anchor: CivilDate, grantedOn: CivilDate?, asOf: CivilDate, source: String
    ) {
        self.event = event.id
        display = code
        self.category = category.code
        title = category.title
        from = category.months == nil ? nil : anchor
        earliestRepairOn = anchor.adding(months: category.repairAfterMonths)
        until = category.months.map { months in
            let last = anchor.adding(months: months.maximum)
            guard let grantedOn else { return last }
            return min(last, max(anchor.adding(months: months.minimum), grantedOn))
        }
        isDisplayed = until.map { asOf < $0 } ?? false
        var input = [
            JSONValue.Member("class", .string(category.code)),
            .init("anchor", JSONValue(text: anchor)),
        ]
        if let months = category.months {
            input.append(.init("atLeastMonths", .integer(Int64(months.minimum))))
            input.append(.init("atMostMonths", .integer(Int64(months.maximum))))
        }
        if let grantedOn { input.append(.init("grantedOn", JSONValue(text: grantedOn))) }
        trace = TraceStep(
            step: "display", input: input, output: until.map { JSONValue(text: $0) } ?? .null,
            source: source)
    }
}
