// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    /// A whole number, `none`, `unlimited`, or a share of what a fact of the party counts.
    mutating func quotaLimit() -> RouteTerms.QuotaRule.Limit? {
        guard let node = required("limit") else { return nil }
        if node.mapping != nil {
            return mapping("limit").flatMap { $0.quotaShare() }.map { .share($0) }
        }
        switch node.scalar?.string {
        case "none": return .fixed(.number(0))
        case "unlimited": return .fixed(.unlimited)
        default: return integer("limit", in: 1...1_000_000).map { .fixed(.number($0)) }
        }
    }

    private func quotaShare() -> QuotaShare? {
        var reader = self
        let percent = reader.sharePercent()
        let factNode = reader.required("of")
        let fact = reader.text("of")
        if let fact {
            reading.refer(to: .fact(fact, .party, [], isNumber: true), at: place(factNode))
        }
        let rounding = reader.optional("round").flatMap {
            choice(of: $0, "rounding", as: Rounding.self)
        }
        let range = 0...1_000_000
        let minimum = reader.has("atLeast") ? reader.integer("atLeast", in: range) : nil
        let maximum = reader.has("atMost") ? reader.integer("atMost", in: range) : nil
        let maximumNode = (reader.optional("atLeast"), reader.optional("atMost")).1
        reader.finish()
        if let minimum, let maximum, minimum > maximum {
            fault(
                maximumNode, "The most is less than the fewest.",
                cure: "Let “atMost” be no less than “atLeast”.")
        }
        guard let percent, let fact else { return nil }
        return QuotaShare(
            percent: percent, fact: fact, rounding: rounding ?? .down, minimum: minimum,
            maximum: maximum)
    }

    private mutating func sharePercent() -> ExactDecimal? {
        guard let node = required("percent") else { return nil }
        guard let number = decimal(of: node), number.places <= 3,
            number > ExactDecimal(mantissa: 0, places: 0),
            number <= ExactDecimal(mantissa: 10_000, places: 0)
        else {
            fault(
                node, "A share is so many of a hundred.",
                cure: "Write a number above 0, at most 10000, with at most three decimals.")
            return nil
        }
        return number
    }
}
