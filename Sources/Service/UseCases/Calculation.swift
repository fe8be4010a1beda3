// SPDX-License-Identifier: Apache-2.0

public import Domain
public import Policy

/// What is to be worked out from nothing but itself: a party as somebody describes it, and what
/// it did.
public struct Calculation: Sendable {
    /// One event as somebody describes it. It counts as confirmed.
    public struct Event: Sendable {
        /// How the answer names it.
        public let id: String
        /// Where it stands in the request, for faults: `/events/0`.
        public let pointer: String
        /// The indicator.
        public let indicator: IndicatorCode
        /// The day it happened.
        public let occurredOn: CivilDate
        /// The day it was reported; nil for the day it happened.
        public let reportedOn: CivilDate?
        /// The day it was confirmed; nil for the day it was reported.
        public let determinedOn: CivilDate?
        /// How many of it.
        public let quantity: Int
        /// An officer's grades.
        public let grades: [JSONValue.Member]
        /// Facts of the event.
        public let facts: [JSONValue.Member]
        /// Whether the party disclosed it itself.
        public let isVoluntaryDisclosure: Bool
        /// How much of its points the party bears, in percent.
        public let share: ExactDecimal
        /// The way on which it reached the party, from which the law tells the share; nil for none.
        public let via: SharedVia?
        /// What is told of its repair; nil for nothing.
        public let repair: RepairApplication?
        /// What officers decided of its measures.
        public let decisions: [MeasureDecision]

        /// Describes an event.
        public init(
            id: String, pointer: String, indicator: IndicatorCode, occurredOn: CivilDate,
            reportedOn: CivilDate? = nil, determinedOn: CivilDate? = nil, quantity: Int = 1,
            grades: [JSONValue.Member] = [], facts: [JSONValue.Member] = [],
            isVoluntaryDisclosure: Bool = false, share: ExactDecimal = EventRecord.wholeShare,
            via: SharedVia? = nil, repair: RepairApplication? = nil,
            decisions: [MeasureDecision] = []
        ) {
            self.id = id
            self.pointer = pointer
            self.indicator = indicator
            self.occurredOn = occurredOn
            self.reportedOn = reportedOn
            self.determinedOn = determinedOn
            self.quantity = quantity
            self.grades = grades
            self.facts = facts
            self.isVoluntaryDisclosure = isVoluntaryDisclosure
            self.share = share
            self.via = via
            self.repair = repair
            self.decisions = decisions
        }
    }

    /// A notice: one whose days are to be worked out, or an earlier one that imposed a penalty.
    public struct Notice: Sendable {
        /// What is told of it.
        public enum Kind: Sendable {
            /// Its clock, the clock's first day, the names of the events it is about, nil for all,
            /// and what else is told of it.
            case clock(
                ClockCode, begins: CivilDate, events: [String]?,
                circumstances: ClockCircumstances = .none)
            /// The day of its determination, and the penalty it imposed.
            case penalty(determinedOn: CivilDate, Money)
            /// The day of its determination, and the first day on which its bar no longer holds.
            case bar(determinedOn: CivilDate, until: CivilDate)
        }

        /// How the answer names it.
        public let id: String
        /// Where it stands in the request, for faults: `/notices/0`.
        public let pointer: String
        /// What is told of it.
        public let kind: Kind

        /// Describes a notice.
        public init(id: String, pointer: String, kind: Kind) {
            self.id = id
            self.pointer = pointer
            self.kind = kind
        }
    }

    /// `code` or `code@version`.
    public let policy: String
    /// The legal day; nil for today.
    public let asOf: CivilDate?
    /// What kind of party.
    public let kind: PartyKind
    /// The facts that rules ask for.
    public let facts: [JSONValue.Member]
    /// The region of its seat; nil for the law as it stands where no authority set anything.
    public let region: RegionCode?
    /// In which role; nil where the regime has one only.
    public let role: Role?
    /// What the party did before.
    public let history: [Event]
    /// What is to be assessed.
    public let events: [Event]
    /// Notices: clocks to be run, and earlier penalties.
    public let notices: [Notice]
    /// What is told of duties.
    public let filings: [DutyFiling]
    /// The question whether the party may vouch; nil where that is not asked.
    public let request: Request?
    /// What is told of nominee, other vouchers and the like; nil where nothing is.
    public let nomination: Nomination?

    /// The question whether the party may vouch.
    public struct Request: Sendable {
        /// On which route.
        public let route: RouteCode
        /// New, or for one of its own.
        public let act: Act
        /// For which region; nil when it does not matter.
        public let region: RegionCode?
        /// The band that an authority assigned; nil where bands follow from scores.
        public let band: BandCode?

        /// Describes a question.
        public init(route: RouteCode, act: Act, region: RegionCode?, band: BandCode?) {
            self.route = route
            self.act = act
            self.region = region
            self.band = band
        }
    }

    /// Describes a calculation.
    public init(
        policy: String, asOf: CivilDate?, kind: PartyKind, facts: [JSONValue.Member],
        region: RegionCode? = nil, role: Role?, history: [Event], events: [Event],
        notices: [Notice] = [], filings: [DutyFiling] = [], request: Request? = nil,
        nomination: Nomination? = nil
    ) {
        self.policy = policy
        self.asOf = asOf
        self.kind = kind
        self.facts = facts
        self.region = region
        self.role = role
        self.history = history
        self.events = events
        self.notices = notices
        self.filings = filings
        self.request = request
        self.nomination = nomination
    }
}
