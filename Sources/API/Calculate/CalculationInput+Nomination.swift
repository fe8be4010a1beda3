// SPDX-License-Identifier: Apache-2.0

import Domain
import Service

extension CalculationInput {
    /// The most vouchers, documents, relations or bars of one calculation.
    private static let listCount = 100

    /// `{"route","act","region","assignedBand"}`; nil without a route.
    static func readRequest(_ reader: inout ObjectReader) -> Calculation.Request? {
        let route = reader.optionalCode("route", as: RouteCode.self)
        let act = reader.optionalChoice("act", of: Act.self)
        let region = reader.optionalCode("region", as: RegionCode.self)
        let band = reader.optionalCode("assignedBand", as: BandCode.self)
        guard let route else {
            for (name, isTold) in [
                ("act", act != nil), ("region", region != nil), ("assignedBand", band != nil),
            ] where isTold {
                reader.fault(name, "member.alone", "Say on which route: add `route`.")
            }
            return nil
        }
        return .init(route: route, act: act ?? .new, region: region, band: band)
    }

    /// What is told of nominee, other vouchers and the like; nil where nothing is.
    static func readNomination(_ reader: inout ObjectReader) -> Nomination? {
        let names = [
            "nominee", "vouchers", "quotaUsed", "labourMarketTest", "documents",
            "overdueDuties", "overdueReviews", "relations", "bars",
        ]
        var isTold = false
        // Each is asked for, so that none of them is unknown.
        for name in names where reader.optional(name) != nil { isTold = true }
        guard isTold else { return nil }
        var nomination = Nomination()
        let told = ToldNomination(reading: &reader)
        nomination.nominee = told.nominee
        nomination.documents = told.documents
        nomination.marketTest = told.marketTest
        if reader.optional("vouchers") != nil {
            nomination.vouchers = reader.elements("vouchers", maximumCount: listCount) {
                readVoucher(&$0)
            }
        }
        if reader.optional("quotaUsed") != nil {
            nomination.quotaUsed = reader.integer("quotaUsed", in: 0...1_000_000, absent: 0)
                .map { Int($0) }
        }
        nomination.overdueDuties = readOverdue("overdueDuties", &reader)
        nomination.overdueReviews = readOverdue("overdueReviews", &reader)
        nomination.ties = reader.elements("relations", maximumCount: listCount) { readTie(&$0) }
        nomination.bars = reader.elements("bars", maximumCount: listCount) { readBar(&$0) }
        return nomination
    }

    private static func readVoucher(_ reader: inout ObjectReader) -> Nomination.Voucher? {
        let name = reader.optionalString("name", maximumLength: 100)
        let role = reader.choice("role", of: Role.self)
        let kind: PartyKind? = reader.choice("kind", absent: .organisation)
        guard let role, let kind else { return nil }
        return .init(name: name, role: role, kind: kind)
    }

    private static func readOverdue(
        _ name: String, _ reader: inout ObjectReader
    ) -> [Nomination.Overdue] {
        reader.elements(name, maximumCount: listCount) { inner in
            let code = inner.string("code", maximumLength: 100)
            let dueOn = inner.date("dueOn")
            guard let code, let dueOn else { return nil }
            return .init(code: code, dueOn: dueOn)
        }
    }

    private static func readTie(_ reader: inout ObjectReader) -> Nomination.Tie? {
        let kind = reader.choice("kind", of: RelationKind.self)
        let party = reader.string("party", maximumLength: 100)
        let other = reader.string("other", maximumLength: 100)
        let from = reader.optionalDate("from")
        let until = reader.optionalDate("until")
        guard let kind, let party, let other else { return nil }
        return .init(kind: kind, party: party, other: other, from: from, until: until)
    }

    private static func readBar(_ reader: inout ObjectReader) -> Nomination.TiedBar? {
        let party = reader.string("party", maximumLength: 100)
        let from = reader.date("from")
        let until = reader.optionalDate("until")
        guard let party, let from else { return nil }
        return .init(party: party, from: from, until: until)
    }
}
