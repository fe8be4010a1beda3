// SPDX-License-Identifier: Apache-2.0

public import Domain

/// What a route asks beyond the party's own leave to act and band: other vouchers, the nominee,
/// numbers, the labour market, documents.
///
/// - Source: the route's file in the pack.
public struct RouteTerms: Hashable, Sendable {
    /// Who must vouch together.
    public enum Vouchers: Hashable, Sendable {
        /// Nobody: the nominee applies alone.
        case none
        /// The vouchers of one of these sets, all of them.
        case anyOf([[Share]])
    }

    /// So many vouchers of one role.
    public struct Share: Hashable, Sendable {
        /// The role.
        public let role: Role
        /// How many at least.
        public let atLeast: Int
        /// The kinds of party that may stand in it; empty for any.
        public let kinds: [PartyKind]
    }

    /// How many nominees there may be.
    public struct QuotaRule: Hashable, Sendable {
        /// What the number counts.
        public enum Scope: String, Hashable, Sendable, CaseIterable {
            /// The nominees on the route.
            case route
            /// The nominees on the route in one region.
            case region
        }

        /// One row: a number for parties of some bands that meet a condition.
        public struct Row: Hashable, Sendable {
            /// The bands; empty for any.
            public let bands: [BandCode]
            /// A condition on the party; nil where there is none.
            public let condition: Predicate?
            /// How many.
            public let limit: Limit
        }

        /// What the number counts.
        public let scope: Scope
        /// The acts that take a place.
        public let acts: [Act]
        /// The rows; the first that holds says how many.
        public let rows: [Row]
    }

    /// The points that a nominee must reach.
    public struct Mark: Hashable, Sendable {
        /// The table that gives them.
        public let points: NomineePointsCode
        /// The least total.
        public let atLeast: Points
        /// What does instead of the points, and of what is needed besides; nil where nothing does.
        public let orWhen: Predicate?
        /// What is needed besides the points; nil where nothing is.
        public let andWhen: Predicate?
    }

    /// Who need not test the labour market, and how long.
    public struct Exemption: Hashable, Sendable {
        /// Its code.
        public let code: ExemptionCode
        /// What it is called.
        public let title: LocalText
        /// The days on which it holds.
        public let validity: Validity
        /// Where it is written.
        public let provenance: Provenance
        /// When it applies.
        public let condition: Predicate
    }

    /// The test of the labour market.
    public struct MarketTestRule: Hashable, Sendable {
        /// The acts that need one.
        public let acts: [Act]
        /// Who needs none.
        public let exemptions: [Exemption]
        /// For how many days the posts must have been advertised; nil for any number.
        public let openDays: Int?
        /// How old it may be; nil where it has no age.
        public let age: MarketTestAge?
    }

    /// A document that must be handed in.
    public struct Document: Hashable, Sendable {
        /// Its code.
        public let code: DocumentCode
        /// What it is called.
        public let title: LocalText
        /// How many days later it may follow (容缺); nil where it may not.
        public let deferDays: Int?
        /// The bands of which it may follow later; empty for any.
        public let deferBands: [BandCode]
    }

    /// Who is let through a green channel.
    public struct GreenChannel: Hashable, Sendable {
        /// The bands; empty for any.
        public let bands: [BandCode]
        /// A condition on nominee and party; nil where there is none.
        public let condition: Predicate?
        /// What it opens.
        public let privileges: [PrivilegeCode]
    }

    /// How far a bar against one party reaches others.
    public struct RelatedParties: Hashable, Sendable {
        /// Which way a bar runs along a relation.
        public enum Reach: String, Hashable, Sendable, CaseIterable {
            /// From the other party to the first.
            case first
            /// From the first party to the other.
            case other
            /// Either way.
            case both
        }

        /// A relation along which it runs.
        public struct Link: Hashable, Sendable {
            /// How the first party stands to the other.
            public let kind: RelationKind
            /// Which way.
            public let reaches: Reach
        }

        /// How many relations it runs along at most.
        public let hops: Int
        /// The relations.
        public let links: [Link]
    }

    /// What overdue duties and reviews do.
    public struct OverdueRule: Hashable, Sendable {
        /// What an overdue duty does; nil for nothing.
        public let duty: Reason.Effect?
        /// What an overdue review does; nil for nothing.
        public let review: Reason.Effect?
    }

    /// Who must vouch together; nil where the party asked about is enough.
    public let vouchers: Vouchers?
    /// Where the nominee of a new nomination must be; nil for anywhere.
    public let place: Nomination.Place?
    /// Whether a place that nobody told is let pass, and only a wrong one refuses.
    public let isUntoldPlaceEnough: Bool
    /// What is asked of nominee and party by name; empty for nothing.
    public let requirements: [Requirement]
    /// How many nominees there may be; nil for any number.
    public let quota: QuotaRule?
    /// The points that the nominee must reach; nil for none.
    public let mark: Mark?
    /// The test of the labour market; nil for none.
    public let marketTest: MarketTestRule?
    /// The documents; empty for none.
    public let documents: [Document]
    /// Who is let through a green channel.
    public let greenChannels: [GreenChannel]
    /// How far bars reach; nil where they reach nobody else.
    public let relatedParties: RelatedParties?
    /// What overdue duties and reviews do.
    public let overdue: OverdueRule?
    /// Whether an authority that vouches leaves the decision to another.
    public let isDecidedByOther: Bool

    /// The days on which a part of the terms begins or ends by itself.
    public var changeDays: [CivilDate] {
        (marketTest?.exemptions ?? []).flatMap {
            [$0.validity.from] + [$0.validity.until].compactMap(\.self)
        }
    }

    /// Whether the nominee applies alone.
    public var isIndependent: Bool { vouchers == RouteTerms.Vouchers.none }

    /// Whether the terms ask for nothing.
    var isEmpty: Bool {
        vouchers == nil && place == nil && requirements.isEmpty && quota == nil && mark == nil
            && marketTest == nil && documents.isEmpty && greenChannels.isEmpty
            && relatedParties == nil && overdue == nil && !isDecidedByOther
    }
}
