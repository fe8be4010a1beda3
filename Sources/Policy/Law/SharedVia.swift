// SPDX-License-Identifier: Apache-2.0

public import Domain

/// The way on which an event is told to have reached a party, as cases and calculations tell it.
public struct SharedVia: Hashable, Sendable {
    /// From where it runs.
    public let origin: SharingPath.Origin
    /// The kinds of relations along which it runs, from there to the party.
    public let relations: [RelationKind]

    /// The most relations on a way.
    public static let relationCount = 5

    /// Tells a way.
    public init(origin: SharingPath.Origin, relations: [RelationKind] = []) {
        self.origin = origin
        self.relations = relations
    }
}

extension SharingRule {
    /// What an event brings to a party in a role on a way; nil where it does not reach so far, or
    /// where it is all the party's own.
    public func share(
        via way: SharedVia, for role: Role
    ) -> (share: ExactDecimal, sharing: EventSharing)? {
        var path = SharingPath(origin: way.origin)
        var percent = EventRecord.wholeShare
        var passes = true
        switch way.origin {
        case .party: guard !way.relations.isEmpty else { return nil }
        case .voucher:
            guard let share = voucher(role) else { return nil }
            (percent, passes) = (share.percent, share.passesOverrides)
        }
        for (index, kind) in way.relations.enumerated() {
            guard let relation = relation(kind), index < relation.hops else { return nil }
            percent = Self.percent(relation.percent, of: percent)
            passes = passes && relation.passesOverrides
            path = path.adding(.init(kind: kind, reachesFirst: relation.reachesFirst))
        }
        return (percent, EventSharing(event: nil, path: path, bringsOverrides: passes))
    }

    /// A percentage of a percentage, to three decimals, half rounded up.
    public static func percent(_ percent: ExactDecimal, of share: ExactDecimal) -> ExactDecimal {
        // Neither has more than three decimals, and both are 100 at most.
        let product = (percent.scaled(toPlaces: 3) ?? 0) * (share.scaled(toPlaces: 3) ?? 0)
        return ExactDecimal(mantissa: (product + 50_000) / 100_000, places: 3)
    }
}

extension EventRecord {
    /// The same event as it reaches its party on a way; nil where no law of the day says so.
    public func reached(via way: SharedVia, under law: ProcedureLaw) -> EventRecord? {
        guard
            let found = law.sharing(of: indicator, on: occurredOn)?.rule.value
                .share(via: way, for: role)
        else { return nil }
        return shared(as: id, role: role, share: found.share, found.sharing)
    }
}

extension GoldenCase {
    /// The same case, its events with the shares that the law gives on the ways it tells.
    func sharing(under law: ProcedureLaw) -> GoldenCase {
        guard !ways.isEmpty else { return self }
        var copy = self
        copy.dossier = dossier.supposing(
            events: ways.compactMap { event, way in
                dossier.events[event]?.reached(via: way, under: law)
            })
        return copy
    }
}
