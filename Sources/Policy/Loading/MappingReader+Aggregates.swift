// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    /// A count, a sum or a rate over confirmed events, or a count of earlier results, and its
    /// bounds.
    mutating func aggregate(_ head: String) -> Predicate? {
        guard let inner = mapping(head) else { return nil }
        let aggregate: EventAggregate?
        switch head {
        case "count": aggregate = inner.eventSelection().map { .count($0) }
        case "sum": aggregate = inner.eventSum()
        case "results": aggregate = inner.earlierResults().map { .results($0) }
        default: aggregate = inner.eventRate().map { .rate($0) }
        }
        let bounds = aggregateBounds(head)
        guard let aggregate, let bounds else { return nil }
        if case .results(let results) = aggregate { check(bounds, of: results) }
        // What was always said needs no more than a number.
        if case .count(let selection) = aggregate, selection.window == nil,
            selection.condition == nil
        {
            return .count(selection.indicators, bounds)
        }
        return .aggregate(aggregate, bounds)
    }

    private mutating func aggregateBounds(_ head: String) -> Bounds<ExactDecimal>? {
        if let node = optional("equals") {
            guard let number = number(of: node) else { return nil }
            let edge = Bounds<ExactDecimal>.Edge(value: number, isInclusive: true)
            return Bounds(lower: edge, upper: edge)
        }
        let values = self
        guard let bounds = bounds({ values.number(of: $0) }) else {
            fault(
                node, "A \(head == "results" ? "count of results" : head) must be compared.",
                cure: "Add equals, atLeast, above, atMost or below.")
            return nil
        }
        return bounds
    }

    private func eventSelection() -> EventSelection? {
        var reader = self
        let selection = reader.selection()
        reader.finish()
        return selection
    }

    private func eventSum() -> EventAggregate? {
        var reader = self
        let selection = reader.selection()
        let factNode = reader.required("fact")
        let name = reader.text("fact")
        if name == "points", let conditionNode = reader.optional("where") {
            fault(
                conditionNode, "A sum of points takes all events of its indicators.",
                cure: "Leave out `where:`; give what is told apart an indicator of its own.")
        }
        if let name, name != "quantity", name != "points" {
            reading.refer(to: .fact(name, .event, [], isNumber: true), at: place(factNode))
        }
        reader.finish()
        guard let selection, let name else { return nil }
        return name == "points"
            ? .points(of: selection.indicators, window: selection.window)
            : .sum(selection, of: name)
    }

    private mutating func selection() -> EventSelection? {
        let indicators = indicators("of")
        let window = window()
        let conditionNode = optional("where")
        let condition = optionalPredicate("where", facts: .weighing)
        if condition?.asksForPoints ?? false {
            fault(
                conditionNode, "The points of an event are not known here.",
                cure: "Ask for facts of the event or of its indicator.")
        }
        guard let indicators else { return nil }
        return EventSelection(indicators: indicators, window: window, condition: condition)
    }

    /// A rate of events for each hundred of the exposure.
    func eventRate() -> EventRate? {
        var reader = self
        let indicators = reader.indicators("of")
        let exposure = reader.indicators("among")
        let window = reader.window()
        let minimum = reader.integer("minimumExposure", in: 1...1_000_000, absent: 1)
        for name in ["of", "among"] where reader.optional(name)?.scalar?.string == "any" {
            fault(
                reader.optional(name), "A rate names its indicators.",
                cure: "List the codes under `\(name):`.")
        }
        reader.finish()
        guard let indicators, let exposure, let minimum else { return nil }
        return EventRate(
            indicators: indicators, exposure: exposure, window: window, exposureMinimum: minimum)
    }

    /// How long events are taken together: so many months or days, or a period of the calendar;
    /// nil for ever.
    mutating func window() -> EventWindow? {
        let heads = ["months", "days", "period"].filter(has)
        for other in heads.dropFirst() {
            fault(
                optional(other), "A window has one length.",
                cure: "Keep one of `months:`, `days:` and `period:`.")
        }
        switch heads.first {
        case "months"?: return integer("months", in: 1...1_200).map { .months($0) }
        case "days"?: return integer("days", in: 1...36_500).map { .days($0) }
        case "period"?: return choice("period", of: CivilPeriod.self).map { .period($0) }
        default: return nil
        }
    }

    /// A list of indicators; empty for the word `any`.
    mutating func indicators(_ name: String) -> [IndicatorCode]? {
        guard let node = required(name) else { return nil }
        if node.scalar?.string == "any" { return [] }
        let codes = list(name).compactMap { node -> IndicatorCode? in
            let code = code(of: node, as: IndicatorCode.self)
            if let code { reading.refer(to: .indicator(code), at: place(node)) }
            return code
        }
        return codes.isEmpty ? nil : Set(codes).sorted()
    }

    /// The time since a day that a fact of the party, or on a route of the nominee, states.
    mutating func timeSince(_ scope: FactScope) -> Predicate? {
        let factNode = required("fact")
        let name = text("fact")
        guard var inner = mapping("since") else { return nil }
        let unit = inner.choice("unit", of: TimeSince.Unit.self)
        let values = inner
        let bounds: Bounds<ExactDecimal>? = inner.bounds { node in
            guard let number = values.decimal(of: node), number.places == 0,
                (0...36_500).contains(number.mantissa)
            else {
                values.fault(
                    node, "Time is counted in whole units.",
                    cure: "Write a whole number from 0 to 36500.")
                return nil
            }
            return number
        }
        inner.finish()
        guard let name, let unit else { return nil }
        if scope != .party, scope != .nomination {
            fault(
                factNode, "Only a condition on the party asks for time since a day.",
                cure: "Ask for it where a condition on the party, or one of a route, stands.")
        }
        let place = place(factNode)
        reading.later { loading in
            let scope = scope == .nomination ? scope : .party
            guard let fact = scope.fact(name, among: loading.facts) else {
                loading.reading.fault(
                    place, "No fact “\(name)” of the \(scope.words) is defined.",
                    cure: "Mend the name, or define it in facts.yaml with `kind: date`.")
                return
            }
            guard fact.kind != .date else { return }
            loading.reading.fault(
                place, "The fact “\(name)” is no day.", cure: "Name a fact of the kind `date`.")
        }
        guard let bounds else {
            fault(
                inner.node, "Time since a day must be compared.",
                cure: "Add atLeast, above, atMost or below.")
            return nil
        }
        return .since(name, TimeSince(unit: unit, bounds: bounds))
    }
}

extension Predicate {
    /// Whether it asks for the weight of an event, at any depth.
    fileprivate var asksForPoints: Bool {
        switch self {
        case .all(let parts), .any(let parts): parts.contains { $0.asksForPoints }
        case .not(let part): part.asksForPoints
        case .fact(let name, _): name == "points"
        default: false
        }
    }
}
