// SPDX-License-Identifier: Apache-2.0

import Domain
import Policy

/// A register's vocabulary, indexed for looking up the words of its cells.
struct RegisterWording {
    /// What one rating, as written, says.
    struct Stated: Hashable {
        let tier: String
        let band: BandCode
        let service: ServiceCode?
    }

    private struct RouteName: Hashable {
        let tier: String
        let name: String
    }

    private struct Rated: Hashable {
        let band: BandCode
        let service: ServiceCode?
    }

    let separator: String
    private let tierCodes: [(name: String, code: String)]
    private let ratings: [String: Rated]
    /// The place of a rating in the pack's list; the higher stands where two rows disagree.
    private let ranks: [Rated: Int]
    private let routes: [RouteName: RouteCode]
    private let repairs: [RegisterVocabulary.Column: [String: String]]
    private let footers: [String]

    init(_ vocabulary: RegisterVocabulary) {
        separator = vocabulary.columns.separator
        tierCodes = vocabulary.tiers.flatMap { tier in
            tier.names.map { (name: $0, code: tier.code) }
        }
        var ratings: [String: Rated] = [:]
        var ranks: [Rated: Int] = [:]
        for (rank, rating) in vocabulary.ratings.enumerated() {
            let rated = Rated(band: rating.band, service: rating.service)
            ratings[rating.text] = rated
            ranks[rated] = rank
        }
        self.ratings = ratings
        self.ranks = ranks
        var routes: [RouteName: RouteCode] = [:]
        for route in vocabulary.routes {
            for tier in route.tiers {
                for name in route.names {
                    routes[RouteName(tier: tier, name: name)] = route.code
                }
            }
        }
        self.routes = routes
        repairs = Dictionary(grouping: vocabulary.repairs, by: \.column).mapValues { repairs in
            Dictionary(repairs.map { ($0.text, $0.means) }, uniquingKeysWith: { first, _ in first })
        }
        footers = vocabulary.footers.map { $0.lowercased() }
    }

    /// `Worker (A (SME+))` → tier, band and service; nil when the vocabulary has no such rating.
    func stated(_ text: String) -> Stated? {
        guard let (tier, inner) = split(text), let rated = ratings[inner] else { return nil }
        return Stated(tier: tier, band: rated.band, service: rated.service)
    }

    /// Whether `text` begins as a rating does, known or not.
    func looksLikeRating(_ text: String) -> Bool {
        tierCodes.contains { text.hasPrefix($0.name + " (") }
    }

    private func split(_ text: String) -> (tier: String, inner: String)? {
        guard text.hasSuffix(")"),
            let tier = tierCodes.first(where: { text.hasPrefix($0.name + " (") })
        else { return nil }
        let inner = text.dropFirst(tier.name.count + 2).dropLast()
        return (tier.code, CellText.tidy(String(inner)))
    }

    /// The route that `name` means in `tier`; nil when the vocabulary has none.
    func route(_ name: String, tier: String) -> RouteCode? {
        routes[RouteName(tier: tier, name: name)]
    }

    /// `text` as it was before it was damaged; nil when it is not known as damaged.
    func repaired(_ text: String, in column: RegisterVocabulary.Column) -> String? {
        repairs[column]?[text]
    }

    /// The one of two licences for the same route whose rating stands later in the pack's list.
    func stricter(_ one: Licence, _ other: Licence) -> Licence {
        rank(other) > rank(one) ? other : one
    }

    private func rank(_ licence: Licence) -> Int {
        ranks[Rated(band: licence.band, service: licence.service)] ?? 0
    }

    /// Whether cells without rating and route spell a footer, such as `To,tal,,,`.
    func isFooter(_ cells: [String]) -> Bool {
        let joined = cells.joined().lowercased().filter { !$0.isWhitespace }
        return footers.contains { footer in
            joined.hasPrefix(footer)
                && joined.dropFirst(footer.count).allSatisfy { !$0.isLetter }
        }
    }
}
