// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy

/// A party that an event reaches, in a role, and with which share.
public struct ReachedParty: Hashable, Sendable {
    /// The party.
    public let party: PartyID
    /// In which role the event counts for it.
    public let role: Role
    /// How much of the points it bears, in percent.
    public let percent: ExactDecimal
    /// The way on which the event reaches it.
    public let path: SharingPath
    /// Whether the event brings overrides about for it.
    public let bringsOverrides: Bool
}

/// An event as far as it matters to who shares it.
public struct SharedCircumstances {
    /// The party that it is about, and its role; nil where it is about the undertaking alone.
    public let party: (id: PartyID, role: Role)?
    /// The undertaking on which it happened; nil for none.
    public let undertaking: UndertakingRecord?
    /// The day it happened.
    public let occurredOn: CivilDate
    /// The relations of a party, as they are known when the event is reported.
    public let relations: (PartyID) -> [RelationRecord]

    /// Tells the circumstances.
    public init(
        party: (id: PartyID, role: Role)?, undertaking: UndertakingRecord?, occurredOn: CivilDate,
        relations: @escaping (PartyID) -> [RelationRecord]
    ) {
        self.party = party
        self.undertaking = undertaking
        self.occurredOn = occurredOn
        self.relations = relations
    }
}

/// Works out whom an event reaches: the vouchers of its undertaking by their roles, and from them
/// and from the party that it is about, whoever stands in a relation to them.
///
/// Along a relation runs a share of what reaches the party to which it is, and whoever is reached
/// so is reached in that party's role. Whoever is reached on several ways is reached once in each
/// role: by the largest share; of equal ones by the shortest way; and of these by one that brings
/// overrides about.
public enum SharedLiability {
    /// Whom an event reaches, the largest shares first. The party that it is about is not among
    /// them in its own role: it bears all of it.
    ///
    /// - Source: the pack's folder `sharing`.
    public static func reached(
        by rule: SharingRule, _ circumstances: SharedCircumstances
    ) -> [ReachedParty] {
        var layer: [Place: ReachedParty] = [:]
        if let (id, role) = circumstances.party {
            layer[Place(party: id, role: role)] = ReachedParty(
                party: id, role: role, percent: EventRecord.wholeShare,
                path: SharingPath(origin: .party), bringsOverrides: true)
        }
        let named = Set(layer.keys)
        for voucher in vouchers(by: rule, circumstances) { layer.keep(voucher) }
        var reached = layer
        for hop in stride(from: 1, through: rule.hopsMost, by: 1) {
            var next: [Place: ReachedParty] = [:]
            for party in layer.values {
                for other in neighbours(of: party, by: rule, circumstances, hop: hop) {
                    next.keep(other)
                }
            }
            for party in next.values { reached.keep(party) }
            layer = next
        }
        return reached.filter { !named.contains($0.key) }.values.sorted(by: precedes)
    }

    /// Whom an event of an indicator reaches, each by the law at its own seat: a province may have
    /// set another share for those who have theirs there. `policy` is the version as the nation has
    /// it; nobody is reached where it does not share such events.
    ///
    /// - Source: the pack's folder `sharing`, with what provinces and cities set.
    public static func reached(
        by indicator: IndicatorCode, under policy: Policy, _ circumstances: SharedCircumstances,
        seat: (PartyID) -> RegionCode?
    ) -> [ReachedParty] {
        func law(at region: RegionCode?) -> SharingRule? {
            policy.variant(for: region).procedure
                .sharing(of: indicator, on: circumstances.occurredOn)?.rule.value
        }
        guard let national = law(at: nil) else { return [] }
        var found: [SharingRule: [ReachedParty]] = [:]
        var unread = [national]
        while let rule = unread.popLast() {
            let reached = reached(by: rule, circumstances)
            found[rule] = reached
            let local = Set(reached.compactMap { law(at: seat($0.party)) })
            let fresh = local.filter { found[$0] == nil && !unread.contains($0) }
            unread += fresh
        }
        return found.flatMap { rule, reached in
            reached.filter { law(at: seat($0.party)) == rule }
        }.sorted(by: precedes)
    }

    private static func vouchers(
        by rule: SharingRule, _ circumstances: SharedCircumstances
    ) -> [ReachedParty] {
        guard let undertaking = circumstances.undertaking else { return [] }
        return undertaking.vouchers.compactMap { voucher in
            guard let share = rule.voucher(voucher.role), voucher.from <= circumstances.occurredOn
            else { return nil }
            // Whoever vouches to the end does so on the day of the close-out too.
            let end = voucher.until ?? undertaking.closing.map { $0.on.adding(days: 1) }
            guard
                end.map({ circumstances.occurredOn < $0.adding(months: share.monthsAfterEnd) })
                    ?? true
            else { return nil }
            return ReachedParty(
                party: voucher.party, role: voucher.role, percent: share.percent,
                path: SharingPath(origin: .voucher), bringsOverrides: share.passesOverrides)
        }
    }

    /// Whom an event reaches along one more relation.
    private static func neighbours(
        of party: ReachedParty, by rule: SharingRule, _ circumstances: SharedCircumstances,
        hop: Int
    ) -> [ReachedParty] {
        circumstances.relations(party.party).compactMap { relation in
            guard let share = rule.relation(relation.kind), hop <= share.hops,
                holds(relation, for: share, on: circumstances.occurredOn)
            else { return nil }
            let reachesFirst = relation.other == party.party
            guard reachesFirst ? share.reachesFirst : share.reachesOther else { return nil }
            let percent = SharingRule.percent(share.percent, of: party.percent)
            guard percent.mantissa > 0 else { return nil }
            return ReachedParty(
                party: reachesFirst ? relation.party : relation.other, role: party.role,
                percent: percent,
                path: party.path.adding(.init(kind: relation.kind, reachesFirst: reachesFirst)),
                bringsOverrides: party.bringsOverrides && share.passesOverrides)
        }
    }

    private static func holds(
        _ relation: RelationRecord, for share: SharingRule.Relation, on day: CivilDate
    ) -> Bool {
        let hasBegun = relation.from <= day.adding(months: share.monthsBeforeStart)
        let end = relation.until?.adding(months: share.monthsAfterEnd)
        return hasBegun && (end.map { day < $0 } ?? true)
    }

    fileprivate static func precedes(_ left: ReachedParty, _ right: ReachedParty) -> Bool {
        if left.percent != right.percent { return left.percent > right.percent }
        if left.path.steps.count != right.path.steps.count {
            return left.path.steps.count < right.path.steps.count
        }
        if left.bringsOverrides != right.bringsOverrides { return left.bringsOverrides }
        if left.role != right.role { return left.role < right.role }
        return left.party != right.party
            ? left.party < right.party : left.path.order < right.path.order
    }
}

/// A party in one of its roles.
private struct Place: Hashable {
    let party: PartyID
    let role: Role
}

extension [Place: ReachedParty] {
    /// Keeps the way that counts.
    fileprivate mutating func keep(_ party: ReachedParty) {
        let place = Place(party: party.party, role: party.role)
        if let kept = self[place], !SharedLiability.precedes(party, kept) { return }
        self[place] = party
    }
}

extension SharingPath {
    /// An order without meaning, so that equal ways are always told alike.
    fileprivate var order: String {
        ([origin.rawValue] + steps.map { "\($0.kind.rawValue)\($0.reachesFirst ? 1 : 2)" })
            .joined(separator: " ")
    }
}
