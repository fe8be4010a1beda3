// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    /// Points that are the sum of parts, as those of an assessment.
    mutating func pointsOfParts(
        _ validity: Validity
    ) -> (rule: PointsRule, capPerIndicator: Points?)? {
        for other in ["fixed", "perUnit"] where has(other) {
            fault(
                node, "Points are either the sum of parts, fixed or per unit.",
                cure: "Keep `parts:`; `\(other)` may be one of the parts.")
        }
        var criteria: Set<String> = []
        let parts = mappings("parts").compactMap { $0.weightPart(&criteria) }
        let cap = optionalPoints("capPerIndicator")
        let maximum = integer("quantityAtMost", in: 1...1_000_000, absent: 1)
        let place = place(node)
        reading.later { $0.check(partsAt: place, during: validity) }
        guard let maximum, !parts.isEmpty else { return nil }
        return (.parts(parts, quantityMaximum: maximum), cap)
    }

    /// The grades that need no reason, and the fact that gives one for any other.
    mutating func guideline(within range: ClosedRange<Int>) -> WeightPart.Guideline? {
        guard var inner = optionalMapping("guideline") else { return nil }
        let lower = inner.integer("atLeast", in: -1_000...1_000)
        let upper = inner.integer("atMost", in: -1_000...1_000)
        let reasonNode = inner.required("reason")
        let reason = inner.text("reason")
        inner.finish()
        guard let lower, let upper, let reason else { return nil }
        let place = place(reasonNode)
        reading.later { loading in
            let fact = FactScope.event.fact(reason, among: loading.facts)
            guard fact?.kind != .word else { return }
            loading.reading.fault(
                place, "“\(reason)” is no word of an event.",
                cure: "Name a fact of the kind `word` with `of: event`.")
        }
        guard lower <= upper, range.contains(lower), range.contains(upper) else {
            fault(
                inner.node, "A guideline lies within the grades.",
                cure: "Put the two in order, from \(range.lowerBound) to \(range.upperBound).")
            return nil
        }
        return .init(range: lower...upper, reason: reason)
    }
}

extension PackLoading {
    /// Whatever the parts of an indicator's points ask for must be there.
    fileprivate func check(partsAt place: PackReading.Place, during validity: Validity) {
        guard
            let indicator = indicators.values.first(where: {
                "indicators/\($0.code).yaml" == place.file
            }), let value = indicator.rule.values.first(where: { $0.validity == validity }),
            let rule = value.value.weighing(of: indicator.code)
        else { return }
        check(rule, during: validity, at: place)
    }
}
