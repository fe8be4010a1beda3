// SPDX-License-Identifier: Apache-2.0

import Domain
import Yams

extension MappingReader {
    /// `none`, or sets of vouchers of which one must stand together.
    mutating func vouchers() -> RouteTerms.Vouchers? {
        guard let node = optional("vouchers") else { return nil }
        if node.scalar?.string == "none" { return RouteTerms.Vouchers.none }
        guard var inner = MappingReader(node, file: file, reading: reading) else { return nil }
        let sets = inner.mappings("anyOf").map { $0.voucherSet() }
        inner.finish()
        return .anyOf(sets)
    }

    private func voucherSet() -> [RouteTerms.Share] {
        var reader = self
        let shares = reader.mappings("allOf").compactMap { $0.share() }
        reader.checkOnce(shares.map(\.role.rawValue), "allOf")
        reader.finish()
        return shares
    }

    private func share() -> RouteTerms.Share? {
        var reader = self
        let node = reader.required("role")
        let role = reader.choice("role", of: Role.self)
        if let role { reading.refer(to: .role(role), at: place(node)) }
        let atLeast = reader.integer("atLeast", in: 1...100, absent: 1)
        let kinds = reader.optionalList("kinds").compactMap {
            choice(of: $0, "kind", as: PartyKind.self)
        }
        reader.finish()
        guard let role, let atLeast else { return nil }
        return .init(role: role, atLeast: atLeast, kinds: kinds)
    }

    /// How far bars against others reach.
    func relatedParties() -> RouteTerms.RelatedParties? {
        var reader = self
        let hops = reader.integer("hops", in: 1...5)
        let links = reader.mappings("through").compactMap { inner in
            var inner = inner
            let kind = inner.choice("kind", of: RelationKind.self)
            let reaches = inner.optional("reaches").map {
                choice(of: $0, "reach", as: RouteTerms.RelatedParties.Reach.self)
            }
            inner.finish()
            return kind.map {
                RouteTerms.RelatedParties.Link(kind: $0, reaches: (reaches ?? nil) ?? .both)
            }
        }
        reader.checkOnce(links.map(\.kind.rawValue), "through")
        reader.finish()
        return hops.map { .init(hops: $0, links: links) }
    }

    /// What overdue duties and reviews do.
    func overdueRule() -> RouteTerms.OverdueRule? {
        var reader = self
        let duty = reader.overdueEffect("duty")
        let review = reader.overdueEffect("review")
        reader.finish()
        if duty == nil, review == nil {
            fault(
                node, "Nothing that is overdue matters.",
                cure: "Write `duty:` or `review:`, or leave `overdue:` out.")
        }
        return .init(duty: duty, review: review)
    }

    private mutating func overdueEffect(_ name: String) -> Reason.Effect? {
        optional(name).flatMap { choice(of: $0, name, as: Reason.Effect.self) }
    }
}
