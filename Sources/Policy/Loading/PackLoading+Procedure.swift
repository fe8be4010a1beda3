// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension PackLoading {
    mutating func readUnits(_ file: PolicyFile) {
        guard var reader = reading.document(file) else { return }
        for var inner in reader.mappings("units") {
            let codeNode = inner.required("code")
            let code = inner.code("code", as: UnitCode.self)
            let title = inner.localText("title")
            let amounts = inner.dated("units/\(code?.text ?? "?")") { reader, _ in
                reader.quantity("amount", .money)
            }
            inner.finish()
            guard let code, let title else { continue }
            if procedure.units[code] != nil {
                inner.fault(
                    codeNode, "The unit “\(code)” stands here twice.", cure: "Keep one of the two.")
            }
            procedure.units[code] = AmountUnit(code: code, title: title, amounts: amounts)
        }
        reader.finish()
    }

    /// A unit must be one of units.yaml.
    func check(unit: UnitCode, at place: PackReading.Place) {
        guard procedure.units[unit] == nil else { return }
        reading.fault(
            place, "No unit “\(unit)” stands in this pack.",
            cure: "Mend the code, or add it to units.yaml.")
    }

    /// A step must be one of its clock, in every value of it.
    func check(step: String, of clock: ClockCode, at place: PackReading.Place) {
        for value in clocks[clock]?.rule.values ?? []
        where !value.value.steps.contains(where: { $0.name == step }) {
            let known = value.value.steps.map(\.name).joined(separator: ", ")
            reading.fault(
                place, "The clock “\(clock)” has no step “\(step)”; it has \(known).",
                cure: "Name one of its steps.")
            return
        }
    }

    /// What follows from a duty must be open to all who owe it, and to as many as the days late.
    func check(
        _ code: IndicatorCode, follows quantity: DutyRule.Quantity, for roles: [Role],
        at place: PackReading.Place
    ) {
        for value in indicators[code]?.rule.values ?? [] {
            if let role = roles.first(where: { !value.value.roles.contains($0) }) {
                reading.fault(
                    place, "“\(code)” is not open to the role “\(role.rawValue)”, which owes it.",
                    cure: "Name an indicator of each role, or make a duty for each.")
                return
            }
            if quantity == .daysLate, value.value.points.quantities.upperBound == 1 {
                reading.fault(
                    place, "“\(code)” counts once, and not by the days late.",
                    cure: "Leave out `quantity:`, or raise the indicator's `quantityAtMost`.")
                return
            }
        }
    }

    /// An event is repaired, displayed and shared in one way at a time.
    func checkProcedure() {
        checkAlone(
            procedure.repairs.values.map { repair in
                (repair.code.text, repair.rule.values.map { ($0.validity, $0.value.indicators) })
            }, "repairs", "repaired")
        checkAlone(
            procedure.displays.values.map { display in
                (display.code.text, display.rule.values.map { ($0.validity, $0.value.indicators) })
            }, "displays", "displayed")
        checkAlone(
            procedure.sharings.values.map { sharing in
                (sharing.code.text, sharing.rule.values.map { ($0.validity, $0.value.indicators) })
            }, "sharing", "shared")
    }

    private func checkAlone(
        _ parts: [(code: String, values: [(Validity, [IndicatorCode])])], _ folder: String,
        _ word: String
    ) {
        let values = parts.sorted { $0.code < $1.code }
            .flatMap { part in part.values.map { (part.code, $0.0, $0.1) } }
        for (index, (code, validity, indicators)) in values.enumerated() {
            for (other, later, others) in values[(index + 1)...]
            where other != code && validity.overlaps(later) {
                let both = Set(indicators).intersection(others)
                let isAny = indicators.isEmpty || others.isEmpty
                guard let shared = both.min()?.text ?? (isAny ? "any" : nil) else { continue }
                reading.fault(
                    reading.beginning(of: "\(folder)/\(other)"),
                    "“\(shared)” is \(word) by “\(code)” at the same time.",
                    cure: "Let one file of “\(folder)” take each indicator.")
            }
        }
    }
}

extension MappingReader {
    /// An amount in units.
    mutating func unitAmount(of kind: MeasureRule.Kind?) -> UnitAmount? {
        let countNode = required("units")
        let count = countNode.flatMap { decimal(of: $0) }
        if let countNode, !(count.map { $0.mantissa > 0 } ?? false) {
            fault(
                countNode, "“units” must be a number above 0.",
                cure: "Write how many, in digits, without quotes.")
        }
        if let kind, !kind.isMeasured(in: .money) {
            fault(
                countNode, "\(kind.asSubject) is no amount of units.",
                cure: "Use \(kind.unitsInWords).")
        }
        let unitNode = required("of")
        let unit = code("of", as: UnitCode.self)
        if let unit {
            let place = place(unitNode)
            reading.later { $0.check(unit: unit, at: place) }
        }
        let factors = optionalMappings("times").compactMap { start -> UnitAmount.Factor? in
            var inner = start
            let condition = inner.predicate("when", facts: .weighed)
            let factor = inner.integer("factor", in: 1...1_000)
            inner.finish()
            guard let condition, let factor else { return nil }
            return .init(condition: condition, factor: factor)
        }
        let stated = optional("fraction").map { fraction(of: $0) }
        guard let count, let unit, let part = stated ?? (1, 1) else { return nil }
        return UnitAmount(
            count: count, unit: unit, factors: factors, numerator: part.0,
            denominator: part.1)
    }

    /// A fraction as 1/5.
    private func fraction(of node: Node) -> (Int, Int)? {
        let parts = (node.scalar?.string ?? "").split(
            separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let upper = Int(parts[0]), let lower = Int(parts[1]),
            (1...1_000).contains(upper), (upper...1_000).contains(lower)
        else {
            fault(
                node, "“fraction” is no part of a whole.",
                cure: "Write it as 1/5, with whole numbers up to 1000.")
            return nil
        }
        return (upper, lower)
    }
}
