// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    /// A rule of shared liability.
    mutating func sharingRule(_ validity: Validity) -> SharingRule? {
        let indicators = indicatorList()
        let vouchers = optionalMappings("vouchers").compactMap { $0.voucherShare() }
        checkOnce(vouchers.map(\.role.rawValue), "vouchers")
        let relations = optionalMappings("relations").compactMap { $0.relationShare() }
        checkOnce(relations.map(\.kind.rawValue), "relations")
        if !has("vouchers"), !has("relations") {
            fault(
                node, "Nobody shares anything here.",
                cure: "Add `vouchers:` or `relations:`, or leave the file out.")
        }
        guard let indicators, !vouchers.isEmpty || !relations.isEmpty else { return nil }
        return SharingRule(indicators: indicators, vouchers: vouchers, relations: relations)
    }

    private func voucherShare() -> SharingRule.Voucher? {
        var reader = self
        let roleNode = reader.required("role")
        let role = reader.choice("role", of: Role.self)
        if let role { reading.refer(to: .role(role), at: place(roleNode)) }
        let percent = reader.sharePercent()
        let months = reader.integer("monthsAfterEnd", in: 0...1_200, absent: 0)
        let passes = reader.bool("overrides", absent: false)
        reader.finish()
        guard let role, let percent, let months else { return nil }
        return .init(
            role: role, percent: percent, monthsAfterEnd: months, passesOverrides: passes)
    }

    private func relationShare() -> SharingRule.Relation? {
        var reader = self
        let kind = reader.choice("kind", of: RelationKind.self)
        let reaches = reader.optional("reaches").map {
            choice(of: $0, "reach", as: RouteTerms.RelatedParties.Reach.self)
        }
        let percent = reader.sharePercent()
        let hops = reader.integer("hops", in: 1...5, absent: 1)
        let after = reader.integer("monthsAfterEnd", in: 0...1_200, absent: 0)
        let before = reader.integer("monthsBeforeStart", in: 0...1_200, absent: 0)
        let passes = reader.bool("overrides", absent: false)
        reader.finish()
        guard let kind, let reaches = reaches ?? .both, let percent, let hops, let after,
            let before
        else { return nil }
        return .init(
            kind: kind, reaches: reaches, percent: percent, hops: hops, monthsAfterEnd: after,
            monthsBeforeStart: before, passesOverrides: passes)
    }

    private mutating func sharePercent() -> ExactDecimal? {
        guard let node = required("percent") else { return nil }
        let hundred = ExactDecimal(mantissa: 100, places: 0)
        guard let percent = decimal(of: node), percent.mantissa > 0, percent <= hundred,
            percent.places <= 3
        else {
            fault(
                node, "“percent” is no share.",
                cure: "Write a number above 0 and up to 100, with at most three decimals; leave "
                    + "out whoever has no share.")
            return nil
        }
        return percent
    }

    /// The way on which an event of a case reached the party; nil where it is the party's own.
    mutating func sharedVia(
        _ indicator: IndicatorCode?, _ role: Role, on day: CivilDate?
    ) -> SharedVia? {
        guard var reader = optionalMapping("via") else { return nil }
        let origin = reader.choice("from", of: SharingPath.Origin.self)
        let relations = reader.optionalList("relations").compactMap {
            choice(of: $0, "relation", as: RelationKind.self)
        }
        reader.finish()
        if has("share") {
            fault(
                reader.node, "The law says which share follows from a way.",
                cure: "Keep “share” or “via”, not both.")
        }
        guard let origin, let indicator, let day else { return nil }
        let way = SharedVia(origin: origin, relations: relations)
        let place = place(reader.node)
        reading.later { loading in
            let rule = loading.procedure.sharing(of: indicator, on: day)?.rule.value
            guard rule?.share(via: way, for: role) == nil else { return }
            loading.reading.fault(
                place, "By no law of the day does “\(indicator)” reach a party on this way.",
                cure: "Mend the way, or add it to a file of “sharing”.")
        }
        return way
    }
}
