// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    /// How large a measure of a kind is.
    func measureSize(of kind: MeasureRule.Kind?) -> MeasureSize? {
        var reader = self
        defer { reader.finish() }
        let words = ["table", "fixed", "each", "percent", "range", "units", "reckon", "first"]
        let heads = words.filter(reader.holds)
        guard heads.count == 1 else {
            fault(
                node, "A size begins with exactly one of its words.",
                cure: "Use one of: \(words.joined(separator: ", ")).")
            return nil
        }
        let size = reader.size(heads[0], of: kind)
        // Two sizes and several are each at discretion, or not, by themselves.
        guard heads[0] != "range", heads[0] != "first" else { return size }
        return reader.bool("upTo", absent: false) ? size.map { .upTo($0) } : size
    }

    private mutating func size(_ head: String, of kind: MeasureRule.Kind?) -> MeasureSize? {
        switch head {
        case "table":
            let node = optional("table")
            let code = table(gives: nil)
            let place = place(node)
            if let code, let kind { reading.later { $0.check(code, sizes: kind, at: place) } }
            return code.map { .table($0) }
        case "fixed":
            let node = required("fixed")
            let unit = choice("unit", of: LawTable.Result.self)
            guard let unit, let number = quantity("fixed", unit) else { return nil }
            check(unit, measures: kind, at: node)
            return .fixed(number, unit)
        case "each":
            if optional("each")?.mapping != nil {
                return mapping("each").flatMap { $0.timeForEach(of: kind) }
            }
            checkMoney(kind)
            let amount = quantity("each", .money)
            let number = number("of", facts: .weighed)
            let cap = has("cap") ? quantity("cap", .money) : nil
            guard let amount, let number else { return nil }
            return .each(amount, of: number, cap: cap)
        case "percent":
            let percent = quantity("percent", .percent)
            let rounding = rounding()
            let whole = mapping("of").flatMap { $0.measureSize(of: kind) }
            guard let percent, let whole else { return nil }
            return .percent(percent, of: whole, rounding: rounding)
        case "units": return unitAmount(of: kind).map { .units($0) }
        case "reckon":
            checkMoney(kind)
            let rounding = rounding()
            return required("reckon").flatMap { amountTerm(of: $0) }
                .map { .reckoned($0, rounding: rounding) }
        case "first": return tiers(of: kind)
        default: return mapping("range").flatMap { $0.sizeRange(of: kind) }
        }
    }

    /// So much time for each of a number.
    private func timeForEach(of kind: MeasureRule.Kind?) -> MeasureSize? {
        var reader = self
        let time = reader.timeInOneUnit()
        let number = reader.number("of", facts: .weighed)
        let mostNode = reader.optional("atMost")
        let most = mostNode == nil ? nil : reader.integer("atMost", in: 1...36_500)
        reader.finish()
        guard let time, let number else { return nil }
        check(time.unit, measures: kind, at: node)
        if let most, most < time.count {
            fault(
                mostNode, "The most is less than the time for one.",
                cure: "Write it in \(time.unit.rawValue), \(time.count) or more.")
        }
        return .eachTime(time.count, time.unit, of: number, most: most)
    }

    /// A time in exactly one of years, months and days.
    mutating func timeInOneUnit() -> (count: Int, unit: LawTable.Result)? {
        let units: [LawTable.Result] = [.years, .months, .days]
        let given = units.filter { has($0.rawValue) }
        guard given.count == 1 else {
            for unit in given { _ = optional(unit.rawValue) }
            fault(
                node, "A time is told in exactly one unit.",
                cure: "Use one of: years, months, days.")
            return nil
        }
        return integer(given[0].rawValue, in: 1...36_500).map { ($0, given[0]) }
    }

    /// Sizes of which the first applies whose condition holds.
    private mutating func tiers(of kind: MeasureRule.Kind?) -> MeasureSize? {
        var tiers: [SizeTier] = []
        let readers = mappings("first")
        for var inner in readers {
            let condition = inner.optionalPredicate("when", facts: .weighed)
            let size = inner.mapping("size").flatMap { $0.measureSize(of: kind) }
            inner.finish()
            guard let size else { continue }
            tiers.append(SizeTier(condition: condition, size: size))
        }
        guard !tiers.isEmpty, tiers.count == readers.count else { return nil }
        if tiers.last?.condition != nil {
            fault(
                readers.last?.node, "Some events have no size.",
                cure: "End the list with one that has no `when:`.")
        }
        for (tier, inner) in zip(tiers, readers).dropLast() where tier.condition == nil {
            fault(
                inner.node, "The sizes after this one are never reached.",
                cure: "Move the one without `when:` to the end.")
        }
        return .first(tiers)
    }

    private func check(
        _ unit: LawTable.Result, measures kind: MeasureRule.Kind?, at node: Node?
    ) {
        guard let kind, !kind.isMeasured(in: unit) else { return }
        fault(
            node, "\(kind.asSubject) is not measured in \(unit.rawValue).",
            cure: "Use \(kind.unitsInWords).")
    }

    /// So much for each, and what is reckoned, are amounts of money.
    private func checkMoney(_ kind: MeasureRule.Kind?) {
        guard let kind, !kind.isMeasured(in: .money), kind != .warning else { return }
        fault(
            node, "\(kind.asSubject) is not measured in money.",
            cure: "Write `table:` or `fixed:` with \(kind.unitsInWords).")
    }

    /// Two sizes between which an officer decides, of money unless another unit is named.
    private func sizeRange(of kind: MeasureRule.Kind?) -> MeasureSize? {
        var reader = self
        let unitNode = reader.optional("unit")
        let unit = unitNode.map { choice(of: $0, "unit", as: LawTable.Result.self) } ?? .money
        guard let unit else { return nil }
        check(unit, measures: kind, at: unitNode ?? node)
        let most = reader.edge("atMost", unit)
        let least = reader.has("atLeast") ? reader.edge("atLeast", unit) : .number(.zero)
        let guideline = reader.has("guideline") ? reader.edge("guideline", unit) : nil
        let isOpen = reader.optional("atMost")?.scalar?.string == "permanent" && unit.isTime
        reader.finish()
        guard let least, most != nil || isOpen else { return nil }
        checkOrder([least, guideline, most].compactMap(\.self))
        return .range(SizeRange(unit: unit, least: least, most: most, guideline: guideline))
    }

    /// A number in a unit, or an amount that is reckoned; nil for the word `permanent`, too.
    private mutating func edge(_ name: String, _ unit: LawTable.Result) -> AmountTerm? {
        if unit.isTime, name == "atMost", optional(name)?.scalar?.string == "permanent" {
            return nil
        }
        if unit == .money, let node = optional(name), node.mapping != nil {
            return amountTerm(of: node)
        }
        return quantity(name, unit).map { .number($0) }
    }

    private func checkOrder(_ terms: [AmountTerm]) {
        let numbers = terms.compactMap { term -> ExactDecimal? in
            if case .number(let number) = term { number } else { nil }
        }
        guard numbers != numbers.sorted() else { return }
        fault(
            node, "The amounts of a range must go up, with the guideline between them.",
            cure: "Put them in order.")
    }

    /// A number, or a mapping that says how it is reckoned.
    func amountTerm(of node: Node) -> AmountTerm? {
        if let number = decimal(of: node) { return .number(number) }
        let words = ["fact", "unit", "sum", "product", "percent", "lowest", "highest"]
        guard var reader = MappingReader(node, file: file, reading: reading) else { return nil }
        defer { reader.finish() }
        let heads = words.filter(reader.holds)
        guard heads.count == 1 else {
            for word in words + ["of"] { _ = reader.optional(word) }
            fault(
                node, "An amount is a number, or is reckoned in exactly one way.",
                cure: "Use one of: \(words.joined(separator: ", ")).")
            return nil
        }
        switch heads[0] {
        case "fact": return reader.number("fact", facts: .weighed).map { .fact($0) }
        case "unit":
            let node = reader.optional("unit")
            let code = reader.code("unit", as: UnitCode.self)
            let place = place(node)
            if let code { reading.later { $0.check(unit: code, at: place) } }
            return code.map { .unit($0) }
        case "percent":
            let percent = reader.quantity("percent", .percent)
            let whole = reader.required("of").flatMap { amountTerm(of: $0) }
            guard let percent, let whole else { return nil }
            return .percent(percent, of: whole)
        case "sum": return reader.terms("sum").map { .sum($0) }
        case "product": return reader.terms("product").map { .product($0) }
        case "lowest": return reader.terms("lowest").map { .lowest($0) }
        default: return reader.terms("highest").map { .highest($0) }
        }
    }

    private mutating func terms(_ name: String) -> [AmountTerm]? {
        let nodes = list(name)
        let terms = nodes.compactMap { amountTerm(of: $0) }
        return terms.isEmpty || terms.count < nodes.count ? nil : terms
    }
}

extension ExactDecimal {
    fileprivate static let zero = ExactDecimal(mantissa: 0, places: 0)
}
