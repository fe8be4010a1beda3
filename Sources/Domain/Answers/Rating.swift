// SPDX-License-Identifier: Apache-2.0

/// What a party's rating rests on.
public enum RatingBasis: String, Hashable, Sendable, CaseIterable {
    /// Arithmetic over confirmed events.
    case score
    /// An override sets the band whatever the score (直接判级).
    case override
    /// An authority assigned the band; the regime has no score.
    case assigned
    /// Nothing to rate by: no event and no assigned band.
    case none
}

/// The rating (信用等级) of one party in one role under one regime on one day, with everything
/// that explains it.
public struct Rating: Hashable, Sendable {
    /// The score; nil where the regime has none.
    public let score: Points?
    /// The band; nil where nothing was assigned.
    public let band: BandCode?
    /// What the band rests on.
    public let basis: RatingBasis
    /// The start value and where it is written; nil where the regime has no score.
    public let start: StartScore?
    /// What no single event brings, in the order in which it counts; all of it counts before
    /// the first event.
    public let adjustments: [ScoreAdjustment]
    /// What each confirmed event brings, oldest first.
    public let contributions: [Contribution]
    /// The scores beside the main one, by code.
    public let scores: [NamedScore]
    /// The overrides in force on the day, strongest first.
    public let overrides: [OverrideInForce]
    /// The bands that an authority assigned, by route.
    public let assignments: [AssignedBand]
    /// Whether a span of uncertain days makes the band uncertain on the day asked.
    public let isUncertain: Bool

    /// Makes a rating.
    public init(
        score: Points?, band: BandCode?, basis: RatingBasis, start: StartScore?,
        contributions: [Contribution], overrides: [OverrideInForce],
        assignments: [AssignedBand], isUncertain: Bool, adjustments: [ScoreAdjustment] = [],
        scores: [NamedScore] = []
    ) {
        self.adjustments = adjustments
        self.scores = scores
        self.score = score
        self.band = band
        self.basis = basis
        self.start = start
        self.contributions = contributions
        self.overrides = overrides
        self.assignments = assignments
        self.isUncertain = isUncertain
    }
}

/// The score a party begins with.
public struct StartScore: Hashable, Sendable {
    /// The points.
    public let points: Points
    /// Why this start value applies.
    public let title: LocalText
    /// Where it is written.
    public let source: String

    /// Makes a start score.
    public init(points: Points, title: LocalText, source: String) {
        self.points = points
        self.title = title
        self.source = source
    }
}

/// The points that one confirmed event brings to one party's score (计分项).
public struct Contribution: Hashable, Sendable {
    /// The indicator of the event.
    public let indicator: IndicatorCode
    /// What the indicator is called.
    public let title: LocalText
    /// The event.
    public let event: EventID
    /// The day it happened.
    public let occurredOn: CivilDate
    /// What the rule gives for the event, after the cap per event and adjustments, before the
    /// party's share and whatever time and caps take off; negative for a deduction.
    public let points: Points
    /// What counts on the day asked, of the party's share; zero once expired. These add up.
    public let counted: Points
    /// The first day on which it no longer counts; nil when it never expires.
    public let expiresOn: CivilDate?
    /// How the points came about, as `3 × -5, capped at -10`; nil when there is nothing to say.
    public let note: LocalText?
    /// Where the rule is written.
    public let source: String
    /// How much of what the event brings the party bears, in percent.
    public let share: ExactDecimal
    /// How the event reached the party; nil where it was reported of the party itself.
    public let sharing: EventSharing?
    /// The undertaking on which it happened; nil when it concerns none.
    public let undertaking: UndertakingID?

    /// Makes a contribution.
    public init(
        indicator: IndicatorCode, title: LocalText, event: EventID, occurredOn: CivilDate,
        points: Points, counted: Points, expiresOn: CivilDate?, note: LocalText?,
        source: String, share: ExactDecimal = EventRecord.wholeShare,
        sharing: EventSharing? = nil, undertaking: UndertakingID? = nil
    ) {
        self.share = share
        self.sharing = sharing
        self.undertaking = undertaking
        self.indicator = indicator
        self.title = title
        self.event = event
        self.occurredOn = occurredOn
        self.points = points
        self.counted = counted
        self.expiresOn = expiresOn
        self.note = note
        self.source = source
    }
}

/// A fact that fixes or caps the band whatever the score (直接判级).
public struct OverrideInForce: Hashable, Sendable {
    /// What the override does to the band.
    public enum Effect: String, Hashable, Sendable, CaseIterable {
        /// The band is this one.
        case direct
        /// The band is no better than this one.
        case cap
        /// The band is no worse than this one, unless a direct band or a cap says so.
        case floor
    }

    /// The override's code in the regime.
    public let code: OverrideCode
    /// What it is called.
    public let title: LocalText
    /// What it does.
    public let effect: Effect
    /// The band it sets or caps at.
    public let band: BandCode
    /// The event that brought it about; nil when a fact of the party did.
    public let event: EventID?
    /// The first day on which it no longer holds; nil while open-ended.
    public let until: CivilDate?
    /// Where it is written.
    public let source: String

    /// Makes an override in force.
    public init(
        code: OverrideCode, title: LocalText, effect: Effect, band: BandCode,
        event: EventID?, until: CivilDate?, source: String
    ) {
        self.code = code
        self.title = title
        self.effect = effect
        self.band = band
        self.event = event
        self.until = until
        self.source = source
    }
}

/// A band that an authority assigned for one route.
public struct AssignedBand: Hashable, Sendable {
    /// The accreditation that carries it.
    public let accreditation: AccreditationID
    /// The route.
    public let route: RouteCode
    /// The band on the day asked.
    public let band: BandCode
    /// Paid services beside the band; they are no grades.
    public let services: [ServiceCode]
    /// When the band was assigned, as far as it is known.
    public let assigned: Span
    /// Where the band is defined.
    public let source: String

    /// Makes an assigned band.
    public init(
        accreditation: AccreditationID, route: RouteCode, band: BandCode,
        services: [ServiceCode], assigned: Span, source: String
    ) {
        self.accreditation = accreditation
        self.route = route
        self.band = band
        self.services = services
        self.assigned = assigned
        self.source = source
    }
}
