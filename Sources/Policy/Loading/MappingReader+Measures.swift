// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    /// One measure; `earlier` are the codes of those that stand before it.
    mutating func measure(after earlier: [MeasureCode]) -> MeasureRule? {
        let codeNode = required("code")
        let code = code("code", as: MeasureCode.self)
        if let code, earlier.contains(code) {
            fault(
                codeNode, "The measure “\(code)” stands here twice.",
                cure: "Give each measure its own code.")
        }
        let kind = choice("kind", of: MeasureRule.Kind.self)
        let title = localText("title")
        let condition = optionalPredicate("when", facts: .weighed)
        let unless = optionalList("unless").compactMap { node -> MeasureCode? in
            let other = self.code(of: node, as: MeasureCode.self)
            if let other, !earlier.contains(other) {
                fault(
                    node, "No measure “\(other)” stands before this one.",
                    cure: "Put the measures in order, or mend the code.")
            }
            return other
        }
        let sizeNode = optional("size")
        let size = optionalMapping("size").flatMap { $0.measureSize(of: kind) }
        checkSize(sizeNode, of: kind)
        let shownAfterDays = integer("shownAfterDays", in: 0...366, absent: 0)
        let isPublished = bool("published")
        let bearer = optional("for").map { choice(of: $0, "for", as: MeasureRule.Bearer.self) }
        finish()
        guard let code, let kind, let title, let shownAfterDays, let isPublished,
            sizeNode == nil || size != nil, let bearer = bearer ?? .party
        else { return nil }
        return MeasureRule(
            code: code, kind: kind, title: title, condition: condition, unless: unless,
            size: size, shownAfterDays: shownAfterDays, isPublished: isPublished,
            bearer: bearer)
    }

    private func checkSize(_ sizeNode: Node?, of kind: MeasureRule.Kind?) {
        guard let kind else { return }
        if kind.needsSize, sizeNode == nil {
            fault(
                node, "A \(kind.rawValue) needs its size.",
                cure: "Add `size:` with a table, a fixed value, or so much for each.")
        }
        if kind == .warning, let sizeNode {
            fault(sizeNode, "A warning has no size.", cure: "Leave out `size:`.")
        }
    }

    private func measureSize(of kind: MeasureRule.Kind?) -> MeasureSize? {
        var reader = self
        defer { reader.finish() }
        let heads = ["table", "fixed", "each", "range", "units"].filter(reader.has)
        guard heads.count == 1 else {
            fault(
                node, "A size begins with exactly one of its words.",
                cure: "Use one of: table, fixed, each, range, units.")
            return nil
        }
        switch heads[0] {
        case "table":
            let node = reader.optional("table")
            let code = reader.table(gives: nil)
            let place = place(node)
            if let code, let kind { reading.later { $0.check(code, sizes: kind, at: place) } }
            return code.map { .table($0) }
        case "fixed":
            let node = reader.required("fixed")
            let unit = reader.choice("unit", of: LawTable.Result.self)
            guard let unit, let number = reader.quantity("fixed", unit) else { return nil }
            if let kind, !kind.isMeasured(in: unit) {
                fault(
                    node, "A \(kind.rawValue) is not measured in \(unit.rawValue).",
                    cure: "Use \(kind.unitsInWords).")
            }
            return .fixed(number, unit)
        case "each":
            checkMoney(kind)
            let amount = reader.quantity("each", .money)
            let number = reader.number("of", facts: .weighed)
            let cap = reader.has("cap") ? reader.quantity("cap", .money) : nil
            guard let amount, let number else { return nil }
            return .each(amount, of: number, cap: cap)
        case "units": return reader.unitAmount(of: kind).map { .units($0) }
        default:
            checkMoney(kind)
            return reader.mapping("range").flatMap { $0.amountRange() }
        }
    }

    /// So much for each, and a range, are amounts of money.
    private func checkMoney(_ kind: MeasureRule.Kind?) {
        guard let kind, !kind.isMeasured(in: .money), kind != .warning else { return }
        fault(
            node, "A \(kind.rawValue) is not measured in money.",
            cure: "Write `table:` or `fixed:` with \(kind.unitsInWords).")
    }

    private func amountRange() -> MeasureSize? {
        var reader = self
        let lower = reader.quantity("atLeast", .money)
        let upper = reader.quantity("atMost", .money)
        let guideline = reader.has("guideline") ? reader.quantity("guideline", .money) : nil
        reader.finish()
        guard let lower, let upper else { return nil }
        guard lower <= upper, guideline.map({ (lower...upper).contains($0) }) ?? true else {
            fault(
                node, "The amounts of a range must go up, with the guideline between them.",
                cure: "Put them in order.")
            return nil
        }
        return .range(lower...upper, guideline: guideline)
    }

    /// A number in a unit.
    mutating func quantity(_ name: String, _ unit: LawTable.Result) -> ExactDecimal? {
        guard let node = required(name) else { return nil }
        guard let number = decimal(of: node), unit.accepts(number) else {
            fault(node, "“\(name)” is no \(unit.rawValue).", cure: "Write \(unit.cure).")
            return nil
        }
        return number
    }
}

extension MeasureRule.Kind {
    /// Whether it says nothing without its size.
    var needsSize: Bool { self == .penalty }

    /// Whether its size is told in such a unit.
    func isMeasured(in unit: LawTable.Result) -> Bool {
        switch self {
        case .penalty, .exitCosts, .confiscation: unit == .money
        case .bar, .suspension, .actionPlan, .quotaCut, .downgrade, .revocation: unit.isTime
        case .warning: false
        }
    }

    /// Those units.
    var unitsInWords: String {
        let units = LawTable.Result.allCases.filter(isMeasured(in:))
        return units.isEmpty ? "no size" : units.map(\.rawValue).joined(separator: ", ")
    }
}

extension PackLoading {
    /// A table that sizes a measure must give what the measure is told in.
    func check(_ code: TableCode, sizes kind: MeasureRule.Kind, at place: PackReading.Place) {
        for value in tables[code]?.rule.values ?? []
        where !kind.isMeasured(in: value.value.result) {
            reading.fault(
                place,
                "The table gives \(value.value.result.rawValue), no size of a \(kind.rawValue).",
                cure: "Name a table that gives \(kind.unitsInWords).")
            return
        }
    }
}
