// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    /// How events are weighed, and what follows.
    mutating func assessmentRule(_ validity: Validity) -> AssessmentRule? {
        let indicators = indicatorList()
        let justifications = justifications()
        var criteria: Set<String> = []
        let parts = optionalMappings("points").compactMap { $0.weightPart(&criteria) }
        let reductions = optionalMappings("reductions").compactMap { $0.reduction() }
        var measures: [MeasureRule] = []
        for var inner in mappings("measures") {
            guard let measure = inner.measure(after: measures.map(\.code), during: validity)
            else { continue }
            measures.append(measure)
        }
        guard let indicators else { return nil }
        let rule = AssessmentRule(
            indicators: indicators, justifications: justifications, points: parts,
            reductions: reductions, measures: measures)
        let place = place(node)
        reading.later { $0.check(rule, during: validity, at: place) }
        return rule
    }

    /// What makes an event count for nothing.
    mutating func justifications() -> [AssessmentRule.Justification] {
        optionalMappings("justifications").compactMap { start in
            var inner = start
            let title = inner.localText("title")
            let conditionNode = inner.optional("when")
            let condition = inner.predicate("when", facts: .weighing)
            let source = inner.optionalText("source")
            inner.finish()
            guard let title, let condition else { return nil }
            // In an indicator's file every fact is asked about by itself.
            if !isOfIndicator {
                let place = inner.place(conditionNode)
                reading.later { $0.check(justification: condition, at: place) }
            }
            return .init(title: title, condition: condition, source: source)
        }
    }

    /// A list of indicators; empty for the word `any`.
    mutating func indicatorList() -> [IndicatorCode]? {
        guard let node = required("indicators") else { return nil }
        if node.scalar?.string == "any" { return [] }
        let codes = list("indicators").compactMap { node -> IndicatorCode? in
            let code = code(of: node, as: IndicatorCode.self)
            if let code { reading.refer(to: .indicator(code), at: place(node)) }
            return code
        }
        return codes.isEmpty ? nil : Set(codes).sorted()
    }

    private func reduction() -> AssessmentRule.Reduction? {
        var reader = self
        let title = reader.localText("title")
        let condition = reader.predicate("when", facts: .weighing)
        let pointsNode = reader.required("points")
        let points = reader.points("points")
        let floor = reader.points("floor")
        let source = reader.optionalText("source")
        reader.finish()
        if let points, points <= .zero {
            fault(
                pointsNode, "A reduction takes points off.",
                cure: "Write how many, as a number above 0.")
        }
        guard let title, let condition, let points, let floor else { return nil }
        return .init(
            title: title, condition: condition, points: points, floor: floor, source: source)
    }

    /// `criteria` are the names of those that stand in the parts before this one.
    func weightPart(_ criteria: inout Set<String>) -> WeightPart? {
        var reader = self
        defer { reader.finish() }
        let heads = ["fixed", "each", "ordinal", "grades", "table"].filter(reader.holds)
        guard heads.count == 1 else {
            fault(
                node, "A part of the points begins with exactly one of its words.",
                cure: "Use one of: fixed, each, ordinal, grades, table.")
            return nil
        }
        switch heads[0] {
        case "fixed": return reader.points("fixed").map { .fixed($0) }
        case "each":
            let points = reader.points("each")
            let number = reader.number("of", facts: .weighing)
            let capNode = reader.optional("cap")
            let cap = reader.optionalPoints("cap")
            if let points, let cap, (cap < .zero) != (points < .zero) {
                fault(
                    capNode, "The cap must have the sign of the points.",
                    cure: "Write it with the sign of `each:`.")
            }
            guard let points, let number else { return nil }
            return .each(points, of: number, cap: cap)
        case "ordinal":
            return reader.mapping("ordinal").flatMap { $0.ordinalTable() }.map { .ordinal($0) }
        case "grades":
            var found: [WeightPart.Criterion] = []
            for inner in reader.mappings("grades") {
                guard let criterion = inner.criterion() else { continue }
                if !criteria.insert(criterion.name).inserted {
                    inner.fault(
                        inner.node, "The criterion “\(criterion.name)” stands here twice.",
                        cure: "Give each criterion its own name.")
                }
                found.append(criterion)
            }
            return .grades(found)
        default:
            let place = place(reader.optional("table"))
            let table = reader.table(gives: .points)
            if let table { reading.later { $0.check(table, weighsAt: place) } }
            return table.map { .table($0) }
        }
    }

    private func criterion() -> WeightPart.Criterion? {
        var reader = self
        let name = reader.text("name")
        let title = reader.localText("title")
        let lower = reader.integer("atLeast", in: -1_000...1_000)
        let upper = reader.integer("atMost", in: -1_000...1_000)
        defer { reader.finish() }
        guard let name, let title, let lower, let upper else { return nil }
        guard lower <= upper else {
            fault(node, "No grade lies within this range.", cure: "Put the two in order.")
            return nil
        }
        let guideline = reader.guideline(within: lower...upper)
        return .init(name: name, title: title, range: lower...upper, guideline: guideline)
    }

    private func ordinalTable() -> WeightPart.OrdinalTable? {
        var reader = self
        let byNode = reader.required("by")
        let by = reader.text("by")
        if let by, by != "all" {
            reading.refer(to: .fact(by, .weighing, [], isNumber: false), at: place(byNode))
        }
        let occasionNode = reader.optional("occasion")
        let occasion = reader.optionalText("occasion")
        if let occasion { reading.refer(to: .word(occasion), at: place(occasionNode)) }
        let since = reader.optionalDate("since")
        let window = reader.window()
        let before = reader.optional("before").map {
            choice(of: $0, "before", as: Period.Anchor.self)
        }
        var points: [String: [Points]] = [:]
        let pointsNode = reader.required("points")
        if var rows = reader.mapping("points") {
            for (key, _) in rows.node.mapping ?? [:] {
                guard let word = text(of: key, "points") else { continue }
                let list = rows.list(word)
                points[word] = list.compactMap { self.points(of: $0, word) }
            }
            rows.finish()
        }
        reader.finish()
        let (words, place) = (Set(points.keys), place(pointsNode))
        reading.later { $0.check(ordinalWords: words, of: by ?? "all", at: place) }
        guard let by, !points.isEmpty, let before = before ?? .determinedOn else { return nil }
        return .init(
            by: by == "all" ? nil : by, occasion: occasion, since: since, window: window,
            before: before, points: points)
    }

    /// A reference to a table whose cells are such.
    mutating func table(gives result: LawTable.Result?) -> TableCode? {
        let node = required("table")
        let code = code("table", as: TableCode.self)
        if let code { reading.refer(to: .table(code, result), at: place(node)) }
        return code
    }
}

extension PackLoading {
    /// An ordinal needs points for every word that its fact may have.
    func check(ordinalWords words: Set<String>, of name: String, at place: PackReading.Place) {
        var wanted: Set<String> = ["any"]
        if name != "all" {
            guard case .choice(let choices) = FactScope.weighing.fact(name, among: facts)?.kind
            else {
                reading.fault(
                    place, "Repetitions are told apart by the words of a choice.",
                    cure: "Name a fact of the kind `choice` under “by”, or write `by: all`.")
                return
            }
            wanted = Set(choices)
        }
        for word in wanted.subtracting(words).sorted() {
            reading.fault(
                place, "The word “\(word)” has no points.", cure: "Add `\(word): [ … ]`.")
        }
        for word in words.subtracting(wanted).sorted() {
            reading.fault(
                place, "“\(word)” is no word of “\(name)”.",
                cure: "Use one of: \(wanted.sorted().joined(separator: ", ")).")
        }
    }
}
