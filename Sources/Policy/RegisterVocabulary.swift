// SPDX-License-Identifier: Apache-2.0

public import Domain

/// How a foreign register words what this house knows: its columns, rating strings, tiers, route
/// names over the years, known damage, and the marks of a natural person's name.
///
/// A plain value out of a regime's `register.yaml`; it decides nothing by itself.
/// - Source: the pack; each group names its own in ``sources``.
public struct RegisterVocabulary: Hashable, Sendable {
    /// The header's texts, in no particular order, and what joins packed values.
    public struct Columns: Hashable, Sendable {
        /// Header of the sponsor's name.
        public var name: String
        /// Header of the town.
        public var town: String
        /// Header of the county.
        public var county: String
        /// Header of type and rating.
        public var rating: String
        /// Header of the route.
        public var route: String
        /// What stands between the packed ratings, and between the packed routes, of one row.
        public var separator: String
    }

    /// As what the parties of the register are entered here.
    public struct Sponsors: Hashable, Sendable {
        /// The role they act in.
        public var role: Role
        /// The region they have their seat in.
        public var region: RegionCode
        /// The scheme of our own that they are addressed by; the register has no identifier.
        public var scheme: IdentifierScheme
    }

    /// A tier of the register, under which routes are grouped.
    public struct Tier: Hashable, Sendable {
        /// The tier's code inside this vocabulary.
        public var code: String
        /// Every name the tier has had.
        public var names: [String]
    }

    /// One rating string and what it means.
    public struct Rating: Hashable, Sendable {
        /// The string as published, without the tier and its brackets.
        public var text: String
        /// The band assigned.
        public var band: BandCode
        /// The support service bought, which is no grade; nil for none.
        public var service: ServiceCode?
    }

    /// One route through all its names.
    public struct Route: Hashable, Sendable {
        /// The code that stays the same through every renaming.
        public var code: RouteCode
        /// Codes of the tiers it has been listed under.
        public var tiers: [String]
        /// Every name the route has had.
        public var names: [String]
    }

    /// Which cell of a row.
    public enum Column: String, Hashable, Sendable, CaseIterable {
        case name, town, county, rating, route
    }

    /// A damaged text that can only mean one thing.
    public struct Repair: Hashable, Sendable {
        /// The cell it is found in.
        public var column: Column
        /// The damaged text, whole.
        public var text: String
        /// What it means.
        public var means: String
    }

    /// The marks by which the name of a natural person is recognised.
    public struct PersonMarks: Hashable, Sendable {
        /// Leading words, with the capitals they must have.
        public var titles: [String]
        /// Words between a person and the name of the business, in any case.
        public var tradingAs: [String]
        /// Words that only an organisation bears, in any case.
        public var organisationMarks: [String]
    }

    /// As what its parties are entered.
    public var sponsors: Sponsors
    /// Header and separator.
    public var columns: Columns
    /// The tiers.
    public var tiers: [Tier]
    /// The ratings; where two rows disagree on one licence, the later in this list stands.
    public var ratings: [Rating]
    /// The routes.
    public var routes: [Route]
    /// Texts repaired with certainty.
    public var repairs: [Repair]
    /// Words that, with only digits and punctuation behind them, are a page's footer.
    public var footers: [String]
    /// The marks of a natural person.
    public var personMarks: PersonMarks
    /// Where each group comes from, by the group's name.
    public var sources: [String: String]
}
