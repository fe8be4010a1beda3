// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    /// What leaves only a part of an event's points.
    mutating func adjustments(_ validity: Validity) -> [PointsAdjustment] {
        optionalMappings("adjustments").compactMap { start in
            var inner = start
            let title = inner.localText("title")
            let earlier = inner.optionalMapping("earlier").map { $0.earlierEvents() }
            // Without either, it would always apply.
            let condition =
                earlier == nil
                ? inner.predicate("when", facts: .weighing)
                : inner.optionalPredicate("when", facts: .weighing)
            let percent = inner.percent(validity)
            inner.finish()
            guard let title, let percent, earlier.map({ $0 != nil }) ?? (condition != nil) else {
                return nil
            }
            return PointsAdjustment(
                title: title, condition: condition, earlier: earlier ?? nil, percent: percent)
        }
    }

    private func earlierEvents() -> EarlierEvents? {
        var reader = self
        var indicators: [IndicatorCode] = []
        for node in reader.optionalList("of") {
            guard let code = code(of: node, as: IndicatorCode.self) else { continue }
            reading.refer(to: .indicator(code), at: place(node))
            indicators.append(code)
        }
        let wordNode = reader.optional("by")
        let word = reader.optionalText("by")
        if let word {
            reading.refer(to: .fact(word, .weighing, [], isNumber: false), at: place(wordNode))
        }
        let window = reader.window()
        let bounds = reader.earlierBounds()
        reader.finish()
        guard let bounds else {
            fault(
                node, "It is not said how many events there may be before.",
                cure: "Write `equals: 0` for a first event, `atLeast: 1` for a later one.")
            return nil
        }
        return EarlierEvents(
            indicators: Set(indicators).sorted(), word: word, window: window, bounds: bounds)
    }

    private mutating func earlierBounds() -> Bounds<Int>? {
        let values = self
        func number(of node: Node) -> Int? {
            guard let number = values.decimal(of: node), number.places == 0, number.mantissa >= 0
            else {
                values.fault(
                    node, "Events are counted in whole numbers.", cure: "Write 0 or more.")
                return nil
            }
            return Int(number.mantissa)
        }
        guard let node = optional("equals") else { return bounds { number(of: $0) } }
        return number(of: node).map {
            let edge = Bounds<Int>.Edge(value: $0, isInclusive: true)
            return Bounds(lower: edge, upper: edge)
        }
    }

    private mutating func percent(_ validity: Validity) -> PointsAdjustment.Percent? {
        guard let node = required("percent") else { return nil }
        if node.mapping != nil {
            guard var inner = mapping("percent") else { return nil }
            let tableNode = inner.optional("table")
            let code = inner.table(gives: .percent)
            inner.finish()
            if let code {
                let place = inner.place(tableNode)
                reading.later { $0.check(code, during: validity, adjustsAt: place) }
            }
            return code.map { .table($0) }
        }
        guard let number = decimal(of: node), LawTable.Result.percent.accepts(number) else {
            fault(
                node, "“percent” must be a percentage.",
                cure: "Use a number from 0 to 1000, or name a table: { table: CODE }.")
            return nil
        }
        return .fixed(number)
    }

    /// The days between which a fact of an event is the time.
    mutating func elapsed() -> FactDefinition.Elapsed? {
        guard var inner = mapping("elapsed") else { return nil }
        let unit = inner.choice("unit", of: FactDefinition.Elapsed.Unit.self)
        let start = inner.elapsedDay("from")
        let end = inner.elapsedDay("to")
        inner.finish()
        guard let unit, let start, let end else { return nil }
        return .init(unit: unit, start: start, end: end)
    }

    /// One of an event's days, or a fact of the event that is a day.
    mutating func elapsedDay(_ name: String) -> FactDefinition.Elapsed.Day? {
        let node = required(name)
        guard let node, let word = text(of: node, name) else { return nil }
        if let anchor = Period.Anchor(rawValue: word) { return .anchor(anchor) }
        let place = place(node)
        reading.later { loading in
            let fact = FactScope.event.fact(word, among: loading.facts)
            guard fact?.kind != .date else { return }
            loading.reading.fault(
                place, "“\(word)” is no day of an event.",
                cure: "Use occurredOn, reportedOn, determinedOn, or an event's fact of the kind "
                    + "`date`.")
        }
        return .fact(word)
    }
}

extension PackLoading {
    /// A table that adjusts points is in force with the indicator, and knows no weighed points.
    func check(
        _ code: TableCode, during validity: Validity, adjustsAt place: PackReading.Place
    ) {
        check(code, weighsAt: place)
        guard let values = tables[code]?.rule.values, let first = values.first,
            let last = values.last
        else { return }
        let endsEarly = last.validity.until.map { end in
            validity.until.map { $0 > end } ?? true
        }
        if first.validity.from > validity.from || endsEarly ?? false {
            reading.fault(
                place, "The table “\(code)” is not in force as long as this value.",
                cure: "Let the table begin no later and end no earlier.")
        }
    }
}
