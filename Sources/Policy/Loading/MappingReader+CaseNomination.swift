// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    /// What a case tells of the nominee and of other vouchers; nil where it tells of neither.
    mutating func nomination() -> Nomination? {
        guard has("nominee") || has("vouchers") else {
            _ = (optional("nominee"), optional("vouchers"))
            return nil
        }
        var nomination = Nomination()
        if var inner = optionalMapping("nominee") {
            let facts = inner.statedFacts(of: .nominee)
            let place = inner.optional("place").flatMap {
                choice(of: $0, "place", as: Nomination.Place.self)
            }
            inner.finish()
            nomination.nominee = .init(facts: facts, place: place)
        }
        if has("vouchers") {
            nomination.vouchers = optionalMappings("vouchers").compactMap { $0.voucher() }
        }
        return nomination
    }

    private func voucher() -> Nomination.Voucher? {
        var reader = self
        let name = reader.optionalText("name")
        let role = reader.choice("role", of: Role.self)
        let kind = reader.optional("kind").flatMap {
            choice(of: $0, "kind", as: PartyKind.self)
        }
        reader.finish()
        return role.map { .init(name: name, role: $0, kind: kind ?? .organisation) }
    }

    /// What a request tells besides route, act and region.
    mutating func readBesides(_ nomination: inout Nomination?) {
        let names = [
            "quotaUsed", "labourMarketTest", "documents", "overdueDuties", "overdueReviews",
            "relations", "bars",
        ]
        let isTold = names.contains(where: has)
        var told = nomination ?? Nomination()
        told.quotaUsed = has("quotaUsed") ? integer("quotaUsed", in: 0...1_000_000) : nil
        told.marketTest = optionalMapping("labourMarketTest").flatMap { $0.marketTest() }
        if has("documents") {
            told.documents = optionalList("documents").compactMap {
                code(of: $0, as: DocumentCode.self)
            }
        }
        told.overdueDuties = optionalMappings("overdueDuties").compactMap { $0.overdue() }
        told.overdueReviews = optionalMappings("overdueReviews").compactMap { $0.overdue() }
        told.ties = optionalMappings("relations").compactMap { $0.tie() }
        told.bars = optionalMappings("bars").compactMap { $0.tiedBar() }
        for name in names { _ = optional(name) }
        if isTold { nomination = told }
    }

    private func marketTest() -> Nomination.MarketTest? {
        var reader = self
        let posts = reader.integer("posts", in: 1...1_000_000)
        let filled = reader.integer("filled", in: 0...1_000_000, absent: 0)
        let advertisedOn = reader.optionalDate("advertisedOn")
        let closedNode = reader.optional("closedOn")
        let closedOn = reader.optionalDate("closedOn")
        let openDays = reader.has("openDays") ? reader.integer("openDays", in: 0...36_500) : nil
        _ = reader.optional("openDays")
        // Who tells how long the posts were advertised leaves the end to the law.
        let isDated = has("advertisedOn") || has("openDays")
        let until = isDated ? reader.optionalDate("until") : reader.date("until")
        reader.finish()
        if let advertisedOn, let closedOn, closedOn < advertisedOn {
            fault(
                closedNode, "The posts were advertised no more before they were.",
                cure: "Let “closedOn” be no earlier than “advertisedOn”.")
        }
        guard let posts, let filled, isDated || until != nil else { return nil }
        return .init(
            posts: posts, filled: filled, until: until, advertisedOn: advertisedOn,
            closedOn: closedOn, openDays: openDays)
    }

    private func overdue() -> Nomination.Overdue? {
        var reader = self
        let code = reader.text("code")
        let dueOn = reader.date("dueOn")
        reader.finish()
        guard let code, let dueOn else { return nil }
        return .init(code: code, dueOn: dueOn)
    }

    private func tie() -> Nomination.Tie? {
        var reader = self
        let kind = reader.choice("kind", of: RelationKind.self)
        let party = reader.text("party")
        let other = reader.text("other")
        let from = reader.optionalDate("from")
        let until = reader.optionalDate("until")
        reader.finish()
        guard let kind, let party, let other else { return nil }
        return .init(kind: kind, party: party, other: other, from: from, until: until)
    }

    private func tiedBar() -> Nomination.TiedBar? {
        var reader = self
        let party = reader.text("party")
        let from = reader.date("from")
        let until = reader.optionalDate("until")
        reader.finish()
        guard let party, let from else { return nil }
        return .init(party: party, from: from, until: until)
    }

    // MARK: Expected

    /// What a case expects of points, quota and privileges.
    mutating func expectNomination(_ expected: inout GoldenCase.Expectation, hasNominee: Bool) {
        let node = optional("nomineePoints")
        expected.nomineePoints = optionalMapping("nomineePoints").map {
            $0.expectedNomineePoints()
        }
        if let node, !hasNominee {
            fault(
                node, "“nomineePoints” is expected and there is no nominee.",
                cure: "Add `nominee:` to the input, or leave “nomineePoints” out.")
        }
        expected.quota =
            saysNone("quota")
            ? GoldenCase.Expected.nothing
            : optionalMapping("quota").flatMap { $0.expectedQuota() }.map { .value($0) }
        if has("privileges") {
            expected.privileges = optionalList("privileges").compactMap {
                code(of: $0, as: PrivilegeCode.self)
            }
        }
        _ = optional("privileges")
    }

    private func expectedNomineePoints() -> GoldenCase.ExpectedNomineePoints {
        var reader = self
        let node = reader.optional("code")
        let code = reader.optionalCode("code", as: NomineePointsCode.self)
        if let code {
            let found = place(node)
            reading.later { loading in
                guard loading.nomineePoints[code] == nil else { return }
                loading.reading.fault(
                    found, "No table of points “\(code)” stands in this pack.",
                    cure: "Mend the code, or add nomineePoints/\(code).yaml.")
            }
        }
        let total = reader.optionalPoints("total")
        let band =
            reader.saysNone("band")
            ? GoldenCase.Expected.nothing
            : reader.optionalCode("band", as: NomineeBandCode.self).map { .value($0) }
        var items: [NomineeItemCode: Points] = [:]
        for (key, value) in reader.optional("items")?.mapping.map(Array.init) ?? [] {
            guard let item = reader.code(of: key, as: NomineeItemCode.self) else { continue }
            items[item] = reader.points(of: value, "items")
        }
        reader.finish()
        return .init(code: code, total: total, band: band, items: items)
    }

    private func expectedQuota() -> Quota? {
        var reader = self
        let isUnlimited = reader.optional("limit")?.scalar?.string == "unlimited"
        let limit = isUnlimited ? nil : reader.integer("limit", in: 0...1_000_000)
        let used = reader.has("used") ? reader.integer("used", in: 0...1_000_000) : nil
        _ = reader.optional("used")
        reader.finish()
        if isUnlimited { return Quota(limit: .unlimited, used: used) }
        return limit.map { Quota(limit: .number($0), used: used) }
    }
}
