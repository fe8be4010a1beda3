// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy

/// The relations around one party, and the bars against those who stand in them.
public struct Kinship: Hashable, Sendable {
    /// The relations; the party itself bears the name ``Nomination/asked``.
    public let ties: [Nomination.Tie]
    /// The bars against the others.
    public let bars: [Nomination.TiedBar]

    /// Tells relations and bars.
    public init(ties: [Nomination.Tie], bars: [Nomination.TiedBar]) {
        self.ties = ties
        self.bars = bars
    }

    /// Nobody is related, or nothing is known of it.
    public static let none = Kinship(ties: [], bars: [])
}

/// Gathers from the register what may reach a party by the bars of others: relation by relation,
/// the nearest first, along the relations that the route's law names and no further than it says.
///
/// Whoever searches reads the records of the parties that are ``wanted`` and adds them, until none
/// are.
///
/// - Source: the route's `relatedParty`.
public struct KinshipSearch: Sendable {
    /// What the register holds of a party that may be barred.
    public struct Records: Sendable {
        /// Its relations.
        public var relations: [RelationRecord]
        /// Its sanctions.
        public var sanctions: [SanctionRecord]

        /// Tells them.
        public init(relations: [RelationRecord], sanctions: [SanctionRecord]) {
            self.relations = relations
            self.sanctions = sanctions
        }

        /// Those of a dossier.
        public init(_ dossier: Dossier) {
            relations = Array(dossier.relations.values)
            sanctions = Array(dossier.sanctions.values)
        }
    }

    private let asked: StandingKey
    private let rule: RouteTerms.RelatedParties
    private let day: CivilDate
    private var relations: [RelationID: RelationRecord] = [:]
    private var bars: [Nomination.TiedBar] = []
    private var known: Set<PartyID>
    private var hop = 0
    /// The parties to be read next, in order; empty when all is known.
    public private(set) var wanted: [PartyID] = []

    /// Begins with the relations of the party asked about. Only bars of its regime that bear on
    /// its role count, and nothing that is over on `day`.
    public init(
        _ asked: StandingKey, related relations: some Sequence<RelationRecord>,
        by rule: RouteTerms.RelatedParties, on day: CivilDate
    ) {
        self.asked = asked
        self.rule = rule
        self.day = day
        known = [asked.party]
        follow(relations, from: [asked.party])
    }

    /// Adds what was read of the parties that were ``wanted``.
    public mutating func add(_ records: [PartyID: Records]) {
        let edge = wanted
        for party in edge {
            for sanction in records[party]?.sanctions ?? [] where counts(sanction) {
                for period in sanction.periods where period.until.map({ day < $0 }) ?? true {
                    bars.append(
                        .init(party: "\(party)", from: period.from, until: period.until))
                }
            }
        }
        follow(edge.flatMap { records[$0]?.relations ?? [] }, from: Set(edge))
    }

    /// What was found.
    public var kinship: Kinship {
        let ties = relations.values.sorted { $0.id < $1.id }.map { relation in
            Nomination.Tie(
                kind: relation.kind, party: name(relation.party), other: name(relation.other),
                from: relation.from, until: relation.until)
        }
        return Kinship(ties: ties, bars: bars)
    }

    private mutating func follow(
        _ found: some Sequence<RelationRecord>, from edge: Set<PartyID>
    ) {
        var next: Set<PartyID> = []
        for relation in found where !relation.isOver(on: day) {
            guard let link = rule.links.first(where: { $0.kind == relation.kind }) else {
                continue
            }
            relations[relation.id] = relation
            if link.reaches != .other, edge.contains(relation.party) {
                next.insert(relation.other)
            }
            if link.reaches != .first, edge.contains(relation.other) {
                next.insert(relation.party)
            }
        }
        next.subtract(known)
        known.formUnion(next)
        wanted = hop < rule.hops ? next.sorted() : []
        hop += 1
    }

    private func counts(_ sanction: SanctionRecord) -> Bool {
        sanction.kind == .bar && sanction.regime == asked.regime && sanction.bears(on: asked.role)
            && sanction.end.map { day < $0 } ?? true
    }

    private func name(_ party: PartyID) -> String {
        party == asked.party ? Nomination.asked : "\(party)"
    }
}

extension Policy {
    /// How far bars reach on a route; nil where they reach nobody else, or the law has no rule.
    public func relatedParties(
        on route: RouteCode, _ day: CivilDate
    ) -> RouteTerms.RelatedParties? {
        guard let definition = routes[route], let rule = try? definition.rule.value(on: day)
        else { return nil }
        return rule.value.terms?.relatedParties
    }
}
