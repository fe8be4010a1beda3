// SPDX-License-Identifier: Apache-2.0

public import Domain

/// Whom an event reaches beside the party that it is about, and with which share (连带责任).
///
/// - Source: the file of the pack's folder `sharing`.
public struct SharingRule: Hashable, Sendable {
    /// What reaches those who vouch in one role on the undertaking.
    public struct Voucher: Hashable, Sendable {
        /// In which role.
        public let role: Role
        /// So many percent of the points.
        public let percent: ExactDecimal
        /// So many months after the vouching ended, an event still reaches the voucher.
        public let monthsAfterEnd: Int
        /// Whether the event brings overrides about for the voucher too.
        public let passesOverrides: Bool
    }

    /// What reaches those who stand in one relation to a party that is reached.
    public struct Relation: Hashable, Sendable {
        /// How the first party stands to the other.
        public let kind: RelationKind
        /// Which way.
        public let reaches: RouteTerms.RelatedParties.Reach
        /// So many percent of what reaches the party to which the relation is.
        public let percent: ExactDecimal
        /// The relation is the last of so many at most.
        public let hops: Int
        /// So many months after its end, an event still runs along it.
        public let monthsAfterEnd: Int
        /// So many months before its beginning, an event runs along it already.
        public let monthsBeforeStart: Int
        /// Whether the event brings overrides about for those who are reached too.
        public let passesOverrides: Bool
    }

    /// The indicators whose events are shared, sorted; empty for every indicator.
    public let indicators: [IndicatorCode]
    /// By role of the voucher; a role that is not there is not reached.
    public let vouchers: [Voucher]
    /// By kind of relation; along one that is not there nothing runs.
    public let relations: [Relation]

    /// The share of those who vouch in a role; nil where there is none.
    public func voucher(_ role: Role) -> Voucher? { vouchers.first { $0.role == role } }

    /// The share along a relation; nil where there is none.
    public func relation(_ kind: RelationKind) -> Relation? {
        relations.first { $0.kind == kind }
    }

    /// The most relations that an event runs along.
    public var hopsMost: Int { relations.map(\.hops).max() ?? 0 }
}

extension SharingRule.Relation {
    /// Whether an event runs along the relation to its first party.
    public var reachesFirst: Bool { reaches != .other }

    /// Whether an event runs along the relation to its other party.
    public var reachesOther: Bool { reaches != .first }
}

/// A rule of shared liability over time.
public typealias Sharing = Parameter<SharingCode, SharingRule>

extension ProcedureLaw {
    /// Whom events of an indicator reach; nil where nobody else.
    public func sharing(
        of indicator: IndicatorCode, on day: CivilDate
    ) -> (sharing: Sharing, rule: DatedValue<SharingRule>)? {
        for sharing in sharings.values.sorted(by: { $0.code < $1.code }) {
            guard let rule = try? sharing.rule.value(on: day),
                rule.value.indicators.isEmpty || rule.value.indicators.contains(indicator)
            else { continue }
            return (sharing, rule)
        }
        return nil
    }
}
