// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    /// A condition that must be there.
    mutating func predicate(
        _ name: String, facts scope: FactScope
    ) -> Predicate? {
        required(name).flatMap { predicate(of: $0, facts: scope) }
    }

    /// A condition that may be absent.
    mutating func optionalPredicate(
        _ name: String, facts scope: FactScope
    ) -> Predicate? {
        optional(name).flatMap { predicate(of: $0, facts: scope) }
    }

    /// The bounds stated by `atLeast` or `above`, and `atMost` or `below`; nil where none is.
    mutating func bounds<Value: Comparable & Hashable & Sendable>(
        _ read: (Node) -> Value?
    ) -> Bounds<Value>? {
        let lower = edge(inclusive: "atLeast", exclusive: "above", read)
        let upper = edge(inclusive: "atMost", exclusive: "below", read)
        guard lower != nil || upper != nil else { return nil }
        let bounds = Bounds(lower: lower, upper: upper)
        if bounds.isEmpty {
            fault(
                node, "No value lies within these bounds.",
                cure: "Set the lower bound below the upper one.")
        }
        return bounds
    }

    private func predicate(
        of node: Node, facts scope: FactScope
    ) -> Predicate? {
        guard var reader = MappingReader(node, file: file, reading: reading) else { return nil }
        let words = [
            "all", "any", "not", "fact", "role", "kind", "count", "sum", "rate", "results",
        ]
        let heads = words.filter(reader.holds)
        guard heads.count == 1 else {
            fault(
                node, "A condition begins with exactly one of its words.",
                cure: "Use one of: \(words.joined(separator: ", ")).")
            return nil
        }
        defer { reader.finish() }
        switch heads[0] {
        case "all":
            return .all(reader.list("all").compactMap { predicate(of: $0, facts: scope) })
        case "any":
            return .any(reader.list("any").compactMap { predicate(of: $0, facts: scope) })
        case "not": return reader.predicate("not", facts: scope).map { .not($0) }
        case "role": return .role(reader.roles("role"))
        case "kind":
            return .kind(
                reader.list("kind").compactMap { choice(of: $0, "kind", as: PartyKind.self) })
        case "count", "sum", "rate", "results":
            let aggregate = reader.aggregate(heads[0])
            if scope != .party { refuse(aggregate, at: node, in: scope) }
            return aggregate
        default: return reader.has("since") ? reader.timeSince(scope) : reader.fact(scope)
        }
    }

    /// Refuses a number that is drawn from a record where only one thing is asked about.
    private func refuse(_ condition: Predicate?, at node: Node, in scope: FactScope) {
        if isOfIndicator, condition?.aggregates.contains(where: \.isOfPoints) ?? false {
            fault(node, PackLoading.circlePoints.message, cure: PackLoading.circlePoints.cure)
            return
        }
        let isOfResults = condition?.aggregates.contains { $0.results != nil } ?? false
        fault(
            node,
            "A condition on \(scope.whatIsAsked) cannot count "
                + (isOfResults ? "earlier results." : "events."),
            cure: isOfResults && scope.isWeighing
                ? "Ask for them in a start score, an override or a fact that routes ask for."
                : scope.cureForCounts)
    }

    private mutating func fact(_ scope: FactScope) -> Predicate? {
        let nameNode = required("fact")
        guard let name = text("fact") else { return nil }
        var comparisons: [Predicate.Comparison] = []
        var stated: [JSONValue] = []
        if let node = optional("equals"), let value = factValue(of: node) {
            comparisons.append(.equals(value))
            stated.append(value)
        }
        if has("in") {
            let values = list("in").compactMap { factValue(of: $0) }
            comparisons.append(.isIn(values))
            stated += values
        }
        if has("known"), let wanted = bool("known") { comparisons.append(.isKnown(wanted)) }
        let values = self
        let bounds = bounds { values.number(of: $0) }
        if let bounds { comparisons.append(.within(bounds)) }
        reading.refer(
            to: .fact(name, scope, stated, isNumber: bounds != nil), at: place(nameNode))
        guard comparisons.count == 1 else {
            fault(
                node, "A fact is compared in exactly one way.",
                cure: "Use one of: equals, in, known, since, or bounds such as atLeast and below.")
            return nil
        }
        return .fact(name, comparisons[0])
    }

    private mutating func edge<Value>(
        inclusive: String, exclusive: String, _ read: (Node) -> Value?
    ) -> Bounds<Value>.Edge? {
        let inner = optional(inclusive)
        let outer = optional(exclusive)
        if let inner, outer != nil {
            fault(
                inner, "“\(inclusive)” and “\(exclusive)” exclude each other.",
                cure: "Keep the one that says whether the edge itself belongs to it.")
        }
        if let inner { return read(inner).map { .init(value: $0, isInclusive: true) } }
        return outer.flatMap(read).map { .init(value: $0, isInclusive: false) }
    }

    func number(of node: Node) -> ExactDecimal? {
        guard let number = decimal(of: node) else {
            fault(node, "A number is needed here.", cure: "Write it in digits, without quotes.")
            return nil
        }
        return number
    }
}
