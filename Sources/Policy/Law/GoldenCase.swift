// SPDX-License-Identifier: Apache-2.0

public import Domain

/// A worked example that a pack carries: a situation, and what the law makes of it.
///
/// - Source: a file of the pack's `cases` folder, named as a sentence.
public struct GoldenCase: Hashable, Sendable, CustomStringConvertible {
    /// One value that a case expects: this one, or that there is none.
    public enum Expected<Value: Hashable & Sendable>: Hashable, Sendable {
        /// That there is none; the word `none` in the file.
        case nothing
        /// This one.
        case value(Value)

        /// The value; nil when there must be none.
        public var value: Value? {
            switch self {
            case .nothing: nil
            case .value(let value): value
            }
        }
    }

    /// What the case expects; what is nil is not compared.
    public struct Expectation: Hashable, Sendable {
        /// The score.
        public var score: Points?
        /// The band.
        public var band: Expected<BandCode>?
        /// What the band rests on.
        public var basis: RatingBasis?
        /// Whether the band is uncertain.
        public var isUncertain: Bool?
        /// What each event brings, in order.
        public var contributions: [ExpectedContribution]?
        /// What counts besides single events, in order.
        public var adjustments: [ExpectedAdjustment]?
        /// The scores beside the main one, by code.
        public var scores: [ExpectedScore]?
        /// The codes of the overrides in force, strongest first.
        public var overrides: [OverrideCode]?
        /// What each event of the notice is weighed, in order.
        public var assessments: [ExpectedAssessment]?
        /// What the notice imposes in all.
        public var total: ExpectedTotal?
        /// The days of the clocks, by notice.
        public var clocks: [ExpectedClock]?
        /// What each filing comes to, in order.
        public var duties: [ExpectedDuty]?
        /// How each event is displayed, in order.
        public var displays: [ExpectedDisplay]?
        /// How each event can be repaired, in order.
        public var repairs: [ExpectedRepair]?
        /// The answer to the request.
        public var outcome: Outcome?
        /// The codes of its reasons, in order.
        public var reasons: [ReasonCode]?
        /// The last day on which the answer certainly holds.
        public var validUntil: Expected<CivilDate>?
        /// The points of the nominee.
        public var nomineePoints: ExpectedNomineePoints?
        /// The quota.
        public var quota: Expected<Quota>?
        /// The privileges, in order of their codes.
        public var privileges: [PrivilegeCode]?
    }

    /// What one event is expected to bring.
    public struct ExpectedContribution: Hashable, Sendable {
        /// The event.
        public let event: EventID
        /// What the rule gives before expiry, after the cap per event.
        public let points: Points
        /// What counts on the day.
        public let counted: Points
        /// When it stops counting; nil for never.
        public let expiresOn: CivilDate?

        /// Makes an expectation.
        public init(
            event: EventID, points: Points, counted: Points, expiresOn: CivilDate?
        ) {
            self.event = event
            self.points = points
            self.counted = counted
            self.expiresOn = expiresOn
        }
    }

    /// The sentence that names the case: the file's name with blanks for hyphens.
    public let name: String
    /// The file, from the folder of the pack.
    public let file: String
    /// The legal day asked about.
    public let asOf: CivilDate
    /// In which role the party is rated.
    public let role: Role
    /// Earlier events of other notices, confirmed.
    public let history: [EventRecord]
    /// The events of the notice, in order; one that states no day of its determination is
    /// determined on the legal day asked about.
    public let events: [EventRecord]
    /// Notices: clocks to be run, and earlier penalties.
    public let notices: [Notice]
    /// What is told of duties.
    public let filings: [DutyFiling]
    /// What is told of the repair of its events.
    public let repairs: [EventID: RepairApplication]
    /// The ways on which its events reached the party, of those that are shared.
    public let ways: [EventID: SharedVia]
    /// What officers decided of the measures of its events.
    public let decisions: [EventID: [MeasureDecision]]
    /// How the case names its events.
    public let names: [EventID: String]
    /// The party, its accreditations and its events, earlier ones included.
    public internal(set) var dossier: Dossier
    /// The question put to the standing; nil when only the rating is looked at.
    public let request: EligibilityRequest?
    /// What is told of nominee, other vouchers and the like; nil when nothing is.
    public let nomination: Nomination?
    /// What must come of it.
    public let expected: Expectation
    /// Why, in words a lawyer can contest.
    public let explanation: String
    /// Where the result can be read or reckoned from.
    public let source: String

    /// The sentence.
    public var description: String { name }
}
