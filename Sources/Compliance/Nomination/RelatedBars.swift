// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// A bar against another party that reaches the one asked about.
struct ReachingBar: Hashable, Sendable {
    /// The bar.
    let bar: Nomination.TiedBar
    /// The relations it runs along, from the party asked about to the one that is barred.
    let path: [RelationKind]
}

/// Finds the bars that reach a party through its relations.
enum RelatedBars {
    /// The bars in force on `day` that reach the party asked about, the nearest first.
    ///
    /// - Source: the route's `relatedParty`.
    static func reaching(
        _ kinship: Kinship, by rule: RouteTerms.RelatedParties, on day: CivilDate
    ) -> [ReachingBar] {
        let bars = kinship.bars.filter { bar in
            bar.from <= day && (bar.until.map { day < $0 } ?? true)
        }
        guard !bars.isEmpty else { return [] }
        let ties = kinship.ties.filter { tie in
            (tie.from.map { $0 <= day } ?? true) && (tie.until.map { day < $0 } ?? true)
        }
        var paths: [String: [RelationKind]] = [Nomination.asked: []]
        var edge = [Nomination.asked]
        var found: [ReachingBar] = []
        for _ in 0..<rule.hops {
            var next: [String] = []
            for name in edge {
                for (neighbour, kind) in neighbours(of: name, ties, rule)
                where paths[neighbour] == nil {
                    paths[neighbour] = (paths[name] ?? []) + [kind]
                    next.append(neighbour)
                }
            }
            edge = next.sorted()
            for name in edge {
                let path = paths[name] ?? []
                found += bars.filter { $0.party == name }
                    .sorted { ($0.until ?? .latest) > ($1.until ?? .latest) }
                    .map { ReachingBar(bar: $0, path: path) }
            }
        }
        return found
    }

    /// The first day after `day` on which other bars reach the party; nil for none.
    static func nextChange(
        _ kinship: Kinship, by rule: RouteTerms.RelatedParties, after day: CivilDate
    ) -> CivilDate? {
        guard !kinship.bars.isEmpty else { return nil }
        let days =
            kinship.ties.flatMap { [$0.from, $0.until] }.compactMap(\.self)
            + kinship.bars.flatMap { [$0.from, $0.until ?? $0.from] }
        let today = reaching(kinship, by: rule, on: day)
        return Set(days).filter { $0 > day }.sorted().first {
            reaching(kinship, by: rule, on: $0) != today
        }
    }

    /// The parties whose bars reach `name` along one relation.
    private static func neighbours(
        of name: String, _ ties: [Nomination.Tie], _ rule: RouteTerms.RelatedParties
    ) -> [(String, RelationKind)] {
        ties.flatMap { tie -> [(String, RelationKind)] in
            guard let link = rule.links.first(where: { $0.kind == tie.kind }) else { return [] }
            var found: [(String, RelationKind)] = []
            if tie.party == name, link.reaches != .other { found.append((tie.other, tie.kind)) }
            if tie.other == name, link.reaches != .first { found.append((tie.party, tie.kind)) }
            return found
        }
    }
}
