// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    /// How nominees are measured.
    mutating func nomineePointsRule(_ validity: Validity) -> NomineePointsRule? {
        let cap = optionalPoints("cap")
        let items = mappings("items").compactMap { $0.nomineeItem() }
        checkOnce(items.map(\.code.text), "items")
        let bands = optionalMappings("bands").compactMap { $0.nomineeBand() }
        checkOnce(bands.map(\.code.text), "bands")
        for (better, next) in zip(bands, bands.dropFirst()) where better.atLeast <= next.atLeast {
            fault(
                optional("bands"), "“\(next.code)” asks no less than “\(better.code)”.",
                cure: "Put the classes in order, the best first.")
        }
        let direct = optionalMappings("direct").compactMap { $0.directBand(among: bands) }
        return NomineePointsRule(items: items, cap: cap, bands: bands, direct: direct)
    }

    private func nomineeBand() -> NomineePointsRule.Band? {
        var reader = self
        let code = reader.code("code", as: NomineeBandCode.self)
        let atLeast = reader.points("atLeast")
        reader.finish()
        guard let code, let atLeast else { return nil }
        return .init(code: code, atLeast: atLeast)
    }

    private func directBand(
        among bands: [NomineePointsRule.Band]
    ) -> NomineePointsRule.Direct? {
        var reader = self
        let node = reader.required("band")
        let band = reader.code("band", as: NomineeBandCode.self)
        let title = reader.localText("title")
        let condition = reader.predicate("when", facts: .nomination)
        reader.finish()
        guard let band, let title, let condition else { return nil }
        if !bands.contains(where: { $0.code == band }) {
            fault(
                node, "The table has no class “\(band)”.",
                cure: "Name a class that stands under `bands:`.")
        }
        return .init(band: band, title: title, condition: condition)
    }

    private func nomineeItem() -> NomineePointsRule.Item? {
        var reader = self
        let code = reader.code("code", as: NomineeItemCode.self)
        let title = reader.localText("title")
        let maximumNode = reader.required("max")
        let maximum = reader.points("max")
        if let maximum, maximum < .zero {
            fault(
                maximumNode, "The most that an item gives is no less than 0.",
                cure: "Write 0, and under `min:` what it takes off.")
        }
        let minimum = reader.itemMinimum()
        let range = minimum...max(minimum, maximum ?? .zero)
        let needed = reader.neededPoints(range)
        let scale = reader.nomineeScale(range)
        reader.finish()
        guard let code, let title, let maximum, let scale else { return nil }
        return .init(
            code: code, title: title, minimum: minimum, maximum: maximum, needed: needed,
            scale: scale)
    }

    /// What an item may take off, at most 0.
    private mutating func itemMinimum() -> Points {
        guard let node = optional("min"), let points = points(of: node, "min") else {
            return .zero
        }
        if points >= .zero {
            fault(
                node, "What an item takes off is below 0.",
                cure: "Write a number below 0, or leave `min:` out.")
            return .zero
        }
        return points
    }

    /// What an item must give, whatever the total.
    private mutating func neededPoints(_ range: ClosedRange<Points>) -> Points? {
        guard let node = optional("atLeast"), let points = points(of: node, "atLeast") else {
            return nil
        }
        if points <= range.lowerBound || points > range.upperBound {
            fault(
                node, "What an item must give lies above its least and not above its most.",
                cure: "Use a number above \(range.lowerBound), up to \(range.upperBound).")
        }
        return points
    }

    /// The one way in which an item gives points.
    private mutating func nomineeScale(_ range: ClosedRange<Points>) -> NomineePointsRule.Scale? {
        let ways = ["rows", "numbers", "perUnit", "anyOf", "stated"]
        let found = ways.filter(holds)
        guard found.count == 1 else {
            for name in ways { _ = optional(name) }
            fault(
                node, "An item gives points in exactly one way.",
                cure: "Use one of: \(ways.joined(separator: ", ")).")
            return nil
        }
        switch found[0] {
        case "rows": return .rows(mappings("rows").compactMap { $0.nomineeRow(range) })
        case "numbers": return mapping("numbers").flatMap { $0.numberScale(range) }
        case "perUnit": return mapping("perUnit").flatMap { $0.unitScale(range) }
        case "anyOf":
            let most = range.upperBound
            return .rows(mappings("anyOf").compactMap { $0.nomineeRow(range, all: most) })
        default: return nomineeNumber("stated").map { .stated($0) }
        }
    }

    /// A row with its own points, or with those that all rows of the item give.
    private func nomineeRow(
        _ range: ClosedRange<Points>, all: Points? = nil
    ) -> NomineePointsRule.Row? {
        var reader = self
        let points = all ?? reader.itemPoints("points", range)
        let title = reader.has("title") ? reader.localText("title") : nil
        let condition = reader.predicate("when", facts: .nomination)
        reader.finish()
        guard let points, let condition else { return nil }
        return .init(title: title, condition: condition, points: points)
    }

    private mutating func itemPoints(_ name: String, _ range: ClosedRange<Points>) -> Points? {
        guard let node = required(name), let points = points(of: node, name) else { return nil }
        if !range.contains(points) {
            fault(
                node, "An item gives from \(range.lowerBound) to its most.",
                cure: "Use a number up to \(range.upperBound), or write `max:` or `min:` for it.")
        }
        return points
    }

    private mutating func nomineeNumber(
        _ name: String, isWhole: Bool = false
    ) -> String? {
        guard let node = required(name), let fact = text(name) else { return nil }
        let found = place(node)
        reading.refer(to: .fact(fact, .nomination, [], isNumber: true), at: found)
        if isWhole {
            reading.later { loading in
                guard let kind = FactScope.nomination.fact(fact, among: loading.facts)?.kind,
                    kind != .integer
                else { return }
                loading.reading.fault(
                    found, "The fact “\(fact)” need not be a whole number.",
                    cure: "Leave out `whole: true`, or define it with `kind: integer`.")
            }
        }
        return fact
    }

    private func unitScale(_ range: ClosedRange<Points>) -> NomineePointsRule.Scale? {
        var reader = self
        let fact = reader.nomineeNumber("by")
        let from = reader.integer("from", in: 0...1_000_000)
        let points = reader.itemPoints("points", range)
        let each = reader.itemPoints("each", range)
        reader.finish()
        guard let fact, let from, let points, let each else { return nil }
        return .perUnit(of: fact, from: from, points, each: each)
    }

    private func numberScale(_ range: ClosedRange<Points>) -> NomineePointsRule.Scale? {
        var reader = self
        let isWhole = reader.bool("whole", absent: false)
        let fact = reader.nomineeNumber("by", isWhole: isWhole)
        var rows: [(row: NomineePointsRule.NumberRow, node: Node)] = []
        for var inner in reader.mappings("rows") {
            let points = inner.itemPoints("points", range)
            let values = inner
            let bounds = inner.bounds { node -> ExactDecimal? in
                guard let number = values.decimal(of: node) else {
                    values.fault(
                        node, "The edge of a row must be a number.",
                        cure: "Write it in digits, without quotes.")
                    return nil
                }
                return number
            }
            inner.finish()
            if bounds == nil {
                fault(
                    inner.node, "A row needs the numbers that fall into it.",
                    cure: "Write bounds such as atLeast and below.")
            }
            guard let points, let bounds else { continue }
            rows.append((.init(bounds: bounds, points: points), inner.node))
        }
        reader.finish()
        checkNumbers(rows.map { ($0.row.bounds, $0.node) }, isWhole: isWhole)
        return fact.map { .numbers(of: $0, rows.map(\.row)) }
    }

    /// Rows take each number between the lowest and the highest once, in whatever order they
    /// stand; beyond them there are no points.
    private func checkNumbers(
        _ rows: [(bounds: Bounds<ExactDecimal>, node: Node)], isWhole: Bool
    ) {
        let inOrder = rows.sorted { left, right in
            guard let next = right.bounds.lower?.value else { return false }
            return left.bounds.lower.map { $0.value < next } ?? true
        }
        for (row, next) in zip(inOrder, inOrder.dropFirst()) {
            guard let upper = row.bounds.upper, let lower = next.bounds.lower,
                upper.value < lower.value
                    || (upper.value == lower.value && !(upper.isInclusive && lower.isInclusive))
            else {
                fault(
                    next.node, "This row and another one take the same numbers.",
                    cure: "Let one end where the other begins, and one of them hold the edge.")
                continue
            }
            let meets = upper.value == lower.value && (upper.isInclusive || lower.isInclusive)
            if !meets, !(isWhole && upper.isNextBefore(lower)) {
                fault(
                    next.node, "Between this row and the one below it lies a gap.",
                    cure: "Let one end where the other begins, or write `whole: true`.")
            }
        }
    }
}

extension Bounds<ExactDecimal>.Edge {
    /// Whether no whole number lies between this upper edge and a lower one.
    fileprivate func isNextBefore(_ lower: Self) -> Bool {
        guard value.places == 0, lower.value.places == 0 else { return false }
        let last = isInclusive ? value.mantissa : value.mantissa - 1
        let first = lower.isInclusive ? lower.value.mantissa : lower.value.mantissa + 1
        return last + 1 == first
    }
}
