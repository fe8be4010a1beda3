// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy

/// A question what a version of the law would do to the whole register.
public struct PolicySimulation: Sendable {
    /// The version that is tried, enacted or not.
    public let draft: Policy
    /// The version that it is held against, `code@version`; nil for the one in force on the day.
    public let against: String?
    /// The legal day; nil for today.
    public let asOf: CivilDate?
    /// Of how many parties whose band moves it is told which they are and why.
    public let moverCount: Int
    /// Whether measures are told also of parties that the difference of the versions does not
    /// touch, so that they are the same before and after.
    public let withAllMeasures: Bool

    /// The most movers that are told.
    public static let moverCountMaximum = 10_000

    /// Makes a question.
    public init(
        draft: Policy, against: String? = nil, asOf: CivilDate? = nil, moverCount: Int = 100,
        withAllMeasures: Bool = false
    ) {
        self.draft = draft
        self.against = against
        self.asOf = asOf
        self.moverCount = min(max(0, moverCount), Self.moverCountMaximum)
        self.withAllMeasures = withAllMeasures
    }
}

/// What a version of the law would do to the register.
public struct PolicySimulationAnswer: Sendable {
    /// By what parties are told apart.
    public struct Group: Hashable, Sendable, Comparable {
        /// `all`, `region`, `kind`, or the name of a fact as `sizeClass`.
        public let dimension: String
        /// The region, kind or word; empty where the party states none.
        public let value: String

        /// Makes a group.
        public init(dimension: String, value: String) {
            self.dimension = dimension
            self.value = value
        }

        /// Orders by name, all parties first.
        public static func < (left: Group, right: Group) -> Bool {
            let ranks = (left.dimension == "all" ? 0 : 1, right.dimension == "all" ? 0 : 1)
            if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
            return (left.dimension, left.value) < (right.dimension, right.value)
        }
    }

    /// The way from one band to another in one role.
    public struct Way: Hashable, Sendable {
        /// In which role.
        public let role: Role
        /// The band before; nil for none.
        public let before: BandCode?
        /// The band after; nil for none.
        public let after: BandCode?

        /// Makes a way.
        public init(role: Role, before: BandCode?, after: BandCode?) {
            self.role = role
            self.before = before
            self.after = after
        }
    }

    /// A party whose band moves.
    public struct Mover: Hashable, Sendable {
        /// The party.
        public let party: PartyID
        /// In which role.
        public let role: Role
        /// The rating before.
        public let before: RatingStep
        /// The rating after.
        public let after: RatingStep
        /// The first code by which the two ratings differ: of an override or an indicator, else
        /// `start` or `bands`.
        public let reason: String
    }

    /// The version that was tried.
    public let draft: PolicyReference
    /// The version that it was held against.
    public let against: PolicyReference
    /// The legal day.
    public let asOf: CivilDate
    /// As of which position of the ledger.
    public let knownAt: KnownAt
    /// How many ratings were compared: of each party one for each role it acts in.
    public let ratingCount: Int
    /// How many of them one of the versions could not give.
    public let failureCount: Int
    /// How many ratings go each way, in each group.
    public let ways: [Group: [Way: Int]]
    /// Whether the law of measures is the same in both versions, so that the same measures follow.
    public let assessesAlike: Bool
    /// What measures follow from confirmed events, in each group; of parties of which the same
    /// follow, only if that was asked.
    public let measures: [Group: [MeasureKey: MeasureChange]]
    /// How many ratings have events that are weighed and are left out of the measures: the versions
    /// differ in nothing that bears on an event of theirs, so that the same follow.
    public let leftOutCount: Int
    /// How many notices one of the versions could not weigh.
    public let unweighedCount: Int
    /// The currencies of the version that it was held against and of the one that was tried.
    public let currencies: (before: String, after: String)
    /// How many ratings move to another band.
    public let movedCount: Int
    /// The first movers, in the order of the parties.
    public let movers: [Mover]
    /// The places of the bands of the version that was tried, 0 for the best.
    public let ranks: [BandCode: Int]

    /// Whether a way leads to a better band; nil where it leads to no other, or the scale lacks
    /// one of the two.
    public func isBetter(_ way: Way) -> Bool? {
        guard way.before != way.after, let before = way.before.flatMap({ ranks[$0] }),
            let after = way.after.flatMap({ ranks[$0] })
        else { return nil }
        return after < before
    }
}
