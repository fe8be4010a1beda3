// SPDX-License-Identifier: Apache-2.0

/// One nomination as somebody describes it: who is to come, who else vouches, and what the law
/// may ask besides.
///
/// What is nil was not told. The law then asks for it as a condition, as it does with a region.
public struct Nomination: Hashable, Sendable {
    /// The nominee; nil when nothing was told of them.
    public var nominee: Nominee?
    /// Who vouches besides the party asked about; nil when that was not told.
    public var vouchers: [Voucher]?
    /// What kind of party is asked about.
    public var kind = PartyKind.organisation
    /// The facts of the party asked about.
    public var partyFacts: [JSONValue.Member] = []
    /// The first later day known on which other facts of the party follow; nil while none is.
    public var factsUntil: CivilDate?
    /// How much of the quota is used; nil when that was not told.
    public var quotaUsed: Int?
    /// The test of the labour market; nil when none was told.
    public var marketTest: MarketTest?
    /// The documents that were handed in; nil when that was not told.
    public var documents: [DocumentCode]?
    /// Duties that are overdue on the day asked about.
    public var overdueDuties: [Overdue] = []
    /// Reviews that are overdue on the day asked about.
    public var overdueReviews: [Overdue] = []
    /// How parties are related; the party asked about bears the name ``asked``.
    public var ties: [Tie] = []
    /// The bars against related parties, and under the name ``asked`` those against the party asked
    /// about.
    public var bars: [TiedBar] = []

    /// The name of the party asked about among ``ties``.
    public static let asked = "self"

    /// Makes a nomination of which nothing is told yet.
    public init() {}

    /// Where a nominee is.
    public enum Place: String, Hashable, Sendable, CaseIterable {
        /// Outside the country: whoever vouches invites.
        case abroad
        /// In the country: whoever vouches recommends.
        case inside
    }

    /// Who is to be vouched for.
    public struct Nominee: Hashable, Sendable {
        /// The facts that rules ask for.
        public let facts: [JSONValue.Member]
        /// Where the nominee is; nil when that was not told.
        public let place: Place?

        /// Describes a nominee.
        public init(facts: [JSONValue.Member], place: Place?) {
            self.facts = facts
            self.place = place
        }
    }

    /// Who vouches besides the party asked about.
    public struct Voucher: Hashable, Sendable {
        /// How the answer names it; nil where it needs no name.
        public let name: String?
        /// In which role.
        public let role: Role
        /// What kind of party.
        public let kind: PartyKind

        /// Describes a voucher.
        public init(name: String?, role: Role, kind: PartyKind) {
            self.name = name
            self.role = role
            self.kind = kind
        }
    }

    /// A test of the labour market that covers several posts.
    public struct MarketTest: Hashable, Sendable {
        /// How many posts it covers.
        public let posts: Int
        /// How many of them are filled.
        public let filled: Int
        /// The first day on which it no longer counts; nil where only the law ends it.
        public let until: CivilDate?
        /// The day on which the posts were advertised; nil when that was not told.
        public let advertisedOn: CivilDate?
        /// The first day on which they were advertised no more; nil while they are, or when that
        /// was not told.
        public let closedOn: CivilDate?
        /// For how many days they were advertised; nil where that follows from the days.
        public let openDays: Int?

        /// Describes a test.
        public init(
            posts: Int, filled: Int, until: CivilDate?, advertisedOn: CivilDate? = nil,
            closedOn: CivilDate? = nil, openDays: Int? = nil
        ) {
            self.posts = posts
            self.filled = filled
            self.until = until
            self.advertisedOn = advertisedOn
            self.closedOn = closedOn
            self.openDays = openDays
        }

        /// For how many days the posts were advertised by `day`; nil when that was not told.
        public func daysOpen(on day: CivilDate) -> Int? {
            openDays ?? advertisedOn.map { min(closedOn ?? day, day).days(since: $0) }
        }
    }

    /// A duty or a review that should have been done.
    public struct Overdue: Hashable, Sendable {
        /// Which, in a word.
        public let code: String
        /// The last day on which it was in time.
        public let dueOn: CivilDate

        /// Describes what is overdue.
        public init(code: String, dueOn: CivilDate) {
            self.code = code
            self.dueOn = dueOn
        }
    }

    /// How one party stands to another.
    public struct Tie: Hashable, Sendable {
        /// How the first stands to the other.
        public let kind: RelationKind
        /// The name of the first.
        public let party: String
        /// The name of the other.
        public let other: String
        /// The first day on which it holds; nil where it always did.
        public let from: CivilDate?
        /// The first day on which it no longer holds; nil while open-ended.
        public let until: CivilDate?

        /// Describes a relation.
        public init(
            kind: RelationKind, party: String, other: String, from: CivilDate? = nil,
            until: CivilDate? = nil
        ) {
            self.kind = kind
            self.party = party
            self.other = other
            self.from = from
            self.until = until
        }
    }

    /// A bar against a related party, or against the party asked about.
    public struct TiedBar: Hashable, Sendable {
        /// The name of the party.
        public let party: String
        /// The first day of the bar.
        public let from: CivilDate
        /// The first day on which it is over; nil while without end.
        public let until: CivilDate?

        /// Describes a bar.
        public init(party: String, from: CivilDate, until: CivilDate?) {
            self.party = party
            self.from = from
            self.until = until
        }
    }
}
