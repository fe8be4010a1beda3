// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    // MARK: Indicators

    mutating func indicatorRule(_ validity: Validity) -> IndicatorRule? {
        let roles = roles("roles")
        let points = pointsOrNone(validity)
        let justifications = justifications()
        let adjustments = adjustments(validity)
        let course = pointsCourse()
        let facts = statedFacts(of: .indicator)
        var expiry: Period?
        var isExpiryRead = true
        if let node = required("expires"), node.scalar?.string != "never" {
            expiry = mapping("expires").flatMap { $0.period() }
            isExpiryRead = expiry != nil
        }
        guard let points, isExpiryRead else { return nil }
        return IndicatorRule(
            roles: roles, points: points.rule, capPerIndicator: points.capPerIndicator,
            expiry: expiry, facts: facts, adjustments: adjustments,
            justifications: justifications, course: course)
    }

    /// Points, or the word `none` where the event brings nothing to a score.
    private mutating func pointsOrNone(
        _ validity: Validity
    ) -> (rule: PointsRule, capPerIndicator: Points?)? {
        guard required("points")?.scalar?.string == "none" else {
            return mapping("points").flatMap { $0.pointsRule(validity) }
        }
        return integer("quantityAtMost", in: 1...1_000_000, absent: 1)
            .map { (.nothing(quantityMaximum: $0), nil) }
    }

    private func pointsRule(
        _ validity: Validity
    ) -> (rule: PointsRule, capPerIndicator: Points?)? {
        var reader = self
        defer { reader.finish() }
        if reader.has("parts") { return reader.pointsOfParts(validity) }
        if reader.has("fixed") {
            if reader.has("perUnit") {
                fault(
                    node, "Points are either fixed or per unit.",
                    cure: "Keep `fixed:` or `perUnit:`.")
            }
            let points = reader.points("fixed")
            let total = reader.cap("capPerIndicator", of: points)
            return points.map { (.fixed($0), total) }
        }
        let points = reader.points("perUnit")
        guard reader.has("unit") else {
            fault(
                node, "Points per unit need the unit.",
                cure: "Add `unit:` with what the quantity counts.")
            return nil
        }
        let unit = reader.choice("unit", of: QuantityUnit.self)
        let cap = reader.cap("capPerEvent", of: points)
        let total = reader.cap("capPerIndicator", of: points)
        let maximumNode = reader.optional("quantityAtMost")
        let maximum = reader.integer("quantityAtMost", in: 1...1_000_000)
        guard let points, let unit, let maximum else { return nil }
        if cap == nil, let maximumNode { reader.demandScale(points, maximum, at: maximumNode) }
        let rule = PointsRule.PerUnit(
            points: points, unit: unit, capPerEvent: cap, quantityMaximum: maximum)
        return (.perUnit(rule), total)
    }

    /// Refuses points of one event that are more than any score can hold.
    private func demandScale(_ points: Points, _ maximum: Int, at node: Node) {
        let most = Points.magnitudeMaximum
        // Points and quantities are bounded themselves, so that 64 bits hold their product.
        guard points.thousandths.magnitude * UInt64(maximum) > most.magnitude else { return }
        fault(
            node,
            "\(maximum) × \(points) is more than the \(most / 1_000) points that are counted.",
            cure: "Lower `quantityAtMost:`, or add `capPerEvent:`.")
    }

    private mutating func cap(_ name: String, of points: Points?) -> Points? {
        let node = optional(name)
        guard let cap = optionalPoints(name), let points else { return nil }
        if (cap < .zero) != (points < .zero) || isSmaller(cap, than: points) {
            fault(
                node, "The cap must have the sign of the points and not be smaller.",
                cure: "A cap of \(points * 2) would allow two units.")
        }
        return cap
    }

    private func isSmaller(_ left: Points, than right: Points) -> Bool {
        left.thousandths.magnitude < right.thousandths.magnitude
    }

    private func period() -> Period? {
        var reader = self
        let months = reader.integer("months", in: 0...1_200, absent: 0)
        let days = reader.integer("days", in: 0...36_500, absent: 0)
        let anchor = reader.choice("anchor", of: Period.Anchor.self)
        let clean = reader.cleanTime()
        let endNode = reader.optional("endOf")
        var endOf: Period.Civil?
        var anniversary: String?
        if endNode?.mapping != nil {
            anniversary = reader.mapping("endOf").flatMap { $0.anniversary() }
        } else {
            endOf = endNode.flatMap { reader.choice(of: $0, "endOf", as: Period.Civil.self) }
        }
        reader.finish()
        guard let months, let days, let anchor else { return nil }
        if months == 0, days == 0, endNode == nil, clean == nil {
            fault(
                node, "A period must last.",
                cure: "Write `months:`, `days:`, `endOf:` or `cleanMonths:`, or `expires: never`.")
        }
        return Period(
            months: months, days: days, anchor: anchor, endOf: endOf, anniversaryOf: anniversary,
            clean: clean)
    }

    /// The time without a breach after which points no longer count; nil where there is none.
    private mutating func cleanTime() -> CleanTime? {
        let node = optional("breach")
        guard has("cleanMonths") else {
            if node != nil {
                fault(
                    node, "Nothing is said that a breach would prolong.",
                    cure: "Add `cleanMonths:`, or leave out `breach:`.")
            }
            return nil
        }
        let months = integer("cleanMonths", in: 1...1_200)
        let breaches = node == nil ? [] : indicators("breach")
        guard let months, let breaches else { return nil }
        return CleanTime(months: months, breaches: breaches)
    }

    /// A fact of the party that is a day, whose anniversaries end a period.
    private func anniversary() -> String? {
        var reader = self
        let name = reader.dayOfParty("anniversaryOf")
        reader.finish()
        return name
    }

    /// The name of a fact of the party that is a day, and that is stated: nothing that follows from
    /// others is asked for such a day.
    mutating func dayOfParty(_ member: String) -> String? {
        let place = place(required(member))
        guard let name = text(member) else { return nil }
        reading.later { loading in
            let fact = FactScope.party.fact(name, among: loading.facts)
            guard fact?.kind == .date else {
                return loading.reading.fault(
                    place, "“\(name)” is no day of the party.",
                    cure: "Name a fact of the party of the kind `date`.")
            }
            guard fact?.derivation != nil else { return }
            loading.reading.fault(
                place, "“\(name)” follows from other facts; here only a stated day is asked.",
                cure: "Name a fact of the party that has no `derived:`.")
        }
        return name
    }

    // MARK: Overrides

    mutating func overrideRule(_ validity: Validity) -> OverrideRule? {
        let roles = roles("roles")
        let effect = choice("effect", of: OverrideInForce.Effect.self)
        let bandNode = required("band")
        let band = code("band", as: BandCode.self)
        let cause = overrideCause()
        if let band {
            let days = cause?.days(of: validity) ?? validity
            reading.refer(to: .band(band, days), at: place(bandNode))
        }
        guard let effect, let band, let cause else { return nil }
        return OverrideRule(roles: roles, effect: effect, band: band, cause: cause)
    }

    private mutating func overrideCause() -> OverrideRule.Cause? {
        guard var event = optionalMapping("event") else {
            if has("previous") {
                return optionalMapping("previous").flatMap { $0.earlierResult() }
                    .map { .previous($0) }
            }
            guard let condition = optionalPredicate("party", facts: .party) else {
                fault(
                    node, "An override needs a cause.",
                    cure: "Add `event:` with its indicators, `party:` with a condition, or "
                        + "`previous:` with a result.")
                return nil
            }
            return .party(condition)
        }
        let indicators = event.list("indicators").compactMap { node -> IndicatorCode? in
            let code = code(of: node, as: IndicatorCode.self)
            if let code { reading.refer(to: .indicator(code), at: place(node)) }
            return code
        }
        let condition = event.optionalPredicate("when", facts: .event)
        let holds = event.mapping("holds").flatMap { $0.holding() }
        event.finish()
        return holds.map { .event(indicators: indicators, condition: condition, holds: $0) }
    }
}

extension MappingReader {
    fileprivate func holding() -> OverrideRule.Holding? {
        var reader = self
        let anchor = reader.choice("anchor", of: Period.Anchor.self)
        let after = reader.integer("afterMonths", in: 0...1_200, absent: 0)
        let length = reader.holdingLength()
        reader.finish()
        guard let anchor, let after, let length else { return nil }
        return .init(anchor: anchor, afterMonths: after, length: length)
    }

    private mutating func holdingLength() -> OverrideRule.Holding.Length? {
        let heads = ["months", "days", "endOf"].filter(has)
        for other in heads.dropFirst() {
            fault(
                optional(other), "An override holds for one length of time.",
                cure: "Keep one of `months:`, `days:` and `endOf:`.")
        }
        switch heads.first {
        case "days"?: return integer("days", in: 1...36_500).map { .days($0) }
        case "endOf"?:
            let period = choice("endOf", of: CivilPeriod.self)
            let later = integer("later", in: 0...100, absent: 0)
            guard let period, let later else { return nil }
            return .endOf(period, later: later)
        default:
            if optional("months")?.scalar?.string == "forever" { return .forEver }
            return integer("months", in: 1...1_200).map { .months($0) }
        }
    }
}

extension OverrideRule.Cause {
    /// The days on which an override of this cause may strike, when its rule is in force on those
    /// of `validity`: an event of its last day is still held against the party for a while.
    fileprivate func days(of validity: Validity) -> Validity? {
        guard case .event(_, _, let holds) = self, let until = validity.until else {
            return validity
        }
        return Validity(
            from: validity.from,
            until: holds.end(from: until))
    }
}
