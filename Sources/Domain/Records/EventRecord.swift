// SPDX-License-Identifier: Apache-2.0

/// Whether a compliance event counts.
public enum EventState: String, Hashable, Sendable, CaseIterable {
    /// Someone says so; visible to those entitled, and nothing more.
    case alleged
    /// Determined; only this scores.
    case confirmed
    /// Found not to be so, or taken back.
    case annulled
}

/// A compliance event (合规事件): something that happened, coded by an indicator.
public struct EventRecord: Hashable, Sendable {
    /// Its id.
    public let id: EventID
    /// The undertaking on which it happened; nil when it concerns none.
    public let undertaking: UndertakingID?
    /// The event that this one corrects; nil for none.
    public let corrects: EventID?
    /// In which role the party acted.
    public let role: Role
    /// Under which regime the indicator stands.
    public let regime: RegimeCode
    /// The indicator (指标).
    public let indicator: IndicatorCode
    /// Whether it counts.
    public internal(set) var state: EventState
    /// The day it happened.
    public let occurredOn: CivilDate
    /// The day it was reported.
    public let reportedOn: CivilDate
    /// The day it was confirmed or annulled; nil while alleged.
    public internal(set) var determinedOn: CivilDate?
    /// How many of it: persons, days or instances, as the indicator says; at least 1.
    public let quantity: Int
    /// An officer's grades by criterion, sorted by name.
    public let grades: [JSONValue.Member]
    /// Facts of the event that rules ask for, sorted by name.
    public internal(set) var facts: [JSONValue.Member]
    /// Whether the party disclosed it before the authority knew.
    public internal(set) var isVoluntaryDisclosure: Bool
    /// How much of its points the party bears, in percent from 0 to 100: less than 100 where it
    /// shares the event with others.
    public internal(set) var share: ExactDecimal
    /// How it came to count against the party, where it bears it with others; nil where it was
    /// reported of the party itself.
    public let sharing: EventSharing?
    /// Whom it reaches beside the party, as was worked out when it was reported.
    public internal(set) var reaches: [EventReach] = []
    /// The reporting system and its own id for the event; nil when reported by hand.
    public let origin: EventOrigin?
    /// A note in free text, always sealed.
    public let note: SealedText?
    /// The documents by their SHA-256.
    public let evidence: [Digest32]
    /// Who reported it; a second officer confirms.
    public let reporter: TokenID

    /// The party bears all of the points.
    public static let wholeShare = ExactDecimal(mantissa: 100, places: 0)
    /// The shares that an event may have, in percent.
    public static let shares = ExactDecimal(mantissa: 0, places: 0)...wholeShare

    /// Makes a record of an event as reported; one that is confirmed at once is determined on
    /// the day it was reported, unless said otherwise.
    public init(
        id: EventID, role: Role, regime: RegimeCode, indicator: IndicatorCode,
        state: EventState, occurredOn: CivilDate, reportedOn: CivilDate,
        determinedOn: CivilDate? = nil, quantity: Int,
        grades: [JSONValue.Member], facts: [JSONValue.Member], isVoluntaryDisclosure: Bool,
        origin: EventOrigin?, note: SealedText?, evidence: [Digest32], reporter: TokenID,
        undertaking: UndertakingID? = nil, corrects: EventID? = nil,
        share: ExactDecimal = EventRecord.wholeShare, sharing: EventSharing? = nil
    ) {
        precondition(Self.shares.contains(share), "A share is a percentage from 0 to 100.")
        self.share = share
        self.sharing = sharing
        self.id = id
        self.undertaking = undertaking
        self.corrects = corrects
        self.role = role
        self.regime = regime
        self.indicator = indicator
        self.state = state
        self.occurredOn = occurredOn
        self.reportedOn = reportedOn
        self.determinedOn = state == .alleged ? nil : determinedOn ?? reportedOn
        self.quantity = quantity
        self.grades = grades.sorted { $0.name < $1.name }
        self.facts = facts.sorted { $0.name < $1.name }
        self.isVoluntaryDisclosure = isVoluntaryDisclosure
        self.origin = origin
        self.note = note
        self.evidence = evidence
        self.reporter = reporter
    }

    /// The same event determined on another day, as for a determination that is still to come; an
    /// alleged one stays undetermined.
    public func determined(on day: CivilDate) -> EventRecord {
        var copy = self
        copy.determinedOn = state == .alleged ? nil : day
        return copy
    }
}

/// Where an event came from: the same act reported twice is one event.
public struct EventOrigin: Hashable, Sendable {
    /// The reporting system.
    public let system: String
    /// That system's id for the event.
    public let id: String

    /// Makes an origin.
    public init(system: String, id: String) {
        self.system = system
        self.id = id
    }
}
