// SPDX-License-Identifier: Apache-2.0

public import Domain

/// What is told of one duty of a party: when it was raised, and what became of it.
///
/// - Source: none; it is what is told.
public struct DutyFiling: Hashable, Sendable {
    /// How the answer names it.
    public let name: String
    /// The duty.
    public let duty: DutyCode
    /// The day on which it was raised.
    public let raisedOn: CivilDate
    /// The day on which it was discharged; nil while it is not.
    public let filedOn: CivilDate?
    /// The kind of filing; nil where it is not told.
    public let kind: String?
    /// The day to which the authority extended it; nil where it did not.
    public let extendedTo: CivilDate?
    /// Whether the authority waived it.
    public let isWaived: Bool
    /// Facts that lengths of its clock ask for.
    public let facts: [JSONValue.Member]
    /// What raised it, in the words of the law; nil where it is not told.
    public let raisedBy: String?
    /// Days on which it stood still.
    public let stops: [ClockCircumstances.Stop]
    /// What ended it, in the words of the law, and when; nil where nothing did.
    public let ended: End?

    /// What ended a duty.
    public struct End: Hashable, Sendable {
        /// The word of the law.
        public let word: String
        /// The day on which it happened.
        public let day: CivilDate

        /// Tells what ended a duty.
        public init(word: String, day: CivilDate) {
            self.word = word
            self.day = day
        }
    }

    /// Tells of a duty.
    public init(
        name: String, duty: DutyCode, raisedOn: CivilDate, filedOn: CivilDate? = nil,
        kind: String? = nil, extendedTo: CivilDate? = nil, isWaived: Bool = false,
        facts: [JSONValue.Member] = [], raisedBy: String? = nil,
        stops: [ClockCircumstances.Stop] = [], ended: End? = nil
    ) {
        self.raisedBy = raisedBy
        self.stops = stops
        self.ended = ended
        self.name = name
        self.duty = duty
        self.raisedOn = raisedOn
        self.filedOn = filedOn
        self.kind = kind
        self.extendedTo = extendedTo
        self.isWaived = isWaived
        self.facts = facts
    }
}

/// What is told of the repair of one event.
///
/// - Source: none; it is what is told.
public struct RepairApplication: Hashable, Sendable {
    /// The day of the application; nil where there is none.
    public let appliedOn: CivilDate?
    /// The day on which what was wrong was put right; nil while it is not.
    public let curedOn: CivilDate?
    /// The day on which the authority granted the repair; nil while it has not.
    public let grantedOn: CivilDate?
    /// Facts that the rules of repair ask for.
    public let facts: [JSONValue.Member]

    /// Tells of a repair.
    public init(
        appliedOn: CivilDate? = nil, curedOn: CivilDate? = nil, grantedOn: CivilDate? = nil,
        facts: [JSONValue.Member] = []
    ) {
        self.appliedOn = appliedOn
        self.curedOn = curedOn
        self.grantedOn = grantedOn
        self.facts = facts
    }
}

/// What is told of a notice beside the first day of its clock.
///
/// - Source: none; it is what is told.
public struct ClockCircumstances: Hashable, Sendable {
    /// Days on which the clock stood still.
    public struct Stop: Hashable, Sendable {
        /// The first day that does not count.
        public let from: CivilDate
        /// The first day that counts again.
        public let until: CivilDate

        /// Tells of a stop.
        public init(from: CivilDate, until: CivilDate) {
            self.from = from
            self.until = until
        }
    }

    /// One day of the clock put off by the authority.
    public struct Extension: Hashable, Sendable {
        /// By how much.
        public enum Extent: Hashable, Sendable {
            /// By a length.
            case by(Int, ClockRule.Unit)
            /// To a day.
            case to(CivilDate)
        }

        /// The step.
        public let step: String
        /// By how much.
        public let extent: Extent

        /// Tells of an extension.
        public init(step: String, extent: Extent) {
            self.step = step
            self.extent = extent
        }
    }

    /// The stops, in order.
    public let stops: [Stop]
    /// The extensions, at most one for each step.
    public let extensions: [Extension]
    /// Facts of the notice, such as the manner of its service.
    public let facts: [JSONValue.Member]

    /// Tells of a notice.
    public init(
        stops: [Stop] = [], extensions: [Extension] = [], facts: [JSONValue.Member] = []
    ) {
        self.stops = stops
        self.extensions = extensions
        self.facts = facts
    }

    /// Nothing is told.
    public static let none = ClockCircumstances()
}
